"""drilltui, hurried: `python -m tests.faults.program ARGUMENTS`. Nothing else is different.

The sandbox is hurried too: `python -m tests.faults.program sandbox`.
"""

from __future__ import annotations

import sys

from tests.faults.hurry import hurry, hurry_cloud

if __name__ == "__main__":
    (hurry_cloud if sys.argv[1:2] == ["sandbox"] else hurry)()

    from drilltui.cli.entry import main

    sys.exit(main(sys.argv[1:]))

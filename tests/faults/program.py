"""drilltui, hurried: `python -m tests.faults.program ARGUMENTS`. Nothing else is different.

The sandbox is hurried too: `python -m tests.faults.program sandbox`. With FAULTS_DIE ("3 before")
the program kills itself at that write of its journal (see `tests.store.dying_journal`).
"""

from __future__ import annotations

import os
import sys
from typing import get_args

from tests.faults.hurry import hurry, hurry_cloud
from tests.store.dying_journal import Moment, die_at

DIE = "FAULTS_DIE"

if __name__ == "__main__":
    (hurry_cloud if sys.argv[1:2] == ["sandbox"] else hurry)()
    if DIE in os.environ:
        write, name = os.environ[DIE].split()
        (moment,) = (one for one in get_args(Moment) if one == name)
        die_at(int(write), moment)

    from drilltui.cli.entry import main

    sys.exit(main(sys.argv[1:]))

"""drilltui with less patience and a fast clock: `python -m tests.faults.program ARGUMENTS`.

What a person waits 30 seconds or two minutes for, a test has in a second: the time-outs of the
HTTP client are shortened, and the machine's clock is replaced by one that runs faster. Nothing
else is different, and nothing of it is in the product.
"""

from __future__ import annotations

import os
import sys

SPEED = "FAULTS_SPEED"
PATIENCE = "FAULTS_PATIENCE"


def hurry(speed: float, patience: float) -> None:
    """Let this process's clock run `speed` times as fast, its client wait `patience` seconds."""
    import drilltui.clock
    from drilltui.cloud.http import open_client

    class Hurried(drilltui.clock.FastClock):
        def __init__(self) -> None:
            super().__init__(speed)

    drilltui.clock.SystemClock = Hurried  # type: ignore[assignment,misc]
    waits = open_client.__kwdefaults__ or {}
    assert waits["connect"] > patience < waits["read"]  # what is not there cannot be shortened
    waits.update(connect=patience, read=patience)


if __name__ == "__main__":
    hurry(float(os.environ[SPEED]), float(os.environ[PATIENCE]))

    from drilltui.cli.entry import main

    sys.exit(main(sys.argv[1:]))

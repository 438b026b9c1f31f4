"""A fault of the program itself: one sentence, and where to look."""

from __future__ import annotations

import os
import sys
import traceback

from drilltui.cli.output import complain
from drilltui.domain.fault import DEBUG, report
from drilltui.domain.language import tr

FAULT = 5


def crashed(bug: Exception) -> int:
    """Say that `bug` was not foreseen; return the exit status.

    What it says of itself may hold anything, a secret too: without DRILLTUI_DEBUG only its kind
    and its place are told. The values of variables are never shown.
    """
    if os.environ.get(DEBUG):
        sys.stderr.write(f"{report(bug, words=True)}\n")
        return complain(tr("This is a fault of the program; the traceback is above."), FAULT)
    return complain(
        tr(
            "This is a fault of the program: {kind} in {place}. {variable}=1 "
            "shows the whole traceback.",
            kind=type(bug).__name__,
            place=_place(bug),
            variable=DEBUG,
        ),
        FAULT,
    )


def _place(bug: Exception) -> str:
    """Return the innermost place in our own code, as ``drilltui/cli/entry.py line 40``."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    for frame in reversed(traceback.extract_tb(bug.__traceback__)):
        if frame.filename.startswith(package + os.sep):
            inside = os.path.relpath(frame.filename, os.path.dirname(package))
            return tr("{file} line {number}", file=inside, number=frame.lineno)
    return tr("a library")

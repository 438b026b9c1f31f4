"""Whether a drill did what it is for: how many servers were verified, how many steps are open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drilltui.ui.line import Line, Role, line
from drilltui.ui.present.words import plural

if TYPE_CHECKING:
    from drilltui.services.steps import Checklist


def worked(found: Checklist, servers: int = 0) -> Line:
    """Return that in a line, as the record of `found` has it, of a drill of so many `servers`."""
    words = found.exercise.verified.values()
    total = max(servers, found.exercise.servers, len(words))
    passed, failed = sum(one.passed for one in words), sum(not one.passed for one in words)
    left = len(found.steps) - found.done
    steps = f", {left} of {plural(len(found.steps), 'step')} open" if left else ""
    if failed:
        said = f"{failed} of {plural(total, 'server')} failed"
    elif not passed:
        said = "not verified"
    else:
        said = f"{passed} of {plural(total, 'server')} verified"
    good = passed == total and passed and not left
    return line((f"{'Verified':11}", Role.DIM), (f"{said}{steps}", Role.OK if good else Role.WARN))

"""Whether a drill did what it is for: how many servers were verified, how many steps are open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drilltui.domain.language import marked, tr
from drilltui.ui.line import Line, Role, line
from drilltui.ui.present.fitted import fit
from drilltui.ui.present.words import also, plural

if TYPE_CHECKING:
    from drilltui.services.steps import Checklist


def worked(found: Checklist, servers: int = 0) -> Line:
    """Return that in a line, as the record of `found` has it, of a drill of so many `servers`."""
    words = found.exercise.verified.values()
    total = max(servers, found.exercise.servers, len(words))
    passed, failed = sum(one.passed for one in words), sum(not one.passed for one in words)
    left = len(found.steps) - found.done
    steps = plural(len(found.steps), marked("{count} step"), marked("{count} steps"))
    still = also(tr("{count} of {steps} open", count=left, steps=steps)) if left else ""
    servers_ = plural(total, marked("{count} server"), marked("{count} servers"))
    if failed:
        said = tr("{count} of {servers} failed", count=failed, servers=servers_)
    elif not passed:
        said = tr("not verified")
    else:
        said = tr("{count} of {servers} verified", count=passed, servers=servers_)
    good = passed == total and passed and not left
    return line(
        (fit(tr("Verified"), 11), Role.DIM), (f"{said}{still}", Role.OK if good else Role.WARN)
    )

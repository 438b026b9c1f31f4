"""What becomes of what is going on, when a person leaves or turns to another profile."""

from __future__ import annotations

from collections.abc import Sequence

from drilltui.domain.language import marked, tr
from drilltui.ui.line import Line, Role, line
from drilltui.ui.present.words import plural


def farewell(
    running: int, sending: int, unknown: Sequence[str] = (), *, live: bool, leaving: bool = True
) -> tuple[Line, ...]:
    """Return what becomes of requests whose answer is out (`sending`) and of `running` jobs.

    `unknown` are sentences that say what nobody knows yet (`lookup.nobody_knows`). `leaving` False
    means that the program goes on with something else.
    """
    lines: list[Line] = []
    if sending:
        said = plural(
            sending,
            marked("{count} request is on the way: the outcome would be unknown."),
            marked("{count} requests are on the way: the outcome would be unknown."),
        )
        lines += [
            line((said, Role.STOP)),
            line(tr("Stay for the answer. Without it drilltui looks it up at its next start.")),
        ]
    if unknown:
        lines += _looked_up_later(unknown, live=live, leaving=leaving)
    if running:
        lines += [*_jobs_go_on(running, live=live, leaving=leaving)]
    return (*lines, Line())


def _looked_up_later(unknown: Sequence[str], *, live: bool, leaving: bool) -> list[Line]:
    asked = [line((one, Role.STOP)) for one in unknown]
    if live:
        later = tr("drilltui looks it up when it is started again, or 'drilltui resume' does.")
        if not leaving:
            later = tr("drilltui looks it up when it is back here, or 'drilltui resume' does.")
    else:
        later = tr(
            "It was a rehearsal: its embedded cloud ends, and nothing of it is left to look up."
        )
    return [*asked, line(later)]


def _jobs_go_on(running: int, *, live: bool, leaving: bool) -> tuple[Line, Line]:
    jobs = plural(running, marked("{count} job is running."), marked("{count} jobs are running."))
    if live:
        goes_on = tr("Cloud jobs go on without drilltui; only the watching ends.")
    elif leaving:
        goes_on = tr(
            "A cloud job would go on. The embedded cloud of a rehearsal ends with the program."
        )
    else:
        goes_on = tr(
            "A cloud job would go on. The embedded cloud of a rehearsal ends with the rehearsal."
        )
    return line((jobs, Role.STRONG)), line(goes_on)

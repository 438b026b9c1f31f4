"""What becomes of what is going on, when a person leaves or turns to another profile."""

from __future__ import annotations

from drilltui.ui.line import Line, Role, line
from drilltui.ui.present.words import plural


def farewell(running: int, sending: int, *, live: bool, leaving: bool = True) -> tuple[Line, ...]:
    """Return what becomes of requests whose answer is out (`sending`) and of `running` jobs.

    `leaving` False means that the program goes on with something else.
    """
    lines: list[Line] = []
    if sending:
        requests = plural(sending, "request is", "requests are")
        lines += [
            line((f"{requests} on the way: the outcome would be unknown.", Role.STOP)),
            line("Stay for the answer, or look at the drills before you send anything again."),
        ]
    if running:
        lines += [*_jobs_go_on(running, live=live, leaving=leaving)]
    return (*lines, Line())


def _jobs_go_on(running: int, *, live: bool, leaving: bool) -> tuple[Line, Line]:
    jobs = plural(running, "job is", "jobs are")
    if live:
        goes_on = "Cloud jobs go on without drilltui; only the watching ends."
    else:
        end = "program" if leaving else "rehearsal"
        goes_on = f"A cloud job would go on. The embedded cloud of a rehearsal ends with the {end}."
    return line((f"{jobs} running.", Role.STRONG)), line(goes_on)

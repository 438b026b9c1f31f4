"""Watch a job: its sub-jobs, what changed when, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from drilltui.domain.job import FAIL
from drilltui.services.sight import DrillDetail, ReadBack, Sight
from drilltui.ui.journeys import OpenDrill, OpenText
from drilltui.ui.keys import EVERYWHERE, bindings, keys_on
from drilltui.ui.line import Line, Role, line
from drilltui.ui.present import drills, jobs, raw
from drilltui.ui.screens.frame import Frame
from drilltui.ui.widgets.key_line import KeyLine
from drilltui.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from drilltui.ui.desk import Desk


class MonitorScreen(Frame[None]):
    """One job, looked at by the watcher whether this screen is shown or not."""

    SCOPE: ClassVar[str] = "monitor"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(SCOPE),
        *(bound for bound in bindings(EVERYWHERE) if bound.action == "monitor_open"),
    ]

    CSS = """
    MonitorScreen #heading { min-height: 2; max-height: 6; margin: 0 1; }
    MonitorScreen #job { height: 1fr; margin: 0 1; }
    """

    def __init__(self, desk: Desk, sight: Sight) -> None:
        super().__init__(desk, ["drills", sight.target.drill_name, sight.target.action])
        self._sight = sight

    def body(self) -> Iterator[Widget]:
        """Two lines that tick, and a sheet that changes with each look.

        What is wrong may take more lines: what helps stands at its end.
        """
        yield Sheet(wraps=True, id="heading")
        yield Sheet(scrolls=True, wraps=True, id="job")

    def on_mount(self) -> None:
        """Show what is known."""
        # A look may have ended while this screen was made.
        self._sight = self.session.watcher.sight(self._sight.target.job_id) or self._sight
        here = [entry.id for entry in keys_on(self.SCOPE) if entry.id != "monitor.open"]
        self.query_one(KeyLine).limit(here)
        self.query_one("#job").focus()
        self.call_after_refresh(self._show)

    def on_resize(self) -> None:
        """Draw the bars for the new width."""
        self.call_after_refresh(self._show)

    def on_job_line(self, sight: Sight) -> bool:
        """The job of this screen needs no second line."""
        return sight.target.job_id != self._sight.target.job_id

    def tick(self) -> None:
        """Let elapsed time and age go on."""
        super().tick()
        heading = self.query_one("#heading", Sheet)
        width, now = heading.content_size.width, self.session.clock.monotonic()
        before = len(heading.rows(width))
        heading.show(jobs.heading(self._sight, now))
        if len(heading.rows(width)) != before:
            self.call_after_refresh(self._show)  # another height is left for what is below

    def job_seen(self, sight: Sight) -> None:
        """Draw what the look showed."""
        if sight.target.job_id == self._sight.target.job_id:
            self._sight = sight
            self._show()
        super().job_seen(sight)

    def _show(self) -> None:
        self.tick()
        sheet = self.query_one("#job", Sheet)
        size, zone = sheet.content_size, self.desk.zone
        above = [*self._outcome(), *jobs.steps(self._sight, zone, size.width), Line()]
        room = size.height - len(above)
        sheet.show([*above, *jobs.changes(self._sight, self.desk.now(), zone, room)])

    def _outcome(self) -> tuple[Line, ...]:
        """Return what came of the job: the drill's servers, the error, or what stayed."""
        job, result = self._sight.job, self._sight.result
        lines: list[Line] = []
        if job is not None and job.status == FAIL:
            lines += [*jobs.failure(job), line((f"job {job.id}", Role.DIM))]
        if isinstance(result, ReadBack):
            lines += drills.read_back(result)
        if isinstance(result, DrillDetail):
            lines += drills.servers(result)
        return (*lines, Line()) if lines else ()

    def action_look_now(self) -> None:
        """Bring the next look forward; after a refused sign-in this is another try."""
        if self._sight.ended:
            self.say("This job has ended: there is nothing more to see.")
            return
        self.session.try_again()
        self.session.watcher.look_now(self._sight.target.job_id)

    def action_monitor_servers(self) -> None:
        """Open the drill, if there is one to open."""
        sight, result = self._sight, self._sight.result
        if isinstance(result, ReadBack) and result.gone:
            self.say("The drill was deleted; what stayed is listed here.")
        elif drill_id := self._drill_id():
            self.post_message(OpenDrill(drill_id, sight.target.drill_name))
        elif not sight.ended:
            self.say("The service has not told the drill's id yet: wait for the job to end.")
        elif sight.status == FAIL:
            self.say("The drill was not made; nothing of it is known.")
        else:
            self.say("The service never told the drill's id: look at the group's drills.")

    def _drill_id(self) -> str:
        """Return the id of the drill as the target, the job or what it left tells it, or ""."""
        job, result = self._sight.job, self._sight.result
        known = result.drill.id if isinstance(result, DrillDetail) else ""
        return self._sight.target.drill_id or known or (job.drill_id if job else "")

    def action_raw_open(self) -> None:
        """Show the service's own answer."""
        job = self._sight.job
        if job is None:
            self.say("The job was not seen yet.")
            return
        self.post_message(OpenText("job raw", raw.answer(job.raw)))

    def action_monitor_open(self) -> None:
        """This is the monitor already."""
        self.say("This is the job. Esc goes back, watching goes on.")

    def ids(self) -> tuple[str, ...]:
        """Return what `c` copies here: after a delete what stayed, else job, drill and record."""
        target, found = self._sight.target, self._sight.result
        if isinstance(found, ReadBack) and (found.vpc or found.servers):
            vpc = (found.vpc.id,) if found.vpc else ()
            subnets = (subnet.id for subnet in found.subnets)
            return (*vpc, *subnets, *(server.id for server in found.servers))
        return tuple(part for part in (target.job_id, target.drill_id, target.record_id) if part)

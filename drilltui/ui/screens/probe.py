"""Probe a drill server: choose what is run, see it word by word, agree, see what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import BindingType
from textual.widget import Widget

from drilltui.domain.errors import DrilltuiError
from drilltui.domain.language import marked, tr
from drilltui.domain.probe import NotPlanned, PlannedProbe, ProbeResult
from drilltui.ui.keys import bindings
from drilltui.ui.line import Line, Role, Span, line
from drilltui.ui.present import failure
from drilltui.ui.present import servers as present
from drilltui.ui.screens.confirm import ConfirmScreen
from drilltui.ui.screens.frame import Frame
from drilltui.ui.widgets.columns import Column
from drilltui.ui.widgets.line_table import LineTable
from drilltui.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from drilltui.domain.drill import Drill
    from drilltui.domain.server import Server
    from drilltui.ui.desk import Desk

COLUMNS = (
    Column(marked("PROBE"), 24, share=1, most=40),
    Column(marked("WHAT IS RUN"), 40, share=3),
)


class ProbeScreen(Frame[None]):
    """The probes of a server. Nothing is run before a person has seen it and agreed."""

    SCOPE: ClassVar[str] = "probe"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(SCOPE)]

    CSS = """
    ProbeScreen #probes { height: auto; max-height: 50%; margin: 1 0 1 0; }
    ProbeScreen #answer { height: 1fr; margin: 0 1; }
    """

    def __init__(self, desk: Desk, drill: Drill, server: Server) -> None:
        super().__init__(desk, [tr("drills"), drill.name, server.name, tr("probe")])
        self._drill = drill
        self._server = server
        verifying = desk.session.verifying
        self._plans = {
            probe.title: verifying.plan(probe, server) for probe in verifying.probes(server)
        }
        self._busy = False

    def body(self) -> Iterator[Widget]:
        """The probes, and what came of one."""
        yield LineTable(COLUMNS, id="probes")
        yield Sheet(scrolls=True, wraps=True, id="answer")

    def on_mount(self) -> None:
        """List them."""
        titles, plans = list(self._plans), list(self._plans.values())
        table = self.query_one(LineTable)
        table.set_rows(titles, lambda number: (Span(titles[number]), _shown(plans[number])))
        table.focus()
        if about := self.session.verifying.about:
            self.query_one("#answer", Sheet).show([line((about, Role.REHEARSAL))])

    @on(LineTable.Chosen)
    def action_probe_run(self) -> None:
        """Show the probe under the cursor, and run it after a yes."""
        key = self.query_one(LineTable).cursor_key
        plan = self._plans.get(key) if key else None
        if self._busy:
            self.say(tr("A probe is running. Esc ends it."))
        elif isinstance(plan, NotPlanned):
            self.say(tr("It cannot be run: {why}.", why=plan.why), Role.WARN)
        elif plan is not None:
            self._busy = True
            self.run_worker(self._run(plan), group="probe", description="probe a server")

    async def _run(self, probe: PlannedProbe) -> None:
        try:
            lines = present.to_be_run(probe, self.session.verifying.about)
            question = ConfirmScreen(self.desk, self.crumbs, lines, tr("Cancel"), tr("Run it"))
            if not await self.app.push_screen_wait(question):
                self.say(tr("Nothing was run."))
                return
            self._show([line((f"{tr('~ running')}  ", Role.BUSY), probe.shown)])
            self._show(_result(probe, await self.session.verifying.run(self._drill, probe)))
        except DrilltuiError as error:
            self._show(failure.lines(tr("Nothing was recorded."), error))
        finally:
            self._busy = False

    def _show(self, lines: list[Line]) -> None:
        self.query_one("#answer", Sheet).show(lines)


def _shown(plan: PlannedProbe | NotPlanned) -> Span:
    if isinstance(plan, NotPlanned):
        return Span(plan.why, Role.DIM)
    return Span(plan.shown)


def _result(probe: PlannedProbe, result: ProbeResult) -> list[Line]:
    if result.passed is None:
        said, role, goes_on = tr("? not looked at"), Role.WARN, tr("Nothing was recorded.")
    elif result.passed:
        said, role = tr("+ passed"), Role.OK
        goes_on = tr("It is recorded: the server counts as verified.")
    else:
        said, role = tr("! failed"), Role.STOP
        goes_on = tr("It is recorded. x or v say otherwise.")
    head = line((said, role), f"  {probe.shown}")
    return [head, line(result.said), Line(), line((goes_on, Role.DIM))]

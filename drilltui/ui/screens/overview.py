"""All groups at a glance: drills now, groups that should have been drilled, and what is left."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import BindingType
from textual.widget import Widget

from drilltui.domain.drill import Drill
from drilltui.domain.errors import DrilltuiError
from drilltui.domain.language import marked, tr
from drilltui.domain.ledger import Entry
from drilltui.domain.programme import Standing
from drilltui.services.overview import Current
from drilltui.ui.journeys import OpenDrill, OpenGroup, OpenText
from drilltui.ui.keys import bindings
from drilltui.ui.line import Role, Span, line
from drilltui.ui.present import failure, record_events
from drilltui.ui.present import overview as present
from drilltui.ui.screens.reading import ReadingFrame
from drilltui.ui.widgets.columns import Column
from drilltui.ui.widgets.line_table import LineTable
from drilltui.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from drilltui.ui.desk import Desk

COLUMNS = (
    Column(marked("WHAT"), 8),
    Column(marked("GROUP"), 14, share=1, most=28),
    Column(marked("DRILL"), 18, share=1, most=40, priority=1),
    Column(marked("STANDS"), 20, share=2),
    Column(marked("SINCE"), 10),
)


class OverviewScreen(ReadingFrame[None]):
    """One list over everything that needs somebody; the next step of its row stands below."""

    SCOPE: ClassVar[str] = "overview"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(SCOPE)]

    CSS = """
    OverviewScreen #title { max-height: 3; margin: 0 1; }
    OverviewScreen #overview { height: 1fr; min-height: 2; }
    OverviewScreen #summary { min-height: 2; max-height: 30%; margin: 0 1; }
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, [tr("overview")])
        self._rows: tuple[present.Row, ...] = ()
        self._names: dict[str, str] = {}

    def body(self) -> Iterator[Widget]:
        """How much there is, the list, and the row under the cursor in full."""
        yield Sheet(wraps=True, id="title")
        yield LineTable(COLUMNS, empty=[line((f"   {tr('Reading ...')}", Role.DIM))], id="overview")
        yield Sheet(wraps=True, id="summary")

    def on_mount(self) -> None:
        """Read everything."""
        self.query_one(LineTable).focus()
        self.read()

    async def load(self) -> None:
        """Read groups, drills and records."""
        overview = self.session.overview
        seen = await overview.read()
        self._rows = present.rows(seen)
        self._names = {one.group.id: one.group.name for one in seen.standings}
        self.query_one("#title", Sheet).show(present.title(seen, overview.days))
        table = self.query_one(LineTable)
        table.set_empty(
            [line(f"   {tr('No drill, no group overdue, nothing left. Esc goes back.')}")]
        )
        table.set_rows([row.key for row in self._rows], self._cells)
        self._summarise()
        self.note(str(len(self._rows)))

    def could_not_read(self, error: DrilltuiError) -> None:
        """Say in the list's place why there is none."""
        self.query_one(LineTable).set_empty(
            failure.lines(tr("Could not read the overview."), error, indent=3)
        )

    def _cells(self, number: int) -> tuple[Span, ...]:
        if number >= len(self._rows):
            return ()
        return present.cells(self._rows[number], self._names, self.desk.now())

    @on(LineTable.Highlighted)
    def _summarise(self) -> None:
        if self.desk.is_open:
            lines = present.summary(self._chosen(), self.desk.now())
            self.query_one("#summary", Sheet).show(lines)

    @on(LineTable.Chosen)
    def action_overview_open_row(self) -> None:
        """Open the drill, the group or the record under the cursor."""
        match self._chosen():
            case None:
                self.say(tr("Nothing is under the cursor."))
            case Drill() as drill:
                self.post_message(OpenDrill(drill.id, drill.name))
            case Current(exercise, _) if exercise.drill_id and not exercise.gone:
                self.post_message(OpenDrill(exercise.drill_id, exercise.called))
            case Current(exercise, _):
                self._begin_reading(exercise.record_id)
            case Standing() as due:
                self.run_worker(self._open_group(due.group.id), group="open", exclusive=True)
            case Entry() as entry if entry.standing:
                self.post_message(OpenDrill(entry.leftover.id, entry.drill_name))
            case Entry() as entry:
                self._begin_reading(entry.record_id)

    def action_overview_look(self) -> None:
        """Look whether what is left is there yet."""
        self.say(tr("Looking at what drills left ..."))
        self.run_worker(self._look(), group="look", exclusive=True, description="look at leftovers")

    async def _look(self) -> None:
        try:
            seen = await self.session.overview.look_again()
        except DrilltuiError as error:
            self.complain(error)
            return
        there, gone = len(seen.there), len(seen.gone)
        said = tr("{there} still there, {gone} gone.", there=there, gone=gone)
        if seen.doubts:
            said = tr(
                "{there} still there, {gone} gone, {count} not known: {doubt}.",
                there=there,
                gone=gone,
                count=len(seen.doubts),
                doubt=seen.doubts[0],
            )
        self.say(said)
        self.read()

    def _begin_reading(self, record_id: str) -> None:
        self.run_worker(self._read_record(record_id), group="open", exclusive=True)

    async def _read_record(self, record_id: str) -> None:
        try:
            events = await self.session.exercises.events(record_id)
        except DrilltuiError as error:
            self.complain(error)
            return
        lines = record_events.lines(events, self.desk.now(), self.desk.zone)
        self.post_message(OpenText(tr("record {id}", id=record_id), lines))

    async def _open_group(self, group_id: str) -> None:
        try:
            found = await self.session.groups.list()
        except DrilltuiError as error:
            self.complain(error)
            return
        for overview in found:
            if overview.group.id == group_id:
                self.post_message(OpenGroup(overview))
                return
        self.say(tr("This group is not there any more."), Role.WARN)

    def ids(self) -> tuple[str, ...]:
        """Return what `c` copies here."""
        return tuple(filter(None, present.ids(self._chosen())))

    def _chosen(self) -> present.Item | None:
        cursor = self.query_one(LineTable).cursor
        return self._rows[cursor].item if cursor < len(self._rows) else None

"""The records of this place: every drill that was begun here, how it stands, who began it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import BindingType
from textual.widget import Widget

from drilltui.domain.call import removed_by
from drilltui.domain.errors import DrilltuiError
from drilltui.domain.language import marked, tr
from drilltui.domain.plain_text import plain
from drilltui.domain.told_code import ToldCode
from drilltui.services.sight import key_of
from drilltui.ui.journeys import OpenCleanup, OpenExercise, OpenMonitor, OpenText
from drilltui.ui.keys import bindings
from drilltui.ui.line import Line, Role, Span, line
from drilltui.ui.present import failure, record_events, touched
from drilltui.ui.present import records as present
from drilltui.ui.screens.filtering import FilteringFrame, counted
from drilltui.ui.screens.reading import ReadingFrame
from drilltui.ui.widgets.columns import Column
from drilltui.ui.widgets.filter import Filter
from drilltui.ui.widgets.line_table import LineTable
from drilltui.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterable

    from drilltui.domain.exercise import Exercise
    from drilltui.services.sight import Sight
    from drilltui.ui.desk import Desk

COLUMNS = (
    Column(marked("DRILL"), 26, share=2, most=40),
    Column(marked("GROUP"), 12, share=1, most=24, priority=1),
    Column(marked("BEGUN"), 10, priority=2),
    Column(marked("STATE"), 20, share=3),
    Column(marked("WHO"), 8, priority=3, most=16, share=1),
)


class RecordsScreen(FilteringFrame[None], ReadingFrame[None]):
    """All records, the latest begun first. What is unfinished tells how it is now."""

    SCOPE: ClassVar[str] = "records"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(SCOPE)]

    CSS = """
    RecordsScreen #title { margin: 0 1; }
    RecordsScreen #records { height: 1fr; }
    RecordsScreen #summary { min-height: 4; max-height: 7; margin: 0 1; }
    """

    columns: ClassVar[Sequence[Column]] = COLUMNS

    def __init__(self, desk: Desk, crumbs: Iterable[str] = ()) -> None:
        super().__init__(desk, crumbs or [tr("records")])
        self._all: tuple[Exercise, ...] = ()
        self._shown: tuple[Exercise, ...] = ()

    def body(self) -> Iterator[Widget]:
        """The list, with the record under the cursor in full below it."""
        yield Filter()
        yield Sheet(self.above(), wraps=True, id="title")
        yield LineTable(
            self.columns, empty=[line((f"   {tr('Reading ...')}", Role.DIM))], id="records"
        )
        yield Sheet(wraps=True, id="summary")

    def above(self) -> tuple[Line, ...]:
        """Return what stands above the list."""
        return ()

    def on_mount(self) -> None:
        """Read the records."""
        self.query_one(LineTable).focus()
        self.read()

    async def load(self) -> None:
        """Read the records of this place, closed ones too."""
        self._all = await self.session.exercises.outlines()
        self.show_rows()

    def could_not_read(self, error: DrilltuiError) -> None:
        """Say in the list's place why there is none."""
        self.query_one(LineTable).set_empty(
            failure.lines(tr("Could not read the records."), error, indent=3)
        )

    def job_seen(self, sight: Sight) -> None:
        """Show what the look told; what it has changed in the records is read again."""
        super().job_seen(sight)
        self._refresh()

    def tick(self) -> None:
        """Let what is counted go on."""
        super().tick()
        self._refresh()

    def show_rows(self) -> None:
        """Filter what is known, and show it."""
        needle = self.needle.casefold()
        self._shown = tuple(one for one in self._all if needle in _haystack(one))
        table = self.query_one(LineTable)
        none = tr("No drill was begun here yet. n on a group starts one.")
        if self._all:
            none = tr("No record has '{needle}' in it. Esc clears the filter.", needle=self.needle)
        table.set_empty([line(f"   {none}")])
        table.set_rows([one.record_id for one in self._shown], self._cells)
        self._summarise()
        self.note(counted(len(self._shown), len(self._all), needle))

    def _refresh(self) -> None:
        if self.is_mounted and self.is_attached and self._shown:
            self.query_one(LineTable).set_cells(self._cells)
            self._summarise()

    def _cells(self, number: int) -> tuple[Span, ...]:
        return self.row(self._shown[number]) if number < len(self._shown) else ()

    def row(self, exercise: Exercise) -> tuple[Span, ...]:
        """Return the cells of a record."""
        now = self.session.clock.monotonic()
        return present.row(exercise, self.sight_of(exercise), now, self.desk.zone)

    def sight_of(self, exercise: Exercise) -> Sight | None:
        """Return what is seen of the record's last call, if that is followed in this run."""
        for call in reversed(exercise.calls):
            key = key_of(exercise.record_id, call.action, removed_by(call))
            if sight := self.session.watcher.sight(key):
                return sight
        return None

    @on(LineTable.Highlighted)
    def _summarise(self) -> None:
        chosen = self._chosen()
        lines: tuple[Line, ...] = ()
        if chosen is not None:
            now, sight = self.session.clock.monotonic(), self.sight_of(chosen)
            lines = present.summary(chosen, sight, now, self.desk.zone)
        self.query_one("#summary", Sheet).show(lines)

    @on(LineTable.Chosen)
    def action_record_open(self) -> None:
        """Open the monitor of what is followed for the record, else the record itself."""
        chosen = self._some()
        if chosen is None:
            return
        if sight := self.sight_of(chosen):
            self.post_message(OpenMonitor(sight.target.key))
            return
        self.run_worker(self._open(chosen), group="open", exclusive=True, description="open")

    async def _open(self, chosen: Exercise) -> None:
        """Follow what is unfinished; another drilltui may have left it a moment ago."""
        if sight := await self.session.resumption.take_up(chosen):
            self.post_message(OpenMonitor(sight.target.key))
        else:
            await self._read_events(chosen)

    def action_cleanup_open(self) -> None:
        """Show what the drill of this record left."""
        if chosen := self._some():
            self.post_message(OpenCleanup(chosen.record_id, chosen.called))

    def action_exercise_open(self) -> None:
        """Show what people say around the drill of this record."""
        if chosen := self._some():
            self.post_message(OpenExercise(chosen.record_id, chosen.called))

    def action_record_read(self) -> None:
        """Show the record's events."""
        if chosen := self._some():
            work = self._read_events(chosen)
            self.run_worker(work, group="open", exclusive=True, description="read a record")

    def action_record_touched(self) -> None:
        """Show what the drill touched."""
        if chosen := self._some():
            work = self._show_touched(chosen.record_id, chosen.called)
            self.run_worker(work, group="open", exclusive=True, description="read a record")

    async def _show_touched(self, record_id: str, called: str) -> None:
        try:
            exercise = await self.session.exercises.load(record_id)
        except DrilltuiError as error:
            self.complain(error)
            return
        lines = touched.lines(exercise, self.desk.zone)
        self.post_message(OpenText(tr("{name} touched", name=called), lines))

    async def _read_events(self, chosen: Exercise) -> None:
        try:
            events = await self.session.exercises.events(chosen.record_id)
        except DrilltuiError as error:
            self.complain(error)
            return
        lines = record_events.lines(events, self.desk.now(), self.desk.zone)
        self.post_message(OpenText(tr("record {id}", id=chosen.record_id), lines))

    def codes(self) -> tuple[ToldCode, ...]:
        """Return the codes that the calls of the record under the cursor were answered with."""
        chosen = self._chosen()
        calls = chosen.calls if chosen else ()
        return tuple(ToldCode(one.code, reason=one.message, by=one.action) for one in calls)

    def ids(self) -> tuple[str, ...]:
        """Return what `c` copies here: the record's id, and those of drill and jobs."""
        chosen = self._chosen()
        if chosen is None:
            return ()
        jobs = (call.job_id for call in chosen.calls)
        return tuple(filter(None, (chosen.record_id, chosen.drill_id, *jobs)))

    def _chosen(self) -> Exercise | None:
        return self.under_cursor(self._shown)

    def _some(self) -> Exercise | None:
        return self.some(marked("No record is under the cursor."), self._shown)


def _haystack(exercise: Exercise) -> str:
    """Return what the filter looks at: texts as they are shown, for that is what people type."""
    shown = present.state_words(exercise)
    texts = (exercise.name, exercise.group_name, exercise.state, shown, exercise.person)
    return "\n".join(map(plain, (*texts, exercise.record_id))).casefold()

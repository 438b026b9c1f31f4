"""The exercise around its drill: all that people say of it, and a key to say each."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import BindingType
from textual.widget import Widget

from drilltui.domain.errors import DrilltuiError
from drilltui.domain.language import tr
from drilltui.ui import papers
from drilltui.ui.journeys import OpenChecklist, OpenCleanup
from drilltui.ui.keys import bindings
from drilltui.ui.line import Line, Role, Span, line
from drilltui.ui.present import exercise as present
from drilltui.ui.present import failure
from drilltui.ui.screens.paper import PaperScreen
from drilltui.ui.screens.reading import ReadingFrame
from drilltui.ui.widgets.below import Below
from drilltui.ui.widgets.columns import Column
from drilltui.ui.widgets.line_table import LineTable
from drilltui.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from drilltui.domain.drill_finding import DrillFinding
    from drilltui.domain.exercise import Exercise
    from drilltui.services.session import Session
    from drilltui.services.sight import Sight
    from drilltui.ui.desk import Desk
    from drilltui.ui.paper import Paper

_WRITING = frozenset(
    f"exercise.{one}"
    for one in ("brief", "hold", "works", "fails", "find", "change", "hand_over", "take_over")
)
"""Keys that say something a closed record takes no more."""


def columns() -> tuple[Column, ...]:
    """Return the columns of the findings, called in the language of the run."""
    return (
        Column(tr("NO"), 3),
        Column(tr("FINDING"), 24, share=1),
        Column(tr("WEIGHT"), 6, priority=2),
        Column(tr("STATE"), 13),
        Column(tr("OWNER"), 8, priority=1, most=16, share=1),
        Column(tr("DUE"), 10),
    )


class ExerciseScreen(ReadingFrame[None]):
    """What was said above, the findings below it; what is to be done next stays in sight."""

    SCOPE: ClassVar[str] = "exercise"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(SCOPE)]

    CSS = """
    ExerciseScreen #said { height: 1fr; margin: 0 1; }
    ExerciseScreen #findings { height: auto; max-height: 40%; margin: 1 0 0 0; }
    ExerciseScreen #chosen { height: auto; max-height: 3; margin: 0 1; }
    ExerciseScreen #next { min-height: 1; max-height: 2; margin: 0 1; }
    """

    def __init__(self, desk: Desk, record_id: str, name: str) -> None:
        super().__init__(desk, [tr("records"), name, tr("exercise")])
        self._record_id = record_id
        self._exercise: Exercise | None = None

    def body(self) -> Iterator[Widget]:
        """A sheet that scrolls, the findings, the one under the cursor, and the next step."""
        reading = [line((tr("Reading ..."), Role.DIM))]
        said = Sheet(reading, scrolls=True, wraps=True, id="said")
        yield said
        yield Below(said)
        none = [line((f"   {tr('There is no finding.')}", Role.DIM))]
        yield LineTable(columns(), empty=none, id="findings")
        yield Sheet(wraps=True, id="chosen")
        yield Sheet(wraps=True, id="next")

    def on_mount(self) -> None:
        """Read the record."""
        self.query_one("#said").focus()
        self.read()

    def on_screen_resume(self) -> None:
        """Show what was said meanwhile elsewhere. `ReadingFrame` has its part in this event."""
        if self._exercise is not None:
            self.read()

    async def load(self) -> None:
        """Read the record and show what was said."""
        self._exercise = exercise = await self.session.saying.of(self._record_id)
        found = self.session.steps.of_record(exercise)
        shown = present.page(exercise, self.desk.now(), self.desk.zone)
        self.query_one("#said", Sheet).show(shown)
        self.query_one(LineTable).set_rows([str(number) for number in self._findings], self._cells)
        self.query_one("#next", Sheet).show([present.next_step(found, self.desk.now().date())])
        self._describe()
        self.show_keys()

    def could_not_read(self, error: DrilltuiError) -> None:
        """Say why nothing is known; what was seen before stays."""
        if self._exercise is None:
            told: list[Line] = failure.lines(tr("Could not read the record."), error)
            self.query_one("#said", Sheet).show(told)

    def concerns(self, sight: Sight) -> bool:
        """Only what happens to the drill of this record."""
        return sight.target.record_id == self._record_id

    def idle_keys(self) -> Collection[str]:
        """Return the keys of what cannot be said now."""
        exercise = self._exercise
        if exercise is None or exercise.closed:
            return _WRITING
        return () if exercise.said.findings else {"exercise.change"}

    @property
    def _findings(self) -> dict[int, DrillFinding]:
        return dict(self._exercise.said.findings) if self._exercise else {}

    def _cells(self, number: int) -> tuple[Span, ...]:
        findings = list(self._findings.values())
        return present.row(findings[number]) if number < len(findings) else ()

    def _chosen(self) -> DrillFinding | None:
        key = self.query_one(LineTable).cursor_key
        return self._findings.get(int(key)) if key else None

    @on(LineTable.Highlighted)
    def _describe(self) -> None:
        self.query_one("#chosen", Sheet).show(present.chosen(self._chosen()))

    def action_exercise_brief(self) -> None:
        """Say what the exercise is for."""
        self._fill(papers.brief)

    def action_exercise_hold(self) -> None:
        """Hold the exercise up, or go on."""
        exercise = self._writable()
        if exercise is None:
            return
        if exercise.said.on_hold:
            self.run_worker(self._go_on(), group="write", description="end a hold")
        else:
            self._fill(papers.hold)

    def action_exercise_works(self) -> None:
        """Say that the service works."""
        exercise = self._writable()
        if exercise is None:
            return
        if exercise.was_made:
            self._fill(papers.works)
        else:
            self.say(tr("No drill was seen available yet: there is no service."), Role.WARN)

    def action_exercise_fails(self) -> None:
        """Say that the service does not work."""
        self._fill(papers.fails)

    def action_exercise_find(self) -> None:
        """Write a new finding down."""
        self._fill(lambda session, exercise: papers.finding(session, exercise, None))

    @on(LineTable.Chosen)
    def action_exercise_change(self) -> None:
        """Change the finding under the cursor, or say what has become of it."""
        found = self._chosen()
        if found is None:
            self.say(tr("There is no finding yet: n writes one down."))
            return
        self._fill(lambda session, exercise: papers.finding(session, exercise, found))

    def action_exercise_hand_over(self) -> None:
        """Hand the exercise over."""
        self._fill(papers.hand_over)

    def action_exercise_take_over(self) -> None:
        """Take the exercise over."""
        self._fill(papers.take_over)

    def action_exercise_sign(self) -> None:
        """Sign the record, closed or not."""
        self._fill(papers.signature, after_its_end=True)

    def action_checklist_open(self) -> None:
        """Show what the service leaves to people, to be ticked."""
        self.post_message(OpenChecklist(self._record_id, self.crumbs[1]))

    def action_cleanup_open(self) -> None:
        """Show what the drill left, and close the record there."""
        self.post_message(OpenCleanup(self._record_id, self.crumbs[1]))

    async def _go_on(self) -> None:
        try:
            await self.session.saying.end_hold(self._record_id)
        except DrilltuiError as error:
            self.complain(error)
            return
        self.say(tr("It goes on."))
        self.outdated()

    def _fill(
        self, paper: Callable[[Session, Exercise], Paper], *, after_its_end: bool = False
    ) -> None:
        exercise = self._writable(after_its_end=after_its_end)
        if exercise is None:
            return
        form = PaperScreen(self.desk, self.crumbs[1:], paper(self.session, exercise))
        self.app.push_screen(form)

    def _writable(self, *, after_its_end: bool = False) -> Exercise | None:
        """Return the record when something may be said of it; if not, say why."""
        exercise = self._exercise
        if not self.may_change():
            return None
        if exercise is None:
            self.say(tr("The record is not read yet."))
            return None
        if exercise.closed and not after_its_end:
            self.say(tr("The record is closed: only a signature can be added to it."), Role.WARN)
            return None
        return exercise

    def ids(self) -> tuple[str, ...]:
        """Return what `c` copies here: the record's id, and its drill's."""
        drill = self._exercise.drill_id if self._exercise else ""
        return tuple(filter(None, (self._record_id, drill)))

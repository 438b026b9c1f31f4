"""What a drill left, with proof; from here it is removed, accepted, and its record closed."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from drilltui.domain.closing import check_closable, judged
from drilltui.domain.errors import DrilltuiError
from drilltui.domain.language import tr
from drilltui.ui.journeys import OpenClearing, OpenClosing, OpenExercise, OpenReason
from drilltui.ui.keys import bindings
from drilltui.ui.line import Line, Role, line
from drilltui.ui.present import cleanup as present
from drilltui.ui.present import failure
from drilltui.ui.present.worked import worked
from drilltui.ui.screens.reading import ReadingFrame
from drilltui.ui.widgets.below import Below
from drilltui.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from drilltui.domain.clearing import Plan
    from drilltui.domain.closing import Judgement
    from drilltui.domain.exercise import Exercise
    from drilltui.services.sight import Sight
    from drilltui.ui.desk import Desk


class CleanupScreen(ReadingFrame[None]):
    """The whole of it, read anew whenever it is opened; the next step is always in sight."""

    SCOPE: ClassVar[str] = "cleanup"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(SCOPE)]

    CSS = """
    CleanupScreen #cleanup { height: 1fr; margin: 0 1; }
    CleanupScreen #next { min-height: 1; max-height: 3; margin: 0 1; }
    """

    def __init__(self, desk: Desk, record_id: str, name: str) -> None:
        super().__init__(desk, [tr("records"), name, tr("clean-up")])
        self._record_id = record_id
        self._plan: Plan | None = None
        self._judgement: Judgement | None = None

    def body(self) -> Iterator[Widget]:
        """A sheet that scrolls, and the next step below it."""
        reading = [line((tr("Looking at everything that the drill had ..."), Role.DIM))]
        found = Sheet(reading, scrolls=True, wraps=True, id="cleanup")
        yield found
        yield Below(found)
        yield Sheet(wraps=True, id="next")

    def on_mount(self) -> None:
        """Look at everything."""
        self.query_one("#cleanup").focus()
        self.read()

    async def load(self) -> None:
        """Look at everything that the drill had; a closed record says how it ended."""
        exercise = await self.session.exercises.load(self._record_id)
        if exercise.closed:
            self._plan = self._judgement = None
            nothing = tr("nothing: the record is closed.")
            self._show(present.closed(exercise, self.desk.zone), _next(nothing))
            return
        plan = await self.session.cleanup.plan(self._record_id)
        exercise = await self.session.exercises.load(self._record_id)
        now, zone = self.desk.now(), self.desk.zone
        judgement = judged(exercise, plan.leftovers, plan.doubts, now.date())
        self._plan, self._judgement = plan, judgement
        changeable = not self.desk.why_read_only
        self._show(
            present.page(exercise, plan, judgement, now, zone),
            present.next_step(plan, judgement, changeable=changeable),
        )
        self.note(present.looked(now, zone))

    def could_not_read(self, error: DrilltuiError) -> None:
        """Say why nothing is known; what was seen before stays."""
        if self._plan is None:
            told = failure.lines(tr("Could not look at what the drill left."), error)
            self._show(tuple(told), _next(tr("r looks again.")))

    def concerns(self, sight: Sight) -> bool:
        """Only what happens to the drill of this record."""
        return sight.target.record_id == self._record_id

    def idle_keys(self) -> Collection[str]:
        """Return the keys of what there is nothing of: to remove, to accept, to close."""
        plan, judgement = self._plan, self._judgement
        if plan is None or judgement is None:
            return {"cleanup.remove", "cleanup.accept", "cleanup.close"}
        idle = set() if plan.removals else {"cleanup.remove"}
        return idle if judgement.open else {*idle, "cleanup.accept"}

    def action_cleanup_remove(self) -> None:
        """Ask for the VPC's name, then remove what may be removed."""
        plan = self._some() if self.may_change() else None
        if plan is None:
            return
        if not plan.removals:
            why = plan.keeps[0] if plan.keeps else tr("There is no VPC of the drill any more.")
            self.say(f"{tr('Nothing is removed here.')} {why}", Role.WARN)
            return
        self.post_message(OpenClearing(plan))

    def action_cleanup_accept(self) -> None:
        """Ask why what is left is let be, and until when."""
        if self._some() is None or self._judgement is None or not self.may_change():
            return
        keys = tuple(one.key for one in self._judgement.open)
        if not keys:
            self.say(tr("Nothing is left that nobody has accepted."))
            return
        lines = tuple(line(f"  {one.called}  {one.detail}") for one in self._judgement.open)
        self.post_message(OpenReason(self._record_id, self.crumbs[1], keys, lines))

    def action_cleanup_close(self) -> None:
        """Ask with which result the record closes, and close it."""
        plan = self._some() if self.may_change() else None
        if plan is not None:
            work = self._to_closing(plan)
            self.run_worker(work, group="open", exclusive=True, description="close a record")

    async def _to_closing(self, plan: Plan) -> None:
        """Open what closes the record as it is now: much may be said since this was read."""
        try:
            exercise = await self.session.exercises.load(self._record_id)
            check_closable(exercise)
        except DrilltuiError as error:
            self.complain(error)
            return
        judgement = judged(exercise, plan.leftovers, plan.doubts, self.desk.now().date())
        self.post_message(OpenClosing(exercise, judgement, self._worked(exercise)))

    def action_exercise_open(self) -> None:
        """Show what people say around the drill."""
        self.post_message(OpenExercise(self._record_id, self.crumbs[1]))

    def ids(self) -> tuple[str, ...]:
        """Return what `c` copies here: the ids of what is left, and the record's."""
        left = self._plan.leftovers if self._plan else ()
        return (*(one.id for one in left), self._record_id)

    def _worked(self, exercise: Exercise) -> tuple[Line, ...]:
        """Return how far the drill was verified; nothing of one that never was."""
        if not (exercise.drill_id or exercise.was_made):
            return ()
        return (worked(self.session.steps.of_record(exercise)),)

    def _show(self, lines: tuple[Line, ...], step: Line) -> None:
        self.query_one("#cleanup", Sheet).show(lines)
        self.query_one("#next", Sheet).show([step])
        self.show_keys()

    def _some(self) -> Plan | None:
        if self._plan is None:
            self.say(tr("There is nothing here to act on: the record is closed, or not read."))
        return self._plan


def _next(step: str) -> Line:
    return line((f"{tr('Next')}  ", Role.STRONG), step)

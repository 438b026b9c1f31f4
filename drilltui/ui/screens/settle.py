"""Settle what cannot be proven: a person says which drill a lost call has made, or that none."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import BindingType
from textual.widget import Widget

from drilltui.domain.errors import DrilltuiError
from drilltui.domain.language import marked, tr
from drilltui.ui.keys import bindings
from drilltui.ui.line import Line, Role
from drilltui.ui.present import failure
from drilltui.ui.present import settle as present
from drilltui.ui.screens.confirm import ConfirmScreen
from drilltui.ui.screens.reading import ReadingFrame
from drilltui.ui.widgets.columns import Column
from drilltui.ui.widgets.line_table import LineTable
from drilltui.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from drilltui.domain.drill import Drill
    from drilltui.domain.exercise import Exercise
    from drilltui.ui.desk import Desk

COLUMNS = (
    Column(marked("DRILL"), 26, share=2, most=40),
    Column(marked("STATE"), 12, share=1, most=20),
    Column(marked("MADE"), 16, priority=1),
    Column(marked("ID"), 14),
    Column(marked("VPC"), 14, priority=2),
)

NONE = "none"
"""The key of the row that says that it is none of them: no drill has such an id."""


class SettleScreen(ReadingFrame[None]):
    """The drills that may be it, and "none of these". The record keeps who has decided."""

    SCOPE: ClassVar[str] = "settle"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(SCOPE)]

    CSS = """
    SettleScreen #question { margin: 0 1; max-height: 60%; }
    SettleScreen #choices { height: 1fr; margin: 1 0 0 0; }
    SettleScreen #chosen { min-height: 3; max-height: 6; margin: 0 1; }
    """

    def __init__(self, desk: Desk, exercise: Exercise, candidates: tuple[Drill, ...]) -> None:
        super().__init__(desk, [tr("records"), exercise.called, tr("settle")])
        self._exercise = exercise
        self._candidates = candidates
        self._choices: dict[str, Drill | None] = {NONE: None}
        self._busy = False

    def body(self) -> Iterator[Widget]:
        """The question, the choices, and the one under the cursor in full."""
        yield Sheet(present.question(self._exercise, self.desk.zone), wraps=True, id="question")
        yield LineTable(COLUMNS, id="choices")
        yield Sheet(wraps=True, id="chosen")

    def on_mount(self) -> None:
        """Offer what was found; the drills of the group are read for how they are by now."""
        self._offer(self._candidates)
        self.query_one(LineTable).focus()
        self.read()

    async def load(self) -> None:
        """Read the group's drills: those that were found as they are now, else all new ones."""
        drills = await self.session.drills.list(self._exercise.group_id)
        wanted = {drill.id for drill in self._candidates}
        call = self._exercise.create
        before = (call.drills_before if call else None) or ()
        self._offer(
            tuple(one for one in drills if one.id in wanted)
            if wanted
            else tuple(one for one in drills if one.id not in before)
        )

    def could_not_read(self, error: DrilltuiError) -> None:
        """Say so; what the look-up has found stays."""
        self.query_one("#chosen", Sheet).show(
            failure.lines(tr("Could not read the group's drills again."), error)
        )

    def _offer(self, drills: tuple[Drill, ...]) -> None:
        self._choices = {**{drill.id: drill for drill in drills}, NONE: None}
        choices, zone = list(self._choices.values()), self.desk.zone
        self.query_one(LineTable).set_rows(
            list(self._choices), lambda number: present.row(choices[number], zone)
        )
        self._describe()

    @on(LineTable.Highlighted)
    def _describe(self) -> None:
        key = self.query_one(LineTable).cursor_key
        drill = self._choices.get(key) if key else None
        self.query_one("#chosen", Sheet).show(present.chosen(drill, self.desk.zone))

    @on(LineTable.Chosen)
    def action_settle_choose(self) -> None:
        """Ask once more, then write it down."""
        key = self.query_one(LineTable).cursor_key
        if key is None or self._busy:
            return
        self._busy = True
        self.run_worker(self._decide(self._choices[key]), group="decide", description="decide")

    async def _decide(self, drill: Drill | None) -> None:
        try:
            lines = present.confirmation(self._exercise, drill, self.session.place.person)
            yes = tr("It is this one") if drill else tr("It is none of them")
            question = ConfirmScreen(self.desk, self.crumbs, lines, tr("Cancel"), yes)
            if not await self.app.push_screen_wait(question):
                self.say(tr("Nothing was decided."))
                return
            await self.session.resumption.decide(
                self._exercise.record_id, drill.id if drill else None
            )
        except DrilltuiError as error:
            self._not_decided(error)
            return
        finally:
            self._busy = False
        self.when_on_top(lambda: self.leave(None))

    def _not_decided(self, error: DrilltuiError) -> None:
        self.say(tr("Nothing was decided."), Role.WARN)
        shown: list[Line] = failure.lines(tr("Not decided."), error)
        self.query_one("#chosen", Sheet).show(shown)

    def ids(self) -> tuple[str, ...]:
        """Return what `c` copies here: the ids of the drills."""
        return tuple(key for key, drill in self._choices.items() if drill)

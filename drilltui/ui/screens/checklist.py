"""What the service leaves to people, as the record has kept it: also when the drill is gone."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import BindingType
from textual.widget import Widget

from drilltui.domain.errors import DrilltuiError
from drilltui.domain.language import tr
from drilltui.ui.journeys import OpenText
from drilltui.ui.keys import bindings
from drilltui.ui.line import Role, line
from drilltui.ui.present import checklist as present
from drilltui.ui.present import failure
from drilltui.ui.screens.reading import ReadingFrame
from drilltui.ui.screens.remark import RemarkScreen
from drilltui.ui.widgets.columns import Column
from drilltui.ui.widgets.line_table import LineTable
from drilltui.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from drilltui.domain.checklist import Step
    from drilltui.services.sight import Sight
    from drilltui.services.steps import Checklist
    from drilltui.ui.desk import Desk

COLUMNS = (Column("", 3), Column("", 40, share=1), Column("", 10, share=1, most=16, priority=1))


class ChecklistScreen(ReadingFrame[None]):
    """The steps of a record. No cloud is asked: what a read can check ticks itself on the drill's
    own screen, while there is one.
    """

    SCOPE: ClassVar[str] = "checklist"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(SCOPE)]

    CSS = """
    ChecklistScreen #head { margin: 0 1; }
    ChecklistScreen #steps { height: 1fr; margin: 1 0 0 0; }
    ChecklistScreen #about { height: auto; max-height: 4; margin: 0 1; }
    """

    def __init__(self, desk: Desk, record_id: str, name: str) -> None:
        super().__init__(desk, [tr("records"), name, tr("checklist")])
        self._record_id = record_id
        self._found: Checklist | None = None
        self._busy = False

    def body(self) -> Iterator[Widget]:
        """How much is done, the steps, and what the one under the cursor concerns."""
        yield Sheet([line((tr("Reading ..."), Role.DIM))], id="head")
        none = [line((f"   {tr('The record has kept no checklist.')}", Role.DIM))]
        yield LineTable(COLUMNS, header=False, empty=none, id="steps")
        yield Sheet(wraps=True, id="about")

    def on_mount(self) -> None:
        """Read the record."""
        self.query_one(LineTable).focus()
        self.read()

    async def load(self) -> None:
        """Read the record and show its steps."""
        exercise = await self.session.saying.of(self._record_id)
        is_new, found = self._found is None, self.session.steps.of_record(exercise)
        self._found = found
        zone = self.desk.zone
        self.query_one("#head", Sheet).show([present.heading(found, gone=exercise.gone)])
        self.query_one(LineTable).set_rows(
            [step.item.key for step in found.steps], lambda n: present.row(found, n, zone)
        )
        if is_new and found.next:
            self.query_one(LineTable).move_to(found.next.item.key)
        self._describe()
        self.show_keys()

    def could_not_read(self, error: DrilltuiError) -> None:
        """Say why nothing is known; what was seen before stays."""
        if self._found is None:
            told = failure.lines(tr("Could not read the record."), error)
            self.query_one("#about", Sheet).show(told)

    def concerns(self, sight: Sight) -> bool:
        """Only what happens to the drill of this record."""
        return sight.target.record_id == self._record_id

    def idle_keys(self) -> Collection[str]:
        """Return the keys that have nothing to act on: a closed record takes no ticks."""
        found = self._found
        if found is None or not found.steps:
            return {"step.tick", "work.read"}
        return {"step.tick"} if found.exercise.closed else ()

    @on(LineTable.Highlighted)
    def _describe(self) -> None:
        if self._found:
            key = self.query_one(LineTable).cursor_key
            self.query_one("#about", Sheet).show(present.about(self._found, key))

    @on(LineTable.Chosen)
    def action_work_read(self) -> None:
        """Say why the step under the cursor is left to people, and how it is done."""
        if step := self._some_step():
            self.post_message(OpenText(tr("to do"), present.in_full(step, self.desk.zone)))

    def action_step_tick(self) -> None:
        """Say that the step under the cursor is done, or that it is not after all."""
        step = self._some_step() if self.may_change() else None
        if step is None or self._busy:
            return
        if self._found and self._found.exercise.closed:
            self.say(tr("The record is closed: only a signature can be added to it."), Role.WARN)
            return
        self._busy = True
        self.run_worker(self._tick(step), group="word", description="write to the record")

    async def _tick(self, step: Step) -> None:
        ask = RemarkScreen(self.desk, self.crumbs, present.to_record(step))
        try:
            words: str | None = await self.app.push_screen_wait(ask)
            if words is None:
                self.say(tr("Nothing was recorded."))
                return
            await self.session.steps.tick(
                self._record_id, step.item.key, done=not step.done, remark=words
            )
            await self.load()
            if not step.done:
                self._go_on_from(step)
            self.say(present.recorded(step))
        except DrilltuiError as error:
            self.complain(error)
        finally:
            self._busy = False

    def _go_on_from(self, step: Step) -> None:
        """Put the cursor on the next step that is open: below this one, else from the top."""
        if self._found and (following := self._found.open_after(step.item.key)):
            self.query_one(LineTable).move_to(following.item.key)

    def _some_step(self) -> Step | None:
        """Return the step under the cursor; where there is none, say so."""
        key = self.query_one(LineTable).cursor_key
        step = self._found.step(key) if self._found and key else None
        if step is None:
            self.say(tr("The record has kept no checklist."))
        return step

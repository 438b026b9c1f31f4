"""Give a drill another name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widget import Widget

from drilltui.domain.field import name_problem
from drilltui.domain.language import marked, tr
from drilltui.ui.keys import bindings
from drilltui.ui.line import Role
from drilltui.ui.present import form as present
from drilltui.ui.screens.sending import SendingFrame
from drilltui.ui.widgets.field import Field
from drilltui.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from drilltui.domain.drill import Drill
    from drilltui.ui.desk import Desk


class RenameScreen(SendingFrame[bool]):
    """A name with its problem line. Answers whether the drill was renamed."""

    SCOPE: ClassVar[str] = "rename"
    NOT_DONE: ClassVar[str] = marked("The drill was not renamed.")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(SCOPE)]

    CSS = """
    RenameScreen #name-row { height: 1; margin: 1 0 0 0; }
    RenameScreen #counter { width: 16; }
    RenameScreen #problem { margin: 0 1 0 11; }
    RenameScreen #answer { height: 1fr; margin: 0 1; }
    """

    def __init__(self, desk: Desk, drill: Drill) -> None:
        super().__init__(desk, [tr("drills"), drill.name, tr("rename")])
        self._drill = drill
        self._busy = False

    def body(self) -> Iterator[Widget]:
        """The field, what is wrong with it, and what is left of the room."""
        with Horizontal(id="name-row"):
            yield Field(tr("New name"), self._drill.name, label_width=11, id="name")
            yield Sheet(id="counter")
        yield Sheet(wraps=True, id="problem")
        yield Sheet(wraps=True, id="answer")

    def on_mount(self) -> None:
        """Judge the name that is there: only another one can be sent."""
        self.query_one(Field).focus()
        self._judge()

    @on(Field.Changed)
    def _judge(self) -> None:
        name = self.query_one(Field).value
        same = name == self._drill.name
        fine = tr("the name it has") if same else tr("Enter or F5 renames it")
        self.query_one("#counter", Sheet).show([present.counter(name)])
        problem = present.problem_line(name_problem(name), fine)
        self.query_one("#problem", Sheet).show([problem])

    @on(Field.Changed)
    def _edited(self) -> None:
        """Take back what was said of another name."""
        self.forget_answer()

    @on(Field.Submitted)
    def action_drill_rename_now(self) -> None:
        """Send the new name, or say why not."""
        if not self.may_change():
            return
        name = self.query_one(Field).value
        if name == self._drill.name:
            self.say(tr("It has this name already."))
        elif problem := name_problem(name):
            self.say(present.not_sent(problem), Role.WARN)
        elif self._busy:
            self.say(tr("The name is being sent."))
        else:
            self._busy = True
            self.run_worker(self._send(name), group="send", description="rename a drill")

    async def _send(self, name: str) -> None:
        try:
            answer = await self.send(self.session.drills.rename(self._drill, name))
        finally:
            self._busy = False
        if not self.follow(answer) and answer is not None and answer.accepted:
            self.when_on_top(lambda: self.leave(True))

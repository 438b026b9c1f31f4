"""Remove what a drill left: the VPC's name typed, then each step as it goes on."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import BindingType
from textual.widget import Widget

from drilltui.domain.errors import DrilltuiError
from drilltui.domain.language import tr
from drilltui.domain.plain_text import plain
from drilltui.ui.keys import bindings
from drilltui.ui.line import Line, Role
from drilltui.ui.present import cleanup as present
from drilltui.ui.present import failure
from drilltui.ui.screens.frame import Frame
from drilltui.ui.widgets.below import Below
from drilltui.ui.widgets.field import Field
from drilltui.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from drilltui.domain.clearing import Plan
    from drilltui.domain.clearing_progress import Step
    from drilltui.ui.desk import Desk


class ClearingScreen(Frame[None]):
    """Esc leaves everything as it is before it has begun, and is refused while it goes on."""

    SCOPE: ClassVar[str] = "clearing"
    VERTICAL_BREAKPOINTS = [(0, "-low"), (22, "-high")]  # noqa: RUF012 - no ClassVar in Textual
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(SCOPE)]

    CSS = """
    ClearingScreen #meaning { margin: 0 1; max-height: 25%; }
    ClearingScreen.-high #meaning { max-height: 45%; }
    ClearingScreen #asked { margin: 0 1; max-height: 2; }
    ClearingScreen #progress { height: 1fr; margin: 0 1; }
    """

    def __init__(self, desk: Desk, plan: Plan) -> None:
        super().__init__(desk, [tr("records"), plan.drill_name, tr("remove")])
        self._plan = plan
        self._steps: list[Step] = []
        self._busy = False
        self._over = False

    def body(self) -> Iterator[Widget]:
        """What will go, the line for the name, and what is seen of it."""
        meaning = Sheet(present.confirmation(self._plan), wraps=True, scrolls=True, id="meaning")
        yield meaning
        yield Below(meaning)
        yield Sheet([present.asked(self._plan)], wraps=True, id="asked")
        yield Field(tr("VPC name"), label_width=11, id="name")
        yield Sheet(wraps=True, scrolls=True, id="progress")

    def on_mount(self) -> None:
        """Let the name be typed."""
        self.query_one(Field).focus()

    @on(Field.Submitted)
    def action_clearing_remove_now(self) -> None:
        """Remove if the name is right; else say what is missing."""
        if not self.may_change():
            return
        if self._over:
            self.say(tr("This has ended. Esc goes back."))
        elif self._busy:
            self.say(tr("It is under way."))
        elif self.query_one(Field).value.strip() != plain(self._plan.word):
            self.say(tr("Not removed: the typed name is not the VPC's name."), Role.WARN)
        else:
            self._busy = True
            self.run_worker(self._remove(), group="send", description="clean up")

    async def _remove(self) -> None:
        self.note(tr("removing"))
        try:
            plan = self._plan
            cleared = await self.session.cleanup.remove(plan, plan.word, self._told)
        except DrilltuiError as error:
            self._show(failure.lines(tr("Not removed."), error))
            self.say(tr("Not removed."), Role.STOP)
            return
        finally:
            self._busy = False
            self.note("")
        self._over = True
        self._show(present.ending(cleared))
        if self.is_mounted:
            self.query_one("#progress", Sheet).action_edge(1)
            self.show_keys()

    def idle_keys(self) -> Collection[str]:
        """Return the key that removes once that is over."""
        return {"clearing.remove_now"} if self._over else ()

    def _told(self, step: Step) -> None:
        self._steps.append(step)
        self._show(())

    def _show(self, ending: tuple[Line, ...] | list[Line]) -> None:
        if self.is_mounted:
            lines = (*present.progress(self._steps, self._plan), *ending)
            self.query_one("#progress", Sheet).show(lines)

    def action_screen_back(self) -> None:
        """Go back, unless something is being removed."""
        if self._busy:
            self.say(tr("It is under way: wait for its end."), Role.WARN)
        else:
            self.leave(None)

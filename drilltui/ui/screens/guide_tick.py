"""A person's word on a step of the runbook: done, or which way it goes on; with initials."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import BindingType
from textual.widget import Widget

from drilltui.domain.errors import DrilltuiError
from drilltui.domain.language import tr
from drilltui.ui.keys import bindings
from drilltui.ui.line import Role, Span, line
from drilltui.ui.present.guide import said
from drilltui.ui.present.guide_way import TICK
from drilltui.ui.screens.frame import Frame
from drilltui.ui.widgets.columns import Column
from drilltui.ui.widgets.field import Field
from drilltui.ui.widgets.line_table import LineTable
from drilltui.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from drilltui.guide.runbook import Step
    from drilltui.ui.desk import Desk


class GuideTickScreen(Frame[None]):
    """Asks for initials, a remark if there is one to make, and the way where the step decides."""

    SCOPE: ClassVar[str] = TICK
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(SCOPE)]

    CSS = """
    GuideTickScreen #meaning { height: auto; max-height: 40%; margin: 0 1 1 1; }
    GuideTickScreen #ways { height: auto; max-height: 30%; margin: 0 0 1 0; }
    GuideTickScreen #rest { height: 1fr; margin: 0 1; }
    """

    def __init__(self, desk: Desk, step: Step) -> None:
        super().__init__(desk, [tr("guide"), said(step.title)])
        self._step = step
        self._busy = False

    def body(self) -> Iterator[Widget]:
        """What is recorded, the ways, and who says so."""
        what = tr("This records as done:")
        if self._step.choices:
            what = tr("This records your decision:")
        elif self._step.optional:
            what = tr("This records as not needed:")
        title = line(said(self._step.title))
        yield Sheet([line((what, Role.STRONG)), title], wraps=True, id="meaning")
        if self._step.choices:
            yield LineTable((Column("", 40, share=1),), header=False, id="ways")
        yield Field(tr("Initials"), label_width=11, id="initials")
        yield Field(tr("Remark"), label_width=11, id="remark")
        hint = tr("The remark may stay empty. Enter records it with the time; Esc leaves it.")
        if self._step.optional:
            hint = tr("The remark says why. Enter records it with the time; Esc leaves it.")
        yield Sheet([line(), line((hint, Role.DIM))], wraps=True, id="rest")

    def on_mount(self) -> None:
        """Let the way be chosen, or the initials be typed."""
        choices = self._step.choices
        if not choices:
            self.query_one("#initials", Field).focus()
            return
        table = self.query_one(LineTable)
        table.set_rows(
            [one.key for one in choices],
            lambda number: (Span(said(choices[number].title), Role.STRONG),),
        )
        table.focus()

    @on(LineTable.Chosen)
    def _who(self) -> None:
        self.query_one("#initials", Field).focus()

    @on(Field.Submitted)
    def action_guide_keep(self) -> None:
        """Write it down."""
        if not self._busy:
            self._busy = True
            self.run_worker(self._keep(), group="write", description="a step of the guide")

    async def _keep(self) -> None:
        guiding, step = self.session.guiding, self._step.key
        initials = self.query_one("#initials", Field).value
        remark = self.query_one("#remark", Field).value
        try:
            if self._step.choices:
                way = self.query_one(LineTable).cursor_key or ""
                await guiding.decide(step, way, initials=initials, remark=remark)
            else:
                await guiding.tick(step, done=True, initials=initials, remark=remark)
        except DrilltuiError as error:
            self.complain(error)
            return
        finally:
            self._busy = False
        self.when_on_top(lambda: self.leave(None))

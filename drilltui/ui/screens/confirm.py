"""Say once more what will happen, and let a person decide. Cancel is the default."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.binding import BindingType
from textual.widget import Widget

from drilltui.domain.language import tr
from drilltui.ui.keys import bindings
from drilltui.ui.line import Line, Role, Span
from drilltui.ui.screens.meaning import MeaningFrame
from drilltui.ui.widgets.columns import Column
from drilltui.ui.widgets.line_table import LineTable
from drilltui.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from drilltui.ui.desk import Desk

NO, YES = "no", "yes"


class Choices(LineTable):
    """The two choices. Keys that move by more than a row move the text above them."""

    def __init__(self, text: Sheet) -> None:
        super().__init__([Column("", 60, share=1)], header=False, id="choice")
        self._text = text

    def action_page(self, pages: int) -> None:
        """Read on, or back."""
        self._text.action_page(pages)

    def action_edge(self, end: int) -> None:
        """Read the beginning of the text (`end` 0), or its end (1)."""
        self._text.action_edge(end)


class ConfirmScreen(MeaningFrame[bool]):
    """`lines` repeat what will happen; the first of the two choices leaves everything as it is."""

    SCOPE: ClassVar[str] = "confirm"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(SCOPE)]

    CSS = """
    ConfirmScreen #choice { height: 2; }
    """

    def __init__(
        self, desk: Desk, crumbs: tuple[str, ...], lines: tuple[Line, ...], no: str, yes: str
    ) -> None:
        super().__init__(desk, crumbs, lines)
        self._labels = {NO: Span(no), YES: Span(yes, Role.STRONG)}

    def body(self) -> Iterator[Widget]:
        """What will happen, and the two choices, which stay in sight on a small terminal."""
        yield from self.meaning()
        yield Choices(self.text)

    def on_mount(self) -> None:
        """Offer the choices, with the cursor on the harmless one."""
        table = self.query_one(LineTable)
        keys = list(self._labels)
        table.set_rows(keys, lambda number: (self._labels[keys[number]],))
        table.focus()

    def on_key(self, event: events.Key) -> None:
        """Go back to the choices when Enter is pressed while the text above them is read."""
        choices = self.query_one(LineTable)
        if event.key == "enter" and not choices.has_focus:
            event.stop()  # else the choices, which have the focus then, would take it too
            event.prevent_default()  # a key wipes what was said before it
            choices.focus()
            self.say(tr("Choose with Up and Down, then Enter."))

    @on(LineTable.Chosen)
    def _decide(self, event: LineTable.Chosen) -> None:
        self.leave(event.key == YES)

    def action_screen_back(self) -> None:
        """Leave everything as it is."""
        self.leave(False)

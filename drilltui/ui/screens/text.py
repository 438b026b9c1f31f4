"""A long text to read: a raw answer, a request in full."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from drilltui.domain.fail_reason import codes_in
from drilltui.domain.told_code import ToldCode
from drilltui.ui.keys import bindings
from drilltui.ui.screens.frame import Frame
from drilltui.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from drilltui.ui.desk import Desk
    from drilltui.ui.line import Line


class TextScreen(Frame[None]):
    """Lines that scroll."""

    SCOPE: ClassVar[str] = "raw"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(SCOPE)]

    CSS = """
    TextScreen #text { height: 1fr; margin: 0 1; }
    """

    def __init__(self, desk: Desk, title: str, lines: tuple[Line, ...]) -> None:
        super().__init__(desk, [title])
        self._lines = lines

    def body(self) -> Iterator[Widget]:
        """One sheet that scrolls."""
        yield Sheet(self._lines, scrolls=True, wraps=True, id="text")

    def on_mount(self) -> None:
        """Let the keys move the text."""
        self.query_one("#text").focus()

    def codes(self) -> tuple[ToldCode, ...]:
        """Return the codes that stand in the text."""
        return tuple(ToldCode(code) for code in codes_in("\n".join(self.ids())))

    def ids(self) -> tuple[str, ...]:
        """Return what `c` copies here: the text itself."""
        return tuple(shown.plain for shown in self._lines)

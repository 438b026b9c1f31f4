"""What the codes mean that another screen shows, from the error book; nothing is asked for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from drilltui.domain.language import tr
from drilltui.ui.keys import bindings
from drilltui.ui.present import explain
from drilltui.ui.screens.frame import Frame
from drilltui.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from drilltui.domain.told_code import ToldCode
    from drilltui.ui.desk import Desk


class ExplainScreen(Frame[None]):
    """Codes, each with its meaning, what to do, and the reason that came with it."""

    SCOPE: ClassVar[str] = "explain"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(SCOPE)]

    CSS = """
    ExplainScreen #codes { height: 1fr; margin: 0 1; }
    """

    def __init__(self, desk: Desk, told: tuple[ToldCode, ...]) -> None:
        super().__init__(desk, [tr("codes")])
        self._told = told

    def body(self) -> Iterator[Widget]:
        """One sheet that scrolls."""
        yield Sheet(explain.lines(self._told), scrolls=True, wraps=True, id="codes")

    def on_mount(self) -> None:
        """Let the keys move the text."""
        self.query_one("#codes").focus()

    def ids(self) -> tuple[str, ...]:
        """Return what `c` copies here: all of it, as support wants it."""
        return tuple(shown.plain for shown in explain.lines(self._told))

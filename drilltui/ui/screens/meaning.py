"""Screens that say once more what will happen, before a person agrees to it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from textual.widget import Widget

from drilltui.ui.screens.frame import Frame, Outcome
from drilltui.ui.widgets.below import Below
from drilltui.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from drilltui.ui.desk import Desk
    from drilltui.ui.line import Line


class MeaningFrame(Frame[Outcome]):
    """A frame above whose question stands what it means: as much as fits, and how much is left."""

    DEFAULT_CSS: ClassVar[str] = """
    MeaningFrame #meaning { height: 1fr; margin: 0 1; }
    """

    def __init__(self, desk: Desk, crumbs: tuple[str, ...], lines: tuple[Line, ...]) -> None:
        super().__init__(desk, crumbs)
        self.text = Sheet(lines, scrolls=True, wraps=True, id="meaning")

    def meaning(self) -> Iterator[Widget]:
        """Yield the text, and the row that says what stands below it."""
        yield self.text
        yield Below(self.text)

    def action_text_on(self) -> None:
        """Read on; what has the keys keeps them."""
        self.text.action_page(1)

    def action_text_back(self) -> None:
        """Read back."""
        self.text.action_page(-1)

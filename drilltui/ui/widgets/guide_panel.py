"""The guide on a screen: a band below it where it is narrow, beside it where there is room."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.strip import Strip

from drilltui.ui.present import guide as present
from drilltui.ui.theme import draw
from drilltui.ui.widgets.picture import Picture

if TYPE_CHECKING:
    from drilltui.ui.present.guide import View

BESIDE = 110
"""Cells of a screen from which on the guide stands beside it."""
WIDTH = 34
"""Cells of the panel beside a screen, two of them blank."""


class GuidePanel(Picture):
    """Shows the step that is to be done. It takes no focus and no key."""

    DEFAULT_CSS: ClassVar[str] = """
    GuidePanel { height: 3; }
    GuidePanel.-beside { dock: right; width: 34; height: 100%; padding: 0 0 0 2; }
    """

    def __init__(self, view: View) -> None:
        super().__init__()
        self.view = view

    def show(self, view: View) -> None:
        """Show this; nothing is drawn where it is the same."""
        if view != self.view:
            self.view = view
            self.redraw()

    def picture(self, width: int, height: int) -> Sequence[Strip]:
        """Draw the band or the panel."""
        beside = self.has_class("-beside")
        view = self.view
        lines = present.panel(view, width, height) if beside else present.band(view, width)
        return tuple(draw(one, width, mono=self.mono) for one in lines[:height])

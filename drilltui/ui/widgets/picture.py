"""A widget that knows what it has drawn and repaints only the cells that changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from drilltui.ui.theme import is_mono
from drilltui.ui.widgets.cells import changed_regions


class Picture(Widget):
    """The common ground of our widgets: a picture of strips, compared before it is sent.

    A subclass says what the picture is (`picture`) and calls `redraw` after a change.
    """

    ALLOW_SELECT: ClassVar[bool] = False

    DEFAULT_CSS: ClassVar[str] = """
    Picture { width: 1fr; height: 1fr; overflow: hidden; }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id, classes=classes)
        self._shown: Sequence[Strip] = ()
        self._shown_size = Size(-1, -1)

    @property
    def mono(self) -> bool:
        """Whether to draw without colours."""
        return is_mono(self.app)

    def picture(self, width: int, height: int) -> Sequence[Strip]:
        """Return the picture for an area of `width` by `height` cells; rows may be missing."""
        return ()

    def redraw(self) -> None:
        """Bring the screen up to date, sending nothing but the cells that differ."""
        size = self.content_size
        if not self.is_mounted or size != self._shown_size:
            self._shown_size = Size(-1, -1)
            self.refresh()
            return
        picture = self.picture(size.width, size.height)
        regions = changed_regions(self._shown, picture)
        self._shown = picture
        if regions:
            self.refresh(*regions)

    def render_line(self, y: int) -> Strip:
        """Return row `y` of the picture (the line API of Textual)."""
        size = self.content_size
        if size != self._shown_size:
            self._shown = self.picture(size.width, size.height)
            self._shown_size = size
        return self._shown[y] if y < len(self._shown) else Strip.blank(size.width)

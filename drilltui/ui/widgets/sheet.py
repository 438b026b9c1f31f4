"""A sheet of lines: what most of every screen is made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.reactive import var
from textual.strip import Strip

from drilltui.ui.line import Line
from drilltui.ui.theme import draw
from drilltui.ui.widgets.picture import Picture
from drilltui.ui.widgets.wrapping import wrap

__all__ = ["Sheet", "wrap"]


class Sheet(Picture):
    """Shows lines, as high as they are many unless CSS says otherwise.

    `scrolls` makes it focusable: when the lines are more than fit, keys and wheel move them.
    `wraps` breaks lines at words to the width; otherwise they are cut at the edge.
    """

    below: var[int] = var(0)
    """How many rows stand below the visible ones, as it was drawn last."""

    DEFAULT_CSS: ClassVar[str] = """
    Sheet { height: auto; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "scroll_by(-1)", show=False),
        Binding("down,j", "scroll_by(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown,space", "page(1)", show=False),
        Binding("home,g", "edge(0)", show=False),
        Binding("end,G", "edge(1)", show=False),
    ]

    @dataclass
    class Scrolled(Message):
        """The sheet moved: line `top` (from 0) of `total` is the first of `height` rows."""

        sheet: Sheet
        top: int
        height: int
        total: int

    def __init__(
        self,
        lines: Iterable[Line] = (),
        *,
        scrolls: bool = False,
        wraps: bool = False,
        id: str | None = None,  # noqa: A002 - Textual's name
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.can_focus = scrolls
        self._lines = tuple(lines)
        self._wraps = wraps
        self._wrapped: tuple[int, tuple[Line, ...]] = (-1, ())
        self._top = 0

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines as they were given."""
        return self._lines

    @property
    def top(self) -> int:
        """The number of the first visible row, from 0."""
        return self._top

    def show(self, lines: Iterable[Line]) -> None:
        """Show `lines` instead of what is there; only the cells that differ are sent.

        A layout happens only when the number of rows changed and the height depends on it.
        """
        new = tuple(lines)
        if new == self._lines:
            return
        width = self.content_size.width
        before = len(self.rows(width))
        self._lines = new
        self._wrapped = (-1, ())
        self._top = min(self._top, self._last_top())
        self.redraw()
        unknown = self._wraps and width <= 0
        if (unknown or len(self.rows(width)) != before) and self.styles.auto_dimensions:
            self.clear_cached_dimensions()
            self.refresh(repaint=False, layout=True)

    def rows(self, width: int) -> tuple[Line, ...]:
        """Return the lines as rows for `width` cells."""
        if not self._wraps or width <= 0:
            return self._lines
        if self._wrapped[0] != width:
            rows = tuple(row for line in self._lines for row in wrap(line, width))
            self._wrapped = (width, rows)
        return self._wrapped[1]

    def picture(self, width: int, height: int) -> Sequence[Strip]:
        """Draw the visible rows."""
        self._top = min(self._top, max(0, len(self.rows(width)) - height))
        self.below = max(0, len(self.rows(width)) - self._top - height)
        mono = self.mono
        visible = self.rows(width)[self._top : self._top + height]
        return tuple(draw(line, width, mono=mono) for line in visible)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the number of rows, which is the height of `height: auto`."""
        return len(self.rows(width))

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """Return the cells of the longest line, which is the width of `width: auto`."""
        return max((cell_len(line.plain) for line in self._lines), default=0)

    def action_scroll_by(self, rows: int) -> None:
        """Move by `rows`, down when positive."""
        top = max(0, min(self._last_top(), self._top + rows))
        if top == self._top:
            return
        self._top = top
        self.redraw()
        size = self.content_size
        self.post_message(self.Scrolled(self, top, size.height, len(self.rows(size.width))))

    def action_page(self, pages: int) -> None:
        """Move by `pages`, keeping one row in sight."""
        self.action_scroll_by(pages * max(1, self.content_size.height - 1))

    def action_edge(self, end: int) -> None:
        """Move to the first row (`end` 0) or the last page (1)."""
        self.action_scroll_by(self._last_top() if end else -self._top)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Move down by three rows."""
        if self.can_focus:
            event.stop()
            self.action_scroll_by(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Move up by three rows."""
        if self.can_focus:
            event.stop()
            self.action_scroll_by(-3)

    def _last_top(self) -> int:
        size = self.content_size
        return max(0, len(self.rows(size.width)) - size.height)

"""A table of lines for ten thousand rows and more: nothing is formatted that is not visible."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from rich.cells import cell_len
from textual import events
from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip

from drilltui.domain.language import tr
from drilltui.ui.line import Line, Role, Span, line
from drilltui.ui.theme import CURSOR, PARKED, draw
from drilltui.ui.widgets.columns import Cell, Column, arrange, cell_spans, heading, joined
from drilltui.ui.widgets.picture import Picture
from drilltui.ui.widgets.wrapping import wrap

__all__ = ["Cell", "Column", "LineTable"]

MARK: Final = 3
"""Cells in front of the first column: a blank, the `>` of the cursor, a blank."""


def _nothing(_: int) -> Sequence[Cell]:
    return ()


class LineTable(Picture, can_focus=True):
    """Rows with a key each, and a cursor that stays on its key when the rows are replaced.

    `counts` says in the header which rows are in sight while not all are.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", show=False),
        Binding("down,j", "move(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown,space", "page(1)", show=False),
        Binding("home,g", "edge(0)", show=False),
        Binding("end,G", "edge(1)", show=False),
        Binding("enter", "choose", show=False),
    ]

    @dataclass
    class Highlighted(Message):
        """The cursor is on another row now; `key` is None when there is no row."""

        table: LineTable
        key: str | None

        @property
        def control(self) -> LineTable:
            """The table, for `@on(LineTable.Highlighted, "#vpcs")`."""
            return self.table

    @dataclass
    class Chosen(Message):
        """Enter was pressed on the row `key`."""

        table: LineTable
        key: str

        @property
        def control(self) -> LineTable:
            """The table, for `@on(LineTable.Chosen, "#vpcs")`."""
            return self.table

    def __init__(
        self,
        columns: Sequence[Column],
        *,
        header: bool = True,
        counts: bool = False,
        empty: Sequence[Line] = (),
        id: str | None = None,  # noqa: A002 - Textual's name
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._columns = tuple(columns)
        self._header = header
        self._counts = counts
        self._empty = tuple(empty)
        self._keys: Sequence[str] = ()
        self._cells: Callable[[int], Sequence[Cell]] = _nothing
        self._cursor = 0
        self._top = 0

    @property
    def keys(self) -> Sequence[str]:
        """The keys of all rows, in order."""
        return self._keys

    @property
    def cursor(self) -> int:
        """The number of the row under the cursor, from 0."""
        return self._cursor

    @property
    def cursor_key(self) -> str | None:
        """The key of the row under the cursor, or None when there is no row."""
        return self._keys[self._cursor] if self._cursor < len(self._keys) else None

    def set_rows(self, keys: Sequence[str], cells: Callable[[int], Sequence[Cell]]) -> None:
        """Replace all rows. `cells(n)` gives the columns of row `n`, asked only when visible.

        The cursor stays with its key and on its line of the screen. When the key is gone, the
        cursor stays where it is and the next row moves under it. Keys should be unique.
        """
        before, height = self.cursor_key, self._height
        offset = self._cursor - self._top
        self._keys, self._cells = keys, cells
        self._cursor = self._number_of(before, self._cursor)
        self._top = self._cursor - offset
        self._settle(before)
        self._fit(height)

    def set_cells(self, cells: Callable[[int], Sequence[Cell]]) -> None:
        """Show new contents of the same rows; only the cells that differ are sent."""
        self._cells = cells
        self.redraw()

    def set_empty(self, lines: Sequence[Line]) -> None:
        """Set what is shown when there is no row: why, and what to do about it."""
        height = self._height
        self._empty = tuple(lines)
        self.redraw()
        self._fit(height)

    def move_to(self, key: str) -> bool:
        """Put the cursor on the row `key`; return whether there is one."""
        number = self._number_of(key, -1)
        if number < 0:
            return False
        self._go(number)
        return True

    def picture(self, width: int, height: int) -> Sequence[Strip]:
        """Draw the header and the visible rows."""
        mono = self.mono
        places = arrange(self._columns, width - MARK)
        self._keep_in_sight(self._rows(height))
        last = min(len(self._keys), self._top + self._rows(height))
        strips: list[Strip] = []
        if self._header:
            title = Line((Span(" " * MARK), *heading(self._columns, places)))
            strips.append(self._headed(title, last, width))
        if not self._keys:
            rows = (row for told in self._empty for row in wrap(told, width))
            return [*strips, *(draw(row, width, mono=mono) for row in rows)]
        for number in range(self._top, last):
            cells = self._cells(number)
            parts = [cell_spans(cells[p.number], p) for p in places if p.number < len(cells)]
            row = Line((Span(" " * MARK), *joined(parts)))
            if number == self._cursor and parts:
                strips.append(self._at_cursor(parts, places[0].width, width))
            else:
                strips.append(draw(row, width, mono=mono))
        return strips

    def _headed(self, title: Line, last: int, width: int) -> Strip:
        """Draw the header; at its end which rows are in sight, where that is wanted."""
        mono, total = self.mono, len(self._keys)
        seen = tr("{first}-{last} of {total}", first=self._top + 1, last=last, total=total)
        said = f" {seen} "
        if not self._counts or last - self._top >= total or cell_len(said) > width:
            return draw(title, width, mono=mono)
        counted = draw(line((said, Role.DIM)), cell_len(said), mono=mono)
        return Strip.join([draw(title, width - cell_len(said), mono=mono), counted])

    def _at_cursor(self, parts: list[tuple[Span, ...]], first: int, width: int) -> Strip:
        """Draw the row under the cursor: `>` and its first column, `first` cells wide, mark it."""
        mono = self.mono
        mark = draw(line(" > "), MARK)
        over = CURSOR if self.has_focus else PARKED
        name = draw(Line(parts[0]), first, mono=mono, over=over)
        rest = Line(tuple(joined([(), *parts[1:]])))
        left = max(0, width - MARK - first)
        return Strip.join([mark, name, draw(rest, left, mono=mono)]).crop(0, width)

    def action_move(self, rows: int) -> None:
        """Move the cursor by `rows`, down when positive."""
        self._go(self._cursor + rows)

    def action_page(self, pages: int) -> None:
        """Move the cursor by `pages`; the list moves along."""
        rows = pages * max(1, self._rows(self.content_size.height) - 1)
        self._top += rows
        self._go(self._cursor + rows)

    def action_edge(self, end: int) -> None:
        """Move the cursor to the first row (`end` 0) or to the last (1)."""
        self._go(len(self._keys) - 1 if end else 0)

    def action_choose(self) -> None:
        """Tell that the row under the cursor was chosen; without rows the key is the screen's."""
        if (key := self.cursor_key) is None:
            raise SkipAction
        self.post_message(self.Chosen(self, key))

    def watch_has_focus(self, has_focus: bool) -> None:
        """Show the cursor as the one that keys move, or as a mark only."""
        super().watch_has_focus(has_focus)
        self.redraw()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Move down by three rows."""
        event.stop()
        self.action_move(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Move up by three rows."""
        event.stop()
        self.action_move(-3)

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the clicked row; a double click chooses it."""
        number = self._top + event.y - int(self._header)
        if event.y >= int(self._header) and number < len(self._keys):
            self._go(number)
            if event.chain == 2:
                self.action_choose()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the rows that all lines need, which is the height of `height: auto`."""
        return self._height

    @property
    def _height(self) -> int:
        return (len(self._keys) or len(self._empty)) + int(self._header)

    def _fit(self, before: int) -> None:
        """Ask for a layout when the number of lines changed and the height depends on it."""
        if self._height != before and self.styles.auto_dimensions:
            self.clear_cached_dimensions()
            self.refresh(repaint=False, layout=True)

    def _go(self, number: int) -> None:
        before = self.cursor_key
        self._cursor = number
        self._settle(before)

    def _settle(self, before: str | None) -> None:
        """Bring cursor and first row into their bounds, draw, and tell about a new row."""
        self._cursor = max(0, min(self._cursor, len(self._keys) - 1))
        self.redraw()
        if self.cursor_key != before:
            self.post_message(self.Highlighted(self, self.cursor_key))

    def _number_of(self, key: str | None, otherwise: int) -> int:
        try:
            return self._keys.index(key) if key is not None else otherwise
        except ValueError:
            return otherwise

    def _rows(self, height: int) -> int:
        return max(1, height - int(self._header))

    def _keep_in_sight(self, rows: int) -> None:
        """Choose the first row so that the cursor is visible.

        Past the edge the list moves by a quarter of its height, not by one row: a move costs the
        whole list to send, and on a slow link that is paid once for several key presses.
        """
        jump = max(1, rows // 4)
        if self._cursor < self._top:
            self._top = min(self._cursor, self._top - jump)
        elif self._cursor >= self._top + rows:
            self._top = max(self._cursor - rows + 1, self._top + jump)
        self._top = max(0, min(self._top, len(self._keys) - rows))

"""What the terminal shows and what it should show, cell by cell, and the bytes between the two.

Textual repaints whole widgets: a table of fifty rows costs 6.5 kB when one cell changes, a bordered
input 1 kB for each key. On a link of 2 kB/s those are seconds. So its frames are painted here, and
only cells that differ are sent, as curses does. Frames that come while the terminal does not read
paint over one another: what is sent next is the newest picture, never a queue of old ones.

As a side effect nothing but printable characters, positions and attributes can come out of a frame:
no control character, no hyperlink, no string sequence.
"""

from __future__ import annotations

import re
from typing import Final

from drilltui.ui.terminal.pen import Pen
from drilltui.ui.terminal.rendition import PLAIN, applied
from drilltui.ui.terminal.row import Row

_TOKEN: Final = re.compile(
    r"\x1b\[(?P<row>\d+);(?P<column>\d+)H"
    r"|\x1b\[(?P<look>[\d;]*)m"
    r"|(?P<text>[^\x00-\x1f\x7f-\x9f]+)"
    r"|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)"  # a hyperlink: its text counts, its target does not
    r"|(?P<line_feed>\n)"
    r"|.",
    re.DOTALL,
)

# `CSI K` is three bytes, and the cursor may have to be brought there.
_ERASE_FROM: Final = 4


class Canvas:
    """Two pictures of a terminal of `columns` by `rows` cells: as it is and as it should be."""

    def __init__(self, columns: int = 80, rows: int = 24) -> None:
        self._blank(columns, rows)

    def resize(self, columns: int, rows: int) -> None:
        """Take note that the terminal has been resized, perhaps there and back.

        What it shows now is not known. What it should show is known only if the size is the same;
        else Textual lays out and paints again.
        """
        if (columns, rows) == self.size:
            self.forget()
        else:
            self._blank(columns, rows)

    def _blank(self, columns: int, rows: int) -> None:
        self._columns = columns
        self._wanted = [Row(columns) for _ in range(rows)]
        self._cursor = (0, 0)
        self._brought: tuple[int, int] | None = None
        self._pen = Pen(columns)
        self._shown: list[Row] | None = None
        self._touched: set[int] = set()

    @property
    def size(self) -> tuple[int, int]:
        """Columns and rows."""
        return self._columns, len(self._wanted)

    def forget(self) -> None:
        """Trust the terminal's picture no more: the next changes clear it and draw all again."""
        if self._shown is not None:
            self._shown = None
            self._brought = None
            self._touched = set(range(len(self._wanted)))

    def paint(self, frame: str) -> None:
        """Take in what Textual would have written: positions, attributes and text."""
        row = column = 0
        look = PLAIN
        for token in _TOKEN.finditer(frame):
            kind = token.lastgroup
            if kind == "text":
                if row < len(self._wanted):
                    column = self._wanted[row].put(column, token[0], look)
                    self._touched.add(row)
            elif kind == "look":
                look = applied(look, token["look"])
            elif kind == "column":
                row, column = max(int(token["row"]), 1) - 1, max(int(token["column"]), 1) - 1
            elif kind == "line_feed":
                row, column = row + 1, 0
        columns, rows = self.size
        self._cursor = (min(row, rows - 1), min(column, columns - 1))

    def changes(self) -> str:
        """Return what turns the terminal's picture into the wanted one, and count it as shown."""
        if self._shown is None:
            if not self._touched:  # there is no picture yet
                return ""
            self._shown = [Row(self._columns) for _ in self._wanted]
            self._pen.clear()
        for row in sorted(self._touched):
            self._send(row, self._shown[row])
            self._shown[row] = self._wanted[row].copy()
        self._touched.clear()
        if self._cursor != self._brought:
            # Hidden as it is, an input method opens its window there. Where nobody types the place
            # stays the same, and going back to it would be a third of a ticking second.
            self._pen.move(*self._cursor)
            self._brought = self._cursor
        return self._pen.lift()

    def _send(self, row: int, shown: Row) -> None:
        wanted = self._wanted[row]
        columns = wanted.differences(shown)
        if not columns:
            return
        if not (wanted.is_sure() and shown.is_sure()):
            # What the terminal made of such a row is not known: draw it from a blank one.
            self._pen.erase(row, 0, blank_from=0)
            columns = wanted.differences(Row(self._columns))
        end = wanted.end()
        behind = [column for column in columns if column >= end]
        erased = len(behind) >= _ERASE_FROM
        for column in columns:
            if erased and column >= end:
                break
            if wanted.texts[column]:
                self._pen.draw(row, column, wanted)
        if erased:
            self._pen.erase(row, behind[0], blank_from=end)

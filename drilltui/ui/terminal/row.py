"""One row of a screen as cells: what stands in each, and how it looks."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from rich.cells import get_character_cell_size, split_graphemes

from drilltui.ui.terminal.rendition import PLAIN, Rendition, of_blank


class Row:
    """The cells of one row, left to right.

    A character of two cells has an empty text in its second one. A blank has the simplest look
    that shows the same, so that rows which look alike are equal.
    """

    __slots__ = ("looks", "texts")

    def __init__(self, columns: int) -> None:
        self.texts: list[str] = [" "] * columns
        self.looks: list[Rendition] = [PLAIN] * columns

    def copy(self) -> Row:
        """Return a row of its own with the same cells."""
        twin = Row(0)
        twin.texts, twin.looks = self.texts.copy(), self.looks.copy()
        return twin

    def put(self, column: int, text: str, look: Rendition) -> int:
        """Write `text` from `column` on; what overflows the row is cut.

        Returns the column behind the text as if nothing had been cut.
        """
        cells = list(text) if text.isascii() else _cells(text)
        room = max(0, len(self.texts) - column)
        behind = column + len(cells)
        if len(cells) > room:
            cut_in_two = not cells[room]
            del cells[room:]
            if cut_in_two and cells:
                cells[-1] = " "
        self._replace(column, cells, look)
        return behind

    def _replace(self, column: int, cells: list[str], look: Rendition) -> None:
        if not cells:
            return
        end = column + len(cells)
        self._mend(column)
        self._mend(end)
        self.texts[column:end] = cells
        self.looks[column:end] = [look] * len(cells)
        blank = of_blank(look)
        if blank != look:
            for at, text in enumerate(cells, column):
                if text == " ":
                    self.looks[at] = blank

    def _mend(self, column: int) -> None:
        """Blank the wide character that lies on both sides of the left edge of `column`."""
        if column < len(self.texts) and not self.texts[column]:
            self.texts[column - 1 : column + 1] = "  "

    def differences(self, other: Row) -> list[int]:
        """Return the columns in which this row and `other`, equally long, differ."""
        if self.texts == other.texts and self.looks == other.looks:
            return []
        return [
            column
            for column, (text, was, look, looked) in enumerate(
                zip(self.texts, other.texts, self.looks, other.looks, strict=True)
            )
            if text != was or look != looked
        ]

    def end(self) -> int:
        """Return the column from which on there is nothing but blanks in the default colours."""
        column = len(self.texts)
        while column and self.texts[column - 1] == " " and self.looks[column - 1] == PLAIN:
            column -= 1
        return column

    def is_sure(self) -> bool:
        """Tell whether terminals agree on the width of every character of the row."""
        return "".join(self.texts).isascii() or all(map(is_sure, self.texts))


@lru_cache(maxsize=4096)
def is_sure(text: str) -> bool:
    """Tell whether terminals agree that `text` fills one cell.

    They do not for emoji, for East Asian scripts and for characters with combining marks: the
    tables of widths differ from terminal to terminal and from year to year.
    """
    if len(text) != 1 or get_character_cell_size(text) != 1:
        return False
    return text.isascii() or (
        unicodedata.east_asian_width(text) in {"N", "Na", "A", "H"}
        and unicodedata.category(text)[0] in "LNPSZ"
    )


def _cells(text: str) -> list[str]:
    """Return one entry per cell; what fills no cell and follows nothing is left out."""
    graphemes, _ = split_graphemes(text)
    cells: list[str] = []
    for start, end, width in graphemes:
        if width:
            cells.append(text[start:end])
            cells.extend([""] * (width - 1))
    return cells

"""The pen: where the terminal's cursor stands and how it writes, and what changing that costs."""

from __future__ import annotations

from typing import Final

from drilltui.ui.terminal.rendition import PLAIN, Rendition, change, of_blank
from drilltui.ui.terminal.row import Row, is_sure

# Sending this many unchanged cells again is not dearer than a cursor movement over them.
_BRIDGE: Final = 4


class Pen:
    """Collects output for a terminal of `columns` columns and remembers what it leaves behind.

    The position is None where terminals differ: behind the last column and behind a character
    whose width they do not agree on.
    """

    def __init__(self, columns: int) -> None:
        self._columns = columns
        self._position: tuple[int, int] | None = None
        self._look = PLAIN
        self._out: list[str] = []

    def lift(self) -> str:
        """Return what was collected, with the attributes reset behind it."""
        self._turn(PLAIN)
        out = "".join(self._out)
        self._out.clear()
        return out

    def clear(self) -> None:
        """Make the whole terminal blank in its default colours."""
        self._out.append("\x1b[m\x1b[2J")
        self._look = PLAIN
        self._position = None

    def move(self, row: int, column: int) -> None:
        """Bring the cursor to `row` and `column`, counted from 0."""
        if (row, column) == self._position:
            return
        self._out.append(self._movement(row, column))
        self._position = (row, column)

    def draw(self, row: int, column: int, cells: Row) -> None:
        """Write one cell of `cells`, which is row number `row`."""
        self._reach(row, column, cells)
        text, look = cells.texts[column], cells.looks[column]
        if not self._shows(text, look):
            self._turn(look)
        self._out.append(text)
        behind = column + 1
        self._position = (row, behind) if behind < self._columns and is_sure(text) else None

    def erase(self, row: int, column: int, *, blank_from: int) -> None:
        """Blank the rest of `row` from `column` on; from `blank_from` on nothing is lost."""
        if self._position is None or not (
            self._position[0] == row and blank_from <= self._position[1] <= column
        ):
            self.move(row, column)
        self._turn(PLAIN)  # some terminals erase with the colour of the pen, some without
        self._out.append("\x1b[K")

    def _reach(self, row: int, column: int, cells: Row) -> None:
        """Get to a cell, over unchanged cells of the same look by writing them again."""
        if self._position is not None and self._position[0] == row:
            start = self._position[1]
            if 0 < column - start <= _BRIDGE and all(
                self._shows(cells.texts[at], cells.looks[at]) for at in range(start, column)
            ):
                self._out.extend(cells.texts[start:column])
                return
        self.move(row, column)

    def _shows(self, text: str, look: Rendition) -> bool:
        """Tell whether `text` written now would have the look `look`."""
        return look == self._look or (text == " " and look == of_blank(self._look))

    def _turn(self, look: Rendition) -> None:
        if sequence := change(self._look, look):
            self._out.append(sequence)
            self._look = look

    def _movement(self, row: int, column: int) -> str:
        if self._position is not None and self._position[0] == row:
            if column == 0:
                return "\r"
            distance = column - self._position[1]
            if -_BRIDGE < distance < 0:
                return "\b" * -distance
            if distance < 0:
                return f"\x1b[{-distance}D"
            if distance > 0:
                return f"\x1b[{distance if distance > 1 else ''}C"
        if column:
            return f"\x1b[{row + 1};{column + 1}H"
        return f"\x1b[{row + 1 if row else ''}H"

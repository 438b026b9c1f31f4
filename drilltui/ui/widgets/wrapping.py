"""Breaking lines at words, so that nothing is lost at the right edge.

Chinese has no blanks between words: a row may end after any wide character, but none begins with
a mark that closes, nor ends with one that opens.
"""

from __future__ import annotations

import re
from typing import Final

from rich.cells import cell_len, split_graphemes

from drilltui.ui.line import Line, Role, Span

_WIDE: Final = (
    "\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff01-\uff60"
)
# Not compiled here: that takes 6 ms, and no line is broken in the first frame. `re` keeps them.
_PIECES: Final = rf" +|[{_WIDE}]|[^ {_WIDE}]+"
_IS_WIDE: Final = f"[{_WIDE}]"

_CLOSING: Final = frozenset("，。、；：？！）》〉】」』”’…")
_OPENING: Final = frozenset("（《〈【「『“‘")


def wrap(line: Line, width: int, *, indent: int | None = None) -> list[Line]:
    """Break `line` at blanks and between wide characters into rows of at most `width` cells.

    Every piece keeps its role. Rows after the first are indented by `indent` cells (default: as
    far as the line itself is).
    A word longer than a row is broken where the row ends. Blanks at a break are dropped; every
    other character is in the result, in order. An empty line is one empty row.
    """
    if width <= 0 or cell_len(line.plain) <= width:
        return [line]
    text = line.plain
    hang = len(text) - len(text.lstrip(" ")) if indent is None else indent
    rows = _Rows(width, hang if hang <= min(width // 2, width - 2) else 0)
    for span in line.spans:
        for piece in re.findall(_PIECES, span.text):
            rows.add(piece, span.role)
    return rows.finish()


GOES_ON: Final = " ..."
"""What tells that a text has more than there is room for: every terminal has these signs."""


def shortened(line: Line, width: int) -> Line:
    """Return `line` cut where a row may end, with `GOES_ON`, in `width` cells (6 or more)."""
    kept = wrap(line, max(1, width - len(GOES_ON)))[0]
    return Line((*kept.spans, Span(GOES_ON)))


def _may_part(before: str, after: str) -> bool:
    """Whether a row may end between two characters that no blank parts."""
    if before in _OPENING or after in _CLOSING or not cell_len(after):
        return False
    return bool(re.match(_IS_WIDE, before) or re.match(_IS_WIDE, after))


class _Rows:
    """The rows made so far, and the word that is being put together from spans."""

    def __init__(self, width: int, hang: int) -> None:
        self.width = width
        self.hang = hang
        self.done: list[Line] = []
        self.row: list[Span] = []
        self.used = 0
        self.word: list[Span] = []

    def add(self, piece: str, role: Role) -> None:
        if piece[0] != " ":
            self._add_to_word(piece, role)
            return
        self._put_word()
        if self.used > self.hang or not self.done:
            self._put(Span(piece, role), len(piece))

    def _add_to_word(self, piece: str, role: Role) -> None:
        if self.word and _may_part(self.word[-1].text[-1], piece[0]):
            self._put_word()
        if self.word and self.word[-1].role is role:
            piece = self.word.pop().text + piece
        self.word.append(Span(piece, role))

    def finish(self) -> list[Line]:
        self._put_word()
        if self.row:
            self._break()
        return self.done

    def _put_word(self) -> None:
        word, self.word = self.word, []
        size = sum(cell_len(span.text) for span in word)
        if self.used + size > self.width and not self._is_fresh():
            self._break()
        for span in word:
            self._put_graphemes(span)

    def _put_graphemes(self, span: Span) -> None:
        start = 0
        for begin, _, cells in split_graphemes(span.text)[0]:
            if self.used + cells > self.width:
                self._put(Span(span.text[start:begin], span.role), 0)
                start = begin
                self._break()
            self.used += cells
        self._put(Span(span.text[start:], span.role), 0)

    def _put(self, span: Span, cells: int) -> None:
        if span.text:
            self.row.append(span)
            self.used += cells

    def _is_fresh(self) -> bool:
        return not any(span.text.strip(" ") for span in self.row)

    def _break(self) -> None:
        while self.row and not self.row[-1].text.strip(" "):
            self.row.pop()
        if self.row:
            self.done.append(Line(tuple(self.row)))
        self.row = [Span(" " * self.hang)] if self.hang and self.done else []
        self.used = self.hang if self.done else 0

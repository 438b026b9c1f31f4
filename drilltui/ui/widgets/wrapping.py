"""Breaking lines at words, so that nothing is lost at the right edge."""

from __future__ import annotations

import re
from typing import Final

from rich.cells import cell_len, split_graphemes

from drilltui.ui.line import Line, Role, Span

_WIDE: Final = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
_CLOSING: Final = "，。、；：！？）》」”"  # stand at no row's beginning
_PIECES: Final = re.compile(rf" +|[{_WIDE}][{_CLOSING}]*|[^ {_WIDE}]+[{_CLOSING}]*")
"""Blanks, words, and characters between which a text without blanks may be broken."""


def wrap(line: Line, width: int, *, indent: int | None = None) -> list[Line]:
    """Break `line` at blanks into rows of at most `width` cells, keeping every role.

    Rows after the first are indented by `indent` cells (default: as far as the line itself is).
    A word longer than a row is broken where the row ends. Blanks at a break are dropped; every
    other character is in the result, in order. An empty line is one empty row.
    """
    if width <= 0 or cell_len(line.plain) <= width:
        return [line]
    text = line.plain
    hang = len(text) - len(text.lstrip(" ")) if indent is None else indent
    rows = _Rows(width, hang if hang <= min(width // 2, width - 2) else 0)
    for span in line.spans:
        for piece in _PIECES.findall(span.text):
            rows.add(piece, span.role)
    return rows.finish()


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
            if is_wide := cell_len(piece[0]) == 2:
                self._put_word()
            self.word.append(Span(piece, role))
            if is_wide or piece[-1] in _CLOSING:
                self._put_word()
            return
        self._put_word()
        if self.used > self.hang or not self.done:
            self._put(Span(piece, role), len(piece))

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

"""Text in the cells of a terminal: a Chinese character takes two of them."""

from __future__ import annotations

import unicodedata

TYPE_CHECKING = False

if TYPE_CHECKING:
    from collections.abc import Iterator

_CLOSING = "，。；：、！？）】》”’…%"
"""What never begins a line."""
_OPENING = "（【《“‘"
"""What never ends one."""


def cells(text: str) -> int:
    """Return how many cells of a terminal `text` takes."""
    if text.isascii():
        return len(text)
    return sum(map(cells_of, text))


def cells_of(character: str) -> int:
    """Return how many cells one character takes: none for a mark over the one before."""
    if character.isascii():
        return 1
    if unicodedata.category(character) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def padded(text: str, width: int) -> str:
    """Return `text` with blanks up to `width` cells; a wider one stays as it is."""
    return text + " " * (width - cells(text))


def wrapped(text: str, width: int, indent: str = "") -> list[str]:
    """Return `text` in lines of `width` cells, those after the first with `indent` before them.

    Lines break at blanks, and between Chinese characters too; blanks inside a line stay.
    """
    if text.isascii():
        from textwrap import wrap

        return wrap(text, width, subsequent_indent=indent)
    lines, line = [], ""
    for piece in _pieces(text):
        if line.strip() and cells(line) + cells(piece.rstrip()) > width:
            lines.append(line.rstrip())
            line = indent
            piece = piece.lstrip()
        line += piece
    return [*lines, line.rstrip()] if line.strip() else lines


def _pieces(text: str) -> Iterator[str]:
    """Yield what stays together: words with the blanks after them, and single wide characters."""
    piece = ""
    for character in text:
        if piece and _may_break(piece[-1], character):
            yield piece
            piece = ""
        piece += character
    if piece:
        yield piece


def _may_break(before: str, after: str) -> bool:
    if after == " " or after in _CLOSING or before in _OPENING:
        return False
    return before == " " or 2 in (cells_of(before), cells_of(after))

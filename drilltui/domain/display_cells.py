"""How many cells of a terminal a text fills, by the Unicode tables of the standard library."""

from __future__ import annotations

import unicodedata

from drilltui.domain.plain_text import plain


def cells(text: str) -> int:
    """Return how many cells `text` fills: two for a wide character, none for a combining mark."""
    return len(text) if text.isascii() else sum(map(_cells_of, text))


def fitted(text: str, width: int) -> str:
    """Return `text` in exactly `width` cells and harmless; what is cut off leaves a ``~``."""
    shown = plain(text)
    used = cells(shown)
    if used <= width:
        return shown + " " * (width - used)
    kept, room = [], width - 1
    for character in shown:
        room -= _cells_of(character)
        if room < 0:
            room += _cells_of(character)
            break
        kept.append(character)
    return "".join(kept) + "~"[:width] + " " * max(0, room)


def _cells_of(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1

"""Tables as text: aligned, with a head, and as wide as there is room."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from drilltui.cli.cells import cells, cells_of, padded
from drilltui.domain.plain_text import plain

GAP = "  "
CUT = ".."


@dataclass(frozen=True, slots=True)
class Column:
    """A head and a text for each row.

    `least` is to how many cells it may be cut where there is no room, None for a column that is
    always whole. `dispensable` columns are left out instead, the highest number first.
    """

    head: str
    texts: Sequence[str]
    least: int | None = None
    dispensable: int = 0

    @property
    def width(self) -> int:
        """The cells that the widest text takes."""
        return max(map(cells, (self.head, *self.texts)))


Measured: TypeAlias = "tuple[Column, int]"
"""A column with the cells it gets."""


def terminal_width() -> int | None:
    """Return how many columns standard output has, None when it is no terminal."""
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or None
    except (OSError, ValueError, AttributeError):
        return None


def table(columns: Sequence[Column], width: int | None) -> tuple[str, ...]:
    """Return the lines of a table in `width` cells, its head first; None is any width.

    Columns that must be whole may still be wider than that.
    """
    harmless = [replace(column, texts=[*map(plain, column.texts)]) for column in columns]
    measured = [(column, column.width) for column in harmless]
    if width is not None:
        measured = _narrowed(_without_dispensable(measured, width), width)
    kept, widths = zip(*measured, strict=True)
    rows = zip(*((column.head, *column.texts) for column in kept), strict=True)
    return tuple(
        GAP.join(_fitted(text, room) for text, room in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )


def _total(measured: Sequence[Measured]) -> int:
    return sum(width for _, width in measured) + len(GAP) * (len(measured) - 1)


def _without_dispensable(measured: Sequence[Measured], width: int) -> list[Measured]:
    kept = list(measured)
    while _total(kept) > width:
        last = max(kept, key=lambda one: one[0].dispensable)
        if not last[0].dispensable:
            break
        kept.remove(last)
    return kept


def _narrowed(measured: Sequence[Measured], width: int) -> list[Measured]:
    """Take what is too wide from the columns that may be cut, from the widest first."""
    found = list(measured)
    for _ in range(max(0, _total(measured) - width)):
        spare = [room if room > _least(column, room) else 0 for column, room in found]
        widest = spare.index(max(spare))
        if not spare[widest]:
            break
        column, room = found[widest]
        found[widest] = column, room - 1
    return found


def _least(column: Column, room: int) -> int:
    return room if column.least is None else max(column.least, cells(column.head))


def _fitted(text: str, room: int) -> str:
    """Return `text` in exactly `room` cells."""
    if cells(text) <= room:
        return padded(text, room)
    kept, used = [], len(CUT)
    for character in text:
        used += cells_of(character)
        if used > room:
            break
        kept.append(character)
    return padded("".join(kept) + CUT, room)

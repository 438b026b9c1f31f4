"""Strips taken apart into cells, and the runs of cells in which two of them differ.

This is how a widget knows what to send: two cells that changed cost a few bytes, the line they
stand in costs a hundred.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypeAlias

from rich.cells import split_graphemes
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip

Cell: TypeAlias = tuple[str, Style | None]
"""What one cell shows. The right half of a wide character has an empty text and its style."""

JOIN: Final = 6
"""Unchanged cells up to this number between two changes are sent again: moving over them costs as
much (`ESC [ row ; column H` is 6 to 8 bytes)."""

BLANK: Final[Cell] = (" ", None)


def cells(strip: Strip) -> list[Cell]:
    """Take `strip` apart: one entry per terminal cell."""
    row: list[Cell] = []
    for text, style, control in strip:
        if control:
            continue
        shown = style or None
        if text.isascii():
            row.extend([(character, shown) for character in text])
        else:
            _add_graphemes(row, text, shown)
    return row


def _add_graphemes(row: list[Cell], text: str, style: Style | None) -> None:
    for start, end, width in split_graphemes(text)[0]:
        grapheme = text[start:end]
        if width:
            row.append((grapheme, style))
            row.extend([("", style)] * (width - 1))
        elif row and row[-1][0]:
            row[-1] = (row[-1][0] + grapheme, row[-1][1])


def changed_runs(old: Strip, new: Strip, *, join: int = JOIN) -> list[tuple[int, int]]:
    """Return the runs `(from, to)` of cells in which `new` differs from `old`, `to` excluded.

    Runs with at most `join` equal cells between them are one run. Cells beyond the end of the
    shorter strip count as blank.
    """
    if old is new:
        return []
    before, after = cells(old), cells(new)
    length = max(len(before), len(after))
    before.extend([BLANK] * (length - len(before)))
    after.extend([BLANK] * (length - len(after)))
    return joined(_changed_places(before, after), join)


def _changed_places(before: Sequence[Cell], after: Sequence[Cell]) -> list[int]:
    """Return the numbers of the cells that differ, wide characters as a whole."""
    places: list[int] = []
    for x, (old, new) in enumerate(zip(before, after, strict=True)):
        if old != new or (not new[0] and places and places[-1] == x - 1):
            places.append(x)
    return places


def joined(places: Sequence[int], join: int) -> list[tuple[int, int]]:
    """Put ascending cell numbers together to runs, bridging at most `join` cells."""
    runs: list[tuple[int, int]] = []
    for x in places:
        if runs and x - runs[-1][1] <= join:
            runs[-1] = (runs[-1][0], x + 1)
        else:
            runs.append((x, x + 1))
    return runs


def changed_regions(old: Sequence[Strip], new: Sequence[Strip]) -> list[Region]:
    """Return the regions, each one row high, in which the picture `new` differs from `old`.

    A row that one of the two pictures lacks counts as blank in it.
    """
    empty = Strip([], 0)
    regions: list[Region] = []
    for y in range(max(len(old), len(new))):
        before = old[y] if y < len(old) else empty
        after = new[y] if y < len(new) else empty
        regions.extend(Region(x, y, end - x, 1) for x, end in changed_runs(before, after))
    return regions

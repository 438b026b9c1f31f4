"""The columns of a table: which of them fit, and how wide each is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from rich.cells import cell_len, set_cell_size

from drilltui.domain.language import tr
from drilltui.domain.plain_text import plain
from drilltui.ui.line import Line, Role, Span

GAP: Final = 2
"""Blank cells between two columns."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column. Its `title` is marked, and said where it is drawn. `width` is in cells; a column
    with a `share` takes more when there is room.

    `priority` 0 is always shown; the column with the highest number is the first to go when the
    terminal is narrow. `most` limits what a share may grow to (0: no limit).
    """

    title: str
    width: int
    share: int = 0
    align: Literal["left", "right"] = "left"
    priority: int = 0
    most: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """Where a column is drawn: its number among all columns, and its width in cells."""

    number: int
    width: int
    align: Literal["left", "right"]


def arrange(columns: Sequence[Column], width: int) -> tuple[Place, ...]:
    """Choose the columns that fit into `width` cells and share out what is left over.

    Columns are dropped by `priority`, highest first and from the right among equals, until the
    least widths fit or only columns of priority 0 are left; those are then cut at the edge.
    """
    kept = list(range(len(columns)))
    while _least(columns, kept) > width:
        number = max(kept, key=lambda n: (columns[n].priority, n), default=None)
        if number is None or columns[number].priority == 0:
            break
        kept.remove(number)
    widths = _grown(columns, kept, width - _least(columns, kept))
    return tuple(Place(n, widths[n], columns[n].align) for n in kept)


def _least(columns: Sequence[Column], kept: Sequence[int]) -> int:
    return sum(columns[n].width for n in kept) + GAP * max(0, len(kept) - 1)


def _grown(columns: Sequence[Column], kept: Sequence[int], spare: int) -> dict[int, int]:
    widths = {n: columns[n].width for n in kept}
    sharing = [n for n in kept if columns[n].share]
    while spare > 0 and sharing:
        total = sum(columns[n].share for n in sharing)
        given = 0
        for n in sharing:
            part = max(1, spare * columns[n].share // total)
            if columns[n].most:
                part = min(part, columns[n].most - widths[n])
            part = max(0, min(part, spare - given))
            widths[n] += part
            given += part
        spare -= given
        sharing = [n for n in sharing if not columns[n].most or widths[n] < columns[n].most]
    return widths


Cell = str | Span | Line
"""What stands in one column of a row: a text, a text with a role, or several of those."""


def cell_spans(cell: Cell, place: Place) -> tuple[Span, ...]:
    """Cut or pad `cell` to the width of its column; a cut text ends in `~`."""
    spans = _spans(cell)
    used = sum(cell_len(plain(span.text)) for span in spans)
    if used > place.width:
        return _cut(spans, place.width)
    blank = Span(" " * (place.width - used))
    if not blank.text:
        return spans
    return (blank, *spans) if place.align == "right" else (*spans, blank)


def _spans(cell: Cell) -> tuple[Span, ...]:
    if isinstance(cell, Line):
        return cell.spans
    return (cell,) if isinstance(cell, Span) else (Span(cell),)


def _cut(spans: Sequence[Span], width: int) -> tuple[Span, ...]:
    kept: list[Span] = []
    room = width - 1
    for span in spans:
        text = plain(span.text)
        size = cell_len(text)
        if size > room:
            kept.append(Span(set_cell_size(text, max(0, room)) + "~"[:width], span.role))
            break
        kept.append(Span(text, span.role))
        room -= size
    return tuple(kept)


def heading(columns: Sequence[Column], places: Sequence[Place]) -> list[Span]:
    """Return the titles, laid out as the columns are."""
    return joined([cell_spans(Span(tr(columns[p.number].title), Role.DIM), p) for p in places])


def joined(parts: Sequence[Sequence[Span]]) -> list[Span]:
    """Put the columns of one row side by side."""
    spans: list[Span] = []
    for number, part in enumerate(parts):
        if number:
            spans.append(Span(" " * GAP))
        spans.extend(part)
    return spans

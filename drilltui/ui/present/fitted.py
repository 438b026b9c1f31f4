"""Text cut or padded by terminal cells, so that columns stay straight whatever a name holds."""

from __future__ import annotations

from rich.cells import cell_len, set_cell_size

from drilltui.domain.plain_text import plain
from drilltui.ui.line import Line, Span


def fit(text: str, width: int) -> str:
    """Return `text` in exactly `width` cells; what is cut off leaves a `~`."""
    shown = plain(text)
    if cell_len(shown) <= width:
        return set_cell_size(shown, width)
    return set_cell_size(shown, max(0, width - 1)) + "~"[:width]


def padded(text: str, width: int) -> str:
    """Return `text` in at least `width` cells: a longer one stays whole."""
    shown = plain(text)
    return shown + " " * max(0, width - cell_len(shown))


def cut(line: Line, width: int) -> Line:
    """Return `line` in at most `width` cells; what is cut off leaves a `~`."""
    spans: list[Span] = []
    room = width
    for number, span in enumerate(line.spans, start=1):
        used = cell_len(plain(span.text))
        if used > room or (used == room and number < len(line.spans)):
            kept = set_cell_size(plain(span.text), max(0, room - 1)) + "~"[:room]
            return Line((*spans, Span(kept, span.role)))
        spans.append(span)
        room -= used
    return line


def fit_span(span: Span, width: int) -> Span:
    """Return `span` in exactly `width` cells."""
    return Span(fit(span.text, width), span.role)

"""Text cut or padded by terminal cells, so that columns stay straight whatever a name holds."""

from __future__ import annotations

from rich.cells import cell_len, set_cell_size

from drilltui.domain.plain_text import plain
from drilltui.ui.line import Span


def fit(text: str, width: int) -> str:
    """Return `text` in exactly `width` cells; what is cut off leaves a `~`."""
    shown = plain(text)
    if cell_len(shown) <= width:
        return set_cell_size(shown, width)
    return set_cell_size(shown, max(0, width - 1)) + "~"[:width]


def fit_span(span: Span, width: int) -> Span:
    """Return `span` in exactly `width` cells."""
    return Span(fit(span.text, width), span.role)

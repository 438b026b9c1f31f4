"""Lines of text with a role for each piece: what every screen is drawn from.

A `Line` is data, not markup: whatever its text holds is shown, and nothing in it is obeyed. Roles
name a meaning; `ui/theme.py` alone decides how a meaning looks.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Role(Enum):
    """What a piece of text means to its reader."""

    TEXT = "text"
    DIM = "dim"
    STRONG = "strong"
    HEADING = "heading"
    OK = "ok"
    WARN = "warn"
    STOP = "stop"
    BUSY = "busy"
    KEY = "key"
    REHEARSAL = "rehearsal"
    LIVE = "live"
    SPOKEN = "spoken"
    """What the guide speaks of: a key, a field's name."""


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text with one meaning."""

    text: str
    role: Role = Role.TEXT


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a screen, left to right."""

    spans: tuple[Span, ...] = ()

    @property
    def plain(self) -> str:
        """The text alone."""
        return "".join(span.text for span in self.spans)


def line(*pieces: str | tuple[str, Role] | Span) -> Line:
    """Build a line from texts, (text, role) pairs and spans, in order."""
    return Line(tuple(_span(piece) for piece in pieces if piece))


def _span(piece: str | tuple[str, Role] | Span) -> Span:
    if isinstance(piece, Span):
        return piece
    if isinstance(piece, str):
        return Span(piece)
    return Span(*piece)

"""A whole sentence as a line, with pieces of another meaning at its named places."""

from __future__ import annotations

from string import Formatter
from typing import TYPE_CHECKING

from drilltui.ui.line import Line, Role, Span

if TYPE_CHECKING:
    from collections.abc import Iterator


def sentence(text: str, role: Role = Role.TEXT, **places: Span | str) -> Line:
    """Return `text`, said by `tr` without values, with `places` where its braces name them.

    A language puts a name where it belongs; the name keeps its role there. A place that is a plain
    text has the role of the sentence.
    """
    return Line(tuple(_spans(text, role, places)))


def _spans(text: str, role: Role, places: dict[str, Span | str]) -> Iterator[Span]:
    for before, name, _, _ in Formatter().parse(text):
        if before:
            yield Span(before, role)
        if name is not None:
            piece = places[name]
            yield piece if isinstance(piece, Span) else Span(piece, role)

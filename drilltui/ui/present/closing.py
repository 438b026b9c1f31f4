"""How a record closes: how clean it is, and which results its exercise can have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drilltui.domain.language import tr
from drilltui.domain.leftover import Cleanliness
from drilltui.domain.result import MEANINGS
from drilltui.ui.line import Line, Role, Span, line
from drilltui.ui.present.sentence import sentence

if TYPE_CHECKING:
    from drilltui.domain.closing import Judgement
    from drilltui.domain.said import Result


def meaning(judgement: Judgement, worked: tuple[Line, ...]) -> tuple[Line, ...]:
    """Return how clean the record closes, and what is missing."""
    how = Span(tr(judgement.cleanliness.value), Role.STRONG)
    missing = tuple(line(("  ! ", Role.WARN), one) for one in judgement.missing)
    return (sentence(tr("The record closes: {how}"), how=how), *missing, *worked)


def row(result: Result, why_not: str, *, taken: bool) -> tuple[Span, ...]:
    """Return the cells of a result: its mark, its name, its meaning or what keeps it away."""
    mark = Span("(x)" if taken else "( )", Role.STRONG if taken else Role.TEXT)
    if why_not:
        return (Span(" - ", Role.DIM), Span(tr(result.value), Role.DIM), Span(why_not, Role.WARN))
    return (mark, Span(tr(result.value), Role.STRONG), Span(tr(MEANINGS[result])))


def is_bad(judgement: Judgement) -> bool:
    """Whether the record closes for a reason only."""
    return judgement.cleanliness is Cleanliness.NOT_CLEAN

"""What a drill touched, as lines to read."""

from __future__ import annotations

from datetime import tzinfo

from drilltui.domain.exercise import Exercise
from drilltui.domain.language import marked, tr
from drilltui.domain.touched import Fate, Touched, touched
from drilltui.ui.line import Line, Role, line
from drilltui.ui.present.fitted import fit
from drilltui.ui.present.words import also, on, plural

_ROLES = {Fate.LEFT: Role.WARN, Fate.THERE: Role.OK}


def lines(exercise: Exercise, zone: tzinfo | None) -> tuple[Line, ...]:
    """Return every resource that the drill of a record made, used or left, and what tells it."""
    found = touched(exercise)
    if not found:
        return (
            line(tr("The record tells of no resource: nothing was made, or nothing seen yet.")),
        )
    left = sum(one.fate is Fate.LEFT for one in found)
    count = plural(len(found), marked("{count} resource"), marked("{count} resources"))
    head = line(
        (f"{exercise.called}   ", Role.STRONG),
        f"{count}, ",
        (tr("{count} left", count=left), Role.WARN if left else Role.OK),
    )
    doubts = [line((tr("not known: {doubt}", doubt=doubt), Role.WARN)) for doubt in exercise.doubts]
    return (head, *doubts, Line(), *(row for one in found for row in _rows(one, zone)))


def _rows(one: Touched, zone: tzinfo | None) -> tuple[Line, ...]:
    fate = (fit(tr(one.fate.value), 21), _ROLES.get(one.fate, Role.DIM))
    detail = f"  {one.detail}" if one.detail else ""
    seen = also(tr("seen {time}", time=on(one.seen_at, zone))) if one.seen_at else ""
    return (
        line(fate, (f"{tr(one.kind.value)} ", Role.STRONG), f"{one.name or '-'}{detail}"),
        line((f"    {one.id}   {one.evidence}{seen}", Role.DIM)),
    )

"""Names that a runbook lets people type: told by the record, never by the runbook."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from drilltui.domain.exercise import Exercise
from drilltui.domain.leftover import LeftoverKind
from drilltui.domain.plain_text import plain


def _drill(exercise: Exercise) -> str:
    return plain(exercise.name if exercise.name.strip() else exercise.drill_id)


def _vpc(exercise: Exercise) -> str:
    vpcs = (one for one in exercise.leftovers if one.kind is LeftoverKind.VPC)
    return next((plain(one.name or one.id) for one in vpcs), "")


FILLS: Final[Mapping[str, Callable[[Exercise], str]]] = {
    "drill": _drill,
    "vpc": _vpc,
    "group": lambda exercise: plain(exercise.group_name),
}
"""What a field may be filled with, by its name in a runbook."""


def filled(name: str, exercise: Exercise) -> str:
    """Return what to type for `name`; empty when the record does not know it (yet)."""
    return FILLS[name](exercise) if name in FILLS else ""

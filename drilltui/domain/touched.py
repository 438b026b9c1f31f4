"""What a drill touched: every resource that it made, used or left, by its record. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from drilltui.domain.cloud_id import folded
from drilltui.domain.exercise import Exercise
from drilltui.domain.language import tr
from drilltui.domain.leftover import LeftoverKind
from drilltui.domain.sending import DONE_BY_CLOUD


class Fate(StrEnum):
    """What became of a resource, as far as the record knows."""

    THERE = "there"
    GONE = "gone with the drill"
    REMOVED = "removed"
    LEFT = "left"
    USED = "only used"
    UNKNOWN = "not known"


@dataclass(frozen=True, slots=True)
class Touched:
    """A resource and what became of it. `evidence` says what the record has of it."""

    kind: LeftoverKind
    id: str
    name: str
    detail: str
    fate: Fate
    evidence: str
    seen_at: datetime | None = None


def touched(exercise: Exercise) -> tuple[Touched, ...]:
    """Return all that the drill of `exercise` made, used or left, by kind."""
    left = {one.key: one for one in exercise.leftovers}
    rows: dict[tuple[str, str], Touched] = {}
    for resource in exercise.resources:
        stayed = left.get(resource.key)
        fate = _fate(
            exercise, resource.kind, resource.id, made=resource.made, left=stayed is not None
        )
        told = tr("told by the cloud as made for it") if resource.made else tr("told as used by it")
        rows[resource.key] = Touched(
            resource.kind,
            resource.id,
            resource.name,
            resource.detail,
            fate,
            stayed.evidence if stayed and stayed.evidence else told,
            resource.seen_at,
        )
    for key, leftover in left.items():
        if key not in rows:
            fate = _fate(exercise, leftover.kind, leftover.id, made=leftover.counts, left=True)
            rows[key] = Touched(
                leftover.kind,
                leftover.id,
                leftover.name,
                leftover.detail,
                fate,
                leftover.evidence or tr("found when it was read back"),
                exercise.read_back_at,
            )
    order = list(LeftoverKind)
    return tuple(sorted(rows.values(), key=lambda row: (order.index(row.kind), row.name, row.id)))


def _fate(exercise: Exercise, kind: LeftoverKind, item_id: str, *, made: bool, left: bool) -> Fate:
    removal = exercise.removals.get(folded(item_id))
    if removal and removal.sending in DONE_BY_CLOUD:
        return Fate.REMOVED
    if not made:
        return Fate.USED
    if left:
        return Fate.LEFT
    if not exercise.gone:
        return Fate.THERE
    # A look that failed proves no absence, and ports are not looked at by themselves.
    return Fate.UNKNOWN if exercise.doubts or kind is LeftoverKind.PORT else Fate.GONE

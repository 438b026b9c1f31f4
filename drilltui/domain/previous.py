"""The drill of a group before another one: what that one is compared with. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from drilltui.domain.cloud_id import same_id
from drilltui.domain.exercise import Exercise


def previous_of(exercise: Exercise, others: Iterable[Exercise]) -> Exercise | None:
    """Return the drill of the same group, for real or not as it is, that was begun last before it.

    Of a rehearsal the scenario has to be the same: groups of two scenarios may have the same id.
    """
    before = [one for one in others if _is_before(one, exercise)]
    return max(before, key=lambda one: (str(one.opened_at), one.record_id), default=None)


def _is_before(one: Exercise, exercise: Exercise) -> bool:
    if one.record_id == exercise.record_id or one.opened_at is None or exercise.opened_at is None:
        return False
    alike = (one.mode, one.profile) if one.world else (one.mode,)
    there = (exercise.mode, exercise.profile) if one.world else (exercise.mode,)
    return (
        bool(exercise.group_id)
        and same_id(one.group_id, exercise.group_id)
        and alike == there
        and one.opened_at < exercise.opened_at
        and bool(one.drill_id or one.was_made)
    )

"""Facts of a folded record that a runbook may name as what shows a step to be done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final, TypeAlias

from drilltui.domain.checklist import items_of_record
from drilltui.domain.event_data import rows
from drilltui.domain.exercise import Exercise
from drilltui.domain.leftover import Proof
from drilltui.domain.phase import Phase, phase, uncovered

AFTER: Final = "after"
"""When an item of the checklist is done that is no business of the drill while it is there."""

Fact: TypeAlias = Callable[[Exercise, date], bool]


def _brief_said(exercise: Exercise, _day: date) -> bool:
    """Somebody has said what it is for; the other fields of a brief may be unknown."""
    return bool(exercise.said.brief.objective)


def _group_chosen(exercise: Exercise, _day: date) -> bool:
    return bool(exercise.group_id)


def _accepted(exercise: Exercise, _day: date) -> bool:
    create = exercise.create
    return create is not None and (bool(create.job_id) or bool(exercise.drill_id))


def _servers_up(exercise: Exercise, _day: date) -> bool:
    return exercise.was_made


def _servers_verified(exercise: Exercise, day: date) -> bool:
    """Every server works, by the word of a person or a probe; also once the drill is gone."""
    words = exercise.verified.values()
    whole = bool(words) and len(words) >= exercise.servers
    return phase(exercise, day) is Phase.VERIFIED or (whole and all(word.passed for word in words))


def _service_verified(exercise: Exercise, _day: date) -> bool:
    words = exercise.said.services
    return bool(words) and words[-1].passed


def _checklist_done(exercise: Exercise, _day: date) -> bool:
    """Everything is ticked that is to be done before the drill is deleted."""
    return exercise.was_made and _ticked(exercise, after=False)


def _after_done(exercise: Exercise, _day: date) -> bool:
    """Everything is ticked that is left to people once the drill is gone."""
    return exercise.gone and _ticked(exercise, after=True)


def _ticked(exercise: Exercise, *, after: bool) -> bool:
    return all(
        (tick := exercise.ticks.get(item.key)) is not None and tick.done
        for item in items_of_record(rows(exercise.preflight, "checklist"))
        if (item.when == AFTER) is after
    )


def _drill_gone(exercise: Exercise, _day: date) -> bool:
    return exercise.gone


def _clean(exercise: Exercise, day: date) -> bool:
    """Nothing is left that somebody has not accepted, and all could be looked at."""
    if not exercise.gone or exercise.doubts:
        return False
    removing = any(call.open or call.running for call in exercise.removals.values())
    return not uncovered(exercise, day) and not removing


def _nothing_removable(exercise: Exercise, day: date) -> bool:
    """Something is left, and none of it is proven to be the drill's: it can only be accepted."""
    left = uncovered(exercise, day) if exercise.gone else ()
    return bool(left) and not any(one.proof is Proof.RECORDED for one in left)


def _closed(exercise: Exercise, _day: date) -> bool:
    return exercise.closed


def _signed(exercise: Exercise, _day: date) -> bool:
    return exercise.closed and bool(exercise.said.signatures)


FACTS: Final[Mapping[str, Fact]] = {
    "brief-said": _brief_said,
    "group-chosen": _group_chosen,
    "create-accepted": _accepted,
    "servers-up": _servers_up,
    "servers-verified": _servers_verified,
    "service-verified": _service_verified,
    "checklist-done": _checklist_done,
    "drill-gone": _drill_gone,
    "after-done": _after_done,
    "clean": _clean,
    "nothing-removable": _nothing_removable,
    "closed": _closed,
    "signed": _signed,
}
"""Every fact by its name in a runbook."""

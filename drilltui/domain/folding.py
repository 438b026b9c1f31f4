"""Reading a record from its beginning: events in, the exercise out.

`fold` is pure and total: any events in any order give an exercise, unknown kinds and odd data are
passed over, so that a newer version's record is still readable.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

from drilltui.domain.call_reading import answered, cut, intended, job
from drilltui.domain.checklist import tick_of_record
from drilltui.domain.drill_reading import drill, read_back
from drilltui.domain.event_data import moment, text
from drilltui.domain.exercise import Exercise
from drilltui.domain.exercise_change import begun, changed
from drilltui.domain.leftover import acceptance_of_record
from drilltui.domain.record import Event, Kind
from drilltui.domain.said import SAYING, said_since
from drilltui.domain.sending import Sending
from drilltui.domain.verification import verification_of_record

_Step: TypeAlias = Callable[[Exercise, Event], Exercise]


def fold(events: Iterable[Event], start: Exercise | None = None) -> Exercise:
    """Return what `events` say, continuing from `start` when it is given."""
    exercise = begun(start)
    first, last, count = "", None, 0
    for event in events:
        first = first or event.record_id
        if step := _STEPS.get(event.kind):
            exercise = step(exercise, event)
        if event.kind in SAYING:
            exercise = changed(exercise, said=said_since(exercise.said, event))
        last, count = event, count + 1
    if last is None:
        return exercise
    return changed(
        exercise,
        record_id=exercise.record_id or first,
        changed_at=last.at,
        events=exercise.events + count,
    )


def fold_all(events: Iterable[Event]) -> tuple[Exercise, ...]:
    """Return what the events of many records say, the record begun last first."""
    by_record: dict[str, list[Event]] = {}
    for event in events:
        by_record.setdefault(event.record_id, []).append(event)
    return tuple(map(fold, reversed(by_record.values())))


def _opened(exercise: Exercise, event: Event) -> Exercise:
    return changed(
        exercise,
        opened_at=event.at,
        mode=text(event.data, "mode"),
        profile=text(event.data, "profile"),
        region=text(event.data, "region"),
        project_id=text(event.data, "project_id"),
        person=text(event.data, "person"),
        world=text(event.data, "world"),
        group_id=text(event.data, "group_id"),
        group_name=text(event.data, "group_name"),
        # A drill that was made elsewhere is known from the beginning of its record.
        drill_id=text(event.data, "drill_id") or exercise.drill_id,
        name=text(event.data, "drill_name") or exercise.name,
        drill_created_at=moment(event.data, "drill_created_at"),
    )


def _chosen(exercise: Exercise, event: Event) -> Exercise:
    """Take the group that a guided exercise is of, once; its record was opened before that."""
    if exercise.create is not None or exercise.drill_id:
        return exercise
    return changed(
        exercise,
        group_id=text(event.data, "group_id") or exercise.group_id,
        group_name=text(event.data, "group_name") or exercise.group_name,
    )


def _preflight(exercise: Exercise, event: Event) -> Exercise:
    return changed(exercise, preflight=event.data)


def _ticked(exercise: Exercise, event: Event) -> Exercise:
    """Take the last word on an item of the checklist; other steps are no business of this one."""
    tick = tick_of_record(event.data, event.at)
    if tick is None:
        return exercise
    return changed(exercise, ticks={**exercise.ticks, tick.key: tick})


def _verified(exercise: Exercise, event: Event) -> Exercise:
    word = verification_of_record(event.data, event.at)
    if word is None:
        return exercise
    return changed(exercise, verified={**exercise.verified, word.server_id: word})


def _kept(exercise: Exercise, event: Event) -> Exercise:
    word = acceptance_of_record(event.data, event.at)
    return changed(exercise, accepted=(*exercise.accepted, word))


def _closed(exercise: Exercise, event: Event) -> Exercise:
    return changed(
        exercise,
        outcome=text(event.data, "outcome") or "closed",
        closed_at=event.at,
        closed_by=text(event.data, "by"),
        closed_why=text(event.data, "why"),
    )


_STEPS: dict[str, _Step] = {
    Kind.OPENED: _opened,
    Kind.CHOSEN: _chosen,
    Kind.PREFLIGHT: _preflight,
    Kind.INTENDED: intended,
    Kind.ACCEPTED: answered(Sending.ACCEPTED),
    Kind.REFUSED: answered(Sending.REFUSED),
    Kind.NOT_SENT: answered(Sending.NOT_SENT),
    Kind.UNKNOWN: answered(Sending.UNKNOWN),
    Kind.FOUND: answered(Sending.FOUND),
    Kind.ABSENT: answered(Sending.ABSENT),
    Kind.AMBIGUOUS: answered(Sending.AMBIGUOUS),
    Kind.JOB: job,
    Kind.DRILL: drill,
    Kind.READ_BACK: read_back,
    Kind.STEP: _ticked,
    Kind.VERIFIED: _verified,
    Kind.KEPT: _kept,
    Kind.CUT: cut,
    Kind.CLOSED: _closed,
}

"""Reading what a record says of the drill: itself, what it has, what it left. Steps of `fold`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from drilltui.domain.call import Call
from drilltui.domain.cloud_id import folded
from drilltui.domain.drill import AVAILABLE, CREATING, DELETING, GONE
from drilltui.domain.event_data import rows, text, texts
from drilltui.domain.exercise import Exercise
from drilltui.domain.exercise_change import call_changed, changed
from drilltui.domain.job import ENDED, SUCCESS
from drilltui.domain.leftover import Leftover, leftover_of_record
from drilltui.domain.record import Event
from drilltui.domain.resource import resource_of_record
from drilltui.domain.sending import DONE_BY_CLOUD


def drill(exercise: Exercise, event: Event) -> Exercise:
    """Take the drill as it was seen; one that is there or has failed ends its create."""
    status = text(event.data, "status")
    known = changed(
        with_resources(exercise, event),
        drill_id=text(event.data, "drill_id") or exercise.drill_id,
        drill_status=status or exercise.drill_status,
        made=exercise.made or status == AVAILABLE or event.data.get("made") is True,
        up_at=exercise.up_at or (event.at if status == AVAILABLE else None),
        drill_vpc_id=text(event.data, "vpc_id") or exercise.drill_vpc_id,
        name=text(event.data, "name") or exercise.name,
        servers=len(rows(event.data, "servers")) or exercise.servers,
    )
    create = known.create
    if create is None or create.open or status == CREATING:
        return known
    return changed(
        known,
        create=call_changed(create, concluded=True),
        drill_seen_at=known.drill_seen_at or (event.at if status not in ("", GONE) else None),
    )


def read_back(exercise: Exercise, event: Event) -> Exercise:
    """Take what was looked for after the drill; gone, or still there for good, ends its delete."""
    leftovers = tuple(
        found for row in rows(event.data, "leftovers") if (found := leftover_of_record(row))
    )
    gone = event.data.get("gone") is True
    doubts = texts(event.data, "doubts") or ()
    if doubts:
        leftovers = (*leftovers, *_unseen(exercise, leftovers))
    known = changed(
        exercise,
        gone=gone,
        leftovers=leftovers,
        doubts=doubts,
        read_back_at=event.at,
        gone_at=(exercise.gone_at or event.at) if gone else None,
    )
    delete = known.delete
    if delete is None or delete.open or not (gone or _has_failed(delete, event)):
        return known
    return changed(known, delete=call_changed(delete, concluded=True))


def _unseen(exercise: Exercise, seen: Iterable[Leftover]) -> Iterator[Leftover]:
    """Yield what was there before and a look with doubts does not show: that proves no absence."""
    keys = {one.key for one in seen}
    for one in exercise.leftovers:
        removal = exercise.removals.get(folded(one.id))
        is_removed = removal is not None and removal.sending in DONE_BY_CLOUD
        if one.key not in keys and not is_removed:
            yield one


def _has_failed(delete: Call, event: Event) -> bool:
    """Whether a delete has ended with the drill still there.

    Where its job says that it succeeded, that is read again: deleted means read back as gone.
    """
    if delete.job_status in ENDED:
        return delete.job_status != SUCCESS
    return text(event.data, "status") not in ("", DELETING)


def with_resources(exercise: Exercise, event: Event) -> Exercise:
    """Add what the cloud told that the drill made or used; the newest word on each counts.

    So does the newest word on what could not be read of that.
    """
    told = [resource_of_record(row, event.at) for row in rows(event.data, "resources")]
    doubts = texts(event.data, "resource_doubts")
    if not told and doubts is None:
        return exercise
    known = {one.key: one for one in exercise.resources}
    known |= {one.key: one for one in told if one}
    return changed(
        exercise,
        resources=tuple(known.values()),
        resource_doubts=exercise.resource_doubts if doubts is None else doubts,
    )

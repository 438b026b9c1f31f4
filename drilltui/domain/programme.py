"""Whether the groups are drilled as often as they should be. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from drilltui.domain.calendar import START, moved
from drilltui.domain.cloud_id import folded
from drilltui.domain.drill import Drill
from drilltui.domain.exercise import Exercise
from drilltui.domain.group import ProtectionGroup
from drilltui.domain.language import tr
from drilltui.domain.leftover import Cleanliness
from drilltui.domain.phase import Phase, phase
from drilltui.domain.readiness import readiness
from drilltui.domain.result import BAD


@dataclass(frozen=True, slots=True)
class Standing:
    """How a group stands in the programme of drills.

    `done_at` is when its last drill was started that was made, cleaned up and not found wanting,
    `tried_at` when any drill was, by the records and the cloud: None where nobody knows of one.
    `due_at` is when the next is due. `service_says` is the service's own word that there was none
    in three months, None when it could not be asked. `why_not` says why no drill is possible now,
    `notes` what its state means for a drill. `unverified` is True when nobody said of any server
    of the drill of `done_at` that it works: it counts all the same.
    """

    group: ProtectionGroup
    done_at: datetime | None
    tried_at: datetime | None
    due_at: datetime | None
    overdue: bool
    service_says: bool | None = None
    why_not: str = ""
    notes: tuple[str, ...] = ()
    unverified: bool = False


def standings(
    groups: Sequence[ProtectionGroup],
    exercises: Iterable[Exercise],
    drills: Iterable[Drill],
    now: datetime,
    days: int,
    without_drill: Collection[str] | None = None,
) -> tuple[Standing, ...]:
    """Return how each of `groups` stands, those that wait longest first.

    `without_drill` are the ids of groups that the service lists as without a drill, None when it
    could not be asked. A group without any clean drill is overdue when it is older than `days`.
    """
    done, tried = _times(exercises, now.astimezone(UTC).date())
    present: defaultdict[str, list[Drill]] = defaultdict(list)
    for drill in drills:
        present[folded(drill.group_id)].append(drill)
    quiet = None if without_drill is None else {folded(one) for one in without_drill}
    found = [
        _standing(group, done, tried, present[folded(group.id)], quiet, now, timedelta(days=days))
        for group in groups
    ]
    return tuple(sorted(found, key=lambda one: (one.due_at or START, one.group.name.casefold())))


def _standing(
    group: ProtectionGroup,
    done: Mapping[str, tuple[datetime, bool]],
    tried: Mapping[str, datetime],
    drills: Sequence[Drill],
    quiet: Collection[str] | None,
    now: datetime,
    period: timedelta,
) -> Standing:
    key = folded(group.id)
    done_at, verified = done.get(key, (None, True))
    begun = [drill.created_at for drill in drills if drill.created_at]
    tried_at = max(filter(None, (tried.get(key), *begun)), default=None)
    since = done_at or group.created_at
    due_at = _due(since, period)
    judged = readiness(group, drills)
    return Standing(
        group,
        done_at,
        tried_at,
        due_at,
        due_at is None or due_at <= now,
        None if quiet is None else key in quiet,
        "" if judged.ready else judged.reason,
        notes(group),
        not verified,
    )


def _due(since: datetime | None, period: timedelta) -> datetime | None:
    """Return when the next drill is due: never later than the calendar ends."""
    return moved(since, period) if since else None


def _begun(exercise: Exercise) -> datetime | None:
    """Return when its drill began: a record of one that was made elsewhere begins later."""
    if exercise.create:
        return exercise.create.at
    return exercise.drill_created_at or exercise.opened_at


def _times(
    exercises: Iterable[Exercise], day: date
) -> tuple[dict[str, tuple[datetime, bool]], dict[str, datetime]]:
    """Return by group when the last good drill was started, and when the last one at all.

    Beside the first stands whether anybody verified a server of it.
    """
    done: dict[str, tuple[datetime, bool]] = {}
    tried: dict[str, datetime] = {}
    for exercise in exercises:
        begun = _begun(exercise)
        if begun is None or not (exercise.drill_id or exercise.was_made):
            continue
        key = folded(exercise.group_id)
        tried[key] = max(begun, tried.get(key, begun))
        if is_done(exercise, day):
            good = (begun, any(word.passed for word in exercise.verified.values()))
            done[key] = max(good, done.get(key, good))
    return done, tried


def is_done(exercise: Exercise, day: date) -> bool:
    """Whether its drill counts: made, no server found wanting, and nothing left on `day`.

    A drill that was closed as not clean never counts, one with accepted leftovers does. One that a
    person called failed or aborted never does; records from before such words have none.
    """
    if exercise.said.result in BAD:
        return False
    if not exercise.was_made or any(not word.passed for word in exercise.verified.values()):
        return False
    if exercise.closed:
        return exercise.outcome in (Cleanliness.CLEAN, Cleanliness.ACCEPTED)
    return phase(exercise, day) is Phase.CLEAN


def notes(group: ProtectionGroup) -> tuple[str, ...]:
    """Return what a group's state means for a drill, in sentences."""
    found: list[str] = []
    if group.status == "available":
        found.append(
            tr("protection is off: a drill shows the disks as they were when it was switched")
        )
    if group.status == "failed-over":
        found.append(tr("failed over: nothing is copied until it is protected again"))
    if group.priority_station == "target":
        found.append(
            tr("production is in {zone}: the sites are switched", zone=group.production_zone)
        )
    return tuple(found)

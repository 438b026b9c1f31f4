"""What all drills have left, as their records have it: each thing once, with its age. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from drilltui.domain.cloud_id import folded
from drilltui.domain.drill import GONE
from drilltui.domain.exercise import Exercise
from drilltui.domain.language import tr
from drilltui.domain.leftover import Leftover, LeftoverKind
from drilltui.domain.phase import OPEN_PHASES, Phase, phase, uncovered

_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that is there, by the last word of a record, and of which drill it is.

    `since` is when it began to be too much: when the drill was read back as gone, and for a drill
    that still stands when it was started. `seen_at` is when it was last seen. `lapsed` is True when
    somebody had accepted it and the day for that is over. `unread` is True where it stands for what
    could not be read back: nobody knows what is there.
    """

    leftover: Leftover
    record_id: str
    group_id: str
    group_name: str
    drill_name: str
    since: datetime | None
    seen_at: datetime | None
    lapsed: bool = False
    unread: bool = False

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from others, however the service writes its id."""
        kind, item_id = self.leftover.key
        return (kind, folded(item_id))

    @property
    def standing(self) -> bool:
        """True for a drill that has not been deleted: its servers run, and are paid."""
        return self.leftover.kind is LeftoverKind.DRILL and not self.unread


def ledger(exercises: Iterable[Exercise], day: date) -> tuple[Entry, ...]:
    """Return what is left of all drills on `day`, the oldest first.

    What several records know is listed once, by the one that saw it last: a VPC that two drills
    were in is one VPC. Closed records count too: what was accepted until a day that is over is due.
    """
    found: dict[tuple[str, str], Entry] = {}
    for exercise in exercises:
        for entry in (*_standing(exercise, day), *_stayed(exercise, day), *_unread(exercise)):
            known = found.get(entry.key)
            if known is None or (known.seen_at or _NEVER) < (entry.seen_at or _NEVER):
                found[entry.key] = entry
    return tuple(sorted(found.values(), key=lambda entry: entry.since or _NEVER))


def _stayed(exercise: Exercise, day: date) -> Iterable[Entry]:
    if not exercise.gone:
        return
    for leftover in uncovered(exercise, day):
        lapsed = any(leftover.key in word.keys for word in exercise.accepted)
        since = exercise.gone_at
        yield _entry(exercise, leftover, since, exercise.read_back_at, lapsed)


def _unread(exercise: Exercise) -> Iterable[Entry]:
    """A drill that is gone, and of which not all could be looked at since.

    A record that somebody closed all the same has that person's reason, and asks for no other look.
    """
    if exercise.closed or not (exercise.gone and exercise.doubts):
        return
    unread = Leftover(
        LeftoverKind.DRILL,
        exercise.drill_id or exercise.record_id,
        exercise.called,
        detail=Phase.UNREAD.value,
        evidence=exercise.doubts[0],
        remedy=tr("look again"),
    )
    entry = _entry(exercise, unread, exercise.gone_at, exercise.read_back_at, lapsed=False)
    yield replace(entry, unread=True)


def _standing(exercise: Exercise, day: date) -> Iterable[Entry]:
    """A drill that still stands; one that is being made or deleted is somebody's work now.

    A record that was closed with its drill there does not take the drill away.
    """
    now = phase(exercise, day)
    if exercise.gone or not exercise.drill_id or exercise.drill_status == GONE:
        return
    if now not in OPEN_PHASES and not exercise.closed:
        return
    if now in (Phase.UNSETTLED, Phase.BEING_MADE, Phase.BEING_DELETED):
        return
    drill = Leftover(
        LeftoverKind.DRILL,
        exercise.drill_id,
        exercise.called,
        detail=now.value,
        evidence=tr("its record has it as made and not as deleted"),
        remedy=tr("delete it"),
    )
    begun = exercise.create.at if exercise.create else exercise.opened_at
    yield _entry(exercise, drill, begun, exercise.changed_at, lapsed=False)


def _entry(
    exercise: Exercise,
    leftover: Leftover,
    since: datetime | None,
    seen_at: datetime | None,
    lapsed: bool,
) -> Entry:
    return Entry(
        leftover,
        exercise.record_id,
        exercise.group_id,
        exercise.group_name,
        exercise.called,
        since,
        seen_at,
        lapsed,
    )

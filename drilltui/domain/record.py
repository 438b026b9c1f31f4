"""The record of one drill exercise: an append-only, hash-chained list of events.

Everything drilltui knows of a drill is in its record; state is what `exercise.fold` makes of it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from drilltui.domain.json_value import JsonObject

GENESIS = "0" * 64
"""What the first event of a record names as the hash before it."""


class Kind(StrEnum):
    """What an event says. Values are written to disk: never change one, only add."""

    OPENED = "opened"
    PREFLIGHT = "preflight"
    INTENDED = "intended"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    NOT_SENT = "not-sent"
    UNKNOWN = "unknown"
    FOUND = "found"
    ABSENT = "absent"
    AMBIGUOUS = "ambiguous"
    JOB = "job"
    DRILL = "drill"
    READ_BACK = "read-back"
    STEP = "step"
    VERIFIED = "verified"
    KEPT = "kept"
    NOTE = "note"
    CUT = "cut"
    CLOSED = "closed"
    # What people say of the exercise around its drill.
    GUIDED = "guided"
    CHOSEN = "chosen"
    BRIEF = "brief"
    HINT = "hint"
    HOLD = "hold"
    SERVICE = "service"
    FINDING = "finding"
    HANDED_OVER = "handed-over"
    TAKEN_OVER = "taken-over"
    RESUMED = "resumed"
    SIGNED = "signed"
    # What a rehearsal's record is closed with.
    DEBRIEF = "debrief"


UNTOLD = frozenset({Kind.PREFLIGHT, Kind.STEP, Kind.NOTE, Kind.HINT, Kind.DEBRIEF})
"""Kinds that say nothing of how far a drill has come, and are most of a record's bytes."""


class Action(StrEnum):
    """What a call that changes the cloud does; part of its `intended` event and of its answer.

    The removals also say there what they remove, as ``subject``: a record may have several.
    """

    CREATE = "create"
    RENAME = "rename"
    DELETE = "delete"
    DELETE_SUBNET = "delete-subnet"
    DELETE_VPC = "delete-vpc"


REMOVALS = frozenset({Action.DELETE_SUBNET, Action.DELETE_VPC})
"""Actions on what a drill left, answered at once and without a job."""


@dataclass(frozen=True, slots=True)
class Event:
    """One entry. `seq` counts from 1, `at` is UTC, `kind` may be one that this version ignores."""

    record_id: str
    seq: int
    at: datetime
    kind: str
    data: JsonObject
    before: str
    hash: str


@dataclass(frozen=True, slots=True)
class Entry:
    """What is to become an event: the journal gives it its number, its time and its hash."""

    record_id: str
    kind: str
    data: JsonObject


@dataclass(frozen=True, slots=True)
class Tail:
    """The events of all records after some position of a journal, and the position of the last."""

    events: tuple[Event, ...]
    position: int


class Overtaken(Exception):
    """Something was appended since the position that a writer had read to. Nothing was added."""


def seal(record_id: str, seq: int, at: datetime, kind: str, data: JsonObject, before: str) -> Event:
    """Make the event that follows the one whose hash is `before`.

    Raises ValueError for a time without a zone, and what `canonical` raises for data.
    """
    if at.tzinfo is None:
        raise ValueError("an event's time needs a zone")
    moment = at.astimezone(UTC)
    return Event(
        record_id,
        seq,
        moment,
        kind,
        data,
        before,
        _digest(record_id, seq, moment, kind, data, before),
    )


def outlined(events: Sequence[Event]) -> tuple[Event, ...]:
    """Return of one record's events those of its outline; see `ports.Journal.outline`."""
    following = (*(event.kind for event in events[1:]), "")
    return tuple(
        event
        for event, after in zip(events, following, strict=False)
        if not after or not (event.kind in UNTOLD or event.kind == Kind.JOB == after)
    )


def holds(event: Event) -> bool:
    """Return whether the hash of an event is that of what it says."""
    try:
        true_hash = _digest(
            event.record_id, event.seq, event.at, event.kind, event.data, event.before
        )
    except ValueError:  # a number beyond all numbers, which JSON can write and not name
        return False
    return event.hash == true_hash


def broken_at(events: Iterable[Event]) -> int | None:
    """Return the `seq` of the first event that does not follow from those before it, or None.

    All events must be of the first one's record. A record without any event is broken at 1: it has
    not even been opened. That its end was cut off cannot be seen from a record itself.
    """
    before, expected, record_id = GENESIS, 1, None
    for event in events:
        if record_id is None:
            record_id = event.record_id
        follows = (event.record_id, event.seq, event.before) == (record_id, expected, before)
        if not (follows and holds(event)):
            return event.seq
        before, expected = event.hash, expected + 1
    return None if record_id is not None else 1


def canonical(data: object) -> str:
    """Write `data` as the one JSON text that is hashed and stored: sorted, compact, ASCII.

    Raises ValueError for NaN and infinities, TypeError for what is not JSON.
    """
    return _ENCODER.encode(data)


_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), allow_nan=False)
"""One for all events: `json.dumps` would make another one for each."""


def _digest(
    record_id: str, seq: int, at: datetime, kind: str, data: JsonObject, before: str
) -> str:
    moment = at.isoformat(timespec="microseconds")
    return digest(record_id, seq, moment, kind, canonical(data), before)


def digest(record_id: str, seq: int, at: str, kind: str, data: str, before: str) -> str:
    """Return the hash of an event by its texts: `data` is canonical JSON, `at` ISO 8601.

    A stored event whose texts give its hash is one that was sealed so, and need not be read for
    that.
    """
    head = canonical([record_id, seq, at, kind])[:-1]
    text = f"{head},{data},{canonical(before)}]"
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()

"""An event as it lies on disk, and back: the one place that knows the form of a row."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import NoReturn, TypeAlias, TypeGuard

from drilltui.domain.json_value import JsonObject
from drilltui.domain.record import Event, canonical

COLUMNS = "record_id, seq, at, kind, data, before, hash"
"""The columns of a row, in the order in which `row` gives and `event` takes them."""

INSERT = f"INSERT INTO event ({COLUMNS}) VALUES (CAST(? AS TEXT), ?, ?, CAST(? AS TEXT), ?, ?, ?)"
"""Adds what `row` gives."""

Row: TypeAlias = tuple[bytes, int, str, bytes, str, str, str]

Told: TypeAlias = tuple[str, int, str, str, str, str, str]
"""A row that was read: the values of `COLUMNS`, with the types that an event's have."""

_TYPES = (str, int, str, str, str, str, str)


class NotAnEvent(ValueError):
    """A row that no version of drilltui has written."""


def detached(data: JsonObject) -> JsonObject:
    """Return `data` as it will be read back, independent of what its owner does with it later.

    Only what went through JSON once is sure to give the same canonical text again: two halves of a
    surrogate pair become one character, which sorts elsewhere. Raises ValueError for NaN and
    infinities, TypeError for what is not JSON.
    """
    copy: JsonObject = json.loads(canonical(data))
    return copy


def as_read(events: Iterable[Event]) -> tuple[Event, ...]:
    """Return `events` of elsewhere as they will be read back; raises what `detached` does.

    Their hashes are judged by that, so that what was whole when it came is whole ever after.
    """
    return tuple(replace(one, data=detached(one.data)) for one in events)


def record_of(events: Sequence[Event]) -> str:
    """Return which record events are of, by the first of them; empty for none."""
    return events[0].record_id if events else ""


def row(event: Event) -> Row:
    """Return what is bound to an INSERT.

    `data` is the canonical text that was hashed, so a hash can be checked from the file alone.
    `record_id` and `kind` are bytes because SQLite's text takes no lone surrogates.
    """
    return (
        encoded(event.record_id),
        event.seq,
        event.at.isoformat(timespec="microseconds"),
        encoded(event.kind),
        canonical(event.data),
        event.before,
        event.hash,
    )


def event(row: Sequence[object]) -> Event:
    """Return the event of a row; raises `NotAnEvent`. Hashes are not checked here."""
    if not is_told(row):
        raise NotAnEvent("a column holds no text")
    record_id, seq, at, kind, data, before, seal = row
    content, moment = _content(data), _moment(at)
    return Event(record_id, seq, moment, kind, content, before, seal)


def is_told(row: Sequence[object]) -> TypeGuard[Told]:
    """Whether what was read has the types of an event's columns.

    Matching it against a pattern takes several times as long, for each event at each start.
    """
    return tuple(map(type, row)) == _TYPES


def _content(text: str) -> JsonObject:
    try:
        content = _DECODER.decode(text)
    except (ValueError, RecursionError) as error:
        raise NotAnEvent("data is not JSON") from error
    if not isinstance(content, dict):
        raise NotAnEvent("data is not an object")
    return content


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise NotAnEvent("at is not a time") from error
    if moment.tzinfo is None:
        raise NotAnEvent("at has no zone")
    return moment


def encoded(text: str) -> bytes:
    """Return `text` in the bytes under which it is kept; every text has its own."""
    return text.encode("utf-8", "surrogatepass")


def decoded(raw: bytes) -> str:
    """Undo `encoded`; ValueError for bytes that it never makes."""
    return raw.decode("utf-8", "surrogatepass")


def _not_json(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not JSON")


_DECODER = json.JSONDecoder(parse_constant=_not_json)
"""One for all rows: `json.loads` would make another one for each."""

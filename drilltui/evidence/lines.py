"""Events as lines that can be read without drilltui, and lines as events. Pure.

A line is one JSON object in the one form that `record.canonical` gives (sorted, compact, ASCII):
another spelling of the same event is none, so that not one byte can be changed unseen.
"""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime

from drilltui.domain.json_value import JsonObject
from drilltui.domain.language import marked
from drilltui.domain.record import Event, canonical
from drilltui.evidence.limits import MOST_DEPTH, MOST_LINE

_FIELDS = frozenset({"record_id", "seq", "at", "kind", "data", "before", "hash"})


class NoEvent(Exception):
    """A line is no event in its one form; says why, as a sentence for `tr`."""


def line_of(event: Event) -> str:
    """Return an event as a line, without its end."""
    return canonical(
        {
            "record_id": event.record_id,
            "seq": event.seq,
            "at": event.at.astimezone(UTC).isoformat(timespec="microseconds"),
            "kind": event.kind,
            "data": event.data,
            "before": event.before,
            "hash": event.hash,
        }
    )


def event_of(line: bytes) -> Event:
    """Return the event of a line without its end. Raises NoEvent."""
    told = object_of(line)
    if told.keys() != _FIELDS:
        raise NoEvent(marked("it does not have the fields of an event"))
    event = Event(
        _text(told, "record_id"),
        _number(told, "seq"),
        _moment(told, "at"),
        _text(told, "kind"),
        _data(told),
        _text(told, "before"),
        _text(told, "hash"),
    )
    if not _is_form_of(line, event):
        raise NoEvent(marked("it is not written in the one form of an event"))
    return event


def _is_form_of(line: bytes, event: Event) -> bool:
    try:
        return line_of(event).encode("ascii") == line
    except (ValueError, OverflowError):  # a number or a time beyond all, which JSON can write
        return False


def object_of(raw: bytes, most: int = MOST_LINE) -> dict[str, object]:
    """Return the JSON object that `raw` is. Raises NoEvent; bounded in size and depth."""
    if len(raw) > most:
        raise NoEvent(marked("it is too long"))
    if _depth(raw) > MOST_DEPTH:
        raise NoEvent(marked("it is nested too deep"))
    try:
        told = json.loads(raw.decode("ascii"), parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise NoEvent(marked("it is no JSON in ASCII")) from None
    if not isinstance(told, dict):
        raise NoEvent(marked("it is no JSON object"))
    return told


_TEXTS = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"')
_OTHERS = bytes(set(range(256)) - set(b"[]{}"))


def _depth(raw: bytes) -> int:
    """Return how deep brackets are nested at most; those in texts are words of people."""
    deepest = depth = 0
    for byte in _TEXTS.sub(b"", raw).translate(None, _OTHERS):
        depth += 1 if byte in b"{[" else -1
        deepest = max(deepest, depth)
    return deepest


def _refuse(constant: str) -> float:
    raise ValueError(constant)


def _text(told: dict[str, object], name: str) -> str:
    value = told[name]
    if not isinstance(value, str):
        raise NoEvent(marked("it does not have the fields of an event"))
    return value


def _number(told: dict[str, object], name: str) -> int:
    value = told[name]
    if isinstance(value, bool) or not isinstance(value, int):
        raise NoEvent(marked("it does not have the fields of an event"))
    return value


def _moment(told: dict[str, object], name: str) -> datetime:
    try:
        found = datetime.fromisoformat(_text(told, name))
    except ValueError:
        raise NoEvent(marked("it has no time")) from None
    if found.tzinfo is None:
        raise NoEvent(marked("it has no time"))
    return found


def _data(told: dict[str, object]) -> JsonObject:
    value = told["data"]
    if not isinstance(value, dict):
        raise NoEvent(marked("it does not have the fields of an event"))
    return value

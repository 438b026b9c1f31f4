"""What is read of an event's data: records may come from elsewhere, and say anything."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from drilltui.domain.json_value import JsonObject, JsonValue

_MOST = 1e9
"""Beyond any count and any seconds of a record; JSON has numbers that no arithmetic takes."""


def text(data: JsonObject, name: str) -> str:
    """Return the text under `name`, or "" when there is none."""
    value: JsonValue = data.get(name)
    return value if isinstance(value, str) else ""


def texts(data: JsonObject, name: str) -> tuple[str, ...] | None:
    """Return the texts of the list under `name`; None when there is no list."""
    found = data.get(name)
    if not isinstance(found, list | tuple):
        return None
    return tuple(one for one in found if isinstance(one, str))


def names(data: JsonObject) -> dict[str, str]:
    """Return the names by id that an intention tells; empty when it tells none."""
    found = data.get("names")
    if not isinstance(found, Mapping):
        return {}
    return {key: name for key, name in found.items() if isinstance(name, str)}


def number(data: JsonObject, name: str) -> float | None:
    """Return the number under `name`; None when there is none, or none to reckon with."""
    value = data.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if -_MOST <= value <= _MOST else None


def rows(data: JsonObject, name: str) -> tuple[JsonObject, ...]:
    """Return the objects of the list under `name`; empty when there is no list."""
    found = data.get(name)
    if not isinstance(found, list | tuple):
        return ()
    return tuple(row for row in found if isinstance(row, Mapping))


def moment(data: JsonObject, name: str) -> datetime | None:
    """Return the time under `name`; None when there is none with a zone."""
    told = text(data, name)
    if not told:  # often: cheaper than an error
        return None
    try:
        found = datetime.fromisoformat(told)
    except ValueError:
        return None
    return found if found.tzinfo else None


def day(data: JsonObject, name: str) -> date | None:
    """Return the day under `name` (``2026-11-26``); None when there is none."""
    try:
        return date.fromisoformat(text(data, name))
    except ValueError:
        return None

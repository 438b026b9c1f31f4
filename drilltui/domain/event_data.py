"""What is read of an event's data: records may come from elsewhere, and say anything."""

from __future__ import annotations

from collections.abc import Mapping

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


def rows(data: JsonObject, name: str) -> tuple[JsonObject, ...]:
    """Return the objects of the list under `name`; none when there is no list."""
    found = data.get(name)
    if not isinstance(found, list | tuple):
        return ()
    return tuple(one for one in found if isinstance(one, Mapping))


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

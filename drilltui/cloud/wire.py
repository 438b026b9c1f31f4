"""Reading JSON that others wrote: any value in, a value of the wanted type out, never an error.

An item of a list that has no id, or is no object at all, is kept: its id becomes ``?`` and its
place in the list (``?3``). One broken row must not hide forty-one good ones, and it must not vanish
either: an operator who looks whether a drill is there must not be told "no" because a row could not
be read. Such an id is unique in its list and is refused by every call (see `target.segment`).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import TypeVar

from drilltui.domain.json_value import JsonObject, JsonValue

Value = TypeVar("Value")
Reader = Callable[[JsonObject, str], Value]
"""Makes a value of an object; the second argument is the id to use when the object has none."""

_INT_BITS = 63


def text(value: JsonValue) -> str:
    """Return text as it is, numbers and booleans as JSON writes them, empty for all else."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if (whole := number(value)) is not None:
        return str(whole)
    return repr(value) if isinstance(value, float) else ""


def number(value: JsonValue) -> int | None:
    """Return a whole number of at most 63 bits, also from ``"40"`` or ``40.0``, or None."""
    if isinstance(value, bool):
        return None
    if isinstance(value, str):
        # Eighteen digits always fit, and keep int() from working on a text of any length.
        digits = value.strip()
        return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= 18 else None
    if isinstance(value, float):
        if not (math.isfinite(value) and value.is_integer()):
            return None
        value = int(value)
    if isinstance(value, int) and value.bit_length() <= _INT_BITS:
        return value
    return None


def count(value: JsonValue) -> int:
    """Return a counter; 0 when it is not told or makes no sense."""
    return max(number(value) or 0, 0)


def record(value: JsonValue) -> JsonObject:
    """Return an object as it is, an empty one for all else."""
    return value if isinstance(value, dict) else {}


def records(value: JsonValue) -> list[JsonObject]:
    """Return the objects among the items of a list; empty when it is no list."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def ids(value: JsonValue) -> tuple[str, ...]:
    """Return the ids of the objects in a list, without empty ones."""
    return tuple(found for item in records(value) if (found := text(item.get("id"))))


def texts(value: JsonValue) -> tuple[str, ...]:
    """Return the parts of a comma-joined text, or of a list of texts, without empty ones."""
    parts = value if isinstance(value, list) else text(value).split(",")
    return tuple(part for part in (text(item).strip() for item in parts) if part)


def rows(items: Iterable[JsonValue], reader: Reader[Value], first: int = 1) -> tuple[Value, ...]:
    """Return every item of a list as `reader` reads it, in order and without a gap.

    `first` is the place of the first item in the whole list, when `items` is a page of it.
    """
    return tuple(
        reader(item if isinstance(item, dict) else {"unreadable": item}, f"?{place}")
        for place, item in enumerate(items, start=first)
    )

"""What a person fills in for a record: its fields, and what is done with them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from drilltui.ui.line import Line


@dataclass(frozen=True, slots=True)
class Entry:
    """A field: its name in `Paper.keep`, what it is called, what stands in it, what it asks for."""

    name: str
    label: str
    value: str = ""
    asks: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """A form of words. `title` is for the banner, `lines` stand above the fields.

    `begins` is the field that is typed into first, by its name; the first one where it is empty.
    `keep` writes what was typed, field by field; DrilltuiError when it is not taken.
    """

    title: str
    lines: tuple[Line, ...]
    entries: tuple[Entry, ...]
    keep: Callable[[Mapping[str, str]], Awaitable[object]]
    begins: str = ""

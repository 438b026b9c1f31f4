"""What people type for a record, read and bounded: texts, names, days, minutes, words of a list.

Every function raises UsageError with what is wrong and what to type instead. Nothing was written.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import TypeVar

from drilltui.domain.errors import UsageError
from drilltui.domain.language import tr
from drilltui.domain.plain_text import UNSAFE

_Word = TypeVar("_Word", bound=StrEnum)

MOST_CHARACTERS = 1000
"""So long may a text be."""

MOST_OF_A_NAME = 100
MOST_NAMES = 50
MOST_MINUTES = 366 * 24 * 60
"""A target beyond a year is a slip of the finger."""


def text_typed(typed: str, most: int = MOST_CHARACTERS) -> str:
    """Return a text in one line; empty when there is none."""
    said = " ".join(typed.split())
    if len(said) > most:
        raise UsageError(
            tr("That is {count} characters, and {most} are taken.", count=len(said), most=most),
            tr("Say it shorter: nothing was written."),
        )
    if UNSAFE.search(said):
        raise UsageError(
            tr("There is a character in it that is not shown, or that a terminal obeys."),
            tr("Type it anew: nothing was written."),
        )
    return said


def name_typed(typed: str) -> str:
    """Return a name; empty when there is none."""
    return text_typed(typed, MOST_OF_A_NAME)


def names_typed(typed: str) -> tuple[str, ...]:
    """Return the names between commas or semicolons."""
    said = (name_typed(one) for one in typed.replace(";", ",").replace("，", ",").split(","))
    found = tuple(name for name in said if name)
    if len(found) > MOST_NAMES:
        raise UsageError(
            tr("That is {count} names, and {most} are taken.", count=len(found), most=MOST_NAMES),
            tr("Name a team instead: nothing was written."),
        )
    return found


def day_typed(typed: str) -> date | None:
    """Return a day; None when there is none."""
    said = typed.strip()
    try:
        return date.fromisoformat(said) if said else None
    except ValueError:
        raise UsageError(
            tr("{typed} is no day.", typed=said), tr("Write it like 2026-12-01.")
        ) from None


def minutes_typed(typed: str) -> int | None:
    """Return whole minutes; None when there are none."""
    said = typed.strip()
    if not said:
        return None
    if not (said.isascii() and said.isdigit() and len(said) < 9 and int(said) <= MOST_MINUTES):
        raise UsageError(
            tr("{typed} is no number of minutes.", typed=said),
            tr("Write whole minutes, a year at most: 60"),
        )
    return int(said)


def word_typed(kind: type[_Word], typed: str, otherwise: _Word) -> _Word:
    """Return the word that was typed, or of which the beginning was; `otherwise` for nothing."""
    said = typed.strip().casefold()
    if not said:
        return otherwise
    found = [word for word in kind if word.value == said]
    found = found or [word for word in kind if word.value.startswith(said)]
    if len(found) == 1:
        return found[0]
    raise UsageError(
        tr("{typed} is none of the words that are taken.", typed=typed.strip()),
        tr("Take one of: {words}.", words=listed(kind)),
    )


def listed(kind: Iterable[StrEnum]) -> str:
    """Return the words of a list, as they are typed."""
    return ", ".join(word.value for word in kind)

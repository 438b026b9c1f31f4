"""Which hints somebody has had, and which are due. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from drilltui.domain.record import Event, Kind
from drilltui.guide.lesson import Hint, Lesson


def asked(events: Sequence[Event]) -> tuple[int, ...]:
    """Return the numbers of the hints that were asked for, in that order."""
    told = (event.data.get("number") for event in events if event.kind == Kind.HINT)
    return tuple(number for number in told if type(number) is int)


def due(lesson: Lesson, events: Sequence[Event], now: datetime) -> tuple[Hint, ...]:
    """Return the hints to show: those asked for, and those whose time has come.

    A lesson begins with its record; without one nothing is due but what was asked for.
    """
    had = set(asked(events))
    since = now - events[0].at if events else timedelta()
    return tuple(
        hint
        for hint in lesson.hints
        if hint.number in had or since >= timedelta(minutes=hint.after_minutes)
    )


def following(lesson: Lesson, had: Sequence[int]) -> Hint | None:
    """Return the hint that is told to somebody who asks; None when there is no further one."""
    return next((hint for hint in lesson.hints if hint.number not in had), None)

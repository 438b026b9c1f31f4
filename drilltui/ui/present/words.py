"""Figures as people read them: durations, ages, times, ids."""

from __future__ import annotations

from datetime import datetime, tzinfo

from drilltui.domain.language import marked, tr

_UNITS = (
    (86_400 * 2, 86_400, marked("{count} d")),
    (3_600 * 2, 3_600, marked("{count} h")),
    (60 * 3, 60, marked("{count} min")),
)
"""From how many seconds on a unit is used, how many it has, and how it is said."""


def duration(seconds: float) -> str:
    """Return ``1:12`` (minutes and seconds) or ``1:02:03``; never negative."""
    whole = max(0, int(seconds))
    hours, rest = divmod(whole, 3600)
    if hours:
        return f"{hours}:{rest // 60:02d}:{rest % 60:02d}"
    return f"{rest // 60}:{rest % 60:02d}"


def took(seconds: float) -> str:
    """Return a length of time in one unit: ``38 s``, ``4 min``, ``2 h``, ``5 d``."""
    whole = max(0, int(seconds))
    for size, one, unit in _UNITS:
        if whole >= size:
            return tr(unit, count=whole // one)
    return tr("{count} s", count=whole)


def age(seconds: float) -> str:
    """Return how long ago, as ``3 s ago``."""
    return tr("{length} ago", length=took(seconds))


def since(then: datetime | None, now: datetime) -> str:
    """Return how long ago `then` was, ``-`` for None."""
    return age((now - then).total_seconds()) if then else "-"


def at(moment: datetime | None, zone: tzinfo | None) -> str:
    """Return the local time ``09:14:02``, or ``-``."""
    return moment.astimezone(zone).strftime("%H:%M:%S") if moment else "-"


def on(moment: datetime | None, zone: tzinfo | None) -> str:
    """Return the local date and time ``2026-11-23 09:14``, or ``-``."""
    return moment.astimezone(zone).strftime("%Y-%m-%d %H:%M") if moment else "-"


def short_id(identifier: str) -> str:
    """Return an id shortened in the middle: the two ends are what people compare."""
    return identifier if len(identifier) <= 16 else f"{identifier[:8]}..{identifier[-4:]}"


def zone_name(now: datetime, zone: tzinfo | None) -> str:
    """Return the name of the zone that times are shown in."""
    return now.astimezone(zone).tzname() or tr("local")


def plural(count: int, one: str, many: str) -> str:
    """Say `one` (``{count} job``) or `many` (``{count} jobs``), both marked, with the count."""
    return tr(one if count == 1 else many, count=count)


def also(text: str) -> str:
    """Return `text` as it stands after what it is listed with: ``, gone``."""
    return f"{tr(', ')}{text}"

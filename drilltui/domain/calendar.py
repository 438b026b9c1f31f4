"""Reckoning with moments that somebody else has told: a sum never leaves the calendar. Pure."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

START = datetime.min.replace(tzinfo=UTC)
END = datetime.max.replace(tzinfo=UTC)


def moved(moment: datetime, by: timedelta) -> datetime:
    """Return `moment` moved by `by`, or the end of the calendar that lies on the way.

    Clocks have been set to its ends, and a record may tell any time.
    """
    try:
        return moment + by
    except OverflowError:
        return START if by < timedelta() else END

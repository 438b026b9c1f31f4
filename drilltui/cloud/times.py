"""The service's ways to write a time, and HTTP's: text in, aware UTC time or None out."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from drilltui.domain.json_value import JsonValue

# Groups and drills: "2025-03-02 08:11:45.2" (trailing zeros cut). Pairs: six digits after a "T".
# Jobs: three digits and "Z". VPC: no fraction, no zone.
_TIME = re.compile(
    r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?", re.ASCII
)


def moment(value: JsonValue) -> datetime | None:
    """Return `value` as an aware UTC time, None when it is none. No zone means UTC.

    The API reference names no zone for groups and drills; job times, taken by the same clock,
    carry a Z.
    """
    if not isinstance(value, str) or not _TIME.fullmatch(value):
        return None
    try:
        time = datetime.fromisoformat(value)
        return time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
    except (ValueError, OverflowError):  # February 30th; an offset that leaves the calendar
        return None


_CLOCKS = (datetime(2000, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC))
"""Between these are the times of a clock that somebody set."""


def http_date(value: str) -> datetime | None:
    """Return an HTTP date (RFC 9110, 5.6.7) as an aware UTC time, None when it is none."""
    try:
        time = parsedate_to_datetime(value)
        return time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
    except (ValueError, OverflowError, TypeError, IndexError):
        return None


def clock_time(value: str) -> datetime | None:
    """Return the time of a clock from an HTTP date; None for one that no clock can show.

    How far that clock is off is reckoned with: year 9999 would lead out of the calendar.
    """
    time = http_date(value)
    first, last = _CLOCKS
    return time if time and first <= time < last else None

"""A moment moved stays within the calendar."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from drilltui.domain.calendar import END, START, moved

NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "by", "to"),
    [
        (NOON, timedelta(hours=-1), datetime(2026, 11, 26, 11, tzinfo=UTC)),
        (NOON, timedelta(days=-1_000_000), START),
        (NOON, timedelta.max, END),
        (END, timedelta(microseconds=1), END),
    ],
)
def test_a_moment_is_moved_no_further_than_the_calendar(
    moment: datetime, by: timedelta, to: datetime
) -> None:
    assert moved(moment, by) == to

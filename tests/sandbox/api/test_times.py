from datetime import UTC, datetime, timedelta, timezone

import pytest

from drilltui.sandbox.api import times

MOMENT = datetime(2026, 3, 6, 19, 30, 34, 910_000, tzinfo=UTC)


def test_each_service_writes_its_own_form() -> None:
    assert times.plain(MOMENT) == "2026-03-06 19:30:34.91"
    assert times.six_digits(MOMENT) == "2026-03-06T19:30:34.910000"
    assert times.stamp(MOMENT) == "2026-03-06T19:30:34.910Z"
    assert times.iam(MOMENT) == "2026-03-06T19:30:34.910000Z"
    assert times.vpc(MOMENT) == "2026-03-06T19:30:34"
    assert times.ecs(MOMENT) == "2026-03-06T19:30:34Z"


@pytest.mark.parametrize(
    ("microsecond", "tail"), [(0, ".0"), (5_000, ".005"), (100_000, ".1"), (999_999, ".999")]
)
def test_plain_times_cut_zeros_and_keep_one_digit(microsecond: int, tail: str) -> None:
    assert times.plain(MOMENT.replace(microsecond=microsecond)).endswith(f"34{tail}")


def test_another_zone_is_brought_to_utc() -> None:
    berlin = MOMENT.astimezone(timezone(timedelta(hours=1)))
    assert times.stamp(berlin) == times.stamp(MOMENT)

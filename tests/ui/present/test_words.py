from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drilltui.ui.present.words import (
    age,
    at,
    duration,
    on,
    plural,
    short_id,
    since,
    took,
    zone_name,
)

NOW = datetime(2026, 11, 23, 23, 14, 2, tzinfo=UTC)
PARIS = timezone(timedelta(hours=1), "CET")
SECONDS = {"s": 1, "min": 60, "h": 3600, "d": 86_400}

seconds = st.floats(0, 1e8)


def in_seconds(text: str) -> int:
    """What `took` means."""
    figure, unit = text.split()
    return int(figure) * SECONDS[unit]


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0:00"), (59.9, "0:59"), (72, "1:12"), (3599, "59:59"), (3723, "1:02:03"), (-5, "0:00")],
)
def test_a_duration_is_minutes_and_seconds(value: float, text: str) -> None:
    assert duration(value) == text


@given(seconds)
def test_a_duration_says_its_whole_seconds(value: float) -> None:
    *hours, minutes, rest = map(int, duration(value).split(":"))
    assert (hours[0] if hours else 0) * 3600 + minutes * 60 + rest == int(value)
    assert rest < 60
    assert not hours or minutes < 60


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.9, "0 s"), (179, "179 s"), (180, "3 min"), (7199, "119 min"), (7200, "2 h"),
     (172_799, "47 h"), (172_800, "2 d"), (-3, "0 s")],
)  # fmt: skip
def test_a_length_of_time_has_one_unit(value: float, text: str) -> None:
    assert took(value) == text
    assert age(value) == f"{text} ago"


@given(seconds, seconds)
def test_longer_is_never_said_to_be_shorter(one: float, other: float) -> None:
    short, long = sorted((one, other))
    assert in_seconds(took(short)) <= in_seconds(took(long))


@given(seconds)
def test_a_length_of_time_is_rounded_down_by_less_than_a_unit(value: float) -> None:
    said = took(value)
    assert 0 <= value - in_seconds(said) < SECONDS[said.split()[1]]


def test_times_are_local_and_absent_ones_are_a_dash() -> None:
    assert at(NOW, PARIS) == "00:14:02"
    assert on(NOW, PARIS) == "2026-11-24 00:14"
    assert (at(None, PARIS), on(None, PARIS), since(None, NOW)) == ("-", "-", "-")
    assert since(NOW - timedelta(days=12), NOW) == "12 d ago"
    assert zone_name(NOW, PARIS) == "CET"


@given(st.text())
def test_an_id_keeps_both_ends(identifier: str) -> None:
    short = short_id(identifier)
    assert len(short) <= 16
    if len(identifier) <= 16:
        assert short == identifier
    else:
        assert short == f"{identifier[:8]}..{identifier[-4:]}"


def test_plurals() -> None:
    said = [plural(n, "{count} drill", "{count} drills") for n in (0, 1, 2)]
    assert said == ["0 drills", "1 drill", "2 drills"]

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drilltui.domain.pace import (
    asked_wait,
    catching_up,
    crowd,
    hold,
    is_slow,
    jittered,
    next_look,
    next_try,
)

SHARE = 8


@pytest.mark.parametrize(
    ("age", "seconds"),
    [(0, 3), (29.9, 3), (30, 5), (299.9, 5), (300, 10), (86_400, 10), (-1, 3)],
)
def test_looks_become_rarer_with_age(age: float, seconds: float) -> None:
    assert next_look(age) == seconds


@given(age=st.floats(0, 1e6), more=st.floats(0, 1e6), watched=st.integers(0, 5000))
def test_an_older_job_is_never_looked_at_more_often(age: float, more: float, watched: int) -> None:
    assert next_look(age, watched) <= next_look(age + more, watched)


@given(ages=st.lists(st.floats(0, 1e5), min_size=1, max_size=300))
def test_whatever_is_watched_the_looks_of_a_second_stay_under_the_watchers_share(
    ages: list[float],
) -> None:
    demand = sum(1 / next_look(age, len(ages)) for age in ages)

    assert demand <= SHARE + 1e-9


@pytest.mark.parametrize(("watched", "seconds"), [(1, 3), (24, 3), (25, 3.125), (1000, 125)])
def test_a_crowd_stretches_the_pace(watched: int, seconds: float) -> None:
    assert next_look(0, watched) == seconds


def test_a_look_of_several_requests_comes_as_much_rarer() -> None:
    assert crowd(100, requests=3) == 3 * crowd(100) == 37.5


def test_jitter_is_a_tenth_up_and_down_and_uses_the_whole_of_it() -> None:
    chance = Random(1)
    waits = [jittered(10, chance) for _ in range(500)]

    assert 9 <= min(waits) < 9.1
    assert 10.9 < max(waits) <= 11


@pytest.mark.parametrize(
    ("failures", "seconds"),
    [(1, 2), (2, 4), (3, 8), (4, 16), (5, 32), (6, 60), (7, 60), (100_000, 60)],
)
def test_failures_double_the_wait_up_to_a_minute(failures: int, seconds: float) -> None:
    assert next_try(failures) == seconds


@pytest.mark.parametrize(("asked", "seconds"), [(0, 0), (120, 120), (86_400, 900)])
def test_what_the_service_asks_for_counts_up_to_a_quarter_of_an_hour(
    asked: float, seconds: float
) -> None:
    assert asked_wait(asked) == seconds


@pytest.mark.parametrize(("asked", "seconds"), [(None, 2), (0, 0), (20, 20), (900, 60)])
def test_all_looks_are_held_while_the_host_pauses(asked: float | None, seconds: float) -> None:
    assert hold(asked) == seconds


@pytest.mark.parametrize(("watched", "seconds"), [(0, 3), (3, 3), (1000, 125)])
def test_looks_after_a_sleep_are_spread_as_far_as_there_are_many(
    watched: int, seconds: float
) -> None:
    assert catching_up(watched) == seconds


@pytest.mark.parametrize(("age", "slow"), [(0, False), (599.9, False), (600, True), (1e6, True)])
def test_ten_minutes_are_slow(age: float, slow: bool) -> None:
    assert is_slow(age) is slow

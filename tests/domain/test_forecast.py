from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drilltui.domain.call import Call
from drilltui.domain.exercise import Exercise
from drilltui.domain.forecast import (
    ALL_GROUPS,
    THIS_GROUP,
    Forecast,
    Past,
    forecast,
    in_words,
    past_of,
)
from drilltui.domain.sending import Sending

BEGIN = datetime(2026, 11, 23, 9, 14, tzinfo=UTC)


def past(seconds: float, servers: int = 4, group: str = "g1", action: str = "create") -> Past:
    return Past(action, group, servers, timedelta(seconds=seconds))


def usual(found: Forecast | None) -> float:
    assert found
    return found.usual.total_seconds()


def test_three_of_the_same_size_say_the_middle_and_the_ends() -> None:
    found = forecast([past(120), past(130), past(200)], "create", "g1", 4)
    assert found == Forecast(
        timedelta(seconds=130), timedelta(seconds=120), timedelta(seconds=200), 3, THIS_GROUP
    )


@pytest.mark.parametrize("servers", [0, 4])
def test_with_fewer_than_three_there_is_no_forecast(servers: int) -> None:
    assert forecast([past(120), past(130)], "create", "g1", servers) is None
    assert forecast([], "create", "g1", servers) is None


def test_what_is_deleted_says_nothing_of_what_is_made() -> None:
    deletes = [past(60, action="delete")] * 5
    assert forecast(deletes, "create", "g1", 4) is None
    assert usual(forecast(deletes, "delete", "g1", 4)) == 60


def test_other_groups_count_only_where_the_own_one_has_too_few() -> None:
    others = [past(300, group="g2")] * 3
    assert usual(forecast([*others, past(100), past(100)], "create", "g1", 4)) == 300
    found = forecast([*others, *[past(100)] * 3], "create", "G1", 4)
    assert usual(found) == 100
    assert found
    assert found.basis == THIS_GROUP
    elsewhere = forecast(others, "create", "g1", 4)
    assert elsewhere
    assert elsewhere.basis == ALL_GROUPS


def test_with_different_sizes_it_grows_by_the_server() -> None:
    sized = [past(60 + 10 * servers, servers) for servers in (2, 4, 6, 8)]
    assert usual(forecast(sized, "create", "g1", 5)) == pytest.approx(110)
    assert usual(forecast(sized, "create", "g1", 12)) == pytest.approx(180)


def test_one_drill_that_hung_moves_the_usual_little() -> None:
    sized = [past(60 + 10 * servers, servers) for servers in (1, 2, 3, 4, 5, 6, 7)]
    hung = [*sized, past(9000, 4)]
    assert usual(forecast(hung, "create", "g1", 8)) == pytest.approx(140, abs=15)


def test_more_servers_are_never_taken_to_be_faster() -> None:
    odd = [past(300, 2), past(200, 4), past(100, 6)]
    assert usual(forecast(odd, "create", "g1", 8)) == 200


def test_a_smaller_group_is_never_taken_to_be_faster_than_any_that_was_seen() -> None:
    sized = [past(60, 4), past(90, 6), past(120, 8)]
    found = forecast(sized, "create", "g1", 2)
    assert found
    assert (usual(found), found.low, found.high) == (
        60,
        timedelta(seconds=60),
        timedelta(seconds=60),
    )


def test_where_the_line_leads_to_nothing_there_is_no_forecast() -> None:
    steep = [past(100, 10), past(100, 10), past(400, 20)]
    assert forecast(steep, "create", "g1", 5) is None


@pytest.mark.parametrize(("servers", "known"), [(1, False), (2, True), (16, True), (17, False)])
def test_a_group_of_quite_another_size_has_no_forecast(servers: int, known: bool) -> None:
    sized = [past(100, 4), past(110, 5), past(140, 8)]
    assert (forecast(sized, "create", "g1", servers) is not None) is known


def test_where_nobody_knows_the_size_all_are_compared() -> None:
    assert usual(forecast([past(100, 1), past(120, 4), past(150, 9)], "create", "g1")) == 120
    unsized = [past(100, 0)] * 3
    assert forecast(unsized, "create", "g1", 4) is None


@pytest.mark.parametrize(
    ("elapsed", "slow"), [(130, False), (200, False), (215, False), (216, True)]
)
def test_only_what_is_beyond_the_slowest_and_more_is_slower(elapsed: float, slow: bool) -> None:
    found = forecast([past(120), past(130), past(200)], "create", "g1", 4)
    assert found
    assert found.slower(elapsed) is slow


def test_long_drills_have_a_wider_margin() -> None:
    found = forecast([past(3600)] * 3, "create", "g1", 4)
    assert found
    assert not found.slower(3950)
    assert found.slower(3961)


def test_it_is_said_as_people_say_it() -> None:
    found = forecast([past(130)] * 3, "create", "g1", 4)
    assert found
    assert found.slow_words(360) == "slower than usual (usually 2 min 10 s, now 6 min)"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(-1, "0 s"), (45, "45 s"), (130.4, "2 min 10 s"), (360, "6 min"), (3900, "1 h 5 min")],
)
def test_lengths_in_words(seconds: float, words: str) -> None:
    assert in_words(seconds) == words


def ended(action: str = "create", *, status: str = "SUCCESS", seconds: float = 90) -> Call:
    return Call(
        action, Sending.ACCEPTED, BEGIN, job_status=status,
        job_begin=BEGIN, job_end=BEGIN + timedelta(seconds=seconds),
    )  # fmt: skip


def test_of_records_only_jobs_that_succeeded_and_have_both_times_count() -> None:
    fine = Exercise(group_id="g1", create=ended(), servers=3)
    failed = replace(fine, create=ended(status="FAIL"))
    endless = replace(fine, create=replace(ended(), job_end=None))
    backwards = replace(fine, create=ended(seconds=-5))
    assert past_of([fine, failed, endless, backwards]) == (past(90, 3),)


def test_each_job_of_a_record_counts_with_its_own_servers() -> None:
    both = Exercise(
        group_id="g1", create=ended(), delete=replace(ended("delete", seconds=30), servers=2),
        servers=3,
    )  # fmt: skip
    assert set(past_of([both])) == {past(90, 3), past(30, 2, action="delete")}


TIMES = st.lists(st.tuples(st.floats(0.1, 1e6), st.integers(0, 300)), max_size=12)


@given(TIMES, st.integers(0, 700))
def test_a_forecast_lies_between_its_ends_and_never_before_the_beginning(
    told: list[tuple[float, int]], servers: int
) -> None:
    found = forecast([past(*one) for one in told], "create", "g1", servers)
    if found:
        assert timedelta() <= found.low <= found.usual <= found.high
        assert found.samples >= 3
        assert not found.slower(found.high.total_seconds())

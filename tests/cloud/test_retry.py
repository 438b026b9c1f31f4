from __future__ import annotations

from datetime import UTC, datetime
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drilltui.cloud.retry import Failure, Retry, passing, retry_after
from drilltui.domain.errors import CloudError

NOW = datetime(1994, 11, 6, 8, 49, 37, tzinfo=UTC)
ERROR = CloudError("x")


@pytest.mark.parametrize(
    ("status", "code", "expected"),
    [
        (429, "APIGW.0308", True),
        (502, "502", True),
        (503, "APIGW.0613", True),
        (504, "APIGW.0201", True),
        (500, "SDRS.0008", True),
        (500, "SDRS.0013", False),
        (501, "501", False),
        (401, "APIGW.0301", False),
        (403, "APIGW.0302", False),
        (400, "SDRS.0008", False),
        (404, "SDRS.1013", False),
        (409, "VPC.0114", False),
    ],
)
def test_which_refusals_may_pass(status: int, code: str, expected: bool) -> None:
    assert passing(status, code) is expected


@given(st.integers(1, 4), st.integers())
def test_waits_are_random_between_a_second_and_a_doubling_bound(attempt: int, seed: int) -> None:
    delay = Retry().delay(Failure(ERROR, passing=True), attempt, Random(seed))
    assert delay is not None
    assert 1 <= delay <= 2**attempt


@given(st.integers(1, 10_000), st.integers())
def test_no_wait_is_longer_than_a_minute(attempt: int, seed: int) -> None:
    assert 1 <= Retry().jitter(attempt, Random(seed)) <= 60


def test_waits_spread_over_the_whole_span() -> None:
    waits = [Retry().jitter(4, Random(seed)) for seed in range(200)]
    assert min(waits) < 2 < 14 < max(waits)


def test_the_fifth_failure_is_the_last() -> None:
    failure = Failure(ERROR, passing=True)
    assert Retry().delay(failure, 4, Random(1)) is not None
    assert Retry().delay(failure, 5, Random(1)) is None


def test_a_failure_that_stays_is_not_tried_again() -> None:
    assert Retry().delay(Failure(ERROR, asked=1), 1, Random(1)) is None


@pytest.mark.parametrize(("asked", "expected"), [(0, 0), (7, 7), (60, 60), (61, None)])
def test_what_the_service_asks_is_kept_to_unless_it_is_too_long(
    asked: float, expected: float | None
) -> None:
    assert Retry().delay(Failure(ERROR, True, asked), 1, Random(1)) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("1.5", None),
        ("²", None),
        ("120", 120),
        (" 3 ", 3),
        ("Sun, 06 Nov 1994 08:50:07 GMT", 30),
        ("Sun, 06 Nov 1994 08:00:00 GMT", 0),
    ],
)
def test_retry_after(value: str | None, expected: float | None) -> None:
    assert retry_after(value, NOW) == expected


@given(st.text())
def test_any_retry_after_is_a_wait_or_none(value: str) -> None:
    found = retry_after(value, NOW)
    assert found is None or found >= 0

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drilltui.domain.clock_jump import Moment, jump_between

BEFORE = Moment(datetime(2026, 11, 23, 9, 14, tzinfo=UTC), 1000.0)


def after(passed: float, jump: float) -> Moment:
    return Moment(BEFORE.wall + timedelta(seconds=passed + jump), BEFORE.monotonic + passed)


@pytest.mark.parametrize(
    ("jump", "words", "doubt"),
    [
        (5, "slept 5 s", "or its clock was set ahead"),
        (90, "slept 90 s", "or its clock was set ahead"),
        (300, "slept 5 min", "or its clock was set ahead"),
        (7200, "slept 2 h", "or its clock was set ahead"),
        (-300, "clock set back 5 min", ""),
        (-86_400, "clock set back 24 h", ""),
    ],
)
def test_a_jump_is_told_in_words(jump: float, words: str, doubt: str) -> None:
    found = jump_between(BEFORE, after(3, jump))

    assert found is not None
    assert (found.words, found.doubt) == (words, doubt)


@given(passed=st.floats(0, 1e6), jump=st.floats(-4.9, 4.9))
def test_time_that_passes_and_small_corrections_are_none(passed: float, jump: float) -> None:
    assert jump_between(BEFORE, after(passed, jump)) is None

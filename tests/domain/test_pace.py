import pytest
from hypothesis import given
from hypothesis import strategies as st

from drilltui.domain.pace import is_slow, next_look, next_try


@pytest.mark.parametrize(
    ("age", "seconds"),
    [(0, 3), (29.9, 3), (30, 5), (299.9, 5), (300, 10), (86_400, 10), (-1, 3)],
)
def test_looks_become_rarer_with_age(age: float, seconds: float) -> None:
    assert next_look(age) == seconds


@given(age=st.floats(0, 1e6), more=st.floats(0, 1e6))
def test_an_older_job_is_never_looked_at_more_often(age: float, more: float) -> None:
    assert next_look(age) <= next_look(age + more)


@pytest.mark.parametrize(
    ("failures", "seconds"),
    [(1, 2), (2, 4), (3, 8), (4, 16), (5, 32), (6, 60), (7, 60), (100_000, 60)],
)
def test_failures_double_the_wait_up_to_a_minute(failures: int, seconds: float) -> None:
    assert next_try(failures) == seconds


@pytest.mark.parametrize(("age", "slow"), [(0, False), (599.9, False), (600, True), (1e6, True)])
def test_ten_minutes_are_slow(age: float, slow: bool) -> None:
    assert is_slow(age) is slow

"""Which drill is the one before another."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from drilltui.domain.exercise import Exercise
from drilltui.domain.previous import previous_of

AT = datetime(2026, 11, 26, tzinfo=UTC)
THIS = Exercise("r-3", opened_at=AT, mode="live", group_id="g-1", drill_id="d-3")
BEFORE = replace(THIS, record_id="r-2", opened_at=AT - timedelta(days=1), drill_id="d-2")
LONG_AGO = replace(THIS, record_id="r-1", opened_at=AT - timedelta(days=9), drill_id="d-1")


def test_it_is_the_last_one_before() -> None:
    assert previous_of(THIS, [LONG_AGO, THIS, BEFORE]) is BEFORE
    assert previous_of(LONG_AGO, [LONG_AGO, THIS, BEFORE]) is None


@pytest.mark.parametrize(
    "change",
    [
        {"group_id": "g-2"},
        {"mode": "rehearsal"},
        {"drill_id": ""},
        {"opened_at": AT + timedelta(days=1)},
        {"opened_at": None},
    ],
)
def test_what_is_no_drill_of_the_group_before_is_none(change: dict[str, object]) -> None:
    assert previous_of(THIS, [replace(BEFORE, **change)]) is None  # type: ignore[arg-type]


def test_rehearsals_of_another_scenario_are_not_compared() -> None:
    this = replace(THIS, mode="rehearsal", world="w-2", profile="smooth")
    other = replace(BEFORE, mode="rehearsal", world="w-1", profile="hostile")

    assert previous_of(this, [other]) is None
    assert previous_of(this, [replace(other, profile="smooth")]) is not None

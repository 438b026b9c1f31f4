"""How long the servers of a drill were there."""

from __future__ import annotations

from datetime import timedelta

from drilltui.domain.folding import fold
from drilltui.evidence.server_time import server_time
from tests.evidence.story import BEGUN, EVENTS

NOW = BEGUN + timedelta(hours=2)


def test_a_server_counts_from_its_making_to_its_removal() -> None:
    assert server_time(EVENTS, fold(EVENTS), NOW) == timedelta(seconds=460 - 5)


def test_one_that_is_there_counts_until_now() -> None:
    made = EVENTS[:9]

    found = server_time(made, fold(made), NOW)
    assert found is not None
    assert timedelta(hours=1) < found < timedelta(hours=2)


def test_without_a_server_nothing_is_said() -> None:
    assert server_time(EVENTS[:1], fold(EVENTS[:1]), NOW) is None

from __future__ import annotations

from datetime import timedelta

import pytest

from drilltui.domain.skew import skew_finding, skew_words
from drilltui.domain.verdict import Verdict


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (17, "this host is 17 min behind"),
        (-17, "this host is 17 min ahead"),
        (0.5, "this host is 30 s behind"),
        (-2, "this host is 2 min ahead"),
        (1440, "this host is 1440 min behind"),
    ],
)
def test_which_clock_is_behind_and_how_far(minutes: float, words: str) -> None:
    assert skew_words(timedelta(minutes=minutes)) == words


@pytest.mark.parametrize(
    ("seconds", "verdict"),
    [
        (0, Verdict.OK),
        (-119, Verdict.OK),
        (121, Verdict.WARN),
        (900, Verdict.WARN),
        (901, Verdict.STOP),
        (-901, Verdict.STOP),
    ],
)
def test_fifteen_minutes_are_allowed_and_two_are_worth_saying(
    seconds: float, verdict: Verdict
) -> None:
    finding = skew_finding(timedelta(seconds=seconds))

    assert finding.verdict is verdict
    assert bool(finding.remedy) == (verdict is not Verdict.OK)


def test_an_answer_without_a_date_proves_nothing() -> None:
    assert skew_finding(None).verdict is Verdict.UNKNOWN

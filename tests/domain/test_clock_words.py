"""What the clocks say in sentences."""

from __future__ import annotations

import pytest

from drilltui.domain import clock_words
from drilltui.domain.clocks import Target, TargetOrigin
from drilltui.domain.language import CHINESE, words_of
from tests.domain.test_clocks import (
    ABSENT,
    ACCEPTED,
    DELETE,
    DELETED,
    MADE,
    OPENED,
    Told,
    clocks_of,
    hold,
    job,
    meant,
    minute,
    service,
)


@pytest.mark.parametrize(
    ("seconds", "english", "chinese"),
    [
        (-3, "0 s", "0秒"),
        (38.9, "38 s", "38秒"),
        (60, "1 min", "1分钟"),
        (250, "4 min 10 s", "4分10秒"),
        (245, "4 min 05 s", "4分05秒"),
        (3900, "1 h 05 min", "1小时05分"),
    ],
)
def test_a_length_of_time(seconds: float, english: str, chinese: str) -> None:
    assert clock_words.length(seconds) == english
    assert clock_words.length(seconds, words_of(CHINESE)) == chinese


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0, "0:00"), (72, "1:12"), (3723, "1:02:03"), (-30, "-0:30"), (59.9, "0:59"), (-0.2, "0:00")],
)
def test_a_place_on_the_axis(seconds: float, said: str) -> None:
    assert clock_words.clock_form(seconds) == said


@pytest.mark.parametrize(
    ("told", "up", "verified"),
    [
        ((OPENED,), "servers up: not begun", "service verified: not begun"),
        (
            (OPENED, meant(0)),
            "servers not up yet 30 min",
            "service not verified yet 30 min",
        ),
        (
            (*MADE, service(9, True)),
            "servers up 5 min",
            "service verified 9 min",
        ),
        (
            (*MADE, service(9, True), service(12, False)),
            "servers up 5 min",
            "service verified 9 min, said not to work since then",
        ),
        (
            (OPENED, meant(0), ABSENT),
            "servers never up: the create was not carried out",
            "service never verified: the create was not carried out",
        ),
        (
            (OPENED, meant(0), ACCEPTED, job(4, "FAIL", minute(3))),
            "servers never up: the drill failed, after 3 min",
            "service never verified: the drill failed, after 3 min",
        ),
        (
            (*MADE, DELETE, DELETED),
            "servers up 5 min",
            "service never verified: deleted before, after 20 min",
        ),
    ],
)
def test_each_clock_in_a_sentence(told: tuple[Told, ...], up: str, verified: str) -> None:
    found = clocks_of(*told)

    assert clock_words.servers_up(found, minute(30)) == up
    assert clock_words.service_verified(found, minute(30)) == verified


def test_a_target_is_said_by_its_length() -> None:
    assert clock_words.target(Target(30, TargetOrigin.PROFILE)) == "target 30 min"


def test_it_is_said_when_the_clocks_count_from_an_earlier_create() -> None:
    once, again = clocks_of(OPENED, meant(0)), clocks_of(OPENED, meant(0), ABSENT, meant(15))

    assert clock_words.begun(once) == "from the intention on, before the first byte was sent"
    assert "sent again" in clock_words.begun(again)
    assert clock_words.begun(clocks_of(OPENED)) == ""


def test_what_was_on_hold_is_told_beside_the_clock() -> None:
    found, now = clocks_of(*MADE, hold(6, True, "lunch"), hold(14, False)), minute(30)

    assert clock_words.on_hold(found.held_service(now)) == "of which 8 min on hold"
    assert clock_words.on_hold(0) == ""

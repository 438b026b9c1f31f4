"""Both clocks in a line."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from drilltui.domain.language import CHINESE, ENGLISH, speak
from drilltui.ui.line import Line, Role
from drilltui.ui.present import clocks as present
from tests.domain.test_clocks import (
    ABSENT,
    ACCEPTED,
    MADE,
    OPENED,
    Told,
    clocks_of,
    hold,
    meant,
    minute,
    service,
)

RUNNING = (OPENED, meant(0), ACCEPTED)


def shown(*told: Told, at: float, rto: int | None = None) -> Line:
    [line] = present.lines(clocks_of(*told, rto=rto), minute(at))
    return line


@pytest.mark.parametrize(
    ("told", "at", "rto", "said"),
    [
        (RUNNING, 1.2, None, "servers not up yet 1 min - service not verified yet"),
        (
            RUNNING,
            1.2,
            30,
            "servers not up yet 1 min (target 30 min) - service not verified yet",
        ),
        (
            RUNNING,
            5,
            4,
            "servers not up yet 5 min (target 4 min missed) - service not verified yet",
        ),
        (
            MADE,
            12,
            30,
            "servers up 5 min (target 30 min met) - service not verified yet 12 min",
        ),
        (
            MADE,
            31,
            30,
            "servers up 5 min (target 30 min met) - service not verified yet 31 min (missed)",
        ),
        (
            (*MADE, service(9, True)),
            31,
            30,
            "servers up 5 min (target 30 min met) - service verified 9 min (met)",
        ),
        (
            (*MADE, hold(6, True, "lunch")),
            9,
            None,
            "servers up 5 min - service not verified yet 9 min  on hold: lunch",
        ),
        (
            (*MADE, hold(6, True, "lunch"), hold(8, False)),
            9,
            None,
            "servers up 5 min - service not verified yet 9 min, of which 2 min on hold",
        ),
        (
            (OPENED, meant(0), ABSENT),
            20,
            30,
            "servers never up: the create was not carried out (target 30 min missed)"
            " - service never verified: the create was not carried out",
        ),
    ],
)
def test_both_clocks_stand_in_a_line(
    told: tuple[Told, ...], at: float, rto: int | None, said: str
) -> None:
    assert shown(*told, at=at, rto=rto).plain == said


def test_no_intention_no_clock() -> None:
    assert present.lines(clocks_of(OPENED), minute(9)) == ()


@pytest.mark.parametrize(
    ("told", "at", "role"),
    [
        (RUNNING, 1, Role.TEXT),
        (RUNNING, 31, Role.WARN),
        (MADE, 31, Role.OK),
        ((OPENED, meant(0), ABSENT), 31, Role.STOP),
    ],
)
def test_the_first_clock_stands_out_as_it_stands(
    told: tuple[Told, ...], at: float, role: Role
) -> None:
    assert shown(*told, at=at, rto=30).spans[0].role is role


def test_a_second_changes_nothing_and_a_minute_a_figure() -> None:
    before, after, later = (shown(*MADE, at=12 + one / 60, rto=30).plain for one in (8, 9, 68))

    assert before == after
    assert sum(one != other for one, other in zip(before, later, strict=True)) == 1


def test_an_open_target_fits_into_80_columns_in_both_languages() -> None:
    assert cell_len(shown(*MADE, at=12, rto=30).plain) <= 78
    speak(CHINESE)
    try:
        line = shown(*MADE, at=12, rto=30)
    finally:
        speak(ENGLISH)
    assert line.plain == "服务器就绪 5分钟 (目标30分钟，已达到) - 业务尚未验证 12分钟"
    assert cell_len(line.plain) <= 78

"""The Gantt chart in lines, at the widths of terminals, in both scripts."""

from __future__ import annotations

import pytest
from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color

from drilltui.domain.gantt_text import LABEL, STATE, TOOK
from drilltui.domain.language import CHINESE, ENGLISH, speak
from drilltui.ui.line import Line, Role
from drilltui.ui.present import gantt as present
from drilltui.ui.terminal.filters import AsciiOnly
from tests.domain.test_clocks import ACCEPTED, MADE, OPENED, hold, meant
from tests.domain.test_gantt import chart, job, sub
from tests.domain.test_gantt_text import whole


def as_ascii(line: Line) -> str:
    """What a terminal without UTF-8 is sent."""
    sent = AsciiOnly().apply([Segment(line.plain)], Color.parse("black"))
    return "".join(segment.text for segment in sent)


@pytest.mark.parametrize("width", [78, 118])
@pytest.mark.parametrize("language", [ENGLISH, CHINESE])
def test_every_row_fits_and_the_target_is_straight(width: int, language: str) -> None:
    speak(language)
    try:
        found = whole()
        rows = [line.plain for line in present.lines(found, width)][: 1 + len(found.bars)]
    finally:
        speak(ENGLISH)

    assert all(cell_len(row) <= width for row in rows)
    assert len({cell_len(row[: row.index("│")]) for row in rows[1:]}) == 1


@pytest.mark.parametrize("width", [78, 118])
def test_in_ascii_it_is_as_wide_and_says_the_same(width: int) -> None:
    failed = job(4, "FAIL", 0.2, 3, [sub(1, "FAIL", 0.5, 3), sub(2, "SUCCESS", 0.5, 1)])
    found = chart(OPENED, meant(0), ACCEPTED, failed, hold(7, True, "lunch"), at=10, rto=8)

    for line in present.lines(found, width):
        sent = as_ascii(line)
        assert sent.isascii()
        assert "?" not in sent
        assert cell_len(sent) == cell_len(line.plain)
    rows = [as_ascii(line)[LABEL + STATE + TOOK + 3 :] for line in present.lines(found, width)]
    assert len({row.index("|") for row in rows[1:7]}) == 1
    assert {row.strip(" |") for row in rows[4:6]} == {"x" * rows[4].count("x")} | {
        "x" * rows[5].count("x")
    }


def test_roles_say_how_a_bar_stands() -> None:
    found = chart(OPENED, meant(0), ACCEPTED, job(4, "FAIL", 0.2, 3), hold(7, True, "x"), at=10)

    roles = {line.plain.split()[0]: line.spans[-1].role for line in present.lines(found, 78)[1:6]}

    assert roles == {
        "servers": Role.STOP,
        "service": Role.STOP,
        "create": Role.OK,
        "job": Role.STOP,
        "hold:": Role.WARN,
    }


def test_where_nothing_has_happened_it_says_so() -> None:
    assert "Nothing to draw has happened yet." in [
        line.plain for line in present.lines(chart(OPENED), 78)
    ]


def test_the_signs_are_explained_below() -> None:
    assert present.lines(chart(*MADE), 78)[-1].plain.startswith("━━ done  ╳╳ failed or too late")

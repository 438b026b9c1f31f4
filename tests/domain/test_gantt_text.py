"""A Gantt chart drawn with characters."""

from __future__ import annotations

import pytest

from drilltui.domain.clock_words import Sayer
from drilltui.domain.display_cells import cells
from drilltui.domain.gantt import Gantt
from drilltui.domain.gantt_bar import Bar, BarKind, Tone
from drilltui.domain.gantt_text import ASCII, LABEL, STATE, TOOK, UNICODE, Alphabet, text_of
from drilltui.domain.language import CHINESE, tr, words_of
from tests.domain.test_clocks import ACCEPTED, MADE, OPENED, hold, meant, service
from tests.domain.test_gantt import chart, job, step, sub

LEAD = LABEL + STATE + TOOK + 3


def whole() -> Gantt:
    """An exercise with a bit of everything, in both scripts."""
    names = {"i1": "数据库服务器甲乙丙丁戊己庚辛", "i2": "web-01"}
    told = (0, "intended", {"action": "create", "name": "演练", "skew": 0, "names": names})
    ended = job(4, "SUCCESS", 0.2, 3, [sub(1, "SUCCESS", 0.5, 3), sub(2, "RUNNING", 1)])
    lunch = (hold(7, True, "午饭"), hold(9, False))
    return chart(OPENED, step(-4, "early"), told, ACCEPTED, ended, MADE[3], *lunch, rto=12, at=15)


def drawn(label: str, found: Gantt, width: int = 78, alphabet: Alphabet = ASCII) -> str:
    """The part of the row of this label that is a chart."""
    [row] = [row for row in text_of(found, width, alphabet) if row.lstrip().startswith(label)]
    return row[LEAD:]


@pytest.mark.parametrize("width", [60, 78, 118])
@pytest.mark.parametrize("alphabet", [ASCII, UNICODE])
def test_every_row_fits_and_the_target_is_one_straight_line(width: int, alphabet: Alphabet) -> None:
    found = whole()

    rows = text_of(found, width, alphabet)[1 : 1 + len(found.bars)]

    assert all(cells(row) <= width for row in rows)
    at = {cells(row[: row.rindex(alphabet.target)]) for row in rows if alphabet.target in row}
    assert len(at) == 1


def test_in_ascii_all_but_names_is_ascii() -> None:
    found = chart(*MADE, hold(7, True, "lunch"), service(9, True), rto=12)

    assert all(row.isascii() for row in text_of(found, 78, ASCII))


def test_what_lasts_is_open_what_is_on_hold_hatched_and_what_failed_crossed() -> None:
    failed = job(4, "FAIL", 0.2, 3, [sub(1, "FAIL", 0.5, 3)])
    found = chart(OPENED, meant(0), ACCEPTED, failed, hold(7, True, "lunch"), at=10)

    assert set(drawn("job", found).strip()) == {"x"}
    assert drawn("hold: lunch", found).endswith("///>")
    assert drawn("create drill-a", found) == "="


def test_a_moment_before_the_axis_stands_at_its_edge() -> None:
    found = chart((-600, "opened", {}), step(-500, "early"), meant(0), at=8)

    assert drawn("early", found) == "<"


def test_the_axis_tells_times_from_the_intention_on() -> None:
    found = chart(OPENED, meant(0), at=10)

    assert text_of(found, 84, ASCII)[0].split() == ["0:00", "2:00", "4:00", "6:00", "8:00"]


def test_a_terminal_too_narrow_for_bars_shows_the_figures_alone() -> None:
    rows = text_of(whole(), LEAD + 5, ASCII)

    assert rows[1].split() == ["servers", "up", "met", "3:00"]


def test_a_text_that_lasts_tells_how_long_so_far() -> None:
    running = Bar(BarKind.JOB, "job", ((60.0, None),), "RUNNING", Tone.BUSY)
    found = Gantt(whole().start, 600, (), (running,), now=300)

    row = text_of(found, 78)[1]

    assert row.split()[:3] == ["job", "RUNNING", "4:00+"]


def test_control_characters_of_a_name_do_nothing() -> None:
    found = chart(*MADE, hold(7, True, "\x1b[2J\u202e"))

    assert not [row for row in text_of(found, 78) if "\x1b" in row or "\u202e" in row]


def test_what_takes_days_keeps_its_column() -> None:
    found = chart((-60 * 200, "opened", {}), step(-60 * 199, "early"), *MADE, at=60 * 500)

    rows = text_of(found, 78, ASCII)[1:5]

    assert [row[LABEL + STATE + 2 : LEAD].strip() for row in rows] == [
        "5:00",
        "500 h+",
        "@-199 h",
        "0:06",
    ]


@pytest.mark.parametrize("words", [tr, words_of(CHINESE)], ids=["en", "zh"])
@pytest.mark.parametrize("state", ["still there", "drill gone", "clean"])
def test_what_a_look_at_leftovers_has_seen_is_told_whole(state: str, words: Sayer) -> None:
    assert cells(words(state)) <= STATE

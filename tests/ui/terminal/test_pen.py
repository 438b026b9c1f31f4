from __future__ import annotations

import pytest

from drilltui.ui.terminal.pen import Pen
from drilltui.ui.terminal.rendition import PLAIN, applied
from drilltui.ui.terminal.row import Row

RED = applied(PLAIN, "31")


def row(text: str) -> Row:
    made = Row(20)
    made.put(0, text, PLAIN)
    return made


@pytest.mark.parametrize(
    ("start", "end", "movement"),
    [
        ((2, 5), (2, 5), ""),
        ((2, 5), (2, 6), "\x1b[C"),
        ((2, 5), (2, 9), "\x1b[4C"),
        ((2, 5), (2, 3), "\b\b"),
        ((2, 9), (2, 3), "\x1b[6D"),
        ((2, 5), (2, 0), "\r"),
        ((2, 5), (0, 0), "\x1b[H"),
        ((2, 5), (3, 0), "\x1b[4H"),
        ((2, 5), (0, 5), "\x1b[1;6H"),
    ],
)
def test_a_movement_is_short(start: tuple[int, int], end: tuple[int, int], movement: str) -> None:
    pen = Pen(20)
    pen.move(*start)
    pen.lift()
    pen.move(*end)
    assert pen.lift() == movement


def test_a_short_way_is_written_over() -> None:
    pen, cells = Pen(20), row("abcdefgh")
    for column in (0, 3, 4):
        pen.draw(0, column, cells)
    assert pen.lift() == "\x1b[Habcde"


def test_a_way_in_another_look_is_jumped() -> None:
    pen, cells = Pen(20), row("a   b")
    cells.put(1, "x", RED)
    pen.draw(0, 0, cells)
    pen.draw(0, 4, cells)
    assert pen.lift() == "\x1b[Ha\x1b[3Cb"


def test_a_blank_needs_no_change_of_ink() -> None:
    pen, cells = Pen(20), Row(20)
    cells.put(0, "a b", RED)
    for column in range(3):
        pen.draw(0, column, cells)
    assert pen.lift() == "\x1b[H\x1b[31ma b\x1b[m"


def test_behind_the_last_column_the_place_is_not_known() -> None:
    pen, cells = Pen(2), Row(2)
    cells.put(0, "ab", PLAIN)
    pen.draw(0, 0, cells)
    pen.draw(0, 1, cells)
    pen.move(0, 0)
    assert pen.lift() == "\x1b[Hab\x1b[H"


def test_erasing_starts_where_the_pen_stands_if_nothing_is_lost() -> None:
    pen, cells = Pen(20), row("a")
    pen.draw(0, 0, cells)
    pen.erase(0, 7, blank_from=1)
    assert pen.lift() == "\x1b[Ha\x1b[K"
    pen.move(0, 0)
    pen.erase(0, 7, blank_from=1)
    assert pen.lift() == "\r\x1b[7C\x1b[K"

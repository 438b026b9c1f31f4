from __future__ import annotations

import pytest

from drilltui.ui.terminal.rendition import PLAIN, applied
from drilltui.ui.terminal.row import Row, is_sure

RED = applied(PLAIN, "31")
REVERSE = applied(PLAIN, "7")


def test_it_takes_text_and_tells_where_that_ends() -> None:
    row = Row(6)
    assert row.put(1, "a漢", RED) == 4
    assert row.texts == [" ", "a", "漢", "", " ", " "]
    assert row.looks[1:4] == [RED] * 3
    assert row.put(5, "xyz", RED) == 8
    assert row.texts[5] == "x"


def test_a_blank_forgets_the_colour_of_its_ink() -> None:
    row = Row(3)
    row.put(0, "a b", RED)
    assert row.looks == [RED, PLAIN, RED]
    row.put(0, "a b", REVERSE)
    assert row.looks == [REVERSE] * 3


@pytest.mark.parametrize(
    ("column", "text", "texts"),
    [
        (1, "x", [" ", "x", "字", "", " "]),
        (0, "x", ["x", " ", "字", "", " "]),
        (1, "xy", [" ", "x", "y", " ", " "]),
        (4, "漢", ["漢", "", "字", "", " "]),
    ],
)
def test_what_is_half_overwritten_becomes_blank(column: int, text: str, texts: list[str]) -> None:
    row = Row(5)
    row.put(0, "漢字", PLAIN)
    row.put(column, text, PLAIN)
    assert row.texts == texts


def test_its_end_is_where_only_default_blanks_follow() -> None:
    row = Row(8)
    assert row.end() == 0
    row.put(1, "ab  ", RED)
    assert row.end() == 3
    row.put(5, " ", REVERSE)
    assert row.end() == 6


def test_differences_are_those_of_text_or_look() -> None:
    row = Row(4)
    row.put(0, "abcd", PLAIN)
    other = row.copy()
    assert row.differences(other) == []
    other.put(1, "b", RED)
    other.put(3, "x", PLAIN)
    assert row.differences(other) == [1, 3]


def test_marks_that_follow_nothing_fill_no_cell() -> None:
    row = Row(3)
    assert row.put(0, "\u0301a", PLAIN) == 1
    assert row.texts == ["a", " ", " "]


@pytest.mark.parametrize("text", ["a", " ", "é", "─", "█", "…", "Я", "✓"])
def test_terminals_agree_on_narrow_characters(text: str) -> None:
    assert is_sure(text)


@pytest.mark.parametrize("text", ["漢", "\U0001f600", "e\u0301", "", "\u0301", "\u200d"])
def test_terminals_do_not_agree_on_others(text: str) -> None:
    assert not is_sure(text)
    row = Row(3)
    assert row.is_sure()
    row.texts[0] = text
    assert row.is_sure() == (text == "")

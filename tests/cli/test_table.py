"""Tables: straight, as wide as there is room, and what must be whole is whole."""

from __future__ import annotations

import pytest

from drilltui.cli.cells import cells
from drilltui.cli.table import Column, table

NAMES = Column("NAME", ["a-rather-long-name", "b"], least=6)
IDS = Column("ID", ["1234-5678", "9abc-def0"])
COUNT = Column("COUNT", ["1", "22"], dispensable=1)
AGE = Column("AGE", ["3 d", "-"], dispensable=2)


def test_columns_are_as_wide_as_their_widest_text() -> None:
    assert table((NAMES, IDS), None) == (
        "NAME                ID",
        "a-rather-long-name  1234-5678",
        "b                   9abc-def0",
    )


def test_where_room_is_short_the_least_needed_column_goes_first() -> None:
    columns = (NAMES, COUNT, AGE, IDS)
    assert table(columns, 41)[0] == "NAME                COUNT  AGE  ID"
    assert table(columns, 40)[0] == "NAME                COUNT  ID"
    assert table(columns, 35)[0] == "NAME                ID"


def test_then_what_may_be_cut_is_cut_and_says_so() -> None:
    assert table((NAMES, IDS), 20) == (
        "NAME       ID",
        "a-rathe..  1234-5678",
        "b          9abc-def0",
    )


def test_what_must_be_whole_is_whole_even_where_there_is_no_room() -> None:
    assert table((NAMES, IDS), 5)[1] == "a-ra..  1234-5678"


def test_the_widest_is_cut_first() -> None:
    long, longer = Column("A", ["x" * 10], least=4), Column("B", ["y" * 14], least=4)
    assert table((long, longer), 18)[1] == "xxxxxx..  yyyyyy.."


@pytest.mark.parametrize(
    ("text", "width"), [("abc", 3), ("数据", 4), ("e\u0301", 1), ("", 0), ("ﬀ", 1)]
)
def test_wide_characters_take_two_cells_and_marks_none(text: str, width: int) -> None:
    assert cells(text) == width


def test_a_wide_character_is_not_cut_in_half() -> None:
    column = Column("N", ["数据库保护", "b"], least=3)
    cut = [table((column, IDS), width)[1].split("  ")[0] for width in range(16, 22)]
    assert cut == ["数..", "数据..", "数据..", "数据库..", "数据库..", "数据库保护"]


def test_what_a_terminal_would_obey_is_shown_as_a_question_mark() -> None:
    assert table((Column("N", ["a\x1b[2Jb\u202ec"]),), None) == ("N", "a?[2Jb?c")

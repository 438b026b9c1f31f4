from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from drilltui.ui.line import Line, Role, Span, line
from drilltui.ui.widgets.wrapping import shortened, wrap
from tests.ui.widgets.texts import lines


def texts(rows: list[Line]) -> list[str]:
    return [row.plain for row in rows]


def test_breaks_at_blanks_and_keeps_the_indent() -> None:
    assert texts(wrap(line("  one two three"), 9)) == ["  one two", "  three"]
    assert texts(wrap(line("1 one two three"), 9, indent=2)) == ["1 one two", "  three"]


def test_a_word_made_of_two_roles_is_one_word() -> None:
    rows = wrap(line("see ", ("pg", Role.STRONG), "-payments"), 8)
    assert texts(rows) == ["see", "pg-payme", "nts"]
    assert rows[1].spans[0] == Span("pg", Role.STRONG)


def test_a_line_that_fits_is_left_alone() -> None:
    whole = line("one  two ", ("x", Role.OK))
    assert wrap(whole, 10) == [whole]
    assert wrap(Line(), 10) == [Line()]


def test_a_long_word_is_broken_where_the_row_ends() -> None:
    assert texts(wrap(line("  abcdefghij"), 6)) == ["  abcd", "  efgh", "  ij"]
    assert texts(wrap(line("漢字漢字"), 5)) == ["漢字", "漢字"]


@given(lines, st.integers(2, 20))
def test_nothing_but_blanks_is_lost_and_every_row_fits(whole: Line, width: int) -> None:
    rows = wrap(whole, width)
    assert all(cell_len(row.plain) <= width for row in rows)
    assert "".join(texts(rows)).replace(" ", "") == whole.plain.replace(" ", "")
    roles = [(c, span.role) for span in whole.spans for c in span.text if c != " "]
    assert [(c, s.role) for row in rows for s in row.spans for c in s.text if c != " "] == roles


def test_chinese_breaks_between_characters_and_not_before_a_mark_that_closes() -> None:
    said = line("请输入VPC名称（必填），然后按Enter。")
    rows = texts(wrap(said, 12))
    assert rows == ["请输入VPC名", "称（必填），", "然后按", "Enter。"]


def test_a_row_does_not_end_with_a_mark_that_opens() -> None:
    assert texts(wrap(line("演练（已完成）"), 6)) == ["演练", "（已完", "成）"]


@given(lines, st.integers(6, 40))
def test_what_is_shortened_keeps_to_its_cells_and_says_that_it_goes_on(
    whole: Line, width: int
) -> None:
    kept = shortened(whole, width).plain
    assert cell_len(kept) <= width
    assert kept.endswith(" ...")


def test_chinese_is_shortened_between_its_signs() -> None:
    assert shortened(line("选择一个保护组"), 12).plain == "选择一个 ..."
    assert shortened(line("Choose a group"), 12).plain == "Choose a ..."

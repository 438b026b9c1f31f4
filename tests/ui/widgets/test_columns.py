from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from drilltui.domain.plain_text import plain
from drilltui.ui.line import Role, Span, line
from drilltui.ui.widgets.columns import GAP, Column, Place, arrange, cell_spans, heading, joined
from tests.ui.widgets.texts import lines

COLUMNS = (
    Column("NAME", 20, share=3),
    Column("STATE", 12),
    Column("SYNC", 4, align="right"),
    Column("INST", 4, align="right", priority=1),
    Column("LAST DRILL", 11, priority=2),
    Column("READY", 16, share=1, most=20),
)
LEAST = 20 + 12 + 4 + 4 + 11 + 16 + 5 * GAP


def kept(width: int) -> list[int]:
    return [place.number for place in arrange(COLUMNS, width)]


def widths(width: int) -> list[int]:
    return [place.width for place in arrange(COLUMNS, width)]


def test_all_columns_at_their_least_width_when_they_just_fit() -> None:
    assert widths(LEAST) == [column.width for column in COLUMNS]


def test_columns_go_by_priority_when_it_is_narrow() -> None:
    assert kept(LEAST - 1) == [0, 1, 2, 3, 5]
    assert kept(LEAST - 11 - GAP - 1) == [0, 1, 2, 5]
    assert kept(5) == [0, 1, 2, 5]


def test_among_equals_the_right_one_goes_first() -> None:
    columns = (Column("A", 5), Column("B", 5, priority=1), Column("C", 5, priority=1))
    assert [place.number for place in arrange(columns, 13)] == [0, 1]


def test_what_is_left_over_is_shared_out_up_to_the_most() -> None:
    assert widths(LEAST + 8) == [26, 12, 4, 4, 11, 18]
    assert widths(LEAST + 40) == [56, 12, 4, 4, 11, 20]


def test_without_shares_columns_keep_their_width() -> None:
    assert [p.width for p in arrange((Column("A", 3), Column("B", 2)), 40)] == [3, 2]
    assert arrange((), 40) == ()


@given(
    st.lists(
        st.builds(
            Column,
            st.just("T"),
            st.integers(1, 20),
            share=st.integers(0, 4),
            priority=st.integers(0, 3),
            most=st.sampled_from([0, 20, 30]),
        ),
        max_size=6,
    ),
    st.integers(0, 150),
)
def test_columns_never_overlap_the_edge_unless_they_must(columns: list[Column], width: int) -> None:
    places = arrange(columns, width)
    total = sum(p.width for p in places) + GAP * max(0, len(places) - 1)
    essential = [n for n, c in enumerate(columns) if c.priority == 0]
    assert set(essential) <= {p.number for p in places}
    assert all(p.width >= columns[p.number].width for p in places)
    assert total <= width or {p.number for p in places} == set(essential)
    if any(columns[p.number].share and not columns[p.number].most for p in places):
        assert total >= width


@given(
    st.one_of(lines, st.text(max_size=8)), st.integers(1, 12), st.sampled_from(["left", "right"])
)
def test_a_cell_fills_its_column_exactly(cell: object, width: int, align: str) -> None:
    spans = cell_spans(cell, Place(0, width, align))  # type: ignore[arg-type]
    assert sum(cell_len(plain(span.text)) for span in spans) == width


def test_cut_cells_say_so_and_numbers_stand_right() -> None:
    def shown(text: str, width: int, align: str = "left") -> str:
        spans = cell_spans(Span(text, Role.OK), Place(0, width, align))  # type: ignore[arg-type]
        return "".join(span.text for span in spans)

    assert shown("pg-payments", 5) == "pg-p~"
    assert shown("pg", 5) == "pg   "
    assert shown("63", 4, "right") == "  63"
    assert shown("漢字", 3) == "漢~"
    assert shown("漢字x", 4) == "漢 ~"


def test_a_cell_of_several_roles_keeps_them_when_cut() -> None:
    spans = cell_spans(line(("ab", Role.OK), ("cdef", Role.STOP)), Place(0, 4, "left"))
    assert spans == (Span("ab", Role.OK), Span("c~", Role.STOP))


def test_titles_stand_over_their_columns() -> None:
    titles = heading(COLUMNS[:3], arrange(COLUMNS[:3], 40))
    assert "".join(span.text for span in titles) == "NAME                  STATE         SYNC"


def test_an_empty_first_part_still_has_its_gap() -> None:
    assert "".join(span.text for span in joined([(), (Span("x"),)])) == "  x"

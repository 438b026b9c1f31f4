from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from rich.control import Control
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip

from drilltui.ui.line import Line, Role, line
from drilltui.ui.theme import draw
from drilltui.ui.widgets.cells import Cell, cells, changed_regions, changed_runs, joined
from tests.ui.widgets.texts import lines

WIDTH = 12


def runs(old: str, new: str, join: int = 0) -> list[tuple[int, int]]:
    return changed_runs(draw(line(old), WIDTH), draw(line(new), WIDTH), join=join)


def test_a_tick_is_its_own_cells() -> None:
    assert runs("took 1:09", "took 1:10") == [(7, 9)]


def test_near_runs_are_joined_because_moving_costs_more() -> None:
    assert runs("a....b", "x....y") == [(0, 1), (5, 6)]
    assert runs("a....b", "x....y", join=4) == [(0, 6)]
    assert runs("a....b", "x....y", join=3) == [(0, 1), (5, 6)]


def test_a_change_of_role_alone_is_a_change() -> None:
    old, new = draw(line("ab", ("c", Role.OK)), 4), draw(line("ab", ("c", Role.STOP)), 4)
    assert changed_runs(old, new) == [(2, 3)]


def test_both_halves_of_a_wide_character_change_together() -> None:
    assert runs("漢x", "ab") == [(0, 3)]
    assert runs("漢x", "字x") == [(0, 2)]


def test_a_combining_mark_belongs_to_the_cell_before() -> None:
    assert cells(Strip([Segment("e\u0301x")])) == [("e\u0301", None), ("x", None)]


def test_a_mark_in_a_piece_of_its_own_joins_the_cell_before_and_a_control_is_no_cell() -> None:
    strip = Strip([Segment("e"), Segment("\u0301x"), Control.home().segment])
    assert cells(strip) == [("e\u0301", None), ("x", None)]


def test_style_null_is_no_style() -> None:
    assert cells(Strip([Segment("a", Style())])) == [("a", None)]


def test_rows_that_come_or_go_are_repainted() -> None:
    one, two = draw(line("one"), 5), draw(line("two"), 5)
    assert changed_regions([one], [one, two]) == [Region(0, 1, 3, 1)]
    assert changed_regions([one, two], [one]) == [Region(0, 1, 3, 1)]
    assert changed_regions([one, two], [one, two]) == []


@given(st.lists(lines, max_size=4), st.lists(lines, max_size=4), st.integers(1, 20))
def test_the_old_picture_and_the_regions_give_the_new_picture(
    old: list[Line], new: list[Line], width: int
) -> None:
    before = [draw(row, width) for row in old]
    after = [draw(row, width) for row in new]
    blank: list[Cell] = [(" ", None)] * width
    height = max(len(old), len(new))
    wanted = [cells(row) for row in after] + [blank] * (height - len(after))
    shown = [cells(row) for row in before] + [blank.copy() for _ in range(height - len(before))]
    for x, y, run, _ in changed_regions(before, after):
        assert wanted[y][x][0], "a run begins in the middle of a wide character"
        assert x + run == width or wanted[y][x + run][0], "a run ends in the middle of one"
        shown[y][x : x + run] = wanted[y][x : x + run]
    assert shown == wanted


@given(st.sets(st.integers(0, 40)), st.integers(0, 8))
def test_runs_cover_every_place_and_end_where_a_gap_is_wide(places: set[int], join: int) -> None:
    result = joined(sorted(places), join)
    covered = {x for start, end in result for x in range(start, end)}
    assert places <= covered
    assert all(start in places and end - 1 in places for start, end in result)
    assert all(after[0] - before[1] > join for before, after in pairwise(result))

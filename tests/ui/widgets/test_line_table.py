from __future__ import annotations

from collections.abc import Sequence

from textual import events

from drilltui.ui.line import Role, Span, line
from drilltui.ui.theme import CURSOR, PARKED
from drilltui.ui.widgets.line_table import Cell, Column, LineTable
from drilltui.ui.widgets.sheet import Sheet
from tests.ui.widgets.stage import Stage, wheel

SIZE = (40, 9)
"""Eight rows below the header."""
COLUMNS = (Column("NAME", 10, share=1), Column("SYNC", 4, align="right"))


def table() -> LineTable:
    return LineTable(COLUMNS, empty=[line("nothing here"), line("press n")])


def keys(count: int) -> list[str]:
    return [f"pg-{n}" for n in range(count)]


def fill(widget: LineTable, names: Sequence[str], sync: str = "100") -> None:
    widget.set_rows(names, lambda n: (names[n], Span(sync, Role.OK)))


def highlighted(stage: Stage) -> list[str | None]:
    return [m.key for m in stage.heard if isinstance(m, LineTable.Highlighted)]


async def test_rows_header_and_cursor_are_drawn() -> None:
    widget = table()
    fill(widget, keys(3))
    stage = Stage(widget)
    async with stage.run_test(size=SIZE):
        assert stage.row(0) == "   NAME" + " " * 27 + "  SYNC"
        assert stage.row(1) == " > pg-0" + " " * 27 + "   100"
        assert stage.row(2) == "   pg-1" + " " * 27 + "   100"
        assert stage.row(4) == ""


async def test_an_empty_table_says_why() -> None:
    widget = table()
    stage = Stage(widget)
    async with stage.run_test(size=SIZE) as pilot:
        assert [stage.row(1), stage.row(2)] == ["nothing here", "press n"]
        await pilot.press("down", "enter", "end", "pageup")
        assert stage.heard == []
        assert widget.cursor_key is None
        widget.set_empty([line("still nothing")])
        await pilot.pause()
        assert stage.row(1) == "still nothing"


async def test_only_visible_rows_are_formatted() -> None:
    asked: list[int] = []

    def cells(n: int) -> Sequence[Cell]:
        asked.append(n)
        return (f"pg-{n}", "1")

    widget = table()
    stage = Stage(widget)
    async with stage.run_test(size=SIZE) as pilot:
        widget.set_rows(keys(10_000), cells)
        await pilot.press("end")
        assert stage.row(8).startswith(" > pg-9999")
        assert set(asked) <= {*range(8), *range(9992, 10_000)}


async def test_a_cursor_move_repaints_marks_and_names_of_two_rows() -> None:
    widget = table()
    fill(widget, keys(5))
    stage = Stage(widget)
    async with stage.run_test(size=SIZE) as pilot:
        await stage.settle(pilot)
        await pilot.press("down")
        assert stage.painted == [(1, 1, 34), (2, 1, 34)]
        assert stage.row(2).startswith(" > pg-1")
        assert highlighted(stage)[-1] == "pg-1"


async def test_all_the_usual_keys_move() -> None:
    widget = table()
    fill(widget, keys(50))
    stage = Stage(widget)
    async with stage.run_test(size=SIZE) as pilot:
        for key, cursor in [
            ("j", 1), ("down", 2), ("k", 1), ("up", 0), ("up", 0), ("G", 49), ("down", 49),
            ("g", 0), ("end", 49), ("home", 0), ("pagedown", 7), ("pageup", 0),
        ]:  # fmt: skip
            await pilot.press(key)
            assert widget.cursor == cursor, key


async def test_the_list_moves_by_a_quarter_when_the_cursor_passes_its_edge() -> None:
    widget = table()
    fill(widget, keys(50))
    stage = Stage(widget)
    async with stage.run_test(size=SIZE) as pilot:
        await pilot.press(*["down"] * 7)
        assert stage.row(1).startswith("   pg-0")
        await pilot.press("down")
        assert stage.row(1).startswith("   pg-2")
        assert stage.row(7).startswith(" > pg-8")
        await pilot.press(*["up"] * 7)
        assert stage.row(2).startswith(" > pg-1")
        assert stage.row(1).startswith("   pg-0")


async def test_enter_chooses_the_row_under_the_cursor() -> None:
    widget = table()
    fill(widget, keys(5))
    stage = Stage(widget)
    async with stage.run_test(size=SIZE) as pilot:
        await pilot.press("down", "enter")
        chosen = stage.heard[-1]
        assert isinstance(chosen, LineTable.Chosen)
        assert (chosen.table, chosen.key) == (widget, "pg-1")


async def test_the_cursor_stays_on_its_key_and_on_its_line_of_the_screen() -> None:
    widget = table()
    fill(widget, keys(50))
    stage = Stage(widget)
    async with stage.run_test(size=SIZE) as pilot:
        widget.move_to("pg-20")
        await pilot.pause()
        line_before = next(y for y in range(9) if ">" in stage.row(y))
        heard = len(stage.heard)
        for names in (["new-a", *keys(50)], keys(50)[7:], ["new-a", "new-b", "new-c", *keys(50)]):
            fill(widget, names)
            await pilot.pause()
            assert widget.cursor_key == "pg-20"
            assert stage.row(line_before).startswith(" > pg-20")
        assert len(stage.heard) == heard


async def test_when_the_key_is_gone_the_next_row_comes_under_the_cursor() -> None:
    widget = table()
    fill(widget, keys(5))
    stage = Stage(widget)
    async with stage.run_test(size=SIZE) as pilot:
        await pilot.press("down")
        fill(widget, ["pg-0", "pg-2", "pg-3"])
        await pilot.pause()
        assert widget.cursor_key == "pg-2"
        fill(widget, ["pg-0"])
        await pilot.pause()
        assert widget.cursor_key == "pg-0"
        fill(widget, [])
        await pilot.pause()
        assert highlighted(stage)[-3:] == ["pg-2", "pg-0", None]


async def test_one_changed_cell_repaints_that_cell() -> None:
    widget = table()
    fill(widget, keys(5))
    stage = Stage(widget)
    async with stage.run_test(size=SIZE) as pilot:
        await stage.settle(pilot)
        widget.set_cells(lambda n: (f"pg-{n}", Span("63" if n == 3 else "100", Role.OK)))
        await pilot.pause()
        assert stage.painted == [(4, 37, 40)]
        assert stage.row(4).endswith("  63")


async def test_move_to_tells_whether_the_row_is_there() -> None:
    widget = table()
    fill(widget, keys(5))
    stage = Stage(widget)
    async with stage.run_test(size=SIZE):
        assert widget.move_to("pg-4")
        assert not widget.move_to("pg-9")
        assert widget.cursor_key == "pg-4"


async def test_without_the_keys_the_cursor_is_still_marked() -> None:
    widget = table()
    fill(widget, keys(2))
    stage = Stage(widget, Sheet([line("x")], scrolls=True))
    async with stage.run_test(size=SIZE) as pilot:

        def name_style() -> object:
            return next(s.style for s in stage.strips()[1] if "pg-0" in s.text)

        assert name_style() == CURSOR
        await pilot.press("tab")
        assert name_style() == PARKED
        assert stage.row(1).startswith(" > pg-0")


async def test_a_narrow_terminal_drops_columns_and_a_wide_one_grows_names() -> None:
    widget = LineTable(
        (Column("NAME", 10, share=1), Column("AZ", 12, priority=1), Column("SYNC", 4)),
        header=False,
    )
    widget.set_rows(["k"], lambda n: ("pg", "eu-demo-1a", "100"))
    stage = Stage(widget)
    async with stage.run_test(size=(33, 3)) as pilot:
        assert stage.row(0) == " > pg          eu-demo-1a    100"
        await pilot.resize_terminal(32, 3)
        await pilot.pause()
        assert stage.row(0) == " > pg" + " " * 23 + "100"
        await pilot.resize_terminal(8, 3)
        await pilot.pause()
        assert stage.row(0) == " > pg"


async def test_hostile_names_are_shown_and_obeyed_by_nobody() -> None:
    widget = table()
    names = ["[red]\x1b[2J", "漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字"]
    fill(widget, names)
    stage = Stage(widget)
    async with stage.run_test(size=SIZE):
        assert stage.row(1).startswith(" > [red]?[2J")
        assert stage.strips()[2].cell_length == 40
        assert stage.row(2).endswith("~   100")


async def test_click_moves_the_cursor_and_a_second_one_chooses() -> None:
    widget = table()
    fill(widget, keys(5))
    stage = Stage(widget)
    async with stage.run_test(size=SIZE) as pilot:
        await pilot.click(widget, offset=(5, 3))
        assert widget.cursor_key == "pg-2"
        await pilot.click(widget, offset=(5, 0))
        await pilot.click(widget, offset=(5, 7))
        assert widget.cursor_key == "pg-2"
        await pilot.double_click(widget, offset=(5, 4))
        assert isinstance(stage.heard[-1], LineTable.Chosen)
        assert stage.heard[-1].key == "pg-3"


async def test_the_wheel_moves_the_cursor() -> None:
    widget = table()
    fill(widget, keys(9))
    stage = Stage(widget)
    async with stage.run_test(size=SIZE) as pilot:
        widget.post_message(wheel(events.MouseScrollDown, widget))
        await pilot.pause()
        assert widget.cursor_key == "pg-3"
        widget.post_message(wheel(events.MouseScrollUp, widget))
        await pilot.pause()
        assert widget.cursor_key == "pg-0"


async def test_height_auto_is_header_and_rows_or_what_is_said_instead() -> None:
    widget = table()
    widget.styles.height = "auto"
    stage = Stage(widget)
    async with stage.run_test(size=SIZE) as pilot:
        assert widget.size.height == 3
        widget.set_empty([line("one line")])
        await pilot.pause()
        assert widget.size.height == 2
        fill(widget, keys(5))
        await pilot.pause()
        assert widget.size.height == 6
        assert list(widget.keys) == keys(5)
        assert stage.row(5).startswith("   pg-4")


async def test_a_long_reason_for_an_empty_table_is_broken_at_words_and_keeps_its_indent() -> None:
    reason = "the reason is much longer than this table is wide"
    stage = Stage(LineTable(COLUMNS, empty=[line(f"   {reason}")]))
    async with stage.run_test(size=(30, 6)) as pilot:
        await stage.settle(pilot)
        rows = [stage.row(y) for y in range(1, 4)]
        assert " ".join(rows).split() == reason.split()
        assert all(row.startswith("   ") for row in rows if row)

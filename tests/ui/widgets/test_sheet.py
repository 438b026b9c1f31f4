from __future__ import annotations

import pytest
from textual import events
from textual._compositor import ReflowResult
from textual.geometry import Size
from textual.widget import Widget

from drilltui.ui.line import Line, Role, line
from drilltui.ui.widgets.job_line import JobLine
from drilltui.ui.widgets.sheet import Sheet
from tests.ui.widgets.stage import Stage, wheel

SIZE = (40, 10)


def numbered(count: int) -> list[Line]:
    return [line(f"row {n}") for n in range(count)]


async def test_a_tick_repaints_only_the_cells_that_changed() -> None:
    sheet = Sheet([line("a"), line(("RUNNING", Role.BUSY), "  1:09   seen 3 s ago")])
    stage = Stage(Sheet([line("above")]), sheet)
    async with stage.run_test(size=SIZE) as pilot:
        await stage.settle(pilot)
        sheet.show([line("a"), line(("RUNNING", Role.BUSY), "  1:10   seen 3 s ago")])
        await pilot.pause()
        assert stage.painted == [(2, 11, 13)]
        assert stage.row(2) == "RUNNING  1:10   seen 3 s ago"


async def test_equal_lines_repaint_nothing() -> None:
    sheet = Sheet(numbered(3))
    stage = Stage(sheet)
    async with stage.run_test(size=SIZE) as pilot:
        await stage.settle(pilot)
        sheet.show(numbered(3))
        await pilot.pause()
        assert stage.painted == []


async def test_lines_that_look_the_same_repaint_nothing() -> None:
    sheet = Sheet([line("ab")])
    stage = Stage(sheet)
    async with stage.run_test(size=SIZE) as pilot:
        await stage.settle(pilot)
        sheet.show([line("a", "b  ")])
        await pilot.pause()
        assert stage.painted == []
        assert sheet.lines == (line("a", "b  "),)


async def test_no_layout_while_the_number_of_lines_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = Sheet(numbered(3))
    stage = Stage(sheet, Sheet([line("below")]))
    async with stage.run_test(size=SIZE) as pilot:
        await stage.settle(pilot)
        layouts: list[str] = []
        reflow = stage.screen._compositor.reflow

        def noted(parent: Widget, size: Size) -> ReflowResult:
            layouts.append("layout")
            return reflow(parent, size)

        monkeypatch.setattr(stage.screen._compositor, "reflow", noted)
        sheet.show([line("x"), *numbered(2)])
        await pilot.pause()
        assert layouts == []
        sheet.show(numbered(5))
        await pilot.pause()
        assert layouts
        assert sheet.size.height == 5
        assert stage.row(5) == "below"
        sheet.show(numbered(1))
        await pilot.pause()
        assert [stage.row(y) for y in range(3)] == ["row 0", "below", ""]


async def test_what_was_shown_before_the_first_paint_is_what_is_painted() -> None:
    sheet = Sheet(numbered(1))
    sheet.show([line("late")])
    stage = Stage(sheet)
    async with stage.run_test(size=SIZE):
        assert stage.row(0) == "late"


async def test_a_narrower_terminal_cuts_by_cells() -> None:
    sheet = Sheet([line("abc漢字")])
    stage = Stage(sheet)
    async with stage.run_test(size=SIZE) as pilot:
        await pilot.resize_terminal(6, 5)
        await pilot.pause()
        assert stage.strips()[0].text == "abc漢 "


async def test_wrapping_sheet_is_as_high_as_its_rows() -> None:
    sheet = Sheet([line("one two three four")], wraps=True)
    stage = Stage(sheet)
    async with stage.run_test(size=(9, 6)) as pilot:
        assert sheet.size.height == 3
        assert [stage.row(y) for y in range(3)] == ["one two", "three", "four"]
        await pilot.resize_terminal(30, 6)
        await pilot.pause()
        assert sheet.size.height == 1


async def test_a_focusable_sheet_scrolls_by_keys_and_stops_at_its_ends() -> None:
    sheet = Sheet(numbered(25), scrolls=True)
    sheet.styles.height = "1fr"
    stage = Stage(sheet)
    async with stage.run_test(size=SIZE) as pilot:
        await pilot.press("up")
        assert stage.heard == []
        await pilot.press("down", "j")
        assert stage.row(0) == "row 2"
        await pilot.press("pagedown")
        assert stage.row(0) == "row 11"
        await pilot.press("G", "down")
        assert (stage.row(0), stage.row(9)) == ("row 15", "row 24")
        await pilot.press("pageup", "k")
        assert stage.row(0) == "row 5"
        await pilot.press("g")
        assert stage.row(0) == "row 0"
        heard = [m for m in stage.heard if isinstance(m, Sheet.Scrolled)]
        assert [(m.top, m.height, m.total) for m in heard[:3]] == [
            (1, 10, 25),
            (2, 10, 25),
            (11, 10, 25),
        ]


async def test_fewer_lines_pull_a_scrolled_sheet_back() -> None:
    sheet = Sheet(numbered(25), scrolls=True)
    sheet.styles.height = "1fr"
    stage = Stage(sheet)
    async with stage.run_test(size=SIZE) as pilot:
        await pilot.press("end")
        sheet.show(numbered(12))
        await pilot.pause()
        assert (stage.row(0), stage.row(9)) == ("row 2", "row 11")
        assert sheet.top == 2


async def test_job_line_keeps_its_row_when_there_is_no_job() -> None:
    job = JobLine()
    stage = Stage(job, Sheet([line("below")]))
    async with stage.run_test(size=SIZE) as pilot:
        assert (stage.row(0), stage.row(1)) == ("", "below")
        await stage.settle(pilot)
        job.show_job(line("drill-1"))
        await pilot.pause()
        assert (stage.row(0), stage.row(1)) == ("drill-1", "below")
        assert stage.painted == [(0, 0, 7)]
        job.show_job(None)
        await pilot.pause()
        assert stage.row(0) == ""


async def test_no_color_leaves_attributes_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    stage = Stage(Sheet([line(("stop", Role.STOP))]))
    async with stage.run_test(size=SIZE):
        style = next(iter(stage.strips()[0])).style
        assert style is not None
        assert (style.bold, style.underline) == (True, True)
        assert style.color is None or style.color.is_default


async def test_a_hidden_wrapping_sheet_has_its_right_height_when_it_appears() -> None:
    sheet = Sheet([line("short")], wraps=True)
    sheet.display = False
    stage = Stage(sheet)
    async with stage.run_test(size=(9, 6)) as pilot:
        sheet.show([line("one two three four")])
        await pilot.pause()
        sheet.display = True
        await pilot.pause()
        assert sheet.size.height == 3
        sheet.show([line("one")])
        await pilot.pause()
        assert sheet.size.height == 1


async def test_the_wheel_moves_a_focusable_sheet_only() -> None:
    still, moving = Sheet(numbered(9)), Sheet(numbered(9), scrolls=True)
    still.styles.height = moving.styles.height = 4
    stage = Stage(still, moving)
    async with stage.run_test(size=SIZE) as pilot:
        for sheet in (still, moving):
            sheet.post_message(wheel(events.MouseScrollDown, sheet))
            await pilot.pause()
        assert (still.top, moving.top) == (0, 3)
        moving.post_message(wheel(events.MouseScrollUp, moving))
        await pilot.pause()
        assert moving.top == 0


async def test_width_auto_is_the_longest_line() -> None:
    sheet = Sheet([line("a"), line("漢字x")])
    sheet.styles.width = "auto"
    stage = Stage(sheet)
    async with stage.run_test(size=SIZE):
        assert sheet.size.width == 5


async def test_a_taller_terminal_shows_lines_above_instead_of_blanks_below() -> None:
    sheet = Sheet(numbered(25), scrolls=True)
    sheet.styles.height = "1fr"
    stage = Stage(sheet)
    async with stage.run_test(size=SIZE) as pilot:
        await pilot.press("end")
        await pilot.resize_terminal(40, 20)
        await pilot.pause()
        assert (stage.row(0), stage.row(19)) == ("row 5", "row 24")

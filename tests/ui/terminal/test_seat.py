from __future__ import annotations

import pytest
from textual.app import ComposeResult
from textual.filter import Monochrome, NoColor
from textual.widgets import Static

from drilltui.ui.terminal.driver import SafeDriver
from drilltui.ui.terminal.filters import AsciiOnly, Colourless, NoControls
from drilltui.ui.terminal.seat import JumpHostApp


class Sign(JumpHostApp[None]):
    def compose(self) -> ComposeResult:
        yield Static("─ \x1b[2J é", markup=False)


async def test_what_a_widget_shows_is_filtered() -> None:
    app = Sign(ascii_only=True)
    async with app.run_test(size=(20, 2)):
        (strip, *_) = app.screen._compositor.render_strips()
        assert strip.text.rstrip() == "- [2J ?"


def test_filters_come_behind_textuals_own() -> None:
    kinds = [type(line_filter) for line_filter in Sign().get_line_filters()]
    assert kinds[-1] is NoControls
    assert AsciiOnly not in kinds
    kinds = [type(line_filter) for line_filter in Sign(ascii_only=True).get_line_filters()]
    assert kinds[-2:] == [NoControls, AsciiOnly]


def test_the_filters_stay_the_same_objects_for_textuals_cache() -> None:
    app = Sign(ascii_only=True)
    assert app.get_line_filters()[-2:] == app.get_line_filters()[-2:]


def test_without_colour_there_is_no_grey_either(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    filters = Sign().get_line_filters()
    assert any(isinstance(line_filter, Colourless) for line_filter in filters)
    assert not any(isinstance(line_filter, Monochrome | NoColor) for line_filter in filters)


def test_it_uses_the_safe_driver() -> None:
    assert Sign().driver_class is SafeDriver


@pytest.mark.parametrize("status", [0, 3, 129])
async def test_the_exit_status_is_what_it_left_with(status: int) -> None:
    app = Sign()
    async with app.run_test():
        app.exit(return_code=status)
    assert app.exit_status == status


def test_an_end_without_leaving_is_a_failure() -> None:
    assert Sign().exit_status == 5


async def test_without_a_terminal_nothing_is_copied_and_nothing_fails() -> None:
    app = Sign()
    async with app.run_test():
        app.set_mouse(True)
        app.action_repaint()
        app.copy_to_clipboard("name")
        assert app.copy_text("name") == "There is no terminal to copy to."

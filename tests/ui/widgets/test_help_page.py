from __future__ import annotations

import pytest
from rich.cells import cell_len
from textual.app import App

from drilltui.ui.desk import Desk
from drilltui.ui.keys import SCOPES, keys_on
from drilltui.ui.line import Line
from drilltui.ui.screens.help import Help, help_lines
from drilltui.ui.widgets.sheet import Sheet


def text_of(rows: list[Line]) -> str:
    return "\n".join(row.plain for row in rows)


@pytest.mark.parametrize("scope", SCOPES)
@pytest.mark.parametrize("width", [60, 80, 120])
def test_every_key_of_the_screen_is_told_and_nothing_is_cut(scope: str, width: int) -> None:
    rows = help_lines(scope, live=False, width=width)
    assert max(cell_len(row.plain) for row in rows) <= width
    words = " ".join(text_of(rows).split())
    for entry in keys_on(scope):
        assert entry.tells in words
        assert entry.names in words


def test_long_sentences_go_on_below_themselves() -> None:
    rows = help_lines("groups", live=False, width=60)
    (begin,) = [n for n, row in enumerate(rows) if "Prepare a drill" in row.plain]
    assert rows[begin].plain.startswith("   n            Prepare a drill")
    assert rows[begin + 1].plain.startswith(" " * 16)
    assert rows[begin + 1].plain[16] != " "


def test_the_mode_is_explained_as_it_is() -> None:
    assert "nothing costs" in text_of(help_lines("drill", live=False, width=80))
    live = text_of(help_lines("drill", live=True, width=80))
    assert "change things there" in live
    assert "REHEARSAL" not in live
    assert "stops no cloud job" in live


@pytest.mark.parametrize("key", ["escape", "question_mark", "f1", "q"])
async def test_help_scrolls_and_goes_away(key: str) -> None:
    app: App[None] = App()
    async with app.run_test(size=(60, 12)) as pilot:
        below = app.screen
        app.push_screen(Help(Desk(live=False, source="smooth"), "groups"))
        await pilot.pause()
        sheet = app.screen.query_one("#keys", Sheet)
        assert sheet.size.height == 9
        await pilot.press("end")
        assert sheet.top == len(sheet.lines) - 9
        await pilot.press(key)
        assert app.screen is below

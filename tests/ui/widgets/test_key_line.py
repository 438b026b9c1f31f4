from __future__ import annotations

import pytest
from rich.cells import cell_len

from drilltui.ui.keys import SCOPES
from drilltui.ui.line import Role, line
from drilltui.ui.widgets.key_line import KeyLine, key_line
from tests.ui.widgets.stage import Stage


@pytest.mark.parametrize("scope", SCOPES)
@pytest.mark.parametrize("width", [20, 40, 60, 80, 120])
def test_the_line_fits_every_width(scope: str, width: int) -> None:
    assert cell_len(key_line(scope, width).plain) <= width


@pytest.mark.parametrize("scope", SCOPES)
def test_the_way_out_and_help_stay_when_it_is_narrow(scope: str) -> None:
    text = key_line(scope, 44).plain
    assert "leave" in text
    assert ("close" in text) if scope == "help" else ("keys" in text)


def test_groups_at_eighty() -> None:
    assert key_line("groups", 80).plain == (
        " Enter open  n new drill  d drills  / filter  r look now  y raw  ? keys  q leave"
    )


@pytest.mark.parametrize("scope", ["drill_form", "rename", "delete", "confirm"])
def test_no_plain_letter_is_offered_where_letters_are_typed(scope: str) -> None:
    names = [span.text for span in key_line(scope, 200).spans if span.role is Role.KEY]
    assert names
    assert all(len(name) > 1 for name in names)
    assert "F1" in names


def test_ids_limit_the_choice() -> None:
    assert key_line("groups", 80, ids=["app.leave"]).plain == " q leave"


async def test_a_message_stands_in_for_the_keys() -> None:
    keys = KeyLine("groups", ids=["drill.new"])
    stage = Stage(keys)
    async with stage.run_test(size=(60, 2)) as pilot:
        assert stage.row(0) == " n new drill"
        keys.say(line(" no drill now: the group is stopping"))
        await pilot.pause()
        assert stage.row(0) == " no drill now: the group is stopping"
        keys.say(None)
        keys.limit(["drill.new", "app.leave"])
        await pilot.pause()
        assert stage.row(0) == " n new drill  q leave"
        keys.limit(None)
        await pilot.pause()
        assert "drills" in stage.row(0)


def test_keys_that_cannot_do_anything_now_make_room_for_others() -> None:
    shown = key_line("drill", 60, idle={"work.read", "server.verified", "step.tick"}).plain
    assert "v works" not in shown
    assert "x fails" in shown
    assert "v works" in key_line("drill", 60).plain
    assert "x fails" not in key_line("drill", 60).plain

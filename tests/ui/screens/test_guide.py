"""The guide on the screens: below or beside them, whole with F2, away with x."""

from __future__ import annotations

import pytest

from drilltui.ui.widgets.guide_panel import GuidePanel
from tests.drive import rehearsal


async def test_where_no_runbook_is_followed_there_is_no_panel() -> None:
    async with rehearsal() as drive:
        assert not drive.app.screen.query(GuidePanel)


async def test_at_80_columns_the_guide_takes_three_lines_above_the_job_line() -> None:
    async with rehearsal((80, 24), runbook="first-drill") as drive:
        await drive.expect("Step 1 of 12")
        rows = drive.rows()

        assert rows[-5].startswith(" Step 1 of 12  Choose the group")
        assert rows[-4].startswith(" Cursor on pg-payments, then n.")
        assert "n new drill" in drive.key_line


async def test_at_120_columns_it_stands_beside_the_screen_which_is_laid_out_for_the_rest() -> None:
    async with rehearsal((120, 40), runbook="first-drill") as drive:
        await drive.expect("Step 1 of 12")
        panel = drive.app.screen.query_one(GuidePanel)

        assert (panel.region.x, panel.region.width) == (86, 34)
        assert not drive.app.screen.has_class("-wide")
        await drive.resize(160, 40)
        assert drive.app.screen.has_class("-wide")
        await drive.resize(80, 24)
        assert panel.region.height == 3


async def test_the_guide_takes_neither_focus_nor_keys() -> None:
    async with rehearsal(runbook="first-drill") as drive:
        await drive.expect("Step 1 of 12")
        await drive.choose_group("pg-payments")
        await drive.press("f")

        assert "preflight" in drive.banner


@pytest.mark.parametrize("keys", [("d",), ("@",), ("enter",), ("enter", "f")])
async def test_on_another_screen_it_says_how_to_get_back(keys: tuple[str, ...]) -> None:
    async with rehearsal(runbook="first-drill") as drive:
        await drive.move_to("pg-payments")
        await drive.press(*keys)

        assert f"Press {', then '.join(['Esc'] * len(keys))}." in drive.screen_text()


async def test_f2_offers_the_runbooks_and_enter_begins_one() -> None:
    async with rehearsal() as drive:
        await drive.press("f2")
        await drive.expect("No runbook is followed.")
        await drive.move_to("Clean")
        await drive.press("enter")

        await drive.expect("Step 1 of 5")


async def test_it_is_put_away_after_a_question_and_the_record_says_so() -> None:
    async with rehearsal(runbook="first-drill") as drive:
        await drive.press("f2")
        await drive.expect("0 of 12 steps done")
        await drive.press("x")
        await drive.expect("is not at its end")
        await drive.confirm()
        await drive.expect_gone("Step 1 of 12")

        assert (await drive.exercise()).said.runbook == ""
        assert not drive.app.screen.query(GuidePanel)


async def test_a_tick_asks_for_initials() -> None:
    async with rehearsal(runbook="first-drill") as drive:
        await drive.move_to("pg-payments")
        await drive.new_drill()
        await drive.press("f2", "t")
        await drive.expect("Initials")
        await drive.press("f5")
        await drive.expect("Who says so?")
        await drive.paste("op")
        await drive.press("f5")
        await drive.press("escape")

        await drive.expect("Step 3 of 12")

"""The guide on the screens: below or beside them, whole with F2, away with x."""

from __future__ import annotations

import pytest

from drilltui.guide.progress import Standing
from drilltui.ui.widgets.guide_panel import GuidePanel
from tests.drive import Drive, rehearsal


async def brief_said(drive: Drive) -> None:
    """The first step is done: what comes next is the group."""
    await drive.expect("Step 1 of 14")
    (record_id,) = await drive.journal.records()
    await drive.app.desk.session.saying.brief(record_id, {"objective": "it works"})
    await drive.expect("Step 2 of 14")


async def test_where_no_runbook_is_followed_there_is_no_panel() -> None:
    async with rehearsal() as drive:
        assert not drive.app.screen.query(GuidePanel)


async def test_at_80_columns_the_guide_takes_three_lines_above_the_job_line() -> None:
    async with rehearsal((80, 24), runbook="first-drill") as drive:
        await drive.expect("Step 1 of 14")
        rows = drive.rows()

        assert rows[-5].startswith(" Step 1 of 14  Say what it is for")
        assert rows[-4].startswith(" Press o.")
        await brief_said(drive)
        rows = drive.rows()
        assert rows[-5].startswith(" Step 2 of 14  Choose the group")
        assert rows[-4].startswith(" Cursor on pg-payments, then n.")
        assert "n new drill" in drive.key_line


async def test_at_120_columns_it_stands_beside_the_screen_which_is_laid_out_for_the_rest() -> None:
    async with rehearsal((120, 40), runbook="first-drill") as drive:
        await drive.expect("Step 1 of 14")
        panel = drive.app.screen.query_one(GuidePanel)

        assert (panel.region.x, panel.region.width) == (86, 34)
        assert not drive.app.screen.has_class("-wide")
        await drive.resize(160, 40)
        assert drive.app.screen.has_class("-wide")
        await drive.resize(80, 24)
        assert panel.region.height == 3


async def test_the_guide_takes_neither_focus_nor_keys() -> None:
    async with rehearsal(runbook="first-drill") as drive:
        await drive.expect("Step 1 of 14")
        await drive.choose_group("pg-payments")
        await drive.press("f")

        assert "preflight" in drive.banner


@pytest.mark.parametrize("keys", [("d",), ("@",), ("enter",), ("enter", "f")])
async def test_on_another_screen_it_says_how_to_get_back(keys: tuple[str, ...]) -> None:
    async with rehearsal(runbook="first-drill") as drive:
        await brief_said(drive)
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
        await drive.expect("0 of 14 steps done")
        await drive.press("x")
        await drive.expect("is not at its end")
        await drive.confirm()
        await drive.expect_gone("Step 1 of 14")

        assert (await drive.exercise()).said.runbook == ""
        assert not drive.app.screen.query(GuidePanel)


async def test_a_tick_asks_for_initials() -> None:
    async with rehearsal(runbook="first-drill") as drive:
        await brief_said(drive)
        await drive.move_to("pg-payments")
        await drive.new_drill()
        await drive.press("f2", "t")
        await drive.expect("Initials")
        await drive.press("f5")
        await drive.expect("Who says so?")
        await drive.paste("op")
        await drive.press("f5")
        await drive.press("escape")

        await drive.expect("Step 4 of 14")


async def test_a_step_that_is_not_needed_is_left_out_with_the_reason() -> None:
    async with rehearsal(runbook="first-drill") as drive:
        await drive.expect("Step 1 of 14")
        await drive.press("f2")
        await drive.expect("Not needed? Here t says so")
        await drive.press("t")
        await drive.expect("This records as not needed:")
        await drive.paste("op")
        await drive.press("f5")
        await drive.expect("Why is this step not needed?")
        await drive.press("tab")
        await drive.paste("only a try")
        await drive.press("f5", "escape")

        await drive.expect("Step 2 of 14")


async def test_who_knows_the_way_is_not_held_up_by_the_brief() -> None:
    async with rehearsal(runbook="first-drill") as drive:
        await drive.submit("pg-payments")

        progress = drive.app.desk.progress
        assert progress is not None
        assert progress.steps[0].standing is Standing.PASSED_OVER
        assert progress.current is not None
        assert progress.current.step.key == "servers-up"


async def test_the_whole_guide_stands_behind_a_tick_when_the_terminal_changes_its_size() -> None:
    async with rehearsal((120, 40)) as drive:
        await drive.press("f2")
        await drive.move_to("Clean")
        await drive.press("enter", "f2", "t")
        await drive.expect("Initials")
        await drive.resize(80, 24)
        await drive.press("escape")

        await drive.expect("0 of 5 steps done")

"""The guide on the screens: below or beside them, whole with F2, away with x."""

from __future__ import annotations

import pytest

from drilltui.domain.record import Event, Kind
from drilltui.guide.progress import Standing
from drilltui.ui.screens.groups import GroupsScreen
from drilltui.ui.widgets.guide_panel import GuidePanel
from tests.drive import Drive, rehearsal
from tests.guide.newcomer import Newcomer


async def test_where_no_runbook_is_followed_there_is_no_panel() -> None:
    async with rehearsal() as drive:
        assert not drive.app.screen.query(GuidePanel)


async def test_at_80_columns_the_guide_takes_three_lines_above_the_job_line() -> None:
    async with rehearsal((80, 24), runbook="first-drill") as drive:
        await drive.expect("Step 1 of 14")
        rows = drive.rows()

        assert rows[-5].startswith(" Step 1 of 14  Choose the group")
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
        await drive.expect("Step 1 of 14")
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
        await drive.expect("Step 1 of 14")
        await drive.move_to("pg-payments")
        await drive.new_drill()
        await drive.press("f2", "t")
        await drive.expect("Initials")
        await drive.press("f5")
        await drive.expect("Who says so?")
        await drive.paste("op")
        await drive.press("f5")
        await drive.press("escape")

        await drive.expect("Step 3 of 14")


async def to_the_list(drive: Drive) -> None:
    while not isinstance(drive.app.screen, GroupsScreen):
        await drive.press("escape")


async def two_open_records(drive: Drive) -> None:
    """Make a drill by the guide and one of another group beside it, and go back to the list."""
    await drive.run_drill("pg-payments")
    await drive.press("escape", "escape", "escape")
    await drive.run_drill("pg-crm")
    await to_the_list(drive)


def band(drive: Drive) -> str:
    region = drive.app.screen.query_one(GuidePanel).region
    return "\n".join(drive.rows()[region.y : region.bottom])


async def test_on_the_list_it_speaks_of_the_group_under_the_cursor_that_has_a_record() -> None:
    async with rehearsal((100, 30), runbook="first-drill") as drive:
        await two_open_records(drive)
        await drive.move_to("pg-payments")
        followed = band(drive)
        assert "pg-crm" not in followed

        await drive.move_to("pg-crm")
        await drive.expect(" pg-crm  Step ")
        await drive.press("enter")
        await drive.expect(" pg-crm  Step ")  # and on where one goes from there
        await drive.press("escape")
        await drive.move_to("pg-archive")  # without a record
        await drive.expect_gone(" pg-crm  Step ")
        assert band(drive) == followed


async def test_a_tick_goes_into_the_record_that_it_speaks_of() -> None:
    async with rehearsal((100, 30), runbook="first-drill") as drive:
        await two_open_records(drive)
        await drive.move_to("pg-crm")
        await drive.expect(" pg-crm  Step ")
        guiding = drive.app.desk.session.guiding
        other = drive.app.desk.progress
        assert other is not None
        await guiding.tick("preflight", done=True, initials="op")

        events = await drive.journal.read(other.exercise.record_id)
        assert events[-1].kind == Kind.STEP
        assert other.exercise.group_name == "pg-crm"
        assert guiding.record_id != other.exercise.record_id


async def test_the_journal_is_read_once_for_a_record_and_not_at_each_key() -> None:
    async with rehearsal((100, 30), runbook="first-drill") as drive:
        await two_open_records(drive)
        read: list[str] = []
        exercises = drive.app.desk.session.exercises
        events = exercises.events

        async def counting(record_id: str) -> tuple[Event, ...]:
            read.append(record_id)
            return await events(record_id)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(exercises, "events", counting)
            for _ in range(3):
                await drive.move_to("pg-crm")
                await drive.expect(" pg-crm  Step ")
                await drive.move_to("pg-payments")
                await drive.expect_gone(" pg-crm  Step ")

        assert len(read) == len(set(read)) <= 2


async def test_while_the_group_is_to_be_chosen_it_speaks_of_that() -> None:
    async with rehearsal((100, 30)) as drive:
        await drive.run_drill("pg-crm")
        await to_the_list(drive)
        await drive.app.desk.session.guiding.start("first-drill")
        await drive.move_to("pg-crm")

        await drive.expect("Step 1 of 14")
        assert "pg-crm  Step" not in drive.screen_text()


async def test_the_whole_guide_says_how_much_of_it_is_below() -> None:
    async with rehearsal((80, 24), runbook="first-drill") as drive:
        await drive.expect("Step 1 of 14")
        await drive.press("f2")
        await drive.expect("more lines, PgDn")
        await drive.press("end")
        await drive.expect_gone("more lines, PgDn")


async def test_a_step_that_is_not_needed_is_left_out_with_the_reason() -> None:
    async with rehearsal(runbook="standard-drill") as drive:
        await drive.expect("Step 1 of 13")
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

        await drive.expect("Step 2 of 13")


async def test_who_knows_the_way_is_not_held_up_by_the_brief() -> None:
    async with rehearsal(runbook="standard-drill") as drive:
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


ON_EACH = "In the list of servers, on each row that is open: v."
ELSEWHERE = "In the list of servers (Tab goes there), on each row that is open: v."


async def test_tab_is_spoken_of_only_where_the_keys_are_elsewhere() -> None:
    async with rehearsal((120, 40), runbook="first-drill") as drive:
        await Newcomer(drive).follow(until="servers")
        await drive.open_records()
        await drive.press("escape", "m", "enter")
        await drive.expect("VERIFIED")
        assert ON_EACH in said_beside(drive)
        await drive.press("tab")
        assert ELSEWHERE in said_beside(drive)
        await drive.press("tab")
        assert ON_EACH in said_beside(drive)


def said_beside(drive: Drive) -> str:
    """What the guide beside the screen says, in one line."""
    left = drive.app.screen.query_one(GuidePanel).region.x
    return " ".join(" ".join(row[left:] for row in drive.rows()).split())

"""The checklist of a record: what is due after the drill is ticked when the drill is gone."""

from __future__ import annotations

import pytest

from tests.drive import Drive, rehearsal

SIZES = [(80, 24), (120, 40)]


async def deleted(drive: Drive) -> None:
    """A drill was made and deleted, and its checklist is open."""
    await drive.run_and_delete("pg-payments")
    await drive.press("X", "t")
    await drive.expect("TO DO 0/")


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40"])
async def test_what_is_due_after_the_drill_is_ticked_when_it_is_gone(size: tuple[int, int]) -> None:
    async with rehearsal(size) as drive:
        await deleted(drive)
        await drive.press("end")  # what is due after the drill comes last
        await drive.press("t")
        await drive.expect("This records as done:")
        await drive.paste("nothing was opened")
        await drive.press("f5")

        await drive.expect("Recorded as done.")
        await drive.expect("TO DO 1/")
        await drive.press("end")
        assert "[x]" in drive.cursor_row
        tick = (await drive.exercise()).ticks["close-openings"]
        assert (tick.done, tick.remark) == (True, "nothing was opened")


async def test_a_tick_is_taken_back_and_enter_says_why_the_step_is_there() -> None:
    async with rehearsal() as drive:
        await deleted(drive)
        await drive.press("end")  # what is due after the drill comes last
        await drive.press("t", "f5")
        await drive.expect("TO DO 1/")
        await drive.press("end", "t")
        await drive.expect("This records as not done after all:")
        await drive.press("f5")
        await drive.expect("TO DO 0/")
        await drive.press("enter")

        await drive.expect("Rules for the jump host")


async def test_a_closed_record_takes_no_tick_and_says_so() -> None:
    async with rehearsal() as drive:
        await deleted(drive)
        await drive.press("escape", "C")
        await drive.expect_gone("Looking at everything")
        await drive.press("z", "end", "enter")
        await drive.paste("its VPC is kept for a look")
        await drive.press("f5", "f5")
        await drive.expect("the record is closed")
        await drive.press("escape", "t")
        await drive.expect("TO DO 0/")
        await drive.press("t")

        await drive.expect("only a signature can be added to it")
        assert not (await drive.exercise()).ticks


async def test_a_record_without_a_checklist_says_so() -> None:
    async with rehearsal(runbook="first-drill") as drive:
        await drive.press("o")
        await drive.move_to("guide first-drill")
        await drive.press("X", "t")

        await drive.expect("The record has kept no checklist.")


async def test_the_cursor_stands_on_the_first_step_that_is_open_and_goes_to_the_next() -> None:
    async with rehearsal() as drive:
        await deleted(drive)
        first = drive.cursor_row
        await drive.press("down")
        second = drive.cursor_row
        await drive.press("down")
        third = drive.cursor_row
        assert len({first, second, third}) == 3
        await drive.press("up", "t", "f5")
        await drive.expect("TO DO 1/")
        assert drive.cursor_row == third

        await drive.press("end", "t", "f5")  # below the last none is open: from the top
        await drive.expect("TO DO 2/")
        assert drive.cursor_row == first
        await drive.press("t", "f5")
        await drive.expect("TO DO 3/")
        await drive.press("escape", "t")
        await drive.expect("TO DO 3/")
        assert drive.cursor_row == third
        await drive.press("up", "t", "f5")  # taken back: the cursor stays with it
        await drive.expect("TO DO 2/")
        assert drive.cursor_row == second

from __future__ import annotations

import pytest

from tests.drive import rehearsal
from tests.live import LiveWorld
from tests.ui.screens.lost import SIZES


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40"])
async def test_drills_and_overdue_groups_are_on_one_list_with_the_next_step(
    size: tuple[int, int],
) -> None:
    async with rehearsal(size, world=LiveWorld()) as drive:
        await drive.run_drill("pg-payments", seconds=300)
        await drive.press("O")
        shown = await drive.expect("servers up")
        assert "1 of" not in drive.key_line
        assert "groups overdue (180 d)" in shown
        assert "Next    Enter opens it: verify the servers, then D deletes it" in shown
        await drive.press("enter")
        await drive.expect("drills > drill-pg-payments")


async def test_enter_on_an_overdue_group_opens_it() -> None:
    async with rehearsal((120, 40), world=LiveWorld()) as drive:
        await drive.press("O")
        await drive.expect("groups overdue")
        while not drive.cursor_row.startswith("overdue"):
            before = drive.cursor_row
            await drive.press("down")
            assert drive.cursor_row != before
        name = drive.cursor_row.split()[1]
        await drive.press("enter")
        await drive.expect(f"groups > {name}")


async def test_l_looks_again_and_says_what_it_found() -> None:
    async with rehearsal((120, 40), world=LiveWorld()) as drive:
        await drive.press("O")
        await drive.expect("groups overdue")
        await drive.press("l")
        await drive.expect("0 still there, 0 gone.")


async def test_a_record_tells_what_its_drill_touched() -> None:
    async with rehearsal((120, 40), world=LiveWorld()) as drive:
        await drive.run_drill("pg-payments", seconds=300)
        await drive.open_records()
        await drive.press("w")
        shown = await drive.expect("touched")
        assert "there" in shown

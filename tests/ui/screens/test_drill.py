from __future__ import annotations

import re

import pytest

from tests.drive import Drive, rehearsal
from tests.ui.screens.clipboard import clipboard_of
from tests.ui.screens.wire import wired


async def open_one(drive: Drive, name: str = "drill-0911") -> None:
    await drive.open_drills()
    await drive.open_drill(name)


async def test_shows_state_group_vpc_and_servers() -> None:
    async with rehearsal() as drive:
        await open_one(drive)
        shown = await drive.expect("State      + available")
        assert "Group      pg-payroll" in shown
        assert re.search(r"Drill VPC  [0-9a-f-]{36}", shown)
        assert len(re.findall(r"payroll-\S+ +payroll-\S+ +\+ ACTIVE +10\.20\.", shown)) == 3
        assert "not verified yet" in shown
        await drive.press("tab", "end")
        await drive.expect("A delete takes the servers and their disks. The drill VPC and its")


async def test_a_drill_whose_creation_failed_says_what_to_do() -> None:
    async with rehearsal() as drive:
        await open_one(drive, "drill-ledger-2")
        shown = await drive.expect("State      ! error")
        assert "the creation failed; delete it, something may be left" in shown


async def test_of_several_addresses_the_first_is_in_the_row_and_enter_shows_all() -> None:
    async with rehearsal() as drive:
        await drive.run_drill("pg-payments")
        await drive.press("enter")
        await drive.expect("10.20.0.12 +1")
        await drive.move_to("pay-gw-01")
        await drive.press("enter")
        shown = await drive.expect("Stands for")
        assert shown.count("Address             10.20.") == 2
        assert "10.20.16.11" in shown


async def test_rename_shows_the_new_name_above() -> None:
    async with rehearsal() as drive:
        await open_one(drive)
        await drive.rename("drill-september")
        await drive.expect("drills > drill-september")


async def test_delete_leads_to_the_read_back_and_the_drill_shows_it_too() -> None:
    async with rehearsal() as drive:
        await open_one(drive)
        await drive.delete("drill-0911")
        await drive.expect("drill-0911 > delete")
        await drive.let_time_pass(60)
        await drive.expect("+ gone")
        await drive.back()
        shown = await drive.expect("+ gone")
        assert "C clean-up" in drive.key_line
        for label in ("v works", "t tick", "D delete"):
            assert label not in drive.key_line
        assert "vpc-drill-b" in shown
        for key in ("R", "D", "y"):
            await drive.press(key)
            assert drive.key_line == " There is no drill here to act on."


async def test_a_drill_that_is_gone_says_so() -> None:
    async with wired() as (drive, wire):
        await drive.open_drills()
        wire.answer(r"GET .*/disaster-recovery-drills/\w", 400, "SDRS.1902", "no such drill")
        await drive.move_to("drill-0911")
        await drive.press("enter")
        await drive.expect("SDRS.1902: no such drill")
        wire.mend()
        await drive.press("r")
        await drive.expect("+ available")


async def test_r_reads_again_and_says_when() -> None:
    async with rehearsal() as drive:
        await open_one(drive)
        await drive.let_time_pass(5)
        await drive.press("r")
        assert re.match(r" Read at 09:14:0\d\.", drive.key_line)


async def test_raw_shows_drill_and_servers_and_c_copies_their_ids() -> None:
    async with rehearsal((120, 40)) as drive:
        await open_one(drive)
        copied = clipboard_of(drive)
        await drive.press("c", "y")
        shown = await drive.expect('"disaster_recovery_drill": {')
        ids = copied[0].splitlines()
        assert len(ids) == 5
        assert ids[0] in shown
        while '"status": "ACTIVE"' not in (shown := drive.screen_text()):
            await drive.press("pagedown")
            assert drive.screen_text() != shown


async def test_a_server_that_is_gone_is_called_gone() -> None:
    async with wired() as (drive, wire):

        def without_the_first(answer: dict[str, list[object]]) -> dict[str, list[object]]:
            return {**answer, "servers": answer["servers"][1:]}

        wire.answer(r"GET .*/cloudservers/(?!detail)", 404, "Ecs.0114", "no such server")
        wire.change("GET .*/cloudservers/detail", without_the_first)
        await open_one(drive)
        shown = await drive.expect("! gone")
        assert shown.count("+ ACTIVE") == 2


DRILL = r"GET .*/disaster-recovery-drills/\w"


async def test_only_the_services_word_for_it_counts_as_gone() -> None:
    async with wired() as (drive, wire):
        await open_one(drive)
        wire.answer(DRILL, 403, "SDRS.0011", "no role for it")
        await drive.press("r")
        assert "SDRS.0011: no role for it" in drive.key_line
        assert "State      + available" in drive.screen_text()
        await drive.press("y")
        await drive.expect('"disaster_recovery_drill"')


@pytest.mark.parametrize("what", [DRILL, r"GET .*/server-groups/\w", "GET .*/cloudservers"])
async def test_a_first_reading_that_fails_says_why_and_r_reads_again(what: str) -> None:
    async with wired() as (drive, wire):
        await drive.open_drills()
        await drive.move_to("drill-0911")
        wire.answer(what, 403, "ANY.0011", "no role for it")
        await drive.press("enter")
        await drive.expect("Could not read this drill.")
        assert "ANY.0011: no role for it" in drive.rows()[2]
        wire.mend()
        await drive.press("r")
        await drive.expect("State      + available")


async def test_what_was_said_of_the_service_elsewhere_is_shown_at_once() -> None:
    async with rehearsal() as drive:
        await drive.run_drill("pg-payments")
        await drive.press("enter")
        await drive.expect("service not verified yet")
        await drive.press("X")
        await drive.expect("FINDING")
        await drive.press("v")
        await drive.expect("Newest data")
        await drive.paste("a payment")
        await drive.press("f5")
        await drive.expect("+ works")
        await drive.back()

        shown = await drive.expect("service verified")
        assert "service not verified yet" not in shown

from __future__ import annotations

import re

from tests.drive import rehearsal
from tests.ui.screens.clipboard import clipboard_of
from tests.ui.screens.wire import wired


async def test_shows_state_direction_instances_pairs_and_drills() -> None:
    async with rehearsal((120, 40)) as drive:
        await drive.choose_group("pg-payroll")
        shown = drive.screen_text()
        assert re.search(r"State +\? failed-over", shown)
        assert re.search(r"Direction +eu-demo-1b -> eu-demo-1a", shown)
        assert "3 protected instances" in shown
        assert re.search(r"payroll-db-01-\w+ +\? failed-over", shown)
        assert re.search(r"1 drill\n +drill-0911 +\+ available +12 d ago", shown)


async def test_shows_what_is_wrong_with_instances_and_pairs() -> None:
    async with rehearsal((120, 40)) as drive:
        await drive.choose_group("pg-fraud")
        shown = drive.screen_text()
        assert re.search(r"fraud-score-01 +! fault", shown)
        assert re.search(r"inactive +fault level 5", shown)
        await drive.back()
        await drive.choose_group("pg-reporting")
        assert re.search(r"report-02 .*frozen: unpaid", drive.screen_text())


async def test_what_does_not_fit_can_be_scrolled_to() -> None:
    async with rehearsal((60, 20)) as drive:
        await drive.choose_group("pg-payments")
        assert "pay-gw-01-data1" not in drive.screen_text()
        await drive.press("G")
        await drive.expect("pay-gw-01-data1")
        await drive.press("g")
        await drive.expect("State      + protected")


async def test_says_why_it_may_not_be_drilled_and_the_form_says_it_again() -> None:
    async with rehearsal() as drive:
        await drive.choose_group("pg-paydesk")
        reason = "protection is being disabled: wait until it is available"
        assert f"stop  {reason}\n SDRS.1002" in drive.screen_text()
        await drive.new_drill()
        await drive.start()
        assert drive.key_line == " Not sent, SDRS.1002: protection is being disabled"
        assert drive.requests("POST") == ()


async def test_lists_the_drills_of_this_group_only() -> None:
    async with rehearsal() as drive:
        await drive.choose_group("pg-payroll")
        await drive.open_drills()
        assert "pg-payroll > drills" in drive.banner
        shown = await drive.expect("drill-0911")
        assert "drill-relay" not in shown


async def test_raw_shows_group_instances_and_pairs_as_they_came() -> None:
    async with rehearsal((120, 40)) as drive:
        await drive.choose_group("pg-payments")
        await drive.press("y")
        shown = await drive.expect('"server_group": {')
        assert '"status": "protected"' in shown
        await drive.press("G")
        await drive.expect('"replication_status": "active"')


async def test_copies_the_ids_of_the_group_and_its_instances() -> None:
    async with rehearsal() as drive:
        await drive.choose_group("pg-payments")
        copied = clipboard_of(drive)
        await drive.press("c")
        ids = copied[0].splitlines()
        assert len(ids) == len(set(ids)) == 5
        assert all(re.fullmatch(r"[0-9a-f-]{36}", one) for one in ids)


async def test_a_group_that_cannot_be_read_says_why_and_r_reads_it_again() -> None:
    async with wired() as (drive, wire):
        wire.answer("GET .*/protected-instances", 500, "SDRS.0013", "inner trouble")
        await drive.move_to("pg-payments")
        await drive.press("enter")
        shown = await drive.expect("Could not read this group.")
        assert "SDRS.0013: inner trouble" in shown
        await drive.press("y")
        assert "Nothing was read yet." in drive.key_line
        wire.mend()
        await drive.press("r")
        await drive.expect("4 protected instances")
        assert "Read at 09:14:" in drive.key_line


async def test_what_was_read_stays_when_it_cannot_be_read_again() -> None:
    async with wired() as (drive, wire):
        await drive.choose_group("pg-payments")
        wire.answer("GET .*/replications", 500, "SDRS.0013", "inner trouble")
        await drive.press("r")
        assert "SDRS.0013: inner trouble" in drive.key_line
        assert "4 protected instances" in drive.screen_text()


async def test_is_read_again_when_its_drill_has_come() -> None:
    async with rehearsal((120, 40)) as drive:
        await drive.choose_group("pg-crm")
        assert "0 drills" in drive.screen_text()
        await drive.new_drill()
        await drive.start()
        await drive.confirm()
        await drive.back()
        await drive.let_time_pass(180)
        assert "groups > pg-crm" in drive.banner
        await drive.expect("1 drill\n")
        assert "drill-pg-crm-20261123" in drive.screen_text()

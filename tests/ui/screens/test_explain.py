from __future__ import annotations

from tests.drive import rehearsal
from tests.ui.screens.clipboard import clipboard_of
from tests.ui.screens.wire import wired

JOBS = "GET .*/jobs/"
CREATE = "POST .*/disaster-recovery-drills"


async def test_a_group_that_cannot_be_drilled_has_its_code_explained() -> None:
    async with rehearsal() as drive:
        await drive.move_to("pg-kiosk")
        await drive.press("e")
        shown = await drive.expect("SDRS.1002")
        assert "The state of the protection group does not allow this." in shown
        assert "SDRS API Reference, appendix: Error Codes" in shown
        copied = clipboard_of(drive)
        await drive.press("c")
        assert copied[0].startswith("SDRS.1002\n  means   ")


async def test_where_there_is_no_code_e_says_so() -> None:
    async with rehearsal() as drive:
        await drive.move_to("pg-payments")
        await drive.press("e")
        assert "There is no code here to explain." in drive.key_line


async def test_a_failed_jobs_codes_are_explained_with_what_is_inside_its_reason() -> None:
    async with rehearsal() as drive:
        await drive.run_drill("pg-ledger", seconds=300)
        await drive.expect("e explains the codes")
        await drive.press("e")
        shown = await drive.expect("whole")
        assert "SDRS.1905   createDrillServer ledger-db-01" in shown
        assert "A disk could not be made from its snapshot." in shown
        assert "step    SdrsCreateDrillVolumeTask" in shown
        assert "says    VolumeLimitExceeded: Maximum number" in shown
        await drive.back()
        await drive.expect("FAIL")


async def test_a_refusal_on_the_form_is_explained_by_f7() -> None:
    async with wired() as (drive, wire):
        await drive.move_to("pg-crm")
        await drive.new_drill()
        wire.answer(CREATE, 400, "SDRS.1921", "in use")
        await drive.start()
        await drive.confirm()
        await drive.expect("refused  SDRS.1921")
        assert "F7 explains the code." in drive.key_line
        await drive.press("f7")
        shown = await drive.expect("The drill VPC is in use by another drill.")
        assert "whole   in use" in shown
        await drive.back()
        await drive.expect("refused  SDRS.1921")


async def test_a_look_that_fails_has_its_code_explained() -> None:
    async with wired() as (drive, wire):
        await drive.run_drill("pg-crm", seconds=5)
        wire.answer(JOBS, 500, "SDRS.0008", "timed out")
        await drive.let_time_pass(60)
        await drive.press("e")
        await drive.expect("A connection inside the service timed out.")


async def test_codes_in_a_request_and_in_a_record_are_explained_too() -> None:
    async with wired() as (drive, wire):
        await drive.move_to("pg-crm")
        await drive.new_drill()
        wire.answer(CREATE, 400, "SDRS.1921", "in use")
        await drive.start()
        await drive.confirm()
        await drive.expect("refused  SDRS.1921")
        await drive.back()
        await drive.press("@", "/", *"POST", "enter", "enter")
        await drive.expect("SDRS.1921")
        await drive.press("e")
        await drive.expect("The drill VPC is in use by another drill.")
        await drive.back()
        await drive.back()
        await drive.back()
        await drive.open_records()
        await drive.press("e")
        await drive.expect("SDRS.1921   create")

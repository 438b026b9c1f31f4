from __future__ import annotations

from drilltui.cloud.http import RemoteProtocolError
from tests.drive import Drive, rehearsal
from tests.ui.screens.clipboard import clipboard_of
from tests.ui.screens.wire import wired

DELETE = "DELETE .*/disaster-recovery-drills/"


async def ask(drive: Drive) -> None:
    await drive.open_drills()
    await drive.move_to("drill-0911")
    await drive.press("D")
    await drive.expect("This deletes the drill drill-0911")


async def test_says_what_goes_and_what_stays() -> None:
    async with rehearsal() as drive:
        await ask(drive)
        shown = drive.screen_text()
        assert "Goes       3 drill servers with their disks" in shown
        assert "Stays      drill VPC" in shown
        assert "Production and its replication are not touched." in shown


async def test_says_that_nobody_verified_it_or_how_far() -> None:
    async with rehearsal() as drive:
        await ask(drive)
        await drive.expect("Verified   not verified")
        await drive.back()
        await drive.open_drill("drill-0911")
        await drive.press("v")
        await drive.expect("Remark")
        await drive.press("enter")
        await drive.expect("1 of 3 verified")
        await drive.press("D")
        await drive.expect("Verified   1 of 3 servers verified")


async def test_open_steps_of_its_record_are_counted() -> None:
    async with rehearsal() as drive:
        await drive.run_drill("pg-crm")
        await drive.press("enter")
        await drive.expect("TO DO")
        await drive.press("D")
        shown = await drive.expect("Verified   not verified, ")
        assert "steps open" in shown
        assert "Group      pg-crm  " in shown


async def test_what_to_type_is_in_sight_on_a_small_terminal() -> None:
    async with rehearsal((60, 20)) as drive:
        await ask(drive)
        shown = await drive.expect("Verified   not verified")
        assert "Type the drill's name and press Enter or F5." in shown
        assert "Goes       3 drill servers" in shown
        assert "Group " not in shown
        await drive.resize(80, 24)
        await drive.expect("Group      ")


async def test_led_on_a_small_terminal_job_and_keys_stay_in_sight() -> None:
    async with rehearsal((60, 20), runbook="first-drill") as drive:
        await ask(drive)
        await drive.expect("Verified   not verified")

        assert "Type the drill's name and press Enter or F5." in " ".join(
            drive.screen_text().split()
        )
        assert "F5 delete" in drive.rows()[-1]


async def test_another_name_deletes_nothing() -> None:
    async with rehearsal() as drive:
        await ask(drive)
        for typed in ("", "drill-091", "DRILL-0911", "drill-0911 ", " drill-0911", "yes"):
            await drive.press("end", "ctrl+u")
            await drive.paste(typed)
            for key in ("enter", "f5"):
                await drive.press(key)
                assert "Not deleted: the typed name is not the drill's name." in drive.key_line
        assert drive.requests("DELETE") == ()


async def test_escape_leaves_everything_as_it_is() -> None:
    async with rehearsal() as drive:
        await ask(drive)
        await drive.paste("drill-0911")
        await drive.back()
        assert drive.cursor_row.startswith("drill-0911")
        assert drive.requests("DELETE") == ()
        assert await drive.journal.records() == ()


async def test_the_right_name_deletes_once_however_often_enter_is_pressed() -> None:
    async with wired() as (drive, wire):
        answer = wire.hold(DELETE)
        await ask(drive)
        await drive.paste("drill-0911")
        await drive.press_quickly("enter", 3)
        await drive.press("f5")
        assert "The delete is being sent." in drive.key_line
        answer.set()
        await drive.expect("drill-0911 > delete")
        await drive.let_time_pass(60)
        await drive.expect("+ gone")
        assert len(drive.requests("DELETE")) == 1


async def test_a_drill_made_elsewhere_gets_a_record_of_its_own() -> None:
    async with rehearsal() as drive:
        await ask(drive)
        await drive.paste("drill-0911")
        await drive.press("f5")
        await drive.let_time_pass(60)
        exercise = await drive.exercise()
        assert (exercise.group_name, exercise.name) == ("pg-payroll", "drill-0911")
        assert exercise.create is None
        assert exercise.gone


async def test_a_refusal_is_said_and_the_form_stays() -> None:
    async with wired() as (drive, wire):
        wire.answer(DELETE, 400, "SDRS.1913", "not in this state")
        await ask(drive)
        await drive.paste("drill-0911")
        await drive.press("enter")
        assert drive.key_line == " The drill was not deleted. F7 explains the code."
        await drive.expect("refused  SDRS.1913")
        assert "not in this state" in drive.screen_text()
        assert "> delete" in drive.banner
        wire.mend()
        await drive.press("enter")
        await drive.expect("SUB-JOB")


async def test_a_lost_answer_leads_to_the_look_up_and_that_to_the_proof() -> None:
    async with wired() as (drive, wire):
        wire.lose_answer(DELETE, RemoteProtocolError)
        await ask(drive)
        await drive.paste("drill-0911")
        await drive.press("enter")
        await drive.expect("Nobody knows yet whether the drill drill-0911 is being deleted.")
        assert "lost by the test" in drive.screen_text()
        assert (await drive.exercise()).unsettled
        await drive.let_time_pass(60)
        await drive.expect("+ gone")
        exercise = await drive.exercise()
        assert (exercise.unsettled, exercise.gone) == (None, True)
        assert len(drive.requests("DELETE")) == 1


async def test_a_delete_that_never_arrived_says_so_and_the_drill_can_be_opened() -> None:
    async with wired() as (drive, wire):
        wire.cut(DELETE, RemoteProtocolError)
        await ask(drive)
        await drive.paste("drill-0911")
        await drive.press("f5")
        await drive.let_time_pass(40)
        shown = await drive.expect("The drill drill-0911 was not deleted.")
        assert "The drill is still available." in shown
        await drive.press("f5")
        assert "Only what is proven not to have been made is sent again." in drive.key_line
        await drive.press("enter")
        await drive.expect("State      + available")


async def test_escape_waits_for_the_answer_and_leaving_says_what_would_be_unknown() -> None:
    async with wired() as (drive, wire):
        answer = wire.hold(DELETE)
        await ask(drive)
        await drive.paste("drill-0911")
        await drive.press("enter", "escape")
        assert "The request is on its way: wait for its answer." in drive.key_line
        await drive.press("ctrl+q")
        await drive.expect("1 request is on the way: the outcome would be unknown.")
        await drive.press("enter")
        assert drive.app.is_running
        answer.set()
        await drive.expect("drill-0911 > delete")
        await drive.expect("SUB-JOB")


async def test_a_drill_without_a_name_is_confirmed_by_its_id() -> None:
    def nameless(answer: dict[str, list[dict[str, object]]]) -> object:
        drills = [drill | {"name": ""} for drill in answer["disaster_recovery_drills"]]
        return answer | {"disaster_recovery_drills": drills}

    async with wired((120, 24)) as (drive, wire):
        wire.change("GET .*/disaster-recovery-drills$", nameless)
        await drive.open_drills()
        copied = clipboard_of(drive)
        await drive.press("G", "c", "D")
        await drive.expect("Type the drill's id")
        await drive.press("enter")
        assert "Not deleted: the typed id is not the drill's id." in drive.key_line
        assert drive.requests("DELETE") == ()
        await drive.paste(copied[0])
        await drive.press("enter")
        assert len(drive.requests("DELETE")) == 1


async def test_an_outage_of_the_servers_service_keeps_nobody_from_deleting() -> None:
    async with wired() as (drive, wire):
        wire.answer("GET .*/cloudservers", 400, "Ecs.0001", "not today")
        wire.answer("GET .*/protected-instances", 400, "SDRS.0501", "not today")
        await ask(drive)
        await drive.paste("drill-0911")
        await drive.press("enter")
        await drive.expect("SUB-JOB")
        assert len(drive.requests("DELETE")) == 1

from __future__ import annotations

from drilltui.cloud.http import RemoteProtocolError
from drilltui.domain.record import Kind
from tests.drive import Drive, rehearsal
from tests.ui.screens.wire import wired

RENAME = "PUT .*/disaster-recovery-drills/"


async def ask(drive: Drive) -> None:
    await drive.open_drills()
    await drive.move_to("drill-0911")
    await drive.press("R")
    await drive.expect("New name")


async def test_begins_with_the_name_it_has_which_is_not_sent() -> None:
    async with rehearsal() as drive:
        await ask(drive)
        assert "New name  drill-0911" in drive.screen_text()
        assert "the name it has" in drive.screen_text()
        await drive.press("enter")
        assert "It has this name already." in drive.key_line
        assert drive.requests("PUT") == ()


WRONG_NAMES = {
    "": "a name is needed",
    "a/b": "'/' at position 2: only letters",
    "x" * 65: "65 bytes, at most 64",
}


async def test_a_wrong_name_says_what_and_is_not_sent() -> None:
    async with rehearsal() as drive:
        await ask(drive)
        for name, said in WRONG_NAMES.items():
            await drive.press("end", "ctrl+u")
            await drive.paste(name)
            assert said in drive.screen_text()
            await drive.press("f5")
            assert "Not sent" in drive.key_line
        assert drive.requests("PUT") == ()


async def test_escape_leaves_the_name_as_it_is() -> None:
    async with rehearsal() as drive:
        await ask(drive)
        await drive.press("x")
        await drive.back()
        assert drive.cursor_row.startswith("drill-0911 ")
        assert drive.requests("PUT") == ()


async def test_a_good_name_is_sent_once_and_recorded() -> None:
    async with rehearsal() as drive:
        await ask(drive)
        await drive.press("x", "enter", "enter")
        await drive.expect("drill-0911x")
        assert len(drive.requests("PUT")) == 1
        exercise = await drive.exercise()
        assert exercise.name == "drill-0911x"


async def test_a_refusal_is_said_and_the_name_stays_in_the_field() -> None:
    async with wired() as (drive, wire):
        wire.answer(RENAME, 400, "SDRS.0202", "the name is wrong")
        await ask(drive)
        await drive.press("x", "enter")
        assert drive.key_line == " The drill was not renamed. F7 explains the code."
        await drive.expect("refused  SDRS.0202")
        assert "the name is wrong" in drive.screen_text()
        assert "New name  drill-0911x" in drive.screen_text()
        assert (await drive.record())[-1].kind == Kind.REFUSED


async def test_a_refusal_goes_when_another_name_is_typed() -> None:
    async with wired() as (drive, wire):
        wire.answer(RENAME, 400, "SDRS.0202", "the name is wrong")
        await ask(drive)
        await drive.press("x", "enter")
        await drive.expect("refused  SDRS.0202")
        await drive.press("y")

        assert "SDRS.0202" not in drive.screen_text()


async def test_an_answer_that_comes_under_the_help_closes_the_screen_when_it_is_seen_again() -> (
    None
):
    async with wired() as (drive, wire):
        await ask(drive)
        await drive.press("x")
        answering = wire.hold(RENAME)
        await drive.press("enter", "f1")
        await drive.expect("Keys of: rename")
        answering.set()
        await drive.let_time_pass(1)
        assert "Keys of: rename" in drive.screen_text()
        await drive.back()
        await drive.expect("drill-0911x")
        assert "New name" not in drive.screen_text()


async def test_escape_waits_for_the_answer() -> None:
    async with wired() as (drive, wire):
        await ask(drive)
        answering = wire.hold(RENAME)
        await drive.press("x", "enter")
        assert "Sending ..." in drive.key_line
        await drive.back()
        assert "The request is on its way: wait for its answer." in drive.key_line
        answering.set()
        await drive.expect_gone("New name")
        assert drive.cursor_row.startswith("drill-0911x")


async def test_a_lost_answer_leads_to_the_look_up_and_the_list_shows_the_new_name() -> None:
    async with wired() as (drive, wire):
        wire.lose_answer(RENAME, RemoteProtocolError)
        await ask(drive)
        await drive.press("x", "enter")
        await drive.expect("Nobody knows yet whether the drill is called drill-0911x now.")
        assert "lost by the test" in drive.screen_text()
        await drive.let_time_pass(5)
        await drive.expect("It was done. The drill has the new name.")
        await drive.back()
        await drive.expect_gone("Reading ...")
        assert drive.cursor_row.startswith("drill-0911x")
        assert len(drive.requests("PUT")) == 1


async def test_a_name_in_use_is_told_whole() -> None:
    def two(answer: dict[str, list[dict[str, object]]]) -> object:
        drills = answer["disaster_recovery_drills"]
        taken = [drill | {"id": "another", "name": f"{drill['name']}x"} for drill in drills]
        return answer | {"disaster_recovery_drills": [*drills, *taken]}

    async with wired() as (drive, wire):
        await ask(drive)
        wire.change("GET .*/disaster-recovery-drills$", two)
        await drive.press("x", "enter")
        said = " ".join((await drive.expect("The drill was not renamed.")).split())
        assert "The group has a drill called drill-0911x already: nothing was sent." in said
        assert "Take another name; drill-0911x-2 is free." in said
        assert drive.requests("PUT") == ()

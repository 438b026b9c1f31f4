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
        assert "SDRS.0202: the name is wrong" in drive.key_line
        assert "New name  drill-0911x" in drive.screen_text()
        assert (await drive.record())[-1].kind == Kind.REFUSED


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


async def test_a_lost_answer_advises_to_look() -> None:
    async with wired((120, 24)) as (drive, wire):
        wire.lose_answer(RENAME, RemoteProtocolError)
        await ask(drive)
        await drive.press("x", "enter")
        assert "lost by the test" in drive.key_line
        assert "Do not send it again" in drive.key_line

from __future__ import annotations

import asyncio

from drilltui.domain.secret import Secret
from tests.drive import Drive, live, rehearsal
from tests.live import LiveWorld


async def ask(
    drive: Drive, user: str = "ada", why: str = "It is asked for."
) -> asyncio.Task[Secret]:
    """Let a task that is no worker of a screen ask for a passcode."""
    answers: list[asyncio.Task[Secret]] = []

    async def begin() -> None:
        question = drive.app.person.passcode(user, why)
        answers.append(asyncio.ensure_future(question))  # type: ignore[arg-type]

    drive.app.run_worker(begin(), description="ask")
    await drive.settle()
    return answers[0]


async def test_six_digits_are_given_and_nothing_else() -> None:
    async with rehearsal() as drive:
        answer = await ask(drive)
        shown = await drive.expect("The passcode of ada")
        assert "It is asked for." in shown
        await drive.press("1", "2", "a", "enter")
        assert "Not sent: only digits" in drive.key_line
        assert "stop  'a' at position 3" not in drive.screen_text()
        await drive.press("end", "ctrl+u")
        await drive.paste("123456")
        assert "123456" not in drive.screen_text() + drive.picture()
        await drive.press("enter")
        assert await answer == Secret("123456")
        assert "123456" not in repr(answer)
        assert drive.banner.endswith("by name   15")


async def test_escape_gives_none() -> None:
    async with rehearsal() as drive:
        answer = await ask(drive)
        await drive.back()
        assert await answer is None
        await drive.move_to("pg-payments")


async def test_questions_are_asked_one_after_the_other() -> None:
    async with rehearsal() as drive:
        first, second = await ask(drive, "ada"), await ask(drive, "bob")
        assert "The passcode of ada" in drive.screen_text()
        await drive.paste("111111")
        await drive.press("enter")
        await drive.expect("The passcode of bob")
        await drive.paste("222222")
        await drive.press("enter")
        assert (await first, await second) == (Secret("111111"), Secret("222222"))


async def test_whoever_does_not_ask_any_more_takes_the_question_away() -> None:
    async with rehearsal() as drive:
        answer = await ask(drive)
        await drive.press("f1")
        answer.cancel()
        await drive.settle()
        await drive.expect("Keys of: passcode")
        await drive.back()
        await drive.expect_gone("The passcode of ada")
        await drive.move_to("pg-payments")


async def test_leaving_the_program_answers_with_none() -> None:
    async with rehearsal() as drive:
        answer = await ask(drive)
        await drive.press("ctrl+q")
        assert not drive.app.is_running
    async with asyncio.timeout(0.5):
        assert await answer is None
        assert await drive.app.person.passcode("ada", "again") is None


async def test_turning_to_another_profile_answers_with_none() -> None:
    world = LiveWorld(kept=["prod", "test"])
    world.profiles.profiles = {name: world.profile(name) for name in ("prod", "test")}
    async with live(world=world, profile="prod") as (drive, _):
        answer = await ask(drive)
        drive.app.action_profiles_open()
        await drive.expect("SIGNS IN")
        await drive.move_to("test")
        await drive.press("enter")
        assert await answer is None
        await drive.expect("pg-archive")
        assert len(drive.app.screen_stack) == 1


async def test_hostile_names_and_reasons_are_only_text() -> None:
    async with rehearsal() as drive:
        await ask(drive, "a\x1b[2J", "[/nope]\u202e")
        shown = await drive.expect("The passcode of a?[2J")
        assert "[/nope]?" in shown

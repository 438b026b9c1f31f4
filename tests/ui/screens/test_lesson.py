"""The lesson of a rehearsal, on its screen."""

from __future__ import annotations

import pytest

from drilltui.domain.language import CHINESE, ENGLISH, speak
from drilltui.domain.record import Kind
from drilltui.play import Play
from drilltui.wiring.lesson import lessons
from tests.drive import Drive, rehearsal

LESSONS = {one.scenario: one for one in lessons(7)}


async def play(drive: Drive) -> None:
    """Let the session's good path be walked, as a person would at the other screens."""
    session = drive.app.desk.session
    playing = drive.app.run_worker(Play(session, lambda line: None).run(), name="play")
    for _ in range(60):
        await drive.let_time_pass(10)
        if playing.is_finished:
            return
    raise AssertionError("the exercise is stuck")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_it_says_what_is_to_be_learnt(size: tuple[int, int]) -> None:
    async with rehearsal(size, "wrong-cidr") as drive:
        await drive.press("f8")
        shown = await drive.expect("The wrong CIDR block")
        assert "vpc-old-drill" in shown
        assert "own-vpc" in shown
        assert "Hints: 0 of 2" in shown
        await drive.press("escape")
        await drive.expect_gone("Hints")


async def test_a_hint_comes_when_it_is_asked_for() -> None:
    async with rehearsal(scenario="wrong-cidr") as drive:
        await drive.press("f8")
        await drive.expect("Hints: 0 of 2")
        await drive.press("h")
        await drive.expect("The drill servers keep their addresses")
        await drive.press("h")
        await drive.expect("Hints: 2 of 2")
        await drive.press("h")
        await drive.expect("There is no further hint.")


async def test_it_comes_by_itself_after_a_while() -> None:
    async with rehearsal(scenario="smooth") as drive:
        await drive.run_drill("pg-payments", seconds=6 * 60)
        await drive.press("f8")
        await drive.expect("Hints: 1 of 2")
        assert not [event for event in await drive.record() if event.kind == Kind.HINT]


async def test_there_is_no_debrief_before_the_end() -> None:
    async with rehearsal(scenario="surprise") as drive:
        await drive.press("f8", "d")
        shown = await drive.expect("The debrief comes when the record")
        lesson = drive.app.desk.session.lesson
        assert lesson is not None
        assert lesson.drawn not in shown
        await drive.press("d")
        await drive.expect("Hints: 0")


async def test_a_closed_record_is_debriefed() -> None:
    async with rehearsal((120, 40), "delete-refused") as drive:
        await play(drive)
        await drive.press("f8")
        shown = await drive.expect("DEBRIEF")
        assert "the service refused the deletion of the drill SDRS.1913" in shown
        total = len(LESSONS["delete-refused"].hints)
        assert f"Hints: 0 of {total} asked for" in shown
        await drive.press("d")
        shown = await drive.expect(f"Hints: all {total}; 0 of {total} asked for")
        assert all(hint.text.en[:40] in shown for hint in LESSONS["delete-refused"].hints)
        await drive.press("h")
        await drive.expect("There is no further hint.")
        await drive.press("d")
        await drive.expect(f"Hints: 0 of {total} asked for")


async def test_a_world_that_teaches_nothing_says_so() -> None:
    async with rehearsal(scenario="doors") as drive:
        await drive.press("f8")
        await drive.expect("There is no lesson here")
        await drive.press("h")


async def test_it_speaks_chinese() -> None:
    speak(CHINESE)
    try:
        async with rehearsal(scenario="wrong-cidr", ready=False) as drive:
            await drive.press("f8")
            shown = await drive.expect("网段不符的演练VPC")
            assert "提示：0/2" in shown
    finally:
        speak(ENGLISH)


async def test_the_guide_begins_with_the_runbook_that_the_lesson_names() -> None:
    async with rehearsal(scenario="throttled", runbook=None) as drive:
        await drive.expect("Step 1 of 13")

        assert (await drive.exercise()).said.runbook == "standard-drill"

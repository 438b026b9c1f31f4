"""The guide of a run: begun, taken up, told words; and its record gets the drill's create."""

from __future__ import annotations

import pytest

from drilltui.domain.errors import UsageError
from drilltui.domain.folding import fold
from drilltui.domain.language import CHINESE, ENGLISH, speak
from drilltui.domain.record import Kind
from tests.drive import Drive, live, rehearsal
from tests.live import LiveWorld


def world() -> LiveWorld:
    made = LiveWorld(kept=["prod"])
    made.profiles.save(made.profile(), default=True)
    return made


async def kinds(drive: Drive) -> list[str]:
    return [event.kind for event in await drive.record()]


async def test_without_a_runbook_looking_around_leaves_no_record() -> None:
    async with rehearsal() as drive:
        await drive.move_to("pg-payments")
        await drive.new_drill()

        assert await drive.journal.records() == ()


async def test_the_group_is_noted_once_and_the_create_goes_into_the_guided_record() -> None:
    async with rehearsal(runbook="first-drill") as drive:
        for name in ("pg-crm", "pg-payments"):
            await drive.move_to(name)
            await drive.new_drill()
            await drive.back()
        await drive.submit("pg-payments")
        await drive.expect("accepted")

        assert len(await drive.journal.records()) == 1
        assert (await kinds(drive))[:7] == [
            Kind.OPENED, Kind.GUIDED, Kind.CHOSEN, Kind.CHOSEN, Kind.PREFLIGHT, Kind.INTENDED,
            Kind.ACCEPTED,
        ]  # fmt: skip
        assert (await drive.exercise()).group_name == "pg-payments"


async def test_a_group_that_cannot_be_drilled_is_not_taken_for_the_choice() -> None:
    async with rehearsal(runbook="first-drill") as drive:
        await drive.move_to("pg-archive")  # nothing is protected
        await drive.new_drill()

        assert Kind.CHOSEN not in await kinds(drive)
        await drive.expect("Step 1 of 14")
        assert (await drive.exercise()).group_id == ""


async def test_a_second_drill_gets_a_record_of_its_own() -> None:
    async with rehearsal(runbook="first-drill") as drive:
        await drive.run_drill("pg-payments")
        await drive.press("escape", "escape", "escape")
        await drive.submit("pg-crm")

        assert len(await drive.journal.records()) == 2
        assert (await drive.exercise()).said.runbook == ""


async def test_words_are_refused_where_the_record_has_to_show_it_or_nobody_says_them() -> None:
    async with rehearsal(runbook="first-drill") as drive:
        guiding = drive.app.desk.session.guiding
        before = await drive.record()
        for step, initials, remark in (
            ("form", "op", ""),
            ("nowhere", "op", ""),
            ("preflight", " ", ""),
            ("preflight", "nine chars", ""),
            ("preflight", "op", "x" * 1001),
            ("brief", "op", " "),
        ):
            with pytest.raises(UsageError):
                await guiding.tick(step, done=True, initials=initials, remark=remark)
        with pytest.raises(UsageError):
            await guiding.decide("preflight", "any", initials="op")
        with pytest.raises(UsageError, match="followed already"):
            await guiding.start("own-vpc")

        assert await drive.record() == before


@pytest.mark.parametrize(
    ("language", "runbook", "read", "left_out"),
    [(ENGLISH, "First drill", "Read what preflight says", "Say what it is for"),
     (CHINESE, "第一次演练", "阅读预检结果", "说明演练目的")],
)  # fmt: skip
async def test_a_record_tells_the_titles_in_the_language_in_which_it_was_written(
    language: str, runbook: str, read: str, left_out: str
) -> None:
    speak(language)
    try:
        async with rehearsal(runbook="first-drill") as drive:
            guiding = drive.app.desk.session.guiding
            await guiding.tick("preflight", done=True, initials="op")
            await guiding.tick("brief", done=True, initials="op", remark="a try")
            guided, ticked, out = (await drive.record())[1:]
    finally:
        speak(ENGLISH)

    assert guided.data["title"] == runbook
    assert (ticked.data["title"], ticked.data["needed"]) == (read, True)
    assert (out.data["title"], out.data["needed"]) == (left_out, False)


async def test_the_way_that_was_taken_is_told_by_its_title() -> None:
    async with rehearsal(runbook="own-vpc") as drive:
        await drive.app.desk.session.guiding.decide("which-vpc", "prepared", initials="op")
        data = (await drive.record())[-1].data

        assert (data["choice"], data["choice_title"]) == ("prepared", "Yes, one is usable")


async def test_a_runbook_that_was_put_away_is_not_taken_up_again() -> None:
    place = world()
    async with live(world=place, profile="prod", runbook="first-drill") as (drive, _):
        await drive.expect("Step 1 of 14")
        await drive.app.desk.session.guiding.put_away()
        await drive.expect_gone("Step 1 of 14")
    place.another()
    async with live(world=place, profile="prod") as (drive, _):
        assert drive.app.desk.session.guiding.runbook is None
        (record_id,) = place.shelf.records
        assert fold(place.shelf.records[record_id]).said.runbook == ""


async def test_a_guided_record_in_which_nothing_was_sent_is_closed_from_the_list() -> None:
    async with rehearsal(runbook="first-drill") as drive:
        await drive.open_records()
        assert "guide first-drill" in drive.screen_text()
        await drive.press("C")
        await drive.expect_gone("Looking at everything")
        await drive.press("z")
        await drive.press("end", "enter", "f5", "f5")
        await drive.settle()

        exercise = await drive.exercise()
        assert (exercise.closed, exercise.said.result) == (True, "aborted")

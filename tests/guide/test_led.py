"""Every shipped runbook, played by somebody who does only what the guide says."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from drilltui.domain.language import CHINESE, ENGLISH, speak, spoken
from drilltui.domain.record import Kind, broken_at
from drilltui.evidence.report import report
from drilltui.guide.bookshelf import shipped
from tests.drive import Drive, live, rehearsal
from tests.guide.newcomer import Newcomer
from tests.live import LiveWorld

SIZES = ((80, 24), (120, 40))


@pytest.fixture(params=[ENGLISH, CHINESE])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    speak(request.param)
    yield request.param
    speak(ENGLISH)


@pytest.mark.usefixtures("language")
@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40"])
@pytest.mark.parametrize("runbook", ["first-drill", "standard-drill"])
async def test_a_drill_is_led_to_its_closed_record(runbook: str, size: tuple[int, int]) -> None:
    async with rehearsal(size, runbook=runbook) as drive:
        newcomer = Newcomer(drive)
        done = await newcomer.follow()

        assert done.closed
        assert done.gone
        assert done.group_name == "pg-payments"
        walked = set(newcomer.steps)
        # The answer comes at once: nobody has to be led through waiting for it.
        assert {one.key for one in shipped(runbook).steps} - walked <= {"answer"}
        await is_one_record(drive)


UNKNOWABLE = {
    "first-drill": {
        # Papers and people of an office, which a rehearsal has not.
        "purpose.scenario", "purpose.exercise", "purpose.plan", "purpose.impact", "purpose.ticket",
        "targets.source", "people.witness", "sign_off.second", "retention.keep_until",
        "retention.copies",
        # No sign-in and no SSH session has led into it.
        "people.cloud_user", "people.ssh_from",
    },
}  # fmt: skip
"""What the report of a led rehearsal may list as not said."""
UNKNOWABLE["standard-drill"] = UNKNOWABLE["first-drill"] - {"targets.source"}


@pytest.mark.parametrize("runbook", UNKNOWABLE)
async def test_who_is_led_says_all_that_a_report_asks_for_and_a_rehearsal_knows(
    runbook: str,
) -> None:
    async with rehearsal(runbook=runbook) as drive:
        await Newcomer(drive).follow()

        gaps = {f"{one.section}.{one.field}" for one in report(await drive.record()).gaps}
        assert gaps == UNKNOWABLE[runbook]


async def test_who_closes_without_a_role_is_led_to_the_signature() -> None:
    async with rehearsal(runbook="first-drill") as drive:
        newcomer = Newcomer(drive)
        await newcomer.follow(until="close")
        await drive.press("escape", "C")
        await drive.expect_gone("Looking at everything")
        await drive.press("z", "enter", "f5", "f5")
        await drive.settle()
        assert (await drive.exercise()).closed
        done = await newcomer.follow()

        assert [one.role for one in done.said.signatures] == ["op"]


async def is_one_record(drive: Drive) -> None:
    events = await drive.record()
    assert len(await drive.journal.records()) == 1
    assert broken_at(events) is None
    assert [one.kind for one in events[:2]] == [Kind.OPENED, Kind.GUIDED]
    assert Kind.BRIEF in {one.kind for one in events}


@pytest.mark.usefixtures("language")
@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40"])
async def test_a_drill_in_a_vpc_of_ones_own(size: tuple[int, int]) -> None:
    async with rehearsal(size, runbook="own-vpc") as drive:
        newcomer = Newcomer(drive, vpc="vpc-drill-a")
        done = await newcomer.follow()

        assert done.closed
        assert done.create is not None
        assert done.create.vpc_id
        assert "prepare" not in newcomer.steps


@pytest.mark.usefixtures("language")
@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40"])
async def test_what_earlier_drills_left_is_cleaned_up(size: tuple[int, int]) -> None:
    world = LiveWorld(kept=["prod"])
    world.profiles.save(world.profile(), default=True)
    await a_drill_that_left_its_vpc(world)
    async with live(size, world, profile="prod", runbook="clean-up") as (drive, _):
        newcomer = Newcomer(drive, way="something")
        await newcomer.follow(until="remove")
        await accept_what_is_left(drive)
        done = await newcomer.follow()

        assert done.closed
        assert newcomer.steps == ["look", "anything", "remove", "look-again", "close"]


async def a_drill_that_left_its_vpc(world: LiveWorld) -> None:
    language = spoken()
    speak(ENGLISH)  # the driver's own words
    async with live(world=world, profile="prod") as (drive, _):
        await drive.run_drill("pg-payments")
        name = (await drive.exercise()).name
        await drive.press("enter")
        await drive.expect_gone("Reading ...")
        await drive.delete(name)
        await drive.let_time_pass(300)
    world.another()
    speak(language)


async def accept_what_is_left(drive: Drive) -> None:
    """What the step says in words: C on the record, a, a reason."""
    await drive.press("o")
    await drive.move_to("drill-pg-payments-20261123")
    await drive.press("C", "a")
    await drive.paste("kept for the next drill")
    await drive.press("f5", "escape")

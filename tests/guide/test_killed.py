"""Killed after every step of First drill and opened again: the same step, nothing done twice."""

from __future__ import annotations

from drilltui.domain.record import Kind, broken_at
from drilltui.guide.bookshelf import shipped
from tests.drive import Drive, live
from tests.guide.newcomer import Newcomer
from tests.live import LiveWorld

STEPS = [step.key for step in shipped("first-drill").steps]


def world() -> LiveWorld:
    made = LiveWorld(kept=["prod"])
    made.profiles.save(made.profile(), default=True)
    return made


async def led(drive: Drive) -> Newcomer:
    """Somebody who looks at the screen again after a start."""
    await drive.expect("of 14")
    return Newcomer(drive)


async def test_killed_after_every_step_it_goes_on_at_the_same_one() -> None:
    place = world()
    walked: list[str] = []
    following = STEPS[0]
    while following:
        run = live(world=place, profile="prod", killed=True, runbook="first-drill")
        async with run as (drive, _):
            newcomer = await led(drive)
            assert current_of(newcomer) == following
            await newcomer.follow(steps=1)
            walked += newcomer.steps
            following = current_of(newcomer)
    # The answer came at once: nobody had to be led through waiting for it.
    assert walked == [step for step in STEPS if step != "answer"]
    await nothing_was_done_twice(place)


def current_of(newcomer: Newcomer) -> str:
    current = newcomer.progress().current
    return current.step.key if current else ""


async def nothing_was_done_twice(place: LiveWorld) -> None:
    (record_id,) = place.shelf.records
    events = place.shelf.records[record_id]
    changes = [one for one in place.line.sent if one.startswith(("POST", "PUT", "DELETE"))]

    assert broken_at(events) is None
    assert sum(one.kind == Kind.GUIDED for one in events) == 1
    assert sum("disaster-recovery-drills" in one for one in changes) == 2, changes
    intended = [one.data.get("action") for one in events if one.kind == Kind.INTENDED]
    assert intended.count("create") == intended.count("delete") == 1
    assert [one.kind for one in events[-2:]] == [Kind.CLOSED, Kind.SIGNED]

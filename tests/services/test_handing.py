"""Handing an exercise over, and taking it over: here, or out of another journal."""

from __future__ import annotations

from dataclasses import replace

import pytest

from drilltui.domain.adoption import BrokenRecord
from drilltui.domain.errors import UsageError
from drilltui.domain.finding_typed import FindingTyped
from drilltui.domain.language import CHINESE, ENGLISH, speak
from drilltui.domain.record import Kind, broken_at
from tests.services.left_network import left_by_a_drill
from tests.services.stage import PLACE, Stage


async def test_a_handover_says_what_is_open() -> None:
    stage = Stage()
    record_id = await left_by_a_drill(stage, gone=False)
    await stage.exercises.add(record_id, Kind.INTENDED, {"action": "delete"})
    await stage.session.saying.hold(record_id, "shift ends")
    await stage.session.saying.find(record_id, FindingTyped("DNS is slow"))

    given = await stage.session.handing.hand_over(record_id, "bob", "my shift ends")

    assert given.open == (
        "What became of the delete is not known yet.",
        "It is on hold: shift ends",
        "Nobody has said yet that the service works.",
        "The drill drill-1 stands: its servers run, and are paid.",
        "Finding 1 is open: DNS is slow",
    )
    assert (given.by, given.to, given.why) == ("ada", "bob", "my shift ends")
    assert (await stage.exercise(record_id)).said.handed_to == "bob"


async def test_leftovers_and_steps_by_hand_are_open_too() -> None:
    stage = Stage()
    record_id = await left_by_a_drill(stage)
    await stage.session.cleanup.plan(record_id)
    await stage.exercises.add(
        record_id, Kind.PREFLIGHT, {"checklist": [{"key": "routes", "title": "Add routes"}]}
    )

    exercise = await stage.exercise(record_id)

    assert stage.session.handing.open_now(exercise) == (
        "To do by hand: Add routes",
        "Left behind: VPC vpc-drill-1",
        "Left behind: subnet subnet-app",
    )


async def test_what_is_open_is_kept_in_english_and_shown_in_the_language_of_the_run() -> None:
    stage = Stage()
    record_id = await stage.record()
    await stage.session.saying.hold(record_id, "shift ends")
    speak(CHINESE)
    try:
        shown = stage.session.handing.open_now(await stage.exercise(record_id))
        given = await stage.session.handing.hand_over(record_id, "bob", "shift")
    finally:
        speak(ENGLISH)

    assert shown == ("已暂停：shift ends",)
    assert given.open == ("It is on hold: shift ends",)


async def test_who_takes_it_over_is_named() -> None:
    stage = Stage()
    record_id, handing = await stage.record(), stage.session.handing
    await handing.hand_over(record_id, "bob", "shift")

    exercise = await handing.take_over(record_id, "Bob M.")

    assert exercise.said.handovers[-1].taken_by == "Bob M."
    assert exercise.said.handed_to == ""
    told = (await stage.last(record_id, Kind.TAKEN_OVER)).data
    assert (told["from"], told["host"], told["person"]) == ("ada", "jump-1", "ada")
    await handing.take_over(record_id, "Eve", "Bob is ill")
    assert (await stage.last(record_id, Kind.TAKEN_OVER)).data["from"] == "Bob M."


@pytest.mark.parametrize(("to", "why"), [("", "shift"), ("bob", " ")])
async def test_a_handover_without_whom_or_why_is_none(to: str, why: str) -> None:
    stage = Stage()
    record_id = await stage.record()

    with pytest.raises(UsageError, match="to whom, and why"):
        await stage.session.handing.hand_over(record_id, to, why)

    assert await stage.kinds(record_id) == ["opened"]


async def test_a_record_of_another_host_goes_on_here() -> None:
    there, here = Stage(), Stage(place=replace(PLACE, person="bob", host="jump-2"))
    record_id = await there.record()
    await there.session.handing.hand_over(record_id, "bob", "shift")
    assert await here.exercises.here() == ()

    adopted = await here.session.handing.adopt(await there.events(record_id))
    exercise = await here.session.handing.take_over(record_id, "bob")

    assert (adopted.new, adopted.exercise.record_id) == (2, record_id)
    assert exercise.said.handovers[-1].taken_by == "bob"
    assert [one.record_id for one in await here.exercises.here()] == [record_id]
    assert broken_at(await here.events(record_id)) is None


async def test_nothing_of_a_broken_record_is_taken() -> None:
    there, here = Stage(), Stage()
    record_id = await there.record()
    (event,) = await there.events(record_id)

    with pytest.raises(BrokenRecord, match="broken at event 1"):
        await here.session.handing.adopt([replace(event, data={})])

    assert await here.journal.records() == ()

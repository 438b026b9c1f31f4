"""A drill that is changed before its own record knows it: one record all the same."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from drilltui.cli import outcome
from drilltui.domain.drill import DrillDraft
from drilltui.domain.errors import Blocked, Unreachable
from drilltui.domain.job import RUNNING, SUCCESS
from drilltui.domain.record import Action, Kind
from drilltui.domain.sending import Sending
from drilltui.services.sending import Answer
from drilltui.services.sight import DrillDetail, ReadBack
from tests.services.stage import DRAFT, DRILL, GROUP, NAMES, Stage, job
from tests.services.stub_cloud import CREATE_JOB, DELETE_JOB, missing
from tests.services.test_settling import another, taken_up

LOST = Unreachable("The connection broke.", sent=True)


async def start(stage: Stage, draft: DrillDraft = DRAFT) -> Answer:
    return await stage.session.drills.start(draft, GROUP, NAMES)


async def change(stage: Stage, action: Action) -> Answer:
    if action is Action.RENAME:
        return await stage.session.drills.rename(DRILL, "drill-1-verified")
    return await stage.session.drills.delete(DRILL, NAMES)


@pytest.mark.parametrize("answer_lost", [False, True], ids=["accepted", "answer lost"])
@pytest.mark.parametrize("action", [Action.RENAME, Action.DELETE])
async def test_a_drill_that_its_record_does_not_know_yet_gets_no_second_one(
    action: Action, answer_lost: bool
) -> None:
    stage = Stage()
    if answer_lost:
        stage.cloud.script("create_drill", LOST)
    made = await start(stage)
    stage.add_drill()

    changed = await change(stage, action)

    assert changed.record_id == made.record_id
    assert await stage.journal.records() == (made.record_id,)
    exercise = await stage.exercise(made.record_id)
    assert exercise.drill_id == DRILL.id
    assert exercise.create is not None
    assert exercise.create.sending is Sending.FOUND
    assert exercise.create.job_id == ("" if answer_lost else CREATE_JOB)
    found = (await stage.last(made.record_id, Kind.FOUND)).data
    assert (found["drill_id"], found["message"]) == (
        DRILL.id,
        "the group has the drill drill-1 (available)",
    )


async def test_it_is_followed_under_its_new_name() -> None:
    stage = Stage()
    made = await start(stage)
    stage.add_drill()
    await change(stage, Action.RENAME)
    stage.add_drill(replace(DRILL, name="drill-1-verified"))
    stage.cloud.script("job", *[missing("SDRS.0408", "job")] * 3)

    async with stage.watching():
        await stage.clock.advance(60)

    sight = stage.session.watcher.sight(f"{made.record_id}/create")
    assert sight is not None
    assert isinstance(sight.result, DrillDetail)
    assert sight.result.drill.name == "drill-1-verified"


@pytest.mark.parametrize("known", ["its job", "its record alone"])
async def test_one_that_was_deleted_before_anybody_followed_its_making_is_settled_at_once(
    known: str,
) -> None:
    stage = Stage()
    made = await start(stage)
    stage.add_drill()
    await change(stage, Action.DELETE)
    stage.cloud.known_drills.clear()
    stage.cloud.known_jobs[DELETE_JOB] = job(Action.DELETE, SUCCESS)
    stage.cloud.known_jobs[CREATE_JOB] = job(Action.CREATE, RUNNING)
    async with stage.watching():
        await stage.clock.advance(20)
    deleted = stage.session.watcher.sight(DELETE_JOB)
    assert deleted is not None
    assert isinstance(deleted.result, ReadBack)
    await stage.journal.close()
    del stage.cloud.known_jobs[CREATE_JOB]
    if known == "its job":
        stage.cloud.known_jobs[CREATE_JOB] = job(Action.CREATE, SUCCESS, drill_id=DRILL.id)

    other = another(stage)
    await taken_up(other)
    async with other.watching():
        await other.clock.advance(15)

    sight = other.session.watcher.sight(f"{made.record_id}/create")
    assert sight is not None
    told = outcome.of_sight(sight, other.clock.monotonic())
    assert (told.exit, told.message) == (0, "made, and deleted since")
    assert await other.session.resumption.left() == ()


@pytest.mark.parametrize(
    "other", [replace(DRILL, name="drill-2"), replace(DRILL, group_id="group-2")]
)
async def test_another_drill_is_not_taken_for_the_one_that_is_made(other: object) -> None:
    stage = Stage()
    await start(stage)
    assert isinstance(other, type(DRILL))
    stage.cloud.pages = [(GROUP, replace(GROUP, id="group-2"))]
    stage.add_drill(other)

    await stage.session.drills.delete(other, NAMES)

    assert len(await stage.journal.records()) == 2


async def test_a_drill_whose_making_is_not_answered_yet_is_left_alone() -> None:
    stage = Stage()
    answered = asyncio.Event()
    stage.cloud.during("create_drill", answered.wait)
    starting = asyncio.ensure_future(start(stage))
    await stage.clock.settle()
    stage.add_drill()

    with pytest.raises(Blocked, match="is not settled"):
        await change(stage, Action.RENAME)

    assert stage.cloud.calls("rename_drill") == []
    answered.set()
    made = await starting
    assert (await change(stage, Action.RENAME)).record_id == made.record_id


async def test_of_two_that_fit_none_is_taken_for_it() -> None:
    stage = Stage()
    made = await start(stage)
    stage.add_drill()
    stage.add_drill(replace(DRILL, id="drill-id-2"))

    changed = await change(stage, Action.DELETE)

    assert changed.record_id != made.record_id
    assert (await stage.exercise(made.record_id)).drill_id == ""


async def test_a_drill_that_was_there_before_is_not_the_one_that_was_made() -> None:
    stage = Stage()
    stage.add_drill(replace(DRILL, name="older"))
    made = await start(stage)
    stage.add_drill()  # renamed in the console meanwhile

    changed = await change(stage, Action.DELETE)

    assert changed.record_id != made.record_id

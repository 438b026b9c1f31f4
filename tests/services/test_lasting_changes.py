"""Renames and deletes of which nobody knows whether they arrived, or that were done already."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from drilltui.domain.drill import AVAILABLE, CREATING, DELETING, ERROR_DELETING
from drilltui.domain.errors import Blocked, Refused, Unreachable
from drilltui.domain.job import RUNNING, SUCCESS
from drilltui.domain.record import Action, Kind
from drilltui.domain.sending import Sending
from drilltui.services.sight import ReadBack, Sight
from tests.services.stage import DRAFT, DRILL, GROUP, NAMES, Stage, job
from tests.services.stub_cloud import CREATE_JOB, DELETE_JOB, missing
from tests.services.test_settling import another

LOST = Unreachable("The connection broke.", sent=True)
GONE = missing("SDRS.1902", "drill", 400)
WRONG_STATUS = Refused(status=400, code="SDRS.1913", message="wrong status", request_id="r")


def sight_of(stage: Stage) -> Sight:
    return stage.session.watcher.sights()[-1]


@pytest.mark.parametrize("error", [GONE, WRONG_STATUS], ids=str)
async def test_a_delete_of_a_drill_that_is_gone_is_done(error: Refused) -> None:
    stage = Stage()
    stage.cloud.script("delete_drill", error)

    answer = await stage.session.drills.delete(DRILL, NAMES)
    async with stage.watching():
        await stage.clock.advance(10)

    assert (answer.sending, answer.accepted) == (Sending.FOUND, True)
    assert (await stage.last(answer.record_id, Kind.FOUND)).data["code"] == error.code
    exercise = await stage.exercise(answer.record_id)
    assert (exercise.gone, exercise.unfinished, exercise.state) == (True, None, "deleted")
    assert (sight_of(stage).status, sight_of(stage).succeeded) == ("gone", True)


async def test_a_delete_of_a_drill_that_is_being_deleted_is_followed_to_its_end() -> None:
    stage = Stage()
    stage.add_drill(replace(DRILL, status=DELETING))
    stage.cloud.script("delete_drill", WRONG_STATUS)

    answer = await stage.session.drills.delete(DRILL, NAMES)
    async with stage.watching():
        await stage.clock.advance(10)
        assert sight_of(stage).status == DELETING
        stage.cloud.known_drills.clear()
        await stage.clock.advance(10)

    assert answer.sending is Sending.FOUND
    assert sight_of(stage).succeeded
    assert (await stage.exercise(answer.record_id)).gone


@pytest.mark.parametrize("status", [CREATING, AVAILABLE])
async def test_a_delete_that_the_status_forbids_is_refused(status: str) -> None:
    stage = Stage()
    stage.add_drill(replace(DRILL, status=status))
    stage.cloud.script("delete_drill", WRONG_STATUS)

    answer = await stage.session.drills.delete(DRILL, NAMES)

    assert (answer.sending, answer.error) == (Sending.REFUSED, WRONG_STATUS)
    assert stage.session.watcher.sights() == ()
    assert stage.journal.shelf.takers == {}


async def test_a_delete_whose_answer_is_lost_is_seen_by_its_drill() -> None:
    stage = Stage()
    stage.add_drill()
    stage.cloud.script("delete_drill", LOST)
    answer = await stage.session.drills.delete(DRILL, NAMES)
    stage.add_drill(replace(DRILL, status=DELETING))
    async with stage.watching():
        await stage.clock.advance(8)
        with pytest.raises(Blocked):
            await stage.session.drills.delete(DRILL, NAMES)
        stage.cloud.known_drills.clear()
        stage.cloud.known_servers.clear()
        await stage.clock.advance(12)

    exercise = await stage.exercise(answer.record_id)
    assert (exercise.gone, exercise.unfinished) == (True, None)
    assert isinstance(sight_of(stage).result, ReadBack)
    assert len(stage.cloud.calls("delete_drill")) == 1


async def test_a_delete_that_never_arrived_is_absent_and_may_be_sent_again() -> None:
    stage = Stage()
    stage.add_drill()
    stage.cloud.script("delete_drill", LOST)
    answer = await stage.session.drills.delete(DRILL, NAMES)
    async with stage.watching():
        await stage.clock.advance(19)
        assert sight_of(stage).status == "unknown"
        await stage.clock.advance(10)
        again = await stage.session.drills.delete(DRILL, NAMES)

    assert (await stage.kinds(answer.record_id)).count("absent") == 1
    assert (again.accepted, again.record_id) == (True, answer.record_id)


async def test_a_delete_that_fails_leaves_the_way_open_and_is_no_success() -> None:
    stage = Stage()
    stage.add_drill()
    answer = await stage.session.drills.delete(DRILL, NAMES)
    stage.add_drill(replace(DRILL, status=ERROR_DELETING))  # and its job has vanished
    async with stage.watching():
        await stage.clock.advance(60)

    sight = sight_of(stage)
    assert (sight.status, sight.succeeded, sight.settled) == (ERROR_DELETING, False, True)
    exercise = await stage.exercise(answer.record_id)
    assert (exercise.gone, exercise.unfinished) == (False, None)
    assert (await stage.session.drills.delete(DRILL, NAMES)).accepted


async def test_a_job_that_succeeded_is_no_success_while_the_drill_is_shown() -> None:
    stage = Stage()
    stage.add_drill()
    answer = await stage.session.drills.delete(DRILL, NAMES)
    stage.cloud.known_jobs = {DELETE_JOB: job(Action.DELETE, SUCCESS)}
    async with stage.watching():
        await stage.clock.advance(30)
        assert (sight_of(stage).status, sight_of(stage).succeeded) == (SUCCESS, False)
        (left,) = await stage.session.resumption.left()
        stage.cloud.known_drills.clear()
        await stage.session.resumption.take_up(left)
        await stage.clock.advance(30)

    assert sight_of(stage).succeeded
    assert (await stage.exercise(answer.record_id)).unfinished is None


@pytest.mark.parametrize("arrived", [True, False])
async def test_a_rename_whose_answer_is_lost_is_seen_by_the_name(arrived: bool) -> None:
    stage = Stage()
    stage.add_drill()
    stage.cloud.script("rename_drill", LOST)
    answer = await stage.session.drills.rename(DRILL, "new")
    if arrived:
        stage.add_drill(replace(DRILL, name="new"))
    async with stage.watching():
        await stage.clock.advance(40)

    sight, exercise = sight_of(stage), await stage.exercise(answer.record_id)
    assert (sight.succeeded, sight.settled) == (arrived, True)
    assert sight.status == ("found" if arrived else "absent")
    assert (exercise.name, exercise.unfinished) == ("new" if arrived else "drill-1", None)


async def test_a_rename_that_ends_does_not_let_another_one_take_what_is_being_made() -> None:
    stage = Stage()
    made = await stage.session.drills.start(DRAFT, GROUP, NAMES)
    running = replace(job(Action.CREATE, RUNNING, drill_id=DRILL.id))
    stage.cloud.known_jobs = {CREATE_JOB: running}
    async with stage.watching():
        await stage.clock.advance(4)
        stage.add_drill()
        answer = await stage.session.drills.rename(DRILL, "new")
        other = another(stage)
        with pytest.raises(Blocked, match="Another drilltui works on"):
            await other.session.drills.delete(DRILL, NAMES)

    assert answer.record_id == made.record_id
    assert set(stage.journal.shelf.takers) == {made.record_id}


async def test_the_end_of_a_create_does_not_let_go_of_a_rename_that_is_out() -> None:
    stage = Stage()
    made = await stage.session.drills.start(DRAFT, GROUP, NAMES)
    await stage.exercises.add(made.record_id, Kind.DRILL, {"drill_id": DRILL.id})
    stage.add_drill()
    stage.cloud.known_jobs = {CREATE_JOB: job(Action.CREATE, SUCCESS, drill_id=DRILL.id)}
    answered = asyncio.Event()
    stage.cloud.during("rename_drill", answered.wait)
    async with stage.watching():
        renaming = asyncio.ensure_future(stage.session.drills.rename(DRILL, "new"))
        await stage.clock.advance(10)
        assert sight_of(stage).settled
        assert set(stage.journal.shelf.takers) == {made.record_id}
        answered.set()
        assert (await renaming).accepted

    assert stage.journal.shelf.takers == {}


async def test_a_call_that_is_cut_off_in_the_middle_is_looked_up() -> None:
    stage = Stage()
    stage.cloud.during("create_drill", asyncio.Event().wait)
    sending = asyncio.ensure_future(stage.session.drills.start(DRAFT, GROUP, NAMES))
    await stage.clock.settle()
    finishing = asyncio.ensure_future(
        asyncio.wait_for(stage.session.drills._sender.finish(), 0.001)
    )
    await asyncio.gather(finishing, sending, return_exceptions=True)
    (record_id,) = await stage.journal.records()
    stage.add_drill()
    async with stage.watching():
        await stage.clock.advance(10)

    assert await stage.kinds(record_id) == ["opened", "preflight", "intended", "found", "drill"]
    assert (await stage.exercise(record_id)).unfinished is None
    assert stage.journal.shelf.takers == {}

"""Where nothing can be recorded the cloud is looked at all the same, and nothing is written."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from drilltui.domain.errors import JournalError, Unreachable
from drilltui.domain.job import FAIL, RUNNING, SUCCESS
from drilltui.domain.record import Action
from drilltui.services.sight import DrillDetail, ReadBack, Sight
from tests.services.stage import DRAFT, DRILL, GROUP, NAMES, Stage, job
from tests.services.stub_cloud import CREATE_JOB, DELETE_JOB
from tests.services.test_settling import another, taken_up


class Unwritten(JournalError):
    """Why nothing can be written."""


async def refuse(*_: object) -> bool:
    raise Unwritten("Read-only file system.")


async def watched(stage: Stage, act: Callable[[Stage], Awaitable[object]]) -> tuple[Stage, Sight]:
    """Leave something, and look at it with a journal that takes nothing."""
    await act(stage)
    await stage.journal.close()
    other = another(stage)
    other.journal.refused = Unwritten("Read-only file system.")
    other.journal.take = refuse  # type: ignore[assignment]
    other.journal.append = refuse  # type: ignore[assignment]
    other.journal.extend = refuse  # type: ignore[assignment]
    before = len(other.journal.shelf.events)
    await taken_up(other)
    async with other.watching():
        await other.clock.advance(400)
    assert len(other.journal.shelf.events) == before
    (sight,) = other.session.watcher.sights()
    return other, sight


async def create(stage: Stage) -> None:
    await stage.session.drills.start(DRAFT, GROUP, NAMES)


async def lost_create(stage: Stage) -> None:
    stage.cloud.script("create_drill", Unreachable("The connection broke.", sent=True))
    await create(stage)


async def delete(stage: Stage) -> None:
    stage.add_drill()
    await stage.session.drills.delete(DRILL, NAMES)
    stage.cloud.known_drills.clear()


@pytest.mark.parametrize("drill_is_there", [True, False])
async def test_a_create_is_seen_to_its_end(drill_is_there: bool) -> None:
    stage = Stage()
    stage.cloud.script("job", job(Action.CREATE, RUNNING))
    status = SUCCESS if drill_is_there else FAIL
    stage.cloud.known_jobs[CREATE_JOB] = job(Action.CREATE, status)

    async def act(stage: Stage) -> None:
        await create(stage)
        if drill_is_there:
            stage.add_drill()

    _, sight = await watched(stage, act)

    assert (sight.settled, sight.failure, sight.status) == (True, "", status)
    assert isinstance(sight.result, DrillDetail) is drill_is_there


async def test_a_lost_answer_is_looked_up_and_found_without_being_settled() -> None:
    stage = Stage()

    async def act(stage: Stage) -> None:
        await lost_create(stage)
        stage.add_drill()

    other, sight = await watched(stage, act)

    assert (sight.settled, sight.failure, sight.status) == (True, "", "available")
    assert len(await other.session.resumption.left()) == 1


async def test_a_delete_is_read_back() -> None:
    stage = Stage()
    stage.cloud.known_jobs[DELETE_JOB] = job(Action.DELETE, SUCCESS)

    _, sight = await watched(stage, delete)

    assert isinstance(sight.result, ReadBack)
    assert (sight.settled, sight.failure, sight.result.gone) == (True, "", True)

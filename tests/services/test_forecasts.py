"""How long a job usually takes, said beside a look at it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import NoReturn

import pytest

from drilltui.domain.errors import JournalError
from drilltui.domain.job import FAIL, RUNNING, SUCCESS, Job, record_of_job
from drilltui.domain.json_value import JsonValue
from drilltui.domain.record import Action, Kind
from drilltui.services.forecasts import Forecasts
from drilltui.services.sight import Seen, Sight
from tests.services.stage import GROUP, Stage, target
from tests.services.stub_cloud import CREATE_JOB

BEGIN = datetime(2026, 11, 20, 9, 14, tzinfo=UTC)
TARGET = target(Action.CREATE)


def running(servers: int) -> Job:
    subs = tuple(Job(f"s{n}", "createDrillServer", RUNNING) for n in range(servers))
    return Job(CREATE_JOB, "createDrill", RUNNING, sub_jobs=subs)


async def past_drill(
    stage: Stage, seconds: float, *, servers: int = 2, status: str = SUCCESS, closed: bool = False
) -> None:
    """Put a drill of the past into the journal."""
    record_id = await stage.record()
    job = replace(
        running(servers), status=status, begin=BEGIN, end=BEGIN + timedelta(seconds=seconds)
    )
    told: tuple[tuple[Kind, dict[str, JsonValue]], ...] = (
        (Kind.INTENDED, {"action": "create", "name": "drill-0"}),
        (Kind.ACCEPTED, {"action": "create", "job_id": CREATE_JOB}),
        (Kind.JOB, record_of_job(job)),
    )
    for kind, data in told:
        await stage.exercises.add(record_id, kind, data)
    if closed:
        await stage.exercises.add(record_id, Kind.CLOSED, {"outcome": "clean"})


def forecasts(stage: Stage, job: Job | None) -> Forecasts:
    async def look(sight: Sight) -> Seen:
        return Seen(sight.target, job=job)

    return Forecasts(look, stage.exercises)


async def seconds(stage: Stage, servers: int = 2) -> float | None:
    """How long a job with so many servers usually takes."""
    seen = await forecasts(stage, running(servers)).look(Sight(TARGET, 0.0))
    return seen.usual.usual.total_seconds() if seen.usual else None


async def test_three_drills_of_the_past_say_how_long_it_takes() -> None:
    stage = Stage()
    for length in (120, 130):
        await past_drill(stage, length)
    assert await seconds(stage) is None
    await past_drill(stage, 140)
    assert await seconds(stage) == 130


async def test_closed_records_count_and_failed_jobs_do_not() -> None:
    stage = Stage()
    for length in (120, 130, 140):
        await past_drill(stage, length, closed=True)
    await past_drill(stage, 9000, status=FAIL)
    assert await seconds(stage) == 130


async def test_it_is_for_as_many_servers_as_the_job_shows() -> None:
    stage = Stage()
    for servers in (2, 3, 4):
        await past_drill(stage, 100 + 10 * servers, servers=servers)
    assert await seconds(stage, 6) == pytest.approx(160)


async def test_the_records_are_asked_once_for_a_number_of_servers() -> None:
    stage = Stage()
    asked: list[int] = []
    known = stage.exercises.known

    async def counted() -> object:
        asked.append(1)
        return await known()

    stage.exercises.known = counted  # type: ignore[method-assign, assignment]
    look, sight = forecasts(stage, running(2)).look, Sight(TARGET, 0.0)
    for _ in range(3):
        seen = await look(sight)
        sight = replace(sight, job=seen.job, usual=seen.usual)
    assert len(asked) == 1
    await look(replace(sight, job=running(1)))
    assert len(asked) == 2


async def test_a_job_that_has_ended_keeps_what_was_said() -> None:
    stage = Stage()
    for length in (120, 130, 140):
        await past_drill(stage, length)
    said = (await forecasts(stage, running(2)).look(Sight(TARGET, 0.0))).usual
    over = replace(running(2), status=SUCCESS)
    seen = await forecasts(stage, over).look(Sight(TARGET, 0.0, job=running(2), usual=said))
    assert seen.usual is said


async def test_a_journal_that_cannot_be_read_fails_no_look() -> None:
    stage = Stage()
    for length in (120, 130, 140):
        await past_drill(stage, length)

    async def unreadable() -> NoReturn:
        raise JournalError("The disk is gone.")

    stage.exercises.known = unreadable  # type: ignore[method-assign]
    assert await seconds(stage) is None


async def test_the_watcher_says_it_and_a_drill_that_hangs_becomes_slower() -> None:
    stage = Stage()
    for length in (20, 21, 22):
        await past_drill(stage, length)
    stage.cloud.known_jobs[CREATE_JOB] = running(2)
    async with stage.watching():
        stage.session.watcher.watch(replace(TARGET, record_id="", begun=stage.clock.monotonic()))
        await stage.clock.advance(10)
        sight = stage.session.watcher.sight(CREATE_JOB)
        assert sight
        assert sight.usual
        assert sight.target.group_id == GROUP.id
        assert not sight.is_slow(stage.clock.monotonic())
        await stage.clock.advance(40)
        assert sight.is_slow(stage.clock.monotonic())

"""That a record was taken up again is kept once, and only when nobody had it in hand."""

from __future__ import annotations

from dataclasses import replace

from drilltui.domain.record import Kind
from tests.services.stage import PLACE, Stage


async def left(stage: Stage) -> str:
    """A record whose create was accepted, and that no process follows any more."""
    stage.add_drill()
    record_id = await stage.record()
    await stage.exercises.add(record_id, Kind.INTENDED, {"action": "create", "name": "drill-1"})
    await stage.exercises.add(record_id, Kind.ACCEPTED, {"action": "create", "job_id": "job-1"})
    return record_id


async def test_taking_up_what_was_left_is_kept_once() -> None:
    stage = Stage()
    record_id = await left(stage)
    resumption = stage.session.resumption

    for _ in range(3):
        await resumption.take_up(await stage.exercise(record_id))

    assert (await stage.kinds(record_id)).count(Kind.RESUMED) == 1
    told = (await stage.last(record_id, Kind.RESUMED)).data
    assert told == {"by": "ada", "host": "jump-1"}
    assert len((await stage.exercise(record_id)).said.resumed) == 1


async def test_who_looks_on_while_another_works_resumes_nothing() -> None:
    stage = Stage()
    record_id = await left(stage)
    other = Stage(journal=type(stage.journal)(stage.journal.shelf))
    assert await other.exercises.take(record_id, "delete")

    await stage.session.resumption.take_up(await stage.exercise(record_id))

    assert Kind.RESUMED not in await stage.kinds(record_id)


async def test_a_reader_resumes_nothing() -> None:
    stage = Stage(place=replace(PLACE, readonly=True))
    record_id = await left(stage)

    await stage.session.resumption.take_up(await stage.exercise(record_id))

    assert Kind.RESUMED not in await stage.kinds(record_id)


async def test_a_full_disk_keeps_nobody_from_following() -> None:
    stage = Stage()
    record_id = await left(stage)
    stage.journal.full = {Kind.RESUMED}

    assert await stage.session.resumption.take_up(await stage.exercise(record_id))

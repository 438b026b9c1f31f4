"""What a look that fails does to the watching, and what it does not do to the job."""

from __future__ import annotations

import asyncio
from itertools import pairwise

import pytest

from drilltui.domain.errors import JournalError, Refused, UsageError
from drilltui.domain.job import INIT, RUNNING, SUCCESS
from tests.services.bench import LOST, Bench


async def test_a_look_that_failed_is_an_age_and_never_a_state() -> None:
    bench = Bench()
    bench.watch("a", RUNNING, LOST, LOST)
    async with bench.running():
        await bench.clock.advance(3)
        seen = bench.sight()
        await bench.clock.advance(5)
        missed = bench.sight()

    assert (seen.seen, seen.failures, seen.failure) == (1003.0, 0, "")
    assert (missed.job, missed.seen, missed.changes) == (seen.job, seen.seen, seen.changes)
    assert (missed.failures, missed.failure) == (2, "No route to the cloud.")
    assert missed.next_look == 1012.0
    assert not missed.ended
    assert bench.keeper.words == [("job", RUNNING)]


async def test_a_job_never_seen_is_still_only_accepted() -> None:
    bench = Bench()
    bench.watch("a", Refused(status=403, code="403", message="no right"))
    async with bench.running():
        await bench.clock.advance(4)

    assert bench.sight().status == "accepted"
    assert bench.sight().seen is None
    assert bench.sight().failure == "403: no right"


async def test_tries_after_failures_get_rarer_up_to_a_minute_and_the_pace_comes_back() -> None:
    bench = Bench()
    bench.watch("a", *[LOST] * 7)
    async with bench.running():
        await bench.clock.advance(199)

    waits = [after - before for before, after in pairwise([0, *bench.times()])]
    assert waits == [3, 2, 4, 8, 16, 32, 60, 60, 5, 5]
    assert (bench.sight().failures, bench.sight().failure) == (0, "")


async def test_look_now_ends_a_long_wait_after_failures() -> None:
    bench = Bench()
    bench.watch("a", *[LOST] * 6)
    async with bench.running():
        await bench.clock.advance(66)
        bench.watcher.look_now("a")
        await bench.clock.advance(1)

    assert bench.times() == [3, 5, 9, 17, 33, 65, 66]
    assert bench.sight().failures == 0


async def test_a_bug_in_a_look_ends_the_run_loudly_and_leaves_nothing_behind() -> None:
    bench = Bench()
    hanging = asyncio.Event()

    async def inside(job_id: str) -> None:
        if job_id == "hanging":
            await hanging.wait()

    bench.inside = inside
    bench.watch("hanging")
    bench.watch("broken", RUNNING, ZeroDivisionError("a bug"))
    run = asyncio.ensure_future(bench.watcher.run())
    await bench.clock.advance(6)

    assert run.done()
    with pytest.raises(ZeroDivisionError, match="a bug"):
        run.result()
    assert asyncio.all_tasks() == {asyncio.current_task()}


async def test_a_job_id_that_can_be_none_is_a_failed_look_and_not_the_end_of_watching() -> None:
    bench = Bench()
    no_id = UsageError("../x is not an id of a job.")
    bench.watch("../x", no_id, no_id)
    bench.watch("a")
    async with bench.running() as run:
        await bench.clock.advance(6)
        assert not run.done()

    assert bench.sight("../x").failures == 2
    assert bench.times("a") == [3, 6]


async def test_news_that_could_not_be_recorded_are_told_again() -> None:
    bench = Bench()
    full = JournalError("The disk is full.", "Make room.")
    bench.keeper.fails.extend([None, full, full])
    bench.watch("a", INIT, RUNNING, RUNNING, RUNNING)
    async with bench.running():
        await bench.clock.advance(6)
        assert (bench.sight().status, bench.sight().failure) == (
            INIT,
            "The disk is full. Make room.",
        )
        await bench.clock.advance(7)

    assert bench.times() == [3, 6, 8, 12]
    assert bench.keeper.words == [("job", INIT), ("job", RUNNING)]
    assert [one.status for one in bench.sight().changes] == [INIT, RUNNING]
    assert (bench.sight().failures, bench.sight().status) == (0, RUNNING)


async def test_an_end_that_could_not_be_read_is_tried_again_and_ends_once() -> None:
    bench = Bench()
    bench.keeper.end_fails.extend([LOST, LOST])
    bench.watch("a", *[SUCCESS] * 3)
    async with bench.running():
        await bench.clock.advance(3)
        assert not bench.sight().ended
        assert bench.sight().failure == "No route to the cloud."
        await bench.clock.advance(100)

    assert bench.times() == [3, 5, 9]
    assert [sight.ended_at for sight in bench.keeper.ends] == [1009.0]
    assert bench.sight().ended


async def test_while_the_end_is_tried_again_the_job_shows_what_it_is_and_tells_it_once() -> None:
    bench = Bench()
    bench.keeper.end_fails.extend([LOST, LOST])
    bench.watch("a", RUNNING, *[SUCCESS] * 3)
    async with bench.running():
        await bench.clock.advance(6)
        assert bench.sight().status == SUCCESS
        await bench.clock.advance(100)

    assert bench.keeper.words == [("job", RUNNING), ("job", SUCCESS)]
    assert [one.status for one in bench.sight().changes] == [RUNNING, SUCCESS]

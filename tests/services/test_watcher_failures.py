"""What a look that fails does to the watching, and what it does not do to the job."""

from __future__ import annotations

import asyncio
from itertools import pairwise

import pytest

from drilltui.domain.errors import DrilltuiError, JournalError, Refused, Unreadable, UsageError
from drilltui.domain.job import FAIL, INIT, RUNNING, SUCCESS
from drilltui.services.sight import Sight
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


PASSING = [
    LOST,
    Unreadable("The answer is not JSON.", status=200),
    Refused(status=500, code="500", message="trouble"),
    Refused(status=429, code="APIGW.0308", message="too many"),
    JournalError("The disk is full."),
]
LASTING = [
    Refused(status=403, code="SDRS.0012", message="no right"),
    Refused(status=499, code="499", message="no"),
    UsageError("../x is not an id of a drill."),
]


@pytest.mark.parametrize("error", PASSING, ids=str)
async def test_what_an_ended_job_left_is_looked_at_again_until_it_was_seen(
    error: DrilltuiError,
) -> None:
    bench = Bench()
    bench.keeper.end_fails.extend([error, error])
    bench.watch("a", SUCCESS)
    async with bench.running():
        await bench.clock.advance(8)
        missed = bench.sight()
        await bench.clock.advance(92)

    assert (missed.ended, missed.settled, missed.failures) == (True, False, 2)
    assert (missed.failure, missed.next_look) == (str(error), 1009.0)
    assert bench.times() == [3]
    assert [sight.ended_at for sight in bench.keeper.ends] == [1003.0]
    assert (bench.sight().settled, bench.sight().failures, bench.sight().failure) == (True, 0, "")


@pytest.mark.parametrize("error", LASTING, ids=str)
async def test_a_lasting_refusal_to_show_what_a_job_left_is_a_doubt_and_the_end(
    error: DrilltuiError,
) -> None:
    bench = Bench()
    bench.keeper.end_fails.extend([LOST, error])
    bench.watch("a", SUCCESS)
    async with bench.running():
        await bench.clock.advance(1000)

    sight = bench.sight()
    assert (sight.status, sight.settled, sight.result) == (SUCCESS, True, None)
    assert (sight.failures, sight.failure) == (2, str(error))
    assert not bench.keeper.end_fails
    assert (bench.times(), bench.keeper.ends) == ([3], [])


async def test_a_job_has_ended_with_its_status_whatever_became_of_what_it_left() -> None:
    bench = Bench()
    reading = asyncio.Event()

    async def ended(sight: Sight) -> Sight:
        await reading.wait()
        raise LOST

    bench.keeper.ended = ended  # type: ignore[method-assign]
    bench.watch("a", RUNNING, FAIL)
    async with bench.running():
        await bench.clock.advance(5)
        running = [len(bench.watcher.running)]
        await bench.clock.advance(95)
        running.append(len(bench.watcher.running))
        reading.set()
        await bench.clock.advance(100)

    assert [*running, len(bench.watcher.running)] == [1, 0, 0]
    assert (bench.sight().status, bench.sight().settled) == (FAIL, False)
    assert bench.sight().elapsed(9999.0) == 6.0


async def test_look_now_brings_the_look_at_what_a_job_left_forward() -> None:
    bench = Bench()
    bench.keeper.end_fails.extend([LOST] * 6)
    bench.watch("a", SUCCESS)
    async with bench.running():
        await bench.clock.advance(66)
        assert not bench.sight().settled
        bench.watcher.look_now("a")
        await bench.clock.advance(1)

    assert bench.sight().settled
    assert bench.times() == [3]


async def test_while_the_end_is_tried_again_the_job_shows_what_it_is_and_tells_it_once() -> None:
    bench = Bench()
    bench.keeper.end_fails.extend([LOST, LOST])
    bench.watch("a", RUNNING, SUCCESS)
    async with bench.running():
        await bench.clock.advance(6)
        assert bench.sight().status == SUCCESS
        await bench.clock.advance(100)

    assert bench.keeper.words == [("job", RUNNING), ("job", SUCCESS)]
    assert [one.status for one in bench.sight().changes] == [RUNNING, SUCCESS]


async def test_the_end_of_a_job_is_recorded_before_what_it_left_is_read() -> None:
    bench = Bench()
    full = JournalError("The disk is full.", "Make room.")
    bench.keeper.fails.extend([full, full])
    bench.keeper.end_fails.extend([LOST])
    bench.watch("a", SUCCESS)
    async with bench.running():
        await bench.clock.advance(7)
        assert (bench.keeper.words, len(bench.keeper.end_fails)) == ([], 1)
        assert (bench.watcher.running, bench.sight().status) == ((), SUCCESS)
        await bench.clock.advance(100)

    assert bench.keeper.words == [("job", SUCCESS)]
    assert [sight.ended_at for sight in bench.keeper.ends] == [1003.0]


@pytest.mark.parametrize("status", [400, 404])
async def test_a_job_that_the_service_will_not_show_is_asked_for_as_long_as_it_may_run(
    status: int,
) -> None:
    bench = Bench()
    bench.watch("a", *[Refused(status=status, code="SDRS.0009", message="no such job")] * 9)
    async with bench.running():
        await bench.clock.advance(300)

    assert bench.times() == [3, 5, 9, 17, 33, 65, 125, 185, 245]
    assert not bench.sight().ended

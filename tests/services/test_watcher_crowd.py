"""Many calls at once: who is looked at, who waits, and who comes first."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import replace
from random import Random
from typing import Any

import pytest

from drilltui.domain.errors import Refused, Unreachable
from drilltui.domain.job import RUNNING, SUCCESS, Job
from drilltui.domain.sending import Sending
from drilltui.domain.settlement import Settlement
from drilltui.services.sight import Search, Seen, Sight
from drilltui.services.sighting import CHANGES_KEPT
from drilltui.services.watcher import ENDS_AT_ONCE, LOOKS_AT_ONCE
from tests.services.bench import LOST, Bench


def too_many(retry_after: float | None = None, status: int = 429) -> Refused:
    return Refused(status=status, code="APIGW.0308", message="no", retry_after=retry_after)


class Gauge:
    """How many looks are under way, and the most there were; they last until `open` is set."""

    def __init__(self, bench: Bench) -> None:
        self.open = asyncio.Event()
        self.now = self.most = 0
        bench.inside = self._inside

    async def _inside(self, job_id: str) -> None:
        self.now += 1
        self.most = max(self.most, self.now)
        try:
            await self.open.wait()
        finally:
            self.now -= 1


def crowded() -> tuple[Bench, Gauge]:
    """Fifty calls that wait for their first look."""
    bench = Bench()
    gauge = Gauge(bench)
    for number in range(50):
        bench.watch(f"job-{number}")
    return bench, gauge


async def test_a_few_looks_at_once_and_no_task_before_its_turn() -> None:
    bench, gauge = crowded()
    async with bench.running():
        await bench.clock.advance(30)
        tasks = len(asyncio.all_tasks())
        assert (gauge.now, len(bench.looks)) == (LOOKS_AT_ONCE, LOOKS_AT_ONCE)
        gauge.open.set()
        await bench.clock.advance(30)

    assert tasks <= LOOKS_AT_ONCE + 4  # this test, the loop of the watcher, and what it waits for
    assert gauge.most == LOOKS_AT_ONCE
    assert len({job_id for job_id, _ in bench.looks}) == 50


async def test_a_person_who_looks_now_waits_for_no_slot_and_for_nobody() -> None:
    bench, gauge = crowded()
    async with bench.running():
        await bench.clock.advance(30)
        bench.watcher.look_now("job-49")
        bench.watcher.look_now("job-48")
        await bench.clock.advance(1)

        assert [job_id for job_id, _ in bench.looks[LOOKS_AT_ONCE:]] == ["job-49"]
        gauge.open.set()
        await bench.clock.settle()
        assert bench.looks[LOOKS_AT_ONCE + 1][0] == "job-48"


async def test_all_have_their_turn_before_anyone_has_two_more() -> None:
    bench = Bench(Random(3))
    for number in range(200):
        bench.watch(f"job-{number}", begun=-1000.0)
    async with bench.running():
        await bench.clock.advance(300)

    counted = Counter(job_id for job_id, _ in bench.looks)
    assert len(counted) == 200
    assert max(counted.values()) - min(counted.values()) <= 2
    assert len(bench.looks) <= 300 * 8 * 1.05


async def test_waits_are_a_little_random_so_that_jobs_of_one_moment_do_not_stay_in_step() -> None:
    bench = Bench(Random(5))
    bench.watch("a")
    bench.watch("b")
    async with bench.running():
        await bench.clock.advance(28)

    waits = [b - a for a, b in zip(bench.times(), bench.times()[1:], strict=False)]
    assert all(2.7 <= wait <= 3.3 for wait in waits)
    assert len(set(waits)) == len(waits)
    assert not set(bench.times("a")) & set(bench.times("b"))


async def test_tries_after_failures_are_a_little_random_too() -> None:
    bench = Bench(Random(5))
    bench.watch("a", LOST, LOST)
    async with bench.running():
        await bench.clock.advance(10)

    first, second, third = bench.times()[:3]
    assert 1.8 <= second - first <= 2.2
    assert 3.6 <= third - second <= 4.4
    assert second - first != 2.0


async def test_a_look_up_of_three_requests_is_stretched_three_times_as_far() -> None:
    bench = Bench()
    settlement = Settlement(Sending.UNKNOWN, "no drill of this name yet")
    for number in range(40):
        name = f"job-{number}"
        target = bench.target(name, unsettled=True)
        bench.scripts[name].extend(
            Seen(target, search=Search(1000.0, looks, settlement)) for looks in range(1, 9)
        )
        bench.watcher.watch(target)
    async with bench.running():
        await bench.clock.advance(34)

    first, second = bench.times("job-0")[:2]
    assert second - first == 15.0


async def test_what_the_service_asks_for_is_kept_to_even_when_a_person_looks_now() -> None:
    bench = Bench()
    bench.watch("a", too_many(40, status=503))
    bench.watch("b")
    async with bench.running():
        await bench.clock.advance(5)
        bench.watcher.look_now("a")
        await bench.clock.advance(37.9)
        assert bench.times("a") == [3]
        assert len(bench.times("b")) > 5
        await bench.clock.advance(0.1)

    assert bench.times("a") == [3, 43]
    assert bench.sight("a").failures == 0


async def test_a_day_that_is_asked_for_is_a_quarter_of_an_hour() -> None:
    bench = Bench()
    bench.watch("a", too_many(86_400, status=503))
    async with bench.running():
        await bench.clock.advance(910)

    assert bench.times("a")[:2] == [3, 903]


@pytest.mark.parametrize(("asked", "until"), [(20, 23), (None, 5), (400, 63)])
async def test_after_a_429_no_call_of_the_host_is_looked_at_for_a_while(
    asked: float | None, until: float
) -> None:
    bench = Bench()
    bench.watch("a", too_many(asked))
    bench.watch("b", begun=-1000.0)
    bench.watch("c", begun=-1000.0)
    async with bench.running():
        await bench.clock.advance(until - 0.1)
        assert sorted(bench.looks) == [("a", 3), ("b", 3), ("c", 3)]
        bench.watcher.look_now("b")
        await bench.clock.advance(0.1)

    assert bench.times("b") == [3, until]


async def test_a_listener_that_raises_is_reported_and_ends_no_watching() -> None:
    bench = Bench()
    reported: list[str] = []

    def report(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        reported.append(str(context["exception"]))

    def broken(sight: Sight) -> None:
        raise ZeroDivisionError(sight.status)

    asyncio.get_running_loop().set_exception_handler(report)
    bench.watcher.subscribe(broken)
    heard: list[str] = []
    bench.watcher.subscribe(lambda sight: heard.append(sight.status))
    bench.watch("a", RUNNING, SUCCESS)
    async with bench.running() as run:
        await bench.clock.advance(10)
        assert not run.done()

    assert heard == reported == ["accepted", RUNNING, SUCCESS, SUCCESS]


async def test_ends_that_take_long_hold_up_no_look() -> None:
    bench = Bench()
    reading = asyncio.Event()
    ends: list[str] = []

    async def ended(sight: Sight) -> Sight:
        ends.append(sight.target.job_id)
        await reading.wait()
        return sight

    bench.keeper.ended = ended  # type: ignore[method-assign]
    for number in range(6):
        bench.watch(f"over-{number}", SUCCESS)
    bench.watch("going")
    async with bench.running():
        await bench.clock.advance(12)
        assert len(ends) == ENDS_AT_ONCE
        assert bench.times("going") == [3, 6, 9, 12]
        # That they have ended is known, told and recorded all the same.
        assert [sight.target.job_id for sight in bench.watcher.running] == ["going"]
        assert bench.keeper.words.count(("job", SUCCESS)) == 6
        reading.set()
        await bench.clock.advance(1)

    assert sorted(ends) == [f"over-{number}" for number in range(6)]
    assert all(sight.settled for sight in bench.watcher.sights()[:6])


async def test_a_call_that_a_person_must_settle_costs_nothing_until_one_has() -> None:
    bench = Bench()
    target = bench.target("a", unsettled=True)
    found = Settlement(Sending.AMBIGUOUS, "two could be it")
    bench.scripts["a"].append(Seen(target, search=Search(1003.0, 1, found), over=True))
    bench.watcher.watch(target)
    async with bench.running():
        await bench.clock.advance(600)
        bench.watcher.look_now("a")
        assert (bench.times(), bench.clock.due) == ([3], ())
        assert bench.watcher.watch(target).settled

        bench.watcher.watch(replace(target, unsettled=False, drill_id="drill-1"))
        await bench.clock.advance(4)

    assert bench.times() == [3, 603]
    assert bench.sight().status == RUNNING


async def test_the_same_call_read_from_its_record_does_not_begin_anew() -> None:
    bench = Bench()
    bench.watch("a", SUCCESS)
    async with bench.running():
        await bench.clock.advance(4)
        known = bench.sight()
        at = known.target.begun_at.replace(second=59)
        assert bench.watcher.watch(bench.target("a", begun_at=at)) is known
        # A new call of the record has another job, or none yet.
        other = replace(bench.target("a", begun_at=at), job_id="")
        assert not bench.watcher.watch(other).ended


async def test_a_call_that_begins_anew_takes_nothing_from_the_one_that_is_being_concluded() -> None:
    bench = Bench()
    reading = asyncio.Event()

    async def ended(sight: Sight) -> Sight:
        await reading.wait()
        return replace(sight, failure="of the call before")

    bench.keeper.ended = ended  # type: ignore[method-assign]
    bench.watch("a", SUCCESS)
    other = bench.target("b", record_id="record-a", begun_at=bench.clock.now().replace(second=59))
    async with bench.running():
        await bench.clock.advance(4)
        bench.watcher.watch(other)
        reading.set()
        await bench.clock.advance(3)

    sight = bench.watcher.sight(other.key)
    assert sight is not None
    assert (sight.target.job_id, sight.status, sight.failure) == ("b", RUNNING, "")
    assert bench.times("b") == [7]


async def test_only_the_latest_changes_are_kept_and_all_are_recorded() -> None:
    bench = Bench()
    states = [f"STATE-{number}" for number in range(CHANGES_KEPT + 50)]
    bench.watch("a", *states)
    async with bench.running():
        await bench.clock.advance(10 * len(states))

    kept = [change.status for change in bench.sight().changes]
    assert (len(kept), kept[-1]) == (CHANGES_KEPT, RUNNING)
    assert len(bench.keeper.words) == len(states) + 1


async def test_a_thousand_calls_and_a_cancelled_run_leave_nothing_behind() -> None:
    bench = Bench(Random(1))
    for number in range(1000):
        bench.watch(f"job-{number}", SUCCESS if number % 2 else RUNNING)
    async with bench.running() as run:
        await bench.clock.advance(20)
        assert not run.done()

    assert asyncio.all_tasks() == {asyncio.current_task()}
    assert len(bench.looks) > 100


async def test_a_run_may_begin_again_after_it_was_cancelled() -> None:
    bench = Bench()
    gauge = Gauge(bench)
    bench.watch("a")
    async with bench.running():
        await bench.clock.advance(4)
    gauge.open.set()
    async with bench.running():
        await bench.clock.advance(4)

    assert bench.times() == [3, 4, 7]


async def test_nobody_to_follow_is_nothing_to_wake_up_for() -> None:
    bench = Bench()
    async with bench.running():
        await bench.clock.advance(1)
        assert bench.clock.due == ()
        bench.watch("a", SUCCESS)
        await bench.clock.advance(10)
        assert bench.clock.due == ()


async def test_a_host_that_is_gone_is_an_age_for_all_and_comes_back_for_all() -> None:
    bench = Bench(Random(2))
    down = True

    async def inside(job_id: str) -> None:
        if down:
            raise Unreachable("refused", sent=False)

    bench.inside = inside
    for number in range(30):
        bench.watch(f"job-{number}")
    async with bench.running():
        await bench.clock.advance(600)
        assert {sight.status for sight in bench.watcher.sights()} == {"accepted"}
        down = False
        await bench.clock.advance(67)

    assert all(sight.failures == 0 for sight in bench.watcher.sights())
    assert all(isinstance(sight.job, Job) for sight in bench.watcher.sights())

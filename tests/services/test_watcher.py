"""When jobs are looked at, by whom, and how often."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from drilltui.domain.job import FAIL, INIT, RUNNING, SUCCESS
from drilltui.services.sight import Sight
from tests.services.bench import Bench


async def test_a_young_job_is_looked_at_often_an_old_one_seldom() -> None:
    bench = Bench()
    bench.watch()
    async with bench.running():
        await bench.clock.advance(330)

    assert bench.times() == [*range(3, 31, 3), *range(35, 301, 5), 310, 320, 330]


async def test_the_pace_goes_by_the_jobs_age_not_by_how_long_it_was_watched() -> None:
    bench = Bench()
    bench.watch(begun=-1000.0)
    async with bench.running():
        await bench.clock.advance(25)

    assert bench.times() == [3, 13, 23]


async def test_however_many_subscribe_a_job_is_looked_at_once() -> None:
    bench = Bench()
    heard: list[list[str]] = [[], [], []]
    for ears in heard:
        bench.watcher.subscribe(lambda sight, ears=ears: ears.append(sight.status))  # type: ignore[misc]
    bench.watch("a", INIT, RUNNING, SUCCESS)
    async with bench.running():
        await bench.clock.advance(60)

    assert bench.times() == [3, 6, 9]
    # Its end is told at once, and again when what it left was read.
    assert heard == [["accepted", INIT, RUNNING, SUCCESS, SUCCESS]] * 3


async def test_a_subscriber_may_leave_while_it_is_called() -> None:
    bench = Bench()
    heard: list[str] = []

    def once(sight: Sight) -> None:
        heard.append(f"once {sight.status}")
        leave()

    leave = bench.watcher.subscribe(once)
    bench.watcher.subscribe(lambda sight: heard.append(sight.status))
    bench.watch("a", INIT)
    async with bench.running():
        await bench.clock.advance(4)

    assert heard == ["once accepted", "accepted", INIT]


async def test_an_unknown_status_is_not_an_end() -> None:
    bench = Bench()
    bench.watch("a", "SUSPENDED", "SUSPENDED", FAIL)
    async with bench.running():
        await bench.clock.advance(8)
        assert (bench.sight().status, bench.sight().ended) == ("SUSPENDED", False)
        await bench.clock.advance(8)

    assert bench.times() == [3, 6, 9]
    assert bench.sight().ended


@pytest.mark.parametrize("status", [SUCCESS, FAIL])
async def test_a_job_ends_once_and_is_left_alone_afterwards(status: str) -> None:
    bench = Bench()
    bench.watch("a", RUNNING, status)
    async with bench.running():
        await bench.clock.advance(7)
        bench.watcher.look_now("a")
        bench.watcher.watch(bench.target())
        await bench.clock.advance(600)

    assert bench.times() == [3, 6]
    assert [sight.ended_at for sight in bench.keeper.ends] == [1006.0]
    assert (bench.sight().status, bench.sight().elapsed(9999.0)) == (status, 6.0)
    assert bench.watcher.running == ()
    assert bench.watcher.sights() == (bench.sight(),)


async def test_what_the_follower_made_of_the_end_is_what_subscribers_see() -> None:
    bench = Bench()
    heard: list[Sight] = []

    async def ended(sight: Sight) -> Sight:
        return replace(sight, failure="marked")

    bench.keeper.ended = ended  # type: ignore[method-assign]
    bench.watcher.subscribe(heard.append)
    bench.watch("a", SUCCESS)
    async with bench.running():
        await bench.clock.advance(3)

    assert heard[-1] is bench.sight()
    assert (heard[-1].ended, heard[-1].failure) == (True, "marked")


async def test_only_changes_are_handed_on_and_they_add_up() -> None:
    bench = Bench()
    bench.watch("a", INIT, INIT, RUNNING, RUNNING, SUCCESS)
    async with bench.running():
        await bench.clock.advance(20)

    assert bench.keeper.words == [("job", INIT), ("job", RUNNING), ("job", SUCCESS)]
    changes = bench.sight().changes
    assert [one.status for one in changes] == [INIT, RUNNING, SUCCESS]
    assert [f"{one.at:%H:%M:%S}" for one in changes] == ["09:14:03", "09:14:09", "09:14:15"]


async def test_look_now_is_one_look_and_the_pace_starts_from_it() -> None:
    bench = Bench()
    bench.watch()
    async with bench.running():
        await bench.clock.advance(1)
        bench.watcher.look_now("a")
        bench.watcher.look_now("a")
        await bench.clock.advance(7)

    assert bench.times() == [1, 4, 7]


async def test_look_now_during_a_look_starts_no_second_one() -> None:
    bench = Bench()
    answer = asyncio.Event()
    bench.inside = lambda job_id: answer.wait()
    bench.watch()
    async with bench.running():
        await bench.clock.advance(3)
        bench.watcher.look_now("a")
        await bench.clock.advance(20)
        assert bench.times() == [3]
        answer.set()
        await bench.clock.advance(3)

    assert bench.times() == [3, 26]


async def test_look_now_at_a_job_that_nobody_follows_is_nothing() -> None:
    bench = Bench()
    async with bench.running():
        bench.watcher.look_now("nobody")
        await bench.clock.advance(30)

    assert bench.looks == []
    assert bench.watcher.sight("nobody") is None


async def test_a_job_watched_while_nothing_was_due_is_not_forgotten() -> None:
    bench = Bench()
    async with bench.running():
        await bench.clock.advance(100)
        bench.watch("a", begun=100.0)
        await bench.clock.advance(4)

    assert bench.times() == [103]


async def test_a_job_that_is_followed_already_stays_as_it_is() -> None:
    bench = Bench()
    bench.watch("a", RUNNING)
    async with bench.running():
        await bench.clock.advance(4)
        known = bench.sight()
        assert bench.watcher.watch(bench.target()) is known
        await bench.clock.advance(2)

    assert bench.times() == [3, 6]


async def test_many_jobs_each_have_their_own_time() -> None:
    bench = Bench()
    bench.watch("old", begun=-1000.0)
    async with bench.running():
        await bench.clock.advance(2)
        bench.watch("new", begun=2.0)
        assert [sight.target.job_id for sight in bench.watcher.running] == ["old", "new"]
        await bench.clock.advance(13)

    assert bench.times("old") == [3, 13]
    assert bench.times("new") == [5, 8, 11, 14]


async def test_a_look_that_hangs_holds_up_no_other_job() -> None:
    bench = Bench()
    answer = asyncio.Event()

    async def inside(job_id: str) -> None:
        if job_id == "slow":
            await answer.wait()

    bench.inside = inside
    bench.watch("slow")
    bench.watch("quick")
    async with bench.running():
        await bench.clock.advance(10)
        assert bench.times("quick") == [3, 6, 9]
        assert bench.times("slow") == [3]
        answer.set()
        await bench.clock.advance(3)

    assert bench.times("slow") == [3, 13]


async def test_a_cancelled_run_leaves_no_task_behind() -> None:
    bench = Bench()
    bench.inside = lambda job_id: asyncio.Event().wait()
    bench.watch("a")
    run = asyncio.ensure_future(bench.watcher.run())
    await bench.clock.advance(3)
    bench.watch("b", begun=3.0)
    await bench.clock.settle()
    run.cancel()
    await bench.clock.settle()

    assert run.cancelled()
    assert asyncio.all_tasks() == {asyncio.current_task()}
    assert bench.sight("a").status == "accepted"

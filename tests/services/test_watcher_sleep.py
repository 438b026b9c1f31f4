"""The machine sleeps, or its clock is set: calls are looked at soon, and told how old they are."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from random import Random

from drilltui.domain.job import RUNNING, SUCCESS, Job
from drilltui.services.sight import Seen, Sight
from tests.services.bench import LOST, Bench


def of_host(sight: Sight) -> list[tuple[str, str]]:
    return [(one.status, one.detail) for one in sight.changes if one.subject == "this host"]


async def test_after_a_sleep_each_call_is_looked_at_soon_and_is_told_it_once() -> None:
    bench = Bench()
    bench.watch("a", RUNNING, *[LOST] * 6)
    async with bench.running():
        await bench.clock.advance(40)  # the next try is half a minute away
        before = bench.sight()
        assert before.next_look > bench.clock.monotonic() + 20
        bench.clock.wall_jump(7200)
        await bench.clock.advance(8)

    sight = bench.sight()
    assert of_host(sight) == [("slept 2 h", "or its clock was set ahead")]
    assert next(at for at in bench.times() if at > 40) <= 40 + 5 + 3
    assert bench.keeper.words == [("job", RUNNING)]
    assert sight.elapsed(before.target.begun + 48) == 7248


async def test_looks_after_a_sleep_come_spread_and_not_in_a_burst() -> None:
    bench = Bench(Random(4))
    for number in range(80):
        bench.watch(f"job-{number}", begun=-1000.0)
    async with bench.running():
        await bench.clock.advance(60)
        bench.clock.wall_jump(3600)
        already = len(bench.looks)
        await bench.clock.advance(5 + 10 + 1)

    after = bench.looks[already:]
    assert {job_id for job_id, _ in after} == {f"job-{number}" for number in range(80)}
    times = sorted(at for _, at in after)
    assert max(sum(at <= one < at + 1 for one in times) for at in times) <= 20


async def test_a_clock_that_is_set_back_is_told_and_makes_no_call_younger() -> None:
    bench = Bench()
    bench.watch("a")
    async with bench.running():
        await bench.clock.advance(10)
        bench.clock.wall_jump(-300)
        await bench.clock.advance(10)

    assert of_host(bench.sight()) == [("clock set back 5 min", "")]
    assert bench.sight().elapsed(bench.clock.monotonic()) == 20.0


async def test_a_correction_of_a_few_seconds_is_none() -> None:
    bench = Bench()
    bench.watch("a")
    async with bench.running():
        for _ in range(5):
            await bench.clock.advance(10)
            bench.clock.wall_jump(4)
        await bench.clock.advance(10)

    assert of_host(bench.sight()) == []


async def test_a_sleep_before_there_was_anything_to_follow_concerns_nobody() -> None:
    bench = Bench()
    async with bench.running():
        await bench.clock.advance(10)
        bench.clock.wall_jump(3600)
        bench.watch("a")
        await bench.clock.advance(10)

    assert of_host(bench.sight()) == []


async def test_a_sleep_in_the_middle_of_a_look_is_told_too() -> None:
    bench = Bench()
    answer = asyncio.Event()
    bench.inside = lambda job_id: answer.wait()
    bench.watch("a", SUCCESS)
    async with bench.running():
        await bench.clock.advance(4)
        bench.clock.wall_jump(3600)
        answer.set()
        await bench.clock.settle()

    assert [(one.subject, one.status) for one in bench.sight().changes] == [
        ("this host", "slept 60 min"),
        ("job", SUCCESS),
    ]
    assert bench.sight().elapsed(0) == 3604
    assert bench.times() == [3]


async def test_what_the_cloud_says_of_a_calls_age_counts_for_more_than_a_sleep() -> None:
    bench = Bench()
    answer = asyncio.Event()
    bench.inside = lambda job_id: answer.wait()
    told = replace(bench.target("a"), begun=1000.0 - 500.0)
    bench.watch("a", Seen(told, job=Job("a", "createDrill", RUNNING)))
    async with bench.running():
        await bench.clock.advance(4)
        bench.clock.wall_jump(3600)
        answer.set()
        await bench.clock.settle()

    assert bench.sight().target.begun == 500.0
    assert len(of_host(bench.sight())) == 1


async def test_ended_calls_are_told_nothing_of_a_sleep() -> None:
    bench = Bench()
    bench.watch("a", SUCCESS)
    async with bench.running():
        await bench.clock.advance(10)
        bench.watch("b", begun=10.0)
        bench.clock.wall_jump(3600)
        await bench.clock.advance(6)

    assert (of_host(bench.sight("a")), len(of_host(bench.sight("b")))) == ([], 1)
    assert bench.times("a") == [3]


async def test_what_an_ended_job_left_is_read_soon_after_a_sleep() -> None:
    bench = Bench()
    bench.keeper.end_fails.extend([LOST] * 6)
    bench.watch("a", SUCCESS)
    async with bench.running():
        await bench.clock.advance(66)
        assert not bench.sight().settled
        bench.clock.wall_jump(3600)
        await bench.clock.advance(8)

    assert bench.sight().settled
    assert of_host(bench.sight()) == []


async def test_a_job_that_ended_long_before_it_was_seen_took_what_the_cloud_says() -> None:
    bench = Bench()
    begin = bench.clock.now()
    job = Job("a", "createDrill", SUCCESS, begin=begin, end=begin + timedelta(seconds=148))
    bench.watch("a", Seen(bench.target("a", begun=-7200.0), job=job, over=True), begun=-7200.0)
    async with bench.running():
        await bench.clock.advance(4)

    assert bench.sight().elapsed(bench.clock.monotonic()) == 148

"""The clock that tests hold is itself a port's adapter, and others trust it."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from drilltui.domain.ports import Clock
from tests.clock import FakeClock


def test_is_a_clock() -> None:
    clock: Clock = FakeClock()

    assert clock.now() == datetime(2026, 11, 23, 9, 14, tzinfo=UTC)


async def test_time_stands_still_until_it_is_moved() -> None:
    clock = FakeClock()
    before = clock.now(), clock.monotonic()
    await clock.settle()
    assert (clock.now(), clock.monotonic()) == before

    await clock.advance(90)
    assert clock.now() - before[0] == timedelta(seconds=90)
    assert clock.monotonic() - before[1] == 90


async def test_sleepers_wake_when_they_are_due_and_not_before() -> None:
    clock = FakeClock()
    sleeping = asyncio.ensure_future(clock.sleep(3))
    await clock.advance(2.5)
    assert not sleeping.done()
    assert list(clock.due) == [0.5]

    await clock.advance(0.5)
    assert sleeping.done()
    assert not clock.due


async def test_a_chain_of_sleeps_unrolls_at_the_right_times() -> None:
    clock = FakeClock()
    begin = clock.monotonic()
    woken: list[tuple[str, float]] = []

    async def beat(name: str, seconds: float) -> None:
        while True:
            await clock.sleep(seconds)
            woken.append((name, clock.monotonic() - begin))

    tasks = [asyncio.ensure_future(beat("a", 2)), asyncio.ensure_future(beat("b", 3))]
    await clock.advance(6)
    for task in tasks:
        task.cancel()

    assert woken == [("a", 2), ("b", 3), ("a", 4), ("b", 6), ("a", 6)]


async def test_a_cancelled_sleeper_is_passed_over() -> None:
    clock = FakeClock()
    cancelled = asyncio.ensure_future(clock.sleep(1))
    other = asyncio.ensure_future(clock.sleep(2))
    await clock.settle()
    cancelled.cancel()
    await clock.advance(2)

    assert cancelled.cancelled()
    assert other.done()


async def test_no_sleep_at_all_gives_way_once() -> None:
    clock = FakeClock()
    before = clock.monotonic()
    for seconds in (0, -1):
        others: list[float] = []
        asyncio.get_running_loop().call_soon(others.append, seconds)
        await clock.sleep(seconds)
        assert others == [seconds]

    assert clock.monotonic() == before


async def test_a_jump_of_the_wall_clock_wakes_nobody() -> None:
    clock = FakeClock()
    before = clock.now()
    sleeping = asyncio.ensure_future(clock.sleep(60))
    await clock.settle()
    for seconds in (3600, -7200):
        clock.wall_jump(seconds)
        await clock.settle()
    assert clock.now() - before == timedelta(seconds=-3600)
    assert list(clock.due) == [60]

    await clock.advance(60)
    assert sleeping.done()


@given(steps=st.lists(st.integers(0, 400), max_size=5))
def test_many_small_steps_are_one_big_step(steps: list[int]) -> None:
    async def times(parts: list[int]) -> list[float]:
        clock, woken = FakeClock(), list[float]()

        async def beat() -> None:
            while True:
                await clock.sleep(70)
                woken.append(clock.monotonic())

        task = asyncio.ensure_future(beat())
        for part in parts:
            await clock.advance(part)
        task.cancel()
        return woken

    assert asyncio.run(times(steps)) == asyncio.run(times([sum(steps)]))

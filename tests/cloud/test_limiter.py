from __future__ import annotations

import asyncio

import pytest

from drilltui.cloud.limiter import Limiter
from tests.clock import FakeClock


class Crowd:
    """Callers that note when they were let through, in seconds since the beginning."""

    def __init__(self, clock: FakeClock, limiter: Limiter) -> None:
        self._clock = clock
        self._limiter = limiter
        self._begin = clock.monotonic()
        self.through: list[tuple[str, float]] = []

    async def one(self, name: str) -> None:
        await self._limiter.take()
        self.through.append((name, round(self._clock.monotonic() - self._begin, 6)))

    def come(self, names: str) -> list[asyncio.Task[None]]:
        return [asyncio.create_task(self.one(name)) for name in names]


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


async def test_a_burst_goes_at_once_and_the_rest_evenly(clock: FakeClock) -> None:
    crowd = Crowd(clock, Limiter(clock, per_second=10, burst=3))
    crowd.come("abcdef")
    await clock.advance(10)
    assert crowd.through == [
        ("a", 0), ("b", 0), ("c", 0), ("d", 0.1), ("e", 0.2), ("f", 0.3),
    ]  # fmt: skip


async def test_idle_time_gives_back_a_burst_and_no_more(clock: FakeClock) -> None:
    crowd = Crowd(clock, Limiter(clock, per_second=10, burst=2))
    await clock.advance(60)
    crowd.come("abc")
    await clock.advance(1)
    assert [time for _, time in crowd.through] == [60, 60, 60.1]


async def test_a_pause_holds_back_those_who_wait_and_ends_without_a_burst(
    clock: FakeClock,
) -> None:
    limiter = Limiter(clock, per_second=10, burst=2)
    crowd = Crowd(clock, limiter)
    crowd.come("abcd")
    await clock.settle()
    limiter.pause(5)
    await clock.advance(10)
    assert crowd.through == [("a", 0), ("b", 0), ("c", 5), ("d", 5.1)]


async def test_a_shorter_pause_does_not_end_a_longer_one(clock: FakeClock) -> None:
    limiter = Limiter(clock)
    crowd = Crowd(clock, limiter)
    limiter.pause(30)
    limiter.pause(1)
    crowd.come("a")
    await clock.advance(60)
    assert crowd.through == [("a", 30)]


async def test_a_caller_who_leaves_costs_nothing(clock: FakeClock) -> None:
    limiter = Limiter(clock, per_second=1, burst=1)
    crowd = Crowd(clock, limiter)
    _, sleeping, waiting, _ = crowd.come("abcd")
    await clock.settle()
    sleeping.cancel()
    waiting.cancel()
    await clock.advance(10)
    assert crowd.through == [("a", 0), ("d", 1)]

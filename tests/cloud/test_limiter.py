from __future__ import annotations

import asyncio
import bisect
import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drilltui.cloud.limiter import BURST, PER_SECOND, Limiter
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


async def test_a_429_halves_the_rate_and_answers_raise_it_step_by_step(clock: FakeClock) -> None:
    limiter = Limiter(clock, per_second=10, burst=1)
    limiter.throttled(await limiter.take())

    crowd = Crowd(clock, limiter)
    crowd.come("ab")
    await clock.advance(1)
    assert [time for _, time in crowd.through] == [0.1, 0.3]

    for _ in range(4):
        number = await _turn(clock, limiter)
        limiter.answered(number)
    assert await _pace(clock, limiter) == pytest.approx(5.4)


async def test_calls_that_are_out_together_halve_the_rate_once(clock: FakeClock) -> None:
    limiter = Limiter(clock)
    numbers = [await limiter.take() for _ in range(8)]
    for number in numbers:
        limiter.throttled(number)
    assert await _pace(clock, limiter) == 5

    # Nor do answers to them tell that the lower rate is well.
    limiter.answered(numbers[3])
    assert await _pace(clock, limiter) == 5
    limiter.throttled(await _turn(clock, limiter))
    assert await _pace(clock, limiter) == 2.5


async def test_a_low_rate_has_a_small_burst(clock: FakeClock) -> None:
    limiter = Limiter(clock, per_second=10, burst=10)
    for _ in range(4):
        limiter.throttled(await _turn(clock, limiter))
    await clock.advance(60)
    crowd = Crowd(clock, limiter)
    crowd.come("abc")
    await clock.advance(5)
    assert [time for _, time in crowd.through] == [0, 1, 2]


async def _turn(clock: FakeClock, limiter: Limiter) -> int:
    """Take a turn, however long that takes."""
    taking = asyncio.create_task(limiter.take())
    while not taking.done():
        await clock.advance(0.5)
    return taking.result()


async def _pace(clock: FakeClock, limiter: Limiter) -> float:
    """How many calls a second it lets go once a burst is used up."""
    crowd = Crowd(clock, limiter)
    crowd.come("a" * (BURST + 2))
    await clock.advance(60)
    *_, (_, before), (_, last) = crowd.through
    return round(1 / (last - before), 3)


class Gateway:
    """Drives a limiter by what hypothesis says, and checks each call that it lets through."""

    def __init__(self) -> None:
        self.clock = FakeClock()
        self.limiter = Limiter(self.clock)
        self.out: list[int] = []
        self.through: list[tuple[int, float]] = []
        self.waiting: list[asyncio.Task[None]] = []
        self.closed: list[tuple[float, float]] = []
        self._names = itertools.count()

    async def _call(self, name: int) -> None:
        number = await self.limiter.take()
        self.out.append(number)
        self.through.append((name, self.clock.monotonic()))

    async def do(self, what: str, amount: float) -> None:
        if what == "call":
            self.waiting.append(asyncio.create_task(self._call(next(self._names))))
        elif what == "leave" and self.waiting:
            self.waiting.pop(int(amount) % len(self.waiting)).cancel()
        elif what == "429" and self.out:
            self.limiter.throttled(self.out.pop(0))
            self.limiter.pause(amount)
            now = self.clock.monotonic()
            self.closed.append((now, now + amount))
        elif what == "200" and self.out:
            self.limiter.answered(self.out.pop(0))
        elif what == "time":
            await self.clock.advance(amount)
        await self.clock.settle(10)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["call", "call", "call", "leave", "429", "200", "time"]),
            st.floats(0, 3),
        ),
        max_size=60,
    )
)
@settings(max_examples=60)
def test_whatever_happens_the_rate_order_and_pauses_are_kept(
    steps: list[tuple[str, float]],
) -> None:
    async def play() -> None:
        gateway = Gateway()
        for what, amount in steps:
            await gateway.do(what, amount)
        await gateway.clock.advance(300)  # at the floor that is enough for all who still wait
        assert all(task.done() for task in gateway.waiting)
        names = [name for name, _ in gateway.through]
        times = [time for _, time in gateway.through]
        assert names == sorted(names)
        for begin, end in gateway.closed:
            assert not any(begin < time < end - 1e-6 for time in times)
        for number, time in enumerate(times):
            later = bisect.bisect_left(times, time + 1.0 - 1e-6)
            assert later - number <= BURST + PER_SECOND

    asyncio.run(play())

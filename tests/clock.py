"""Time that moves only when a test says so."""

from __future__ import annotations

import asyncio
import heapq
from datetime import UTC, datetime, timedelta
from itertools import count

TURNS = 60
"""How many turns of the event loop `settle` gives to tasks that have something to do."""


class FakeClock:
    """A `domain.ports.Clock` held by the test.

    `await clock.advance(30)` moves to each sleeper that falls due on the way, wakes it, and lets
    the tasks run before it moves on, so a chain of sleeps unrolls as it would in real time.
    Work in threads is not waited for: give the code under test adapters that live in memory.
    """

    def __init__(self, start: datetime = datetime(2026, 11, 23, 9, 14, tzinfo=UTC)) -> None:
        self._begin = self._monotonic = 1000.0
        self._wall = start
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []
        self._order = count()

    def now(self) -> datetime:
        """Return the wall clock's time, UTC."""
        return self._wall + timedelta(seconds=self._monotonic - self._begin)

    def monotonic(self) -> float:
        """Return seconds that only `advance` moves; they begin at 1000, not at 0."""
        return self._monotonic

    async def sleep(self, seconds: float) -> None:
        """Park until `advance` has moved `seconds` on; zero or less only gives way once."""
        if seconds <= 0:
            await asyncio.sleep(0)
            return
        waiting: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleepers, (self._monotonic + seconds, next(self._order), waiting))
        await waiting

    @property
    def due(self) -> tuple[float, ...]:
        """The seconds from now after which each parked sleeper would wake, soonest first."""
        waiting = (due for due, _, future in self._sleepers if not future.done())
        return tuple(sorted(due - self._monotonic for due in waiting))

    async def advance(self, seconds: float) -> None:
        """Move `seconds` on, waking sleepers one by one in the order in which they fall due."""
        await self.settle()
        target = self._monotonic + seconds
        while self._sleepers and self._sleepers[0][0] <= target:
            due, _, future = heapq.heappop(self._sleepers)
            if future.done():  # cancelled while it slept
                continue
            self._monotonic = due
            future.set_result(None)
            await self.settle()
        self._monotonic = target
        await self.settle()

    def wall_jump(self, seconds: float) -> None:
        """Set the wall clock forward (or back) as NTP or a person would; sleepers do not notice."""
        self._wall += timedelta(seconds=seconds)

    async def settle(self, turns: int = TURNS) -> None:
        """Let tasks run until they wait for time or for something outside; time stands still."""
        for _ in range(turns):
            await asyncio.sleep(0)

"""The loop that gives turns: it begins what is due, and sleeps until something is."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from drilltui.domain.ports import Clock
from drilltui.services.turns import Turns


class Rota:
    """Runs the work of its lanes, each as many turns at once as it allows.

    `between` is called before each round of turns, at least every `tick` seconds while anybody
    waits; `after` with each key whose turn is over, however it ended.
    """

    def __init__(
        self,
        clock: Clock,
        *,
        between: Callable[[], None],
        after: Callable[[str], None],
        tick: float,
    ) -> None:
        self._clock = clock
        self._between = between
        self._after = after
        self._tick = tick
        self._lanes: list[tuple[Turns, Callable[[str], Awaitable[None]]]] = []
        self._working: set[asyncio.Task[None]] = set()
        self._wake = asyncio.Event()

    def add(self, turns: Turns, work: Callable[[str], Awaitable[None]]) -> None:
        """Give turns of this lane to do `work`."""
        self._lanes.append((turns, work))

    def wake(self) -> None:
        """Look at the lanes: somebody waits who did not, or for less."""
        self._wake.set()

    async def run(self) -> None:
        """Give turns until cancelled. What a turn raises ends it; no task is left behind."""
        try:
            while True:
                self._between()
                self._begin_due()
                await self._wait()
        finally:
            for task in self._working:
                task.cancel()
            await asyncio.gather(*self._working, return_exceptions=True)
            self._working.clear()

    def _begin_due(self) -> None:
        now = self._clock.monotonic()
        for turns, work in self._lanes:
            while (key := turns.begin(now)) is not None:
                self._working.add(asyncio.ensure_future(self._turn(turns, work, key)))

    async def _turn(self, turns: Turns, work: Callable[[str], Awaitable[None]], key: str) -> None:
        try:
            await work(key)
        finally:
            turns.over(key)
            self._after(key)

    async def _wait(self) -> None:
        """Wait until a turn may begin, one is over, somebody is put in, or for a tick."""
        self._wake.clear()
        now = self._clock.monotonic()
        delays = [turns.wait(now) for turns, _ in self._lanes]
        known = [delay for delay in delays if delay is not None]
        sleeping = []
        if any(turns for turns, _ in self._lanes):
            sleeping = [asyncio.ensure_future(self._clock.sleep(min([self._tick, *known])))]
        waking = asyncio.ensure_future(self._wake.wait())
        try:
            done, _ = await asyncio.wait(
                {waking, *sleeping, *self._working}, return_when=asyncio.FIRST_COMPLETED
            )
        finally:
            for task in (waking, *sleeping):
                task.cancel()
        for task in done & self._working:
            self._working.discard(task)
            task.result()

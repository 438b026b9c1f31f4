"""How fast one host is asked: a bucket of calls that refills evenly."""

from __future__ import annotations

import asyncio

from drilltui.domain.ports import Clock

PER_SECOND = 10.0
BURST = 10


class Limiter:
    """Lets at most `burst` calls go at once and `per_second` of them in the long run.

    The gateway allows 200 calls a second for each API (signing FAQ); an operator's screen needs a
    few. Callers are served in the order they came. One that is cancelled while it waits costs
    nothing.
    """

    def __init__(self, clock: Clock, *, per_second: float = PER_SECOND, burst: int = BURST) -> None:
        self._clock = clock
        self._interval = 1.0 / per_second
        self._slack = (burst - 1) * self._interval
        # The time by which all calls let through so far would have gone at an even pace (GCRA).
        self._due = clock.monotonic()
        self._turn = asyncio.Lock()  # wakes its waiters in order

    async def take(self) -> None:
        """Return when the next call may go."""
        async with self._turn:
            while (wait := self._due - self._slack - self._clock.monotonic()) > 0:
                await self._clock.sleep(wait)
            self._due = max(self._due, self._clock.monotonic()) + self._interval

    def pause(self, seconds: float) -> None:
        """Let nothing go for `seconds`, then begin again without a burst.

        Calls that already wait are held back too. A shorter pause never ends a longer one.
        """
        self._due = max(self._due, self._clock.monotonic() + seconds + self._slack)

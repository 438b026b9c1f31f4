"""How fast one host is asked: a bucket of calls that refills evenly, and slower after a refusal.

The gateway allows 200 calls a second for each API (signing FAQ), shared by everybody who works in
the project; an operator's screen needs a few. Who is told "too many" (429) halves its rate and then
finds out in small steps what the others leave (additive increase, multiplicative decrease: the way
in which TCP shares a line, RFC 5681). Everything is per host: all callers slow down together.
"""

from __future__ import annotations

import asyncio

from drilltui.domain.ports import Clock

PER_SECOND = 10.0
"""Calls a second that are made of one host while nobody minds."""

FLOOR = 1.0
"""Calls a second that are made at least: a person's own read has its turn within seconds."""

STEP = 0.1
"""What an answer adds to a lowered rate: ninety of them lead from the floor back to the top."""

BURST = 10


class Limiter:
    """Lets at most `burst` calls go at once and `per_second` of them in the long run.

    A lowered rate lowers the burst with it: at most what the top rate allows in the same time.
    Callers are served in the order they came. One that is cancelled while it waits costs nothing.
    """

    def __init__(
        self,
        clock: Clock,
        *,
        per_second: float = PER_SECOND,
        burst: int = BURST,
        floor: float = FLOOR,
    ) -> None:
        self._clock = clock
        self._top = per_second
        self._floor = min(floor, per_second)
        self._span = burst / per_second
        self._rate = per_second
        self._passed = 0
        self._lowered_after = 0
        # The time by which all calls let through so far would have gone at an even pace (GCRA).
        self._due = clock.monotonic()
        self._closed_until = self._due
        self._turn = asyncio.Lock()  # wakes its waiters in order

    async def take(self) -> int:
        """Return when the next call may go: its number, for `throttled` and `answered`."""
        async with self._turn:
            while (wait := self._wait()) > 0:
                await self._clock.sleep(wait)
            self._due = max(self._due, self._clock.monotonic()) + 1.0 / self._rate
            self._passed += 1
            return self._passed

    def throttled(self, number: int) -> None:
        """Halve the rate, because call `number` was answered 429.

        Calls that were under way when the rate was halved tell nothing of the new one: they all
        hit the same wall. It is halved once for all of them.
        """
        if number > self._lowered_after:
            self._lowered_after = self._passed
            self._rate = max(self._floor, self._rate / 2)

    def answered(self, number: int) -> None:
        """Raise a lowered rate by a step, because call `number` was let through."""
        if number > self._lowered_after:
            self._rate = min(self._top, self._rate + STEP)

    def pause(self, seconds: float) -> None:
        """Let nothing go for `seconds`, then begin again without a burst.

        Calls that already wait are held back too. A shorter pause never ends a longer one.
        """
        self._closed_until = max(self._closed_until, self._clock.monotonic() + seconds)
        self._due = max(self._due, self._closed_until + self._slack)

    def _wait(self) -> float:
        """Return the seconds until a call may go, none or less for now."""
        return max(self._due - self._slack, self._closed_until) - self._clock.monotonic()

    @property
    def _slack(self) -> float:
        """By how many seconds a call may go before an even pace would let it: the burst."""
        return max(0.0, self._span - 1.0 / self._rate)

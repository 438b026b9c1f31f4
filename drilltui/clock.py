"""The machine's time, and time that runs faster: the two clocks outside of tests."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime, timedelta


class SystemClock:
    """Time as the machine tells it."""

    def now(self) -> datetime:
        """Return the current time in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Return seconds that never jump."""
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        """Return after `seconds`."""
        await asyncio.sleep(seconds)


class FastClock:
    """Time that runs `speed` times as fast from the moment this clock is made.

    It begins at `start`, as a rule at the present.
    """

    def __init__(self, speed: float, start: datetime | None = None) -> None:
        self._speed = speed
        self._start = start or datetime.now(UTC)
        self._zero = time.monotonic()

    def now(self) -> datetime:
        """Return the fast time in UTC."""
        return self._start + timedelta(seconds=self.monotonic())

    def monotonic(self) -> float:
        """Return fast seconds since this clock was made."""
        return (time.monotonic() - self._zero) * self._speed

    async def sleep(self, seconds: float) -> None:
        """Return after `seconds` of fast time."""
        await asyncio.sleep(seconds / self._speed)

"""A clock whose sleepers never wait."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta


class SkippingClock:
    """Time that jumps to the end of each sleep and keeps a list of them."""

    def __init__(self, start: datetime = datetime(2025, 9, 17, 6, 42, 10, tzinfo=UTC)) -> None:
        self.start = start
        self.passed = 0.0
        self.slept: list[float] = []

    def now(self) -> datetime:
        return self.start + timedelta(seconds=self.passed)

    def monotonic(self) -> float:
        return 500.0 + self.passed

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.passed += seconds
        await asyncio.sleep(0)

"""Time that several processes share and that runs faster, and a client without patience.

What a person waits 30 seconds or two minutes for, a test has in a second. The cloud's clock and
drilltui's are one: a cloud whose time ran at another pace would be a fault of its own.
"""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Self

VARIABLE = "FAULTS_CLOCK"
PATIENCE = "FAULTS_PATIENCE"


@dataclass(frozen=True, slots=True)
class HurriedClock:
    """A `domain.ports.Clock` that runs `speed` times as fast from `start`.

    That was when the machine's monotonic clock, which all processes share, stood at `zero`.
    """

    start: datetime
    zero: float
    speed: float

    @classmethod
    def from_now(cls, speed: float) -> Self:
        """One that begins at the present."""
        return cls(datetime.now(UTC), time.monotonic(), speed)

    @classmethod
    def of_environment(cls, environ: Mapping[str, str]) -> Self:
        """The one that this process was started with."""
        start, zero, speed = environ[VARIABLE].split()
        return cls(datetime.fromisoformat(start), float(zero), float(speed))

    @property
    def environ(self) -> Mapping[str, str]:
        """What tells another process of this clock."""
        return {VARIABLE: f"{self.start.isoformat()} {self.zero!r} {self.speed!r}"}

    def now(self) -> datetime:
        """The fast time, UTC."""
        return self.start + timedelta(seconds=(time.monotonic() - self.zero) * self.speed)

    def monotonic(self) -> float:
        """Fast seconds; they do not begin at 0."""
        return (time.monotonic() - self.zero) * self.speed

    async def sleep(self, seconds: float) -> None:
        """Return after `seconds` of fast time."""
        await asyncio.sleep(seconds / self.speed)


def hurry() -> None:
    """Give this process's drilltui the clock and the patience that the environment tells."""
    import drilltui.clock
    from drilltui.cloud.http import open_client

    clock = HurriedClock.of_environment(os.environ)
    vars(drilltui.clock)["SystemClock"] = lambda: clock
    patience = float(os.environ[PATIENCE])
    waits = open_client.__kwdefaults__ or {}
    assert waits["connect"] > patience < waits["read"]  # what is not there cannot be shortened
    waits.update(connect=patience, read=patience)


def hurry_cloud() -> None:
    """Give this process's sandbox that clock: its world, its gateway and its tokens."""
    from drilltui.sandbox import server

    clock = HurriedClock.of_environment(os.environ)
    assert callable(server._fast_clock)
    assert callable(server._skewed_clock)
    for name in ("_fast_clock", "_skewed_clock"):
        vars(server)[name] = lambda _: clock.now

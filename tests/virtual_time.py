"""An event loop whose time does not wait: it moves on to the next timer when nothing is to do.

Hours pass in seconds and to the instant, whatever there is to compute. It is for code that waits
for time only: nothing outside of this process may be waited for.
"""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Coroutine
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

_Result = TypeVar("_Result")

START = datetime(2026, 11, 23, 9, 14, tzinfo=UTC)


class _Skipping(selectors.DefaultSelector):
    """Takes a wait for granted."""

    now = 1000.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout is None:
            raise RuntimeError("every task waits for something that will never be")
        self.now += max(0.0, timeout)
        return super().select(0)


class VirtualLoop(asyncio.SelectorEventLoop):
    """See above."""

    def __init__(self) -> None:
        self._skipping = _Skipping()
        super().__init__(self._skipping)

    def time(self) -> float:
        return self._skipping.now


class VirtualClock:
    """A `domain.ports.Clock` by the time of the loop it is used in."""

    def __init__(self) -> None:
        self._wall = START - timedelta(seconds=_Skipping.now)

    def now(self) -> datetime:
        return self._wall + timedelta(seconds=self.monotonic())

    def monotonic(self) -> float:
        return asyncio.get_running_loop().time()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


def run(main: Coroutine[Any, Any, _Result]) -> _Result:
    """Run `main` in virtual time."""
    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        return runner.run(main)

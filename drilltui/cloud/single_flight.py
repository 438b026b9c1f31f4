"""One piece of work for all who ask for it while it is under way."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

Value = TypeVar("Value")


@dataclass(slots=True)
class _Flight(Generic[Value]):
    task: asyncio.Task[Value]
    waiting: int = 0


class SingleFlight(Generic[Value]):
    """Lets whoever comes while the work is under way wait for the same result.

    The work goes on while anybody waits for it, whoever began it. When the last one has left it is
    cancelled.
    """

    def __init__(self) -> None:
        self._flight: _Flight[Value] | None = None

    async def join(self, work: Callable[[], Coroutine[Any, Any, Value]]) -> Value:
        """Return what the work under way gives, or begin `work` when there is none."""
        while True:
            flight = self._flight
            if flight is None or flight.task.done():
                flight = self._flight = _Flight(asyncio.create_task(work()))
            try:
                return await self._wait(flight)
            except asyncio.CancelledError:
                if not flight.task.cancelled() or _leaving():
                    raise
                # The work was cut off under us, and nobody wants us to stop: begin again.

    async def _wait(self, flight: _Flight[Value]) -> Value:
        flight.waiting += 1
        try:
            return await asyncio.shield(flight.task)
        finally:
            flight.waiting -= 1
            if not flight.waiting and not flight.task.done():
                flight.task.cancel()
                if self._flight is flight:
                    self._flight = None


def _leaving() -> bool:
    """True when somebody has asked the task that runs now to stop."""
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0

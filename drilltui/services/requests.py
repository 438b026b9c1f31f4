"""The log of this run's requests: what was really sent, masked, newest last."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable

from drilltui.domain.exchange import Exchange
from drilltui.domain.subscribers import Subscribers

KEPT = 500


class Requests:
    """Keeps the last exchanges in memory; nothing of it is written to disk."""

    def __init__(self) -> None:
        self._exchanges: deque[Exchange] = deque(maxlen=KEPT)
        self._subscribers: Subscribers[Exchange] = Subscribers(
            lambda call: asyncio.get_running_loop().call_soon(call)
        )

    def note(self, exchange: Exchange) -> None:
        """Keep `exchange` and have subscribers told, each in a turn of the event loop of its own.

        A subscriber that fails must not take the answer of a request with it.
        """
        self._exchanges.append(exchange)
        self._subscribers.tell(exchange)

    def latest(self) -> tuple[Exchange, ...]:
        """Return what is kept, oldest first."""
        return tuple(self._exchanges)

    def subscribe(self, listener: Callable[[Exchange], None]) -> Callable[[], None]:
        """Call `listener` with each new exchange; returns what ends that."""
        return self._subscribers.add(listener)

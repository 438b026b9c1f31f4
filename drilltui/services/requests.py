"""The log of this run's requests: what was really sent, masked, newest last."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from drilltui.domain.exchange import Exchange

KEPT = 500


class Requests:
    """Keeps the last exchanges in memory; nothing of it is written to disk."""

    def __init__(self) -> None:
        self._exchanges: deque[Exchange] = deque(maxlen=KEPT)
        self._listeners: list[Callable[[Exchange], None]] = []

    def note(self, exchange: Exchange) -> None:
        """Keep `exchange` and tell subscribers."""
        self._exchanges.append(exchange)
        for listener in tuple(self._listeners):
            listener(exchange)

    def latest(self) -> tuple[Exchange, ...]:
        """Return what is kept, oldest first."""
        return tuple(self._exchanges)

    def subscribe(self, listener: Callable[[Exchange], None]) -> Callable[[], None]:
        """Call `listener` with each new exchange; returns what ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

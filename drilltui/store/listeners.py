"""Who wants to hear of new events."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from drilltui.domain.record import Event


class Listeners:
    """Listeners of one journal, called on the event loop in the order in which they subscribed.

    Each call is a turn of the loop of its own: a listener that raises is reported by the loop and
    keeps neither the others from hearing nor the writer from going on.
    """

    def __init__(self) -> None:
        self._listeners: dict[object, Callable[[Event], None]] = {}

    def add(self, listener: Callable[[Event], None]) -> Callable[[], None]:
        """Begin to call `listener`; what is returned ends that and may be called again."""
        key = object()
        self._listeners[key] = listener

        def end() -> None:
            self._listeners.pop(key, None)

        return end

    def tell(self, event: Event) -> None:
        """Have every listener called with `event` soon; to be called on the event loop."""
        loop = asyncio.get_running_loop()
        for key in self._listeners:
            loop.call_soon(self._call, key, event)

    def _call(self, key: object, event: Event) -> None:
        if listener := self._listeners.get(key):
            listener(event)

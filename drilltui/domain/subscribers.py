"""Who wants to hear of every look."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Generic, TypeVar

News = TypeVar("News")


class Subscribers(Generic[News]):
    """Subscribers of one service, called on the event loop in the order in which they came.

    Each call is a turn of the loop of its own: a subscriber that raises is reported by the loop and
    keeps neither the others from hearing nor the teller from going on.
    """

    def __init__(self) -> None:
        self._subscribers: dict[object, Callable[[News], None]] = {}

    def add(self, subscriber: Callable[[News], None]) -> Callable[[], None]:
        """Begin to call `subscriber`; what is returned ends that and may be called again."""
        key = object()
        self._subscribers[key] = subscriber

        def end() -> None:
            self._subscribers.pop(key, None)

        return end

    def tell(self, news: News) -> None:
        """Have every subscriber called with `news` soon; to be called on the event loop."""
        if self._subscribers:
            loop = asyncio.get_running_loop()
            for key in self._subscribers:
                loop.call_soon(self._call, key, news)

    def _call(self, key: object, news: News) -> None:
        if subscriber := self._subscribers.get(key):
            subscriber(news)

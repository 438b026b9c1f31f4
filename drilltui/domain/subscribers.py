"""Who wants to hear of every look, event or request."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Generic, TypeVar

News = TypeVar("News")


class Subscribers(Generic[News]):
    """Subscribers of one teller, called in the order in which they came.

    `soon` begins a turn of the event loop of its own for each call: a subscriber that raises is
    reported by the loop and keeps neither the others from hearing nor the teller from going on.
    """

    def __init__(self, soon: Callable[[Callable[[], None]], object]) -> None:
        self._soon = soon
        self._subscribers: dict[object, Callable[[News], None]] = {}

    def add(self, subscriber: Callable[[News], None]) -> Callable[[], None]:
        """Begin to call `subscriber`; what is returned ends that and may be called again."""
        key = object()
        self._subscribers[key] = subscriber

        def end() -> None:
            self._subscribers.pop(key, None)

        return end

    def tell(self, news: News) -> None:
        """Have every subscriber called with `news` soon."""
        for key in self._subscribers:
            self._soon(partial(self._call, key, news))

    def _call(self, key: object, news: News) -> None:
        if subscriber := self._subscribers.get(key):
            subscriber(news)

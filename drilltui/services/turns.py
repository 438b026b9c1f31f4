"""Whose turn it is: one heap, earliest due first, and no more at once than is good for others."""

from __future__ import annotations

import heapq
from itertools import count


class Turns:
    """Waiting keys, and how many may have their turn at once.

    Those that a person asks for come before all others, and one of them may have its turn beside
    `at_once` others: those may all be waiting for a host that is gone. A key that has its turn
    cannot wait for another one at the same time: `having` are those. Due times are monotonic
    seconds.
    """

    def __init__(self, at_once: int) -> None:
        self._at_once = at_once
        self._heap: list[tuple[bool, float, int, str]] = []  # asked for sorts first, as False
        self._place: dict[str, int] = {}
        self.having: set[str] = set()
        self._order = count()
        self._held_until = float("-inf")

    def __len__(self) -> int:
        """How many wait or have their turn."""
        return len(self._place) + len(self.having)

    def put(self, key: str, due: float, *, asked: bool = False) -> None:
        """Let `key` wait until `due`, in place of what it waited for; nothing while it has its
        turn.
        """
        if key in self.having:
            return
        self._place[key] = next(self._order)
        heapq.heappush(self._heap, (not asked, due, self._place[key], key))

    def remove(self, key: str) -> None:
        """Let `key` wait no longer."""
        self._place.pop(key, None)

    def begin(self, now: float) -> str | None:
        """Let the first one have its turn and return it; None when that cannot be now."""
        if self.wait(now) != 0.0:
            return None
        key = heapq.heappop(self._heap)[-1]
        del self._place[key]
        self.having.add(key)
        return key

    def hold(self, until: float) -> None:
        """Let no turn begin before `until`. A shorter hold never ends a longer one."""
        self._held_until = max(self._held_until, until)

    def over(self, key: str) -> None:
        """End the turn of `key`."""
        self.having.discard(key)

    def wait(self, now: float) -> float | None:
        """Return the seconds until somebody may have its turn; None: not before one is over."""
        while self._heap and self._place.get(self._heap[0][-1]) != self._heap[0][-2]:
            heapq.heappop(self._heap)  # its key waits for something else by now
        if not self._heap:
            return None
        usual, due, _, _ = self._heap[0]
        if len(self.having) >= self._at_once + (not usual):
            return None
        return max(0.0, due - now, self._held_until - now)

"""What this run knows of an access key's lock.

More than five wrong signatures in a row lock a key for five minutes, and right ones fail meanwhile
(API Signing Guide, FAQ).
"""

from __future__ import annotations

TOLERATED = 5
"""Wrong signatures in a row that do not lock the key yet."""

LOCKED_FOR = 300.0
"""Seconds that a lock lasts."""


class KeyLock:
    """Counts the wrong signatures of one key. Times are those of `Clock.monotonic`."""

    def __init__(self) -> None:
        self._wrong = 0
        self._until = 0.0

    def wrong(self, now: float) -> None:
        """Note a wrong signature."""
        self._wrong += 1
        if self._wrong > TOLERATED:
            self.locked(now)

    def right(self) -> None:
        """Note a signature that was accepted."""
        self._wrong = 0

    def locked(self, now: float) -> None:
        """Note that the key is locked, and count from five minutes on as for a new one."""
        self._until = now + LOCKED_FOR
        self._wrong = 0

    def left(self, now: float) -> float:
        """Return the seconds until the lock ends, 0 when there is none."""
        return max(0.0, self._until - now)


class KeyLocks:
    """The locks of a run's access keys, shared by all its clouds: the cloud counts per key."""

    def __init__(self) -> None:
        self._locks: dict[str, KeyLock] = {}

    def of(self, ak: str) -> KeyLock:
        """Return the lock of the key `ak`."""
        return self._locks.setdefault(ak, KeyLock())

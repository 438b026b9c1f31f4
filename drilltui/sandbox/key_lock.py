"""Locking access keys: more than five wrong signatures in a row shut a key for five minutes.

Source: "API Signing Guide", FAQ; while a key is locked, right signatures fail too.
"""

from datetime import datetime, timedelta
from typing import Final

_TOLERATED: Final = 5
_LOCKED_FOR: Final = timedelta(minutes=5)


class KeyLock:
    """Counts the wrong signatures of each access key."""

    def __init__(self) -> None:
        self._failures: dict[str, int] = {}
        self._locked_until: dict[str, datetime] = {}

    def is_locked(self, ak: str, now: datetime) -> bool:
        """Whether the key is locked at ``now``."""
        until = self._locked_until.get(ak)
        return until is not None and now < until

    def failed(self, ak: str, now: datetime) -> None:
        """Note a wrong signature; the sixth in a row locks the key."""
        self._failures[ak] = self._failures.get(ak, 0) + 1
        if self._failures[ak] > _TOLERATED:
            self._locked_until[ak] = now + _LOCKED_FOR
            self._failures[ak] = 0

    def succeeded(self, ak: str) -> None:
        """Note a right signature."""
        self._failures.pop(ak, None)

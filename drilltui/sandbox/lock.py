"""Locking what was tried with wrong proof too often: access keys, and users.

Sources: "API Signing Guide", FAQ: more than five wrong signatures in a row lock a key for five
minutes; IAM, account settings: how many wrong passwords lock a user is the administrator's to say.
While something is locked, right proof fails too.
"""

from datetime import datetime, timedelta


class Lock:
    """Counts wrong tries by name; so many ``tries`` in a row shut a name for ``locked_for``."""

    def __init__(self, tries: int, locked_for: timedelta) -> None:
        self._tries = tries
        self._locked_for = locked_for
        self._failures: dict[str, int] = {}
        self._locked_until: dict[str, datetime] = {}

    def is_locked(self, name: str, now: datetime) -> bool:
        """Whether ``name`` is locked at ``now``."""
        until = self._locked_until.get(name)
        return until is not None and now < until

    def failed(self, name: str, now: datetime) -> None:
        """Note a wrong try; the last of those allowed in a row locks the name."""
        self._failures[name] = self._failures.get(name, 0) + 1
        if self._failures[name] >= self._tries:
            self._locked_until[name] = now + self._locked_for
            self._failures[name] = 0

    def succeeded(self, name: str) -> None:
        """Note a right try."""
        self._failures.pop(name, None)

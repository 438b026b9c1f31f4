"""Reads that are made at once, each on its own: one that fails is a fact that was not seen."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from drilltui.domain.errors import CloudError, NotSignedIn, Refused, SignInRefused
from drilltui.domain.language import marked, tr
from drilltui.domain.ports import Clock
from drilltui.domain.preflight.facts import Looked, Unseen
from drilltui.domain.rules import rules

_T = TypeVar("_T")

_NO_RIGHT = frozenset({"SDRS.0003", "SDRS.0004", "SDRS.0005"})
"""Refused for want of a role, which SDRS answers with 400 (API reference, "Error Codes")."""

_LOOK_AGAIN = marked("Look again.")

VITAL = frozenset({"instances", "pairs", "drills", "vpcs", "subnets", "standby"})
"""Reads whose refused sign-in is everybody's; what else is read may be refused by itself."""

LIMIT, HINT_LIMIT = 20.0, 5.0
"""Seconds after which a vital read is given up, and one that only adds a finding."""

SILENT_FOR, SILENT_LIMIT = 60.0, 1.0
"""So long after a read had no answer it is only tried for a second: a person waits for it."""


class Silence:
    """Which reads had no answer of late; kept from one look to the next."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._since: dict[str, float] = {}

    def limit(self, name: str) -> float:
        """Return how many seconds the read `name` is waited for."""
        since = self._since.get(name)
        if since is not None and self._clock.monotonic() - since < SILENT_FOR:
            return SILENT_LIMIT
        return LIMIT if name in VITAL else HINT_LIMIT

    def answered(self, name: str) -> None:
        """Learn that the read `name` had an answer, a refusal included."""
        self._since.pop(name, None)

    def silent(self, name: str, limit: float) -> None:
        """Learn that it had none in `limit` seconds. A short try says nothing of a slow answer."""
        if limit > SILENT_LIMIT:
            self._since[name] = self._clock.monotonic()


class Reads:
    """At most `at_once` reads are under way; each is given up in time."""

    def __init__(self, at_once: int, silence: Silence) -> None:
        self._turn = asyncio.Semaphore(at_once)
        self._silence = silence

    async def tried(self, name: str, read: Callable[[], Awaitable[_T]]) -> Looked[_T]:
        """Return what was read, or why it was not; `name` is the read's in ``rules/reads.toml``.

        Raises SignInRefused or NotSignedIn for a vital one: nothing else would be seen either.
        """
        async with self._turn:
            limit = self._silence.limit(name)  # not before: those of its name may have been silent
            try:
                async with asyncio.timeout(limit):
                    return await self._answered(name, read)
            except TimeoutError:
                self._silence.silent(name, limit)
                return Unseen(
                    tr("no answer in {seconds} s", seconds=f"{limit:g}"), remedy=tr(_LOOK_AGAIN)
                )

    async def _answered(self, name: str, read: Callable[[], Awaitable[_T]]) -> Looked[_T]:
        found: Looked[_T]
        try:
            found = await read()
        except (SignInRefused, NotSignedIn) as error:
            if name in VITAL:
                raise
            found = unseen(name, error)
        except CloudError as error:
            found = unseen(name, error)
        self._silence.answered(name)
        return found


def unseen(name: str, error: CloudError) -> Unseen:
    """Return why a read showed nothing, and the right that it takes where that is missing."""
    if not isinstance(error, Refused):
        return Unseen(error.what, remedy=error.remedy or tr(_LOOK_AGAIN))
    if error.status == 403 or error.code in _NO_RIGHT:
        return Unseen(error.message, error.code, tr(f"Grant {rules('reads')[name]['right']}."))
    return Unseen(error.message, error.code, error.remedy or tr(_LOOK_AGAIN))

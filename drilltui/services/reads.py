"""Reads that are made at once, each on its own: one that fails is a fact that was not seen."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from drilltui.domain.errors import CloudError, Refused
from drilltui.domain.preflight.facts import Looked, Unseen
from drilltui.domain.rules import rules

_T = TypeVar("_T")

_NO_RIGHT = frozenset({"SDRS.0003", "SDRS.0004", "SDRS.0005"})
"""Refused for want of a role, which SDRS answers with 400 (API reference, "Error Codes")."""

_LOOK_AGAIN = "Look again."


class Reads:
    """At most `at_once` reads are under way; each is given up after `limit` seconds."""

    def __init__(self, at_once: int, limit: float) -> None:
        self._turn = asyncio.Semaphore(at_once)
        self._limit = limit

    async def tried(self, name: str, read: Callable[[], Awaitable[_T]]) -> Looked[_T]:
        """Return what was read, or why it was not; `name` is the read's in ``rules/reads.toml``."""
        try:
            async with self._turn, asyncio.timeout(self._limit):
                return await read()
        except TimeoutError:
            return Unseen(f"no answer in {self._limit:g} s", remedy=_LOOK_AGAIN)
        except CloudError as error:
            return unseen(name, error)


def unseen(name: str, error: CloudError) -> Unseen:
    """Return why a read showed nothing, and the right that it takes where that is missing."""
    if not isinstance(error, Refused):
        return Unseen(error.what, remedy=error.remedy or _LOOK_AGAIN)
    if error.status == 403 or error.code in _NO_RIGHT:
        return Unseen(error.message, error.code, f"Grant {rules('reads')[name]['right']}.")
    return Unseen(error.message, error.code, error.remedy or _LOOK_AGAIN)

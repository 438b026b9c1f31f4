"""A journal whose disk is full, or slow, when a test says so."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime

from drilltui.domain.errors import JournalError
from drilltui.domain.json_value import JsonObject
from drilltui.domain.record import Event
from drilltui.store.memory_journal import MemoryJournal


class RefusingJournal(MemoryJournal):
    """Refuses events of the kinds in `full`, and keeps those in `slow` only after a wait."""

    def __init__(self) -> None:
        super().__init__()
        self.full: set[str] = set()
        self.slow: dict[str, Callable[[], Awaitable[None]]] = {}
        self.closed = False

    async def append(self, record_id: str, kind: str, data: JsonObject, at: datetime) -> Event:
        if kind in self.full:
            raise JournalError("The disk is full.", "Make room.")
        if wait := self.slow.get(kind):
            await wait()
        return await super().append(record_id, kind, data, at)

    async def close(self) -> None:
        self.closed = True
        await super().close()

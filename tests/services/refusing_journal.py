"""A journal whose disk is full, or slow, when a test says so."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

from drilltui.domain.errors import JournalError
from drilltui.domain.json_value import JsonObject
from drilltui.domain.record import Entry, Event
from drilltui.store.memory_journal import MemoryJournal, Shelf


class RefusingJournal(MemoryJournal):
    """Refuses events of the kinds in `full`, and keeps those in `slow` only after a wait.

    `refused` is why it takes none at all, when a test says so.
    """

    def __init__(self, shelf: Shelf | None = None) -> None:
        super().__init__(shelf)
        self.full: set[str] = set()
        self.slow: dict[str, Callable[[], Awaitable[None]]] = {}
        self.closed = False
        self.refused: JournalError | None = None

    @property
    def refusal(self) -> JournalError | None:
        return self.refused

    async def append(self, record_id: str, kind: str, data: JsonObject, at: datetime) -> Event:
        await self._let_in([kind])
        return await super().append(record_id, kind, data, at)

    async def extend(
        self, entries: Sequence[Entry], at: datetime, position: int
    ) -> tuple[Event, ...]:
        await self._let_in([entry.kind for entry in entries])
        return await super().extend(entries, at, position)

    async def adopt(self, events: Sequence[Event]) -> int:
        await self._let_in([event.kind for event in events])
        return await super().adopt(events)

    async def _let_in(self, kinds: list[str]) -> None:
        if self.full & set(kinds):
            raise JournalError("The disk is full.", "Make room.")
        for kind in kinds:
            if wait := self.slow.get(kind):
                await wait()

    async def close(self) -> None:
        self.closed = True
        await super().close()

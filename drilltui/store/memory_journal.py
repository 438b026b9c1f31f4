"""A journal for as long as the program runs: for screenshots, for tests, for a trial."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime

from drilltui.domain.errors import JournalError
from drilltui.domain.json_value import JsonObject
from drilltui.domain.record import GENESIS, Event, Kind, seal
from drilltui.store.entry import detached
from drilltui.store.listeners import Listeners


class MemoryJournal:
    """A `domain.ports.Journal` that keeps nothing."""

    def __init__(self) -> None:
        self._records: dict[str, list[Event]] = {}
        self._listeners = Listeners()
        self._closed = False

    async def append(self, record_id: str, kind: str, data: JsonObject, at: datetime) -> Event:
        """Add an event to a record; see `domain.ports.Journal`."""
        self._refuse_if_closed()
        events = self._records.get(record_id, [])
        before = events[-1].hash if events else GENESIS
        event = seal(record_id, len(events) + 1, at, kind, detached(data), before)
        self._records[record_id] = [*events, event]
        self._listeners.tell(event)
        await asyncio.sleep(0)  # a writer gives way, as it does with a disk
        return event

    async def read(self, record_id: str) -> tuple[Event, ...]:
        """Return the events of a record in order; empty when there is no such record."""
        self._refuse_if_closed()
        return tuple(self._records.get(record_id, ()))

    async def records(self) -> tuple[str, ...]:
        """Return all record ids, the most recently begun first."""
        self._refuse_if_closed()
        return tuple(reversed(self._records))

    async def unfinished(self) -> tuple[str, ...]:
        """Return the ids of records without a `closed` event, the most recently begun first."""
        return tuple(
            record_id
            for record_id in await self.records()
            if all(event.kind != Kind.CLOSED for event in self._records[record_id])
        )

    def subscribe(self, listener: Callable[[Event], None]) -> Callable[[], None]:
        """Call `listener` with each event that is appended; returns what ends it."""
        return self._listeners.add(listener)

    async def close(self) -> None:
        """Refuse whatever comes after; may be called again."""
        self._closed = True

    def _refuse_if_closed(self) -> None:
        if self._closed:
            raise JournalError("The journal is closed.", "Start drilltui again.")

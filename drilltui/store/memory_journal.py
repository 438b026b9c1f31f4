"""A journal for as long as the program runs: for screenshots, for tests, for a trial."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime

from drilltui.domain.adoption import missing
from drilltui.domain.errors import JournalError
from drilltui.domain.json_value import JsonObject
from drilltui.domain.language import tr
from drilltui.domain.mishap import Mishap
from drilltui.domain.record import GENESIS, Entry, Event, Kind, Overtaken, Tail, outlined, seal
from drilltui.domain.subscribers import Subscribers
from drilltui.store.entry import as_read, detached, record_of


class Shelf:
    """What the journals of one run have in common: every event, and who works on which record."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.records: dict[str, list[Event]] = {}
        self.takers: dict[str, object] = {}

    def add(self, entry: Entry, at: datetime) -> Event:
        """Seal an event and put it at the end."""
        events = self.records.get(entry.record_id, [])
        before = events[-1].hash if events else GENESIS
        data = detached(entry.data)
        event = seal(entry.record_id, len(events) + 1, at, entry.kind, data, before)
        self.put(event)
        return event

    def put(self, event: Event) -> None:
        """Put an event that is sealed at the end."""
        self.records[event.record_id] = [*self.records.get(event.record_id, []), event]
        self.events.append(event)


class MemoryJournal:
    """A `domain.ports.Journal` that keeps nothing.

    Journals over the same `shelf` are like those of several processes over the same file.
    """

    def __init__(self, shelf: Shelf | None = None) -> None:
        self.shelf = shelf or Shelf()
        self._listeners: Subscribers[Event] = Subscribers(
            lambda call: asyncio.get_running_loop().call_soon(call)
        )
        self._closed = False

    @property
    def refusal(self) -> JournalError | None:
        """None: memory can always be written."""
        return None

    @property
    def mishap(self) -> Mishap | None:
        """None: memory is never damaged."""
        return None

    async def append(self, record_id: str, kind: str, data: JsonObject, at: datetime) -> Event:
        """Add an event to a record; see `domain.ports.Journal`."""
        self._refuse_if_closed()
        event = self.shelf.add(Entry(record_id, kind, data), at)
        self._listeners.tell(event)
        await asyncio.sleep(0)  # a writer gives way, as it does with a disk
        return event

    async def extend(
        self, entries: Sequence[Entry], at: datetime, position: int
    ) -> tuple[Event, ...]:
        """Add events in one stroke, if `position` is the last one; else raise Overtaken."""
        self._refuse_if_closed()
        if position != len(self.shelf.events):
            raise Overtaken
        # All of them are looked at before the first is added: none is, if one cannot be.
        own = [Entry(one.record_id, one.kind, detached(one.data)) for one in entries]
        events = tuple(self.shelf.add(entry, at) for entry in own)
        for event in events:
            self._listeners.tell(event)
        await asyncio.sleep(0)
        return events

    async def adopt(self, events: Sequence[Event]) -> int:
        """Take over a record of another journal; see `domain.ports.Journal`."""
        self._refuse_if_closed()
        foreign = as_read(events)
        new = missing(self.shelf.records.get(record_of(foreign), ()), foreign)
        for event in new:
            self.shelf.put(event)
            self._listeners.tell(event)
        await asyncio.sleep(0)
        return len(new)

    async def head(self) -> int:
        """Return the position of the last event."""
        self._refuse_if_closed()
        return len(self.shelf.events)

    async def since(self, position: int) -> Tail:
        """Return the events after `position`."""
        self._refuse_if_closed()
        return Tail(tuple(self.shelf.events[position:]), len(self.shelf.events))

    async def take(self, record_id: str) -> bool:
        """Become the one who works on a record, if nobody else does."""
        self._refuse_if_closed()
        return self.shelf.takers.setdefault(record_id, self) is self

    async def let_go(self, record_id: str) -> None:
        """Let another one take the record."""
        self._refuse_if_closed()
        if self.shelf.takers.get(record_id) is self:
            del self.shelf.takers[record_id]

    async def read(self, record_id: str) -> tuple[Event, ...]:
        """Return the events of a record in order; empty when there is no such record."""
        self._refuse_if_closed()
        return tuple(self.shelf.records.get(record_id, ()))

    async def outline(self) -> tuple[Event, ...]:
        """Return the events that say how all records stand, in order."""
        self._refuse_if_closed()
        told = {
            (event.record_id, event.seq)
            for events in self.shelf.records.values()
            for event in outlined(events)
        }
        return tuple(one for one in self.shelf.events if (one.record_id, one.seq) in told)

    async def records(self) -> tuple[str, ...]:
        """Return all record ids, the most recently begun first."""
        self._refuse_if_closed()
        return tuple(reversed(self.shelf.records))

    async def unfinished(self) -> tuple[str, ...]:
        """Return the ids of records without a `closed` event, the most recently begun first."""
        return tuple(
            record_id
            for record_id in await self.records()
            if all(event.kind != Kind.CLOSED for event in self.shelf.records[record_id])
        )

    def subscribe(self, listener: Callable[[Event], None]) -> Callable[[], None]:
        """Call `listener` with each event that is appended; returns what ends it."""
        return self._listeners.add(listener)

    async def close(self) -> None:
        """Refuse whatever comes after; may be called again."""
        self._closed = True
        for record_id in [one for one, taker in self.shelf.takers.items() if taker is self]:
            del self.shelf.takers[record_id]

    def _refuse_if_closed(self) -> None:
        if self._closed:
            raise JournalError(tr("The journal is closed."), tr("Start drilltui again."))

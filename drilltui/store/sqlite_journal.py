"""The journal that lasts: SQLite behind one thread, so that a slow disk never stops a screen."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from drilltui.domain.errors import JournalError
from drilltui.domain.json_value import JsonObject
from drilltui.domain.language import tr
from drilltui.domain.mishap import Mishap
from drilltui.domain.record import Entry, Event, Tail
from drilltui.domain.subscribers import Subscribers
from drilltui.store.entry import as_read, detached
from drilltui.store.journal_thread import CLOSING, JournalThread, hung

if TYPE_CHECKING:
    from drilltui.store.opening import Opened

_Result = TypeVar("_Result")


class SqliteJournal:
    """A `domain.ports.Journal` in a file that several processes may have open; see `open_journal`.

    A call that has begun is carried through even when its caller is cancelled: the event is then
    on disk whole, and listeners hear of it.
    """

    def __init__(self, path: Path, opened: Opened, thread: JournalThread) -> None:
        self._path = path
        self._opened = opened
        self._file = opened.file
        self._holds = opened.holds
        self._thread = thread
        self._listeners: Subscribers[Event] = Subscribers(
            lambda call: asyncio.get_running_loop().call_soon(call)
        )
        self._closing: asyncio.Future[None] | None = None

    @property
    def refusal(self) -> JournalError | None:
        """None: it was opened for writing."""
        return None

    @property
    def mishap(self) -> Mishap | None:
        """What befell the journal when it was opened, for a person to be told once."""
        return self._opened.mishap

    async def append(self, record_id: str, kind: str, data: JsonObject, at: datetime) -> Event:
        """Add an event to a record; when this returns it is synced to disk."""
        content = detached(data)  # here, not on the thread: it is the caller's and may change
        writing = self._begin(lambda: self._file.append(record_id, kind, content, at))
        writing.add_done_callback(self._tell)
        return await asyncio.shield(writing)

    async def extend(
        self, entries: Sequence[Entry], at: datetime, position: int
    ) -> tuple[Event, ...]:
        """Add events in one stroke, synced; Overtaken when `position` is not the last any more."""
        own = [Entry(one.record_id, one.kind, detached(one.data)) for one in entries]
        writing = self._begin(lambda: self._file.extend(own, at, position))
        writing.add_done_callback(self._tell_all)
        return await asyncio.shield(writing)

    async def adopt(self, events: Sequence[Event]) -> int:
        """Take over a record of another journal in one stroke, synced; return how much was new."""
        foreign = as_read(events)
        writing = self._begin(lambda: self._file.adopt(foreign))
        writing.add_done_callback(self._tell_all)
        return len(await asyncio.shield(writing))

    async def head(self) -> int:
        """Return the position of the last event, whoever appended it."""
        return await asyncio.shield(self._begin(self._file.head))

    async def since(self, position: int) -> Tail:
        """Return the events after `position`, those of other processes included."""
        return await asyncio.shield(self._begin(lambda: self._file.since(position)))

    async def take(self, record_id: str) -> bool:
        """Become the one who works on a record; the system lets go of it when we die."""
        return await asyncio.shield(self._begin(lambda: self._holds.take(record_id)))

    async def let_go(self, record_id: str) -> None:
        """Let another one take the record."""
        await asyncio.shield(self._begin(lambda: self._holds.let_go(record_id)))

    async def read(self, record_id: str) -> tuple[Event, ...]:
        """Return the events of a record in order; empty when there is no such record."""
        return await asyncio.shield(self._begin(lambda: self._file.read(record_id)))

    async def outline(self) -> tuple[Event, ...]:
        """Return the events that say how all records stand, in order."""
        return await asyncio.shield(self._begin(self._file.outline))

    async def records(self) -> tuple[str, ...]:
        """Return all record ids, the most recently begun first."""
        return await asyncio.shield(self._begin(self._file.records))

    async def unfinished(self) -> tuple[str, ...]:
        """Return the ids of records without a `closed` event, the most recently begun first."""
        return await asyncio.shield(self._begin(self._file.unfinished))

    def subscribe(self, listener: Callable[[Event], None]) -> Callable[[], None]:
        """Call `listener` on the event loop with each event appended here; returns its end.

        Listeners hear of an event before the `append` that made it returns.
        """
        return self._listeners.add(listener)

    async def close(self) -> None:
        """Finish what was begun, let go of the file and end the thread; may be called again.

        Raises JournalError when that takes too long: the thread is left to itself then, and does
        not keep the program from ending.
        """
        if self._closing is None:
            self._closing = self._begin(self._opened.close)
            self._thread.end()
        await asyncio.wait([self._closing], timeout=CLOSING)
        if not self._closing.done():
            raise hung(self._path)
        self._closing.result()
        self._thread.join(CLOSING)  # it has nothing left to do

    def _begin(self, call: Callable[[], _Result]) -> asyncio.Future[_Result]:
        if self._closing is not None:
            raise JournalError(tr("The journal is closed."), tr("Start drilltui again."))
        return self._thread.begin(call)

    def _tell(self, writing: asyncio.Future[Event]) -> None:
        if not writing.cancelled() and writing.exception() is None:
            self._listeners.tell(writing.result())

    def _tell_all(self, writing: asyncio.Future[tuple[Event, ...]]) -> None:
        if not writing.cancelled() and writing.exception() is None:
            for event in writing.result():
                self._listeners.tell(event)


async def open_journal(path: Path) -> SqliteJournal:
    """Open the journal at `path`, made if there is none (folders too, for the owner's eyes only).

    One that is damaged is set aside, and what can be read of it goes on into a new one: `mishap`
    tells. Raises `JournalError` when it cannot be opened for writing: no room, no right, not ours,
    newer, or damaged while another one has it open.
    """
    thread = JournalThread()
    opened: list[Opened] = []
    try:
        await asyncio.shield(thread.begin(lambda: opened.append(_open(path))))
    except BaseException:
        thread.begin(lambda: _close(opened))  # once it is open after all
        thread.end()
        raise
    return SqliteJournal(path, opened[0], thread)


def _open(path: Path) -> Opened:
    from drilltui.store.opening import open_file  # brings sqlite3, after the first frame

    return open_file(path)


def _close(opened: Sequence[Opened]) -> None:
    for one in opened:
        one.close()

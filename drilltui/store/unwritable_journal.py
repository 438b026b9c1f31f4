"""A journal that cannot be written: nothing may be changed, but what it says can be read."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TypeVar

from drilltui.domain.errors import JournalError
from drilltui.domain.json_value import JsonObject
from drilltui.domain.language import tr
from drilltui.domain.mishap import Mishap
from drilltui.domain.record import Entry, Event, Tail
from drilltui.store.journal_thread import CLOSING, JournalThread, hung

if TYPE_CHECKING:
    from drilltui.store.journal_reading import JournalReading

_Result = TypeVar("_Result")


class UnwritableJournal:
    """A `domain.ports.Journal` that refuses what is to be written with `refusal`.

    It reads the file at `path` as far as it can be read; without a path, or without a file there,
    it is empty. The file is opened by the first question.
    """

    def __init__(self, refusal: JournalError, path: Path | None) -> None:
        self._refusal = refusal
        self._path = path
        self._thread = JournalThread()
        self._reading: JournalReading | None = None
        self._closing: asyncio.Future[None] | None = None

    @property
    def refusal(self) -> JournalError | None:
        """Why nothing can be written."""
        return self._refusal

    @property
    def mishap(self) -> Mishap | None:
        """None: nothing was set aside."""
        return None

    async def append(self, record_id: str, kind: str, data: JsonObject, at: datetime) -> Event:
        """Raise the refusal."""
        self._refuse()

    async def extend(
        self, entries: Sequence[Entry], at: datetime, position: int
    ) -> tuple[Event, ...]:
        """Raise the refusal."""
        self._refuse()

    async def adopt(self, events: Sequence[Event]) -> int:
        """Raise the refusal."""
        self._refuse()

    async def take(self, record_id: str) -> bool:
        """Raise the refusal: who cannot write what he does must not work on a record."""
        self._refuse()

    async def let_go(self, record_id: str) -> None:
        """Do nothing: nothing was taken."""
        self._refuse_if_closed()

    async def head(self) -> int:
        """Return the position of the last event, 0 when nothing can be read."""
        return await self._ask(lambda reading: reading.head())

    async def since(self, position: int) -> Tail:
        """Return the events after `position` that can be read."""
        return await self._ask(lambda reading: reading.since(position))

    async def read(self, record_id: str) -> tuple[Event, ...]:
        """Return the events of a record that can be read, in order."""
        return await self._ask(lambda reading: reading.read(record_id))

    async def outline(self) -> tuple[Event, ...]:
        """Return the events that say how all records stand, as far as they can be read."""
        return await self._ask(lambda reading: reading.outline())

    async def records(self) -> tuple[str, ...]:
        """Return the ids of all records that can be read, the most recently begun first."""
        return await self._ask(lambda reading: reading.records())

    async def unfinished(self) -> tuple[str, ...]:
        """Return the ids of records without a `closed` event, the most recently begun first."""
        return await self._ask(lambda reading: reading.unfinished())

    def subscribe(self, listener: Callable[[Event], None]) -> Callable[[], None]:
        """Return what ends nothing: there will be no event to tell."""
        return lambda: None

    async def close(self) -> None:
        """Let go of the file; may be called again. JournalError when that takes too long."""
        if self._closing is None:
            self._closing = self._thread.begin(self._close)
            self._thread.end()
        await asyncio.wait([self._closing], timeout=CLOSING)
        if not self._closing.done():
            raise hung(self._path)
        self._closing.result()
        self._thread.join(CLOSING)

    async def _ask(self, question: Callable[[JournalReading], _Result]) -> _Result:
        self._refuse_if_closed()
        return await asyncio.shield(self._thread.begin(lambda: question(self._opened())))

    def _opened(self) -> JournalReading:
        from drilltui.store.readable import open_reading  # brings sqlite3, after the first frame

        self._reading = self._reading or open_reading(self._path)
        return self._reading

    def _close(self) -> None:
        if self._reading:
            self._reading.close()

    def _refuse(self) -> NoReturn:
        self._refuse_if_closed()
        # A new one each time: a traceback grows with each time that an error is raised.
        raise JournalError(self._refusal.what, self._refusal.remedy) from self._refusal

    def _refuse_if_closed(self) -> None:
        if self._closing is not None:
            raise JournalError(tr("The journal is closed."), tr("Start drilltui again."))

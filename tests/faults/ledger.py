"""What the record knows, read from the journal when no drilltui writes to it any more."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from drilltui.domain.exercise import Exercise
from drilltui.domain.folding import fold
from drilltui.domain.record import Event, broken_at
from drilltui.store.sqlite_journal import open_journal


@dataclass(frozen=True, slots=True)
class Record:
    """A record: its events, and what they say."""

    events: tuple[Event, ...]
    exercise: Exercise

    @property
    def is_whole(self) -> bool:
        """Whether each event follows from the one before, by its hash."""
        return broken_at(self.events) is None


def records(journal: Path) -> Sequence[Record]:
    """All records of a journal, the latest begun first; none where there is no journal."""
    return asyncio.run(_records(journal)) if journal.exists() else ()


async def _records(path: Path) -> Sequence[Record]:
    journal = await open_journal(path)
    try:
        every = [await journal.read(record_id) for record_id in await journal.records()]
    finally:
        await journal.close()
    return [Record(events, fold(events)) for events in every]

"""What the records of a place say: read once, and kept in step with what any process appends."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterable

from drilltui.domain.cloud_id import folded
from drilltui.domain.exercise import Exercise
from drilltui.domain.folding import fold, fold_all
from drilltui.domain.place import Place
from drilltui.domain.ports import Journal
from drilltui.domain.record import Event


class PlaceRecords:
    """The records of a place, folded. Every method may raise JournalError.

    Those that nobody has closed are kept whole. Of closed ones their outline is kept, read when it
    is first asked for: what is added to a record after its end is not followed.
    """

    def __init__(self, journal: Journal, place: Place) -> None:
        self._journal = journal
        self._place = place
        self._unclosed: dict[str, Exercise] = {}
        self._closed: dict[str, Exercise] = {}
        # There are none of an earlier run of this world, unless that is gone on with.
        self._is_new = bool(place.world) and not place.resumed
        self._closed_read = self._is_new
        self._position: int | None = None
        self._reading = asyncio.Lock()

    def is_here(self, exercise: Exercise) -> bool:
        """Whether a record is one of this place."""
        place = self._place
        there = (exercise.mode, folded(exercise.project_id), exercise.world)
        return there == (place.mode.value, folded(place.project_id), place.world)

    async def unclosed(self) -> tuple[tuple[Exercise, ...], int]:
        """Read what is new; return the unclosed records, the latest begun first, and how far the
        journal was read for that."""
        async with self._reading:
            if self._position is None:
                self._position = await self._read_unclosed()
            tail = await self._journal.since(self._position)
            self._learn(tail.events)
            self._position = tail.position
            return self._here(reversed(self._unclosed.values())), tail.position

    async def known(self) -> tuple[Exercise, ...]:
        """Return the unclosed records, the latest begun first, then the outlines of closed ones."""
        unclosed, _ = await self.unclosed()
        await self._read_closed()
        return (*unclosed, *self._here(self._closed.values()))

    async def outlines(self) -> tuple[Exercise, ...]:
        """Return all records of this place by their outlines as they are now, the latest first."""
        return self._here(fold_all(await self._journal.outline()))

    def _here(self, exercises: Iterable[Exercise]) -> tuple[Exercise, ...]:
        return tuple(exercise for exercise in exercises if self.is_here(exercise))

    async def _read_unclosed(self) -> int:
        position = await self._journal.head()
        if self._is_new:
            return position  # what an earlier rehearsal did was done in another world
        for record_id in reversed(await self._journal.unfinished()):
            self._learn(await self._journal.read(record_id))
        return position

    async def _read_closed(self) -> None:
        async with self._reading:
            if self._closed_read:
                return
            for exercise in fold_all(await self._journal.outline()):
                if exercise.closed and exercise.record_id not in self._unclosed:
                    self._closed.setdefault(exercise.record_id, exercise)
            self._closed_read = True

    def _learn(self, events: Iterable[Event]) -> None:
        by_record: defaultdict[str, list[Event]] = defaultdict(list)
        for event in events:
            by_record[event.record_id].append(event)
        for record_id, new in by_record.items():
            known = self._unclosed.get(record_id, Exercise())
            # What was read with the whole record is not counted again, nor a record without begin.
            following = [event for event in new if event.seq > known.events]
            if following and following[0].seq == known.events + 1:
                self._unclosed[record_id] = fold(following, known)
            if record_id in self._unclosed and self._unclosed[record_id].closed:
                self._closed[record_id] = self._unclosed.pop(record_id)

"""Records of drill exercises: begun, added to, read."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Mapping

from drilltui.domain.exercise import Exercise, fold, text
from drilltui.domain.group import ProtectionGroup
from drilltui.domain.json_value import JsonObject, JsonValue
from drilltui.domain.place import Place
from drilltui.domain.ports import Clock, Journal
from drilltui.domain.record import Event, Kind

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that look alike


class Exercises:
    """The records of this place, by what was done in them."""

    def __init__(self, journal: Journal, place: Place, clock: Clock, chance: random.Random) -> None:
        self._journal = journal
        self._place = place
        self._clock = clock
        self._chance = chance
        self._of_drills: dict[str, str] = {}
        self._closed: set[str] = set()
        self._read_older = asyncio.Lock()
        # What an earlier rehearsal did was done in another world: there is nothing to be read.
        self._older_known = bool(place.world)

    async def open(self, group: ProtectionGroup, about: JsonObject | None = None) -> str:
        """Begin a record for `group` and return its id (``20261123-0914-k7q2``)."""
        ending = "".join(self._chance.choices(_LETTERS, k=4))
        record_id = f"{self._clock.now():%Y%m%d-%H%M}-{ending}"
        place = self._place
        opening: dict[str, JsonValue] = {
            "mode": place.mode.value,
            "profile": place.profile,
            "region": place.region,
            "project_id": place.project_id,
            "endpoint": place.endpoint,
            "person": place.person,
            "host": place.host,
            "world": place.world,
            "group_id": group.id,
            "group_name": group.name,
            "group_status": group.status,
            **(about or {}),
        }
        await self.add(record_id, Kind.OPENED, opening)
        return record_id

    async def add(self, record_id: str, kind: Kind, data: Mapping[str, JsonValue]) -> Event:
        """Append an event, with the time of this place's clock. Raises JournalError."""
        event = await self._journal.append(record_id, kind, data, self._clock.now())
        self._learn(event)
        return event

    async def load(self, record_id: str) -> Exercise:
        """Return what the record says by now."""
        return fold(await self._journal.read(record_id))

    async def events(self, record_id: str) -> tuple[Event, ...]:
        """Return the record itself."""
        return await self._journal.read(record_id)

    async def of_drill(self, drill_id: str) -> str | None:
        """Return the unfinished record that `drill_id` belongs to, if this place has one.

        Older records are read once in a run, by the first question that needs them; what another
        process records after that is not seen. Raises JournalError.
        """
        if drill_id not in self._of_drills:
            await self._learn_older()
        record_id = self._of_drills.get(drill_id)
        return None if record_id in self._closed else record_id

    def _learn(self, event: Event) -> None:
        """Remember whose record this is; of two records of a drill the one begun last counts."""
        if event.kind == Kind.CLOSED:
            self._closed.add(event.record_id)
        drill_id = text(event.data, "drill_id")
        if drill_id and (event.kind == Kind.OPENED or drill_id not in self._of_drills):
            self._of_drills[drill_id] = event.record_id

    async def _learn_older(self) -> None:
        async with self._read_older:
            if self._older_known:
                return
            for record_id in await self._journal.unfinished():
                exercise = await self.load(record_id)
                if exercise.drill_id and self._here(exercise):
                    self._of_drills.setdefault(exercise.drill_id, record_id)
            self._older_known = True

    def _here(self, exercise: Exercise) -> bool:
        place = self._place
        there = (exercise.mode, exercise.project_id, exercise.world)
        return there == (place.mode.value, place.project_id, place.world)

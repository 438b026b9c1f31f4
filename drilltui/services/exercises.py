"""Records of drill exercises: begun, added to, read."""

from __future__ import annotations

import random
from collections.abc import Mapping

from drilltui.domain.exercise import Exercise, fold
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
            "group_id": group.id,
            "group_name": group.name,
            "group_status": group.status,
            **(about or {}),
        }
        await self.add(record_id, Kind.OPENED, opening)
        return record_id

    async def add(self, record_id: str, kind: Kind, data: Mapping[str, JsonValue]) -> Event:
        """Append an event, with the time of this place's clock. Raises JournalError."""
        return await self._journal.append(record_id, kind, data, self._clock.now())

    async def load(self, record_id: str) -> Exercise:
        """Return what the record says by now."""
        return fold(await self._journal.read(record_id))

    async def events(self, record_id: str) -> tuple[Event, ...]:
        """Return the record itself."""
        return await self._journal.read(record_id)

    async def of_drill(self, drill_id: str) -> str | None:
        """Return the unfinished record that `drill_id` belongs to, if this place has one."""
        for record_id in await self._journal.unfinished():
            exercise = await self.load(record_id)
            if exercise.drill_id == drill_id and self._here(exercise):
                return record_id
        return None

    def _here(self, exercise: Exercise) -> bool:
        place = self._place
        return (exercise.mode, exercise.project_id) == (place.mode.value, place.project_id)

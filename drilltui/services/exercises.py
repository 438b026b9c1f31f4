"""Records of drill exercises: begun, added to, read; those of other processes included."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from drilltui.domain.cloud_id import folded_all, same_id
from drilltui.domain.errors import JournalError
from drilltui.domain.exercise import Exercise
from drilltui.domain.folding import fold
from drilltui.domain.group import ProtectionGroup
from drilltui.domain.json_value import JsonObject, JsonValue
from drilltui.domain.place import Place
from drilltui.domain.ports import Clock, Journal
from drilltui.domain.provenance import Provenance, record_of_provenance
from drilltui.domain.record import Entry, Event, Kind, Overtaken
from drilltui.domain.record_id import new_record_id
from drilltui.services.holding import Holding
from drilltui.services.place_records import PlaceRecords

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that look alike


@dataclass(frozen=True, slots=True)
class Opening:
    """A record to write to: one that there is, or (with its first event) one that is to be begun.

    A record is begun in the same stroke as its first intention: where nothing is sent, there is
    none.
    """

    record_id: str
    first: tuple[Entry, ...] = ()


class Exercises:
    """The records of this place, by what was done in them.

    What any process has appended is read before each answer (`PlaceRecords`), so that two drilltui
    of one user know the same.
    """

    def __init__(
        self,
        journal: Journal,
        place: Place,
        clock: Clock,
        chance: random.Random,
        provenance: Callable[[], Provenance] = Provenance,
    ) -> None:
        self._journal = journal
        self._place = place
        self._clock = clock
        self._chance = chance
        self._provenance = provenance
        self._records = PlaceRecords(journal, place)
        self._holding = Holding(journal)

    @property
    def refusal(self) -> JournalError | None:
        """Why nothing can be recorded, and so nothing may be changed; None when it can."""
        return self._journal.refusal

    def begin(self, group: ProtectionGroup | None, about: JsonObject | None = None) -> Opening:
        """Return a new record for `group`; nothing is written yet (``20261123-0914-k7q2``).

        Without a group it is that of a guided exercise, which chooses one later.
        """
        ending = "".join(self._chance.choices(_LETTERS, k=4))
        record_id = new_record_id(self._clock.now(), ending)
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
            **(_about_group(group) if group else {}),
            **record_of_provenance(self._provenance()),
            **({"rto_minutes": place.rto_minutes} if place.rto_minutes else {}),
            **(about or {}),
        }
        return Opening(record_id, (Entry(record_id, Kind.OPENED, opening),))

    async def intend(
        self,
        opening: Opening,
        intention: JsonObject,
        check: Callable[[Sequence[Exercise]], None],
    ) -> None:
        """Write an intention, unless `check` raises for what is known at that very moment.

        No other process can come in between: what it appends is read, and `check` asked again.
        Raises JournalError, and what `check` raises; nothing was written then.
        """
        await self.add_to(opening, Kind.INTENDED, intention, check)

    async def add_to(
        self,
        opening: Opening,
        kind: Kind,
        data: JsonObject,
        check: Callable[[Sequence[Exercise]], None],
    ) -> None:
        """Write an event to a record that there is, or begin one with it; see `intend`."""
        entries = (*opening.first, Entry(opening.record_id, kind, data))
        while True:
            known, position = await self._records.unclosed()
            check(known)
            try:
                await self._journal.extend(entries, self._clock.now(), position)
            except Overtaken:
                continue
            return

    async def add(self, record_id: str, kind: Kind, data: Mapping[str, JsonValue]) -> Event:
        """Append an event, with the time of this place's clock. Raises JournalError."""
        return await self._journal.append(record_id, kind, data, self._clock.now())

    async def add_while(
        self,
        record_id: str,
        kind: Kind,
        data: Mapping[str, JsonValue],
        still: Callable[[Exercise], bool],
        also: Sequence[Entry] = (),
    ) -> bool:
        """Append an event if `still` is true of the record at that very moment; say whether it was.

        `also` comes in the same stroke, after it.

        What is proven of an open call is no news of one that was settled meanwhile. Nothing is
        added to a record that is closed, or of another place. Raises JournalError.
        """
        entries = (Entry(record_id, kind, data), *also)
        while True:
            known, position = await self._records.unclosed()
            exercise = next((one for one in known if one.record_id == record_id), None)
            if exercise is None or not still(exercise):
                return False
            try:
                await self._journal.extend(entries, self._clock.now(), position)
            except Overtaken:
                continue
            return True

    def subscribe(self, listener: Callable[[Event], None]) -> Callable[[], None]:
        """Call `listener` with each event that this process appends; returns what ends it."""
        return self._journal.subscribe(listener)

    async def load(self, record_id: str) -> Exercise:
        """Return what the record says by now; an empty exercise when there is none."""
        return fold(await self._journal.read(record_id))

    async def events(self, record_id: str) -> tuple[Event, ...]:
        """Return the record itself."""
        return await self._journal.read(record_id)

    async def here(self) -> tuple[Exercise, ...]:
        """Return the records of this place that nobody has closed, the latest begun first."""
        known, _ = await self._records.unclosed()
        return known

    async def newest(self) -> Exercise | None:
        """Return the record that was begun last, closed or not; None for one of elsewhere."""
        records = await self._journal.records()
        return await self.of_id(records[0]) if records else None

    async def of_id(self, record_id: str) -> Exercise | None:
        """Return the record of this id, closed or not; None where this place has none."""
        found = await self.load(record_id)
        return found if found.events and self._records.is_here(found) else None

    async def outlines(self) -> tuple[Exercise, ...]:
        """Return all records of this place, closed ones too, the latest begun first.

        They are read anew, all at once, as far as they say how they stand: what people ticked and
        noted, and what preflight saw, is left out (`Journal.outline`).
        """
        return await self._records.outlines()

    async def known(self) -> tuple[Exercise, ...]:
        """Return what `outlines` does, from what is kept: no closed record is read twice."""
        return await self._records.known()

    async def of_drill(self, drill_id: str) -> str | None:
        """Return the unclosed record that `drill_id` belongs to, if this place has one.

        Of two the one begun last counts.
        """
        known = await self.here()
        return next((one.record_id for one in known if same_id(one.drill_id, drill_id)), None)

    async def of_group(self, group_id: str) -> tuple[Exercise, ...]:
        """Return the records of a group, closed ones too, the latest begun first."""
        ours = [one for one in await self.known() if same_id(one.group_id, group_id)]
        return tuple(sorted(ours, key=lambda one: str(one.opened_at or ""), reverse=True))

    async def said_of(self, drill_id: str) -> Exercise:
        """Return what the unclosed record of a drill says; an empty exercise when there is none."""
        known = await self.here()
        return next((one for one in known if same_id(one.drill_id, drill_id)), Exercise())

    async def of_job(self, job_id: str) -> Exercise | None:
        """Return the unclosed record with a call that `job_id` carries out, if there is one."""
        for exercise in await self.here():
            if any(same_id(call.job_id, job_id) for call in exercise.calls):
                return exercise
        return None

    async def claimed(self, but: str) -> frozenset[str]:
        """Return the ids (`folded`) of drills and jobs that records other than `but` have.

        Closed records count: their drills are still theirs.
        """
        others = [one for one in await self.known() if one.record_id != but]
        drills = (one.drill_id for one in others)
        jobs = (call.job_id for one in others for call in one.calls)
        return folded_all((*drills, *jobs))

    async def take(self, record_id: str, purpose: str) -> bool:
        """Become the one who works on a record; False while another process does.

        It lasts until there is no `purpose` any more for which it was taken, or until the end.
        """
        return await self._holding.take(record_id, purpose)

    async def let_go(self, record_id: str, purpose: str) -> None:
        """Need a record for `purpose` no more; without any other, another process may take it.

        Raises JournalError when the journal does not let go; calling again tries that again.
        """
        await self._holding.let_go(record_id, purpose)


def _about_group(group: ProtectionGroup) -> dict[str, JsonValue]:
    return {"group_id": group.id, "group_name": group.name, "group_status": group.status}

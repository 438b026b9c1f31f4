"""All groups, drills and records of a place at a glance: what runs, what is due, what is left."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from drilltui.domain.cloud_id import folded
from drilltui.domain.drill import Drill
from drilltui.domain.errors import CloudError
from drilltui.domain.exercise import Exercise
from drilltui.domain.group import ProtectionGroup
from drilltui.domain.ledger import Entry, ledger
from drilltui.domain.phase import OPEN_PHASES, Phase, phase
from drilltui.domain.ports import Clock, Cloud
from drilltui.domain.programme import Standing, standings
from drilltui.domain.record import Kind
from drilltui.services.exercises import Exercises
from drilltui.services.remains import Look, Remains
from drilltui.services.sight import record_of

_AT_ONCE = 4
"""So many drills are looked at side by side; each look is a dozen reads."""


@dataclass(frozen=True, slots=True)
class Relook:
    """The ledger after another look. `gone` is what is there no more, `doubts` what is not known.

    What could not be looked at stays in `there`.
    """

    there: tuple[Entry, ...]
    gone: tuple[Entry, ...]
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Current:
    """A drill that needs somebody, and how far it is."""

    exercise: Exercise
    phase: Phase


@dataclass(frozen=True, slots=True)
class Panorama:
    """What is to be seen at one moment. `foreign` are drills of the cloud that no record knows.

    `unasked` says why the service's own word on groups without drills is missing, empty when it is
    there.
    """

    current: tuple[Current, ...]
    standings: tuple[Standing, ...]
    ledger: tuple[Entry, ...]
    foreign: tuple[Drill, ...]
    unasked: str = ""

    @property
    def overdue(self) -> tuple[Standing, ...]:
        """The groups that should have been drilled by now."""
        return tuple(one for one in self.standings if one.overdue)


class Overview:
    """Reads what there is to see over all groups; `days` is how often a group is to be drilled."""

    def __init__(self, cloud: Cloud, exercises: Exercises, clock: Clock, days: int) -> None:
        self._cloud = cloud
        self._exercises = exercises
        self._clock = clock
        self._remains = Remains(cloud, clock)
        self.days = days

    async def read(self, days: int | None = None) -> Panorama:
        """Return what is to be seen now. Raises CloudError, JournalError.

        Where the service does not answer which groups had no drill, the rest is there all the same.
        """
        groups, drills, quiet, known = await asyncio.gather(
            self._cloud.groups(),
            self._cloud.drills(),
            self._without_drill(),
            self._exercises.outlines(),
        )
        ids, unasked = quiet
        return panorama(
            groups, drills, known, self._clock.now(), days or self.days, ids, unasked=unasked
        )

    async def look_again(self) -> Relook:
        """Look whether what the records have as left is there yet. Raises JournalError.

        The records keep what was seen, closed ones too: a thing that somebody removed elsewhere is
        no leftover any more.
        """
        known = {one.record_id: one for one in await self._exercises.outlines()}
        before = ledger(known.values(), self._today())
        slots = asyncio.Semaphore(_AT_ONCE)

        async def look(record_id: str) -> tuple[Exercise, tuple[str, ...]]:
            async with slots:
                return await self._look(known[record_id])

        record_ids = dict.fromkeys(entry.record_id for entry in before)
        seen = await asyncio.gather(*map(look, record_ids))
        known |= {exercise.record_id: exercise for exercise, _ in seen}
        after = ledger(known.values(), self._today())
        still = {entry.key for entry in after}
        return Relook(
            after,
            tuple(entry for entry in before if entry.key not in still),
            tuple(dict.fromkeys(doubt for _, doubts in seen for doubt in doubts)),
        )

    async def _look(self, exercise: Exercise) -> tuple[Exercise, tuple[str, ...]]:
        try:
            look = await self._remains.look(exercise)
        except CloudError as error:
            return exercise, (f"{exercise.called}: {error}",)
        doubts = tuple(f"{exercise.called}: {doubt}" for doubt in look.doubts)
        if not look.gone and exercise.delete is None:
            return exercise, doubts  # it stands, as the record has it
        if exercise.unfinished or (look.doubts and _sees_less(exercise, look)):
            return exercise, doubts
        if self._exercises.refusal is not None:
            return exercise, (*doubts, f"{exercise.called}: {self._exercises.refusal}")
        await self._exercises.add(exercise.record_id, Kind.READ_BACK, record_of(look.read_back))
        return await self._exercises.load(exercise.record_id), doubts

    def _today(self) -> date:
        return self._clock.now().astimezone(UTC).date()

    async def _without_drill(self) -> tuple[frozenset[str] | None, str]:
        try:
            return await self._cloud.groups_without_drill(), ""
        except CloudError as error:
            return None, str(error)


def _sees_less(exercise: Exercise, look: Look) -> bool:
    """Whether a look with doubts misses what is in the record: it proves nothing to be gone."""
    seen = {one.key for one in look.leftovers}
    return any(one.key not in seen for one in exercise.leftovers)


def panorama(
    groups: Sequence[ProtectionGroup],
    drills: Sequence[Drill],
    exercises: Sequence[Exercise],
    now: datetime,
    days: int,
    without_drill: frozenset[str] | None,
    *,
    unasked: str = "",
) -> Panorama:
    """Join what was read into what is to be seen."""
    day = now.astimezone(UTC).date()
    found = ((one, phase(one, day)) for one in exercises)
    known = {folded(one.drill_id) for one in exercises}
    return Panorama(
        tuple(Current(one, its) for one, its in found if its in OPEN_PHASES),
        standings(groups, exercises, drills, now, days, without_drill),
        ledger(exercises, day),
        tuple(drill for drill in drills if folded(drill.id) not in known),
        unasked,
    )

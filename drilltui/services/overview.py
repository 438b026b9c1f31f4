"""All groups, drills and records of a place at a glance: what runs, what is due, what is left."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from drilltui.domain.drill import Drill
from drilltui.domain.errors import CloudError
from drilltui.domain.exercise import Exercise
from drilltui.domain.group import ProtectionGroup
from drilltui.domain.ledger import Entry, ledger
from drilltui.domain.phase import OPEN_PHASES, Phase, phase
from drilltui.domain.ports import Clock, Cloud
from drilltui.domain.programme import Standing, standings
from drilltui.services.exercises import Exercises


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

    async def _without_drill(self) -> tuple[frozenset[str] | None, str]:
        try:
            return await self._cloud.groups_without_drill(), ""
        except CloudError as error:
            return None, str(error)


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
    known = {one.drill_id.lower() for one in exercises}
    return Panorama(
        tuple(Current(one, its) for one, its in found if its in OPEN_PHASES),
        standings(groups, exercises, drills, now, days, without_drill),
        ledger(exercises, day),
        tuple(drill for drill in drills if drill.id.lower() not in known),
        unasked,
    )

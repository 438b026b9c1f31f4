"""Records as they lie on this host: read without the cloud, without a sign-in, without a change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from drilltui.domain.cloud_id import same_id
from drilltui.domain.errors import JournalError
from drilltui.domain.exercise import Exercise
from drilltui.domain.folding import fold, fold_all
from drilltui.domain.place import Mode
from drilltui.domain.ports import Journal
from drilltui.domain.previous import previous_of
from drilltui.domain.profile import Profile
from drilltui.domain.record import Event, broken_at


@dataclass(frozen=True, slots=True)
class Filed:
    """A record: what it says, its events, and the number of the first one that its hash chain does
    not hold (None: it is whole)."""

    exercise: Exercise
    events: tuple[Event, ...]
    broken_at: int | None


class Archive:
    """Reads the records of a profile's project. Every method may raise JournalError.

    Where the profile does not say which project that is, those of its whole region are read.
    """

    def __init__(self, journal: Journal, profile: Profile) -> None:
        self._journal = journal
        self._profile = profile

    @property
    def refusal(self) -> JournalError | None:
        """Why the journal cannot be written, and is read only as far as that goes; None: it can."""
        return self._journal.refusal

    @property
    def notices(self) -> tuple[str, ...]:
        """What whoever reads has to know: that a damaged journal was set aside, or is refused."""
        told = (self._journal.mishap, self._journal.refusal)
        return tuple(str(one) for one in told if one)

    async def unclosed(self) -> tuple[Exercise, ...]:
        """Return the records of the profile's project that nobody has closed, the latest first."""
        return await self._folded(await self._journal.unfinished())

    async def every(self) -> tuple[Exercise, ...]:
        """Return all records of the profile's project, the latest first."""
        return await self._folded(await self._journal.records())

    async def rehearsed(self, *, closed: bool) -> tuple[Exercise, ...]:
        """Return the records of rehearsals, the latest first; those that are `closed`, too."""
        ids = await (self._journal.records() if closed else self._journal.unfinished())
        read = [fold(await self._journal.read(record_id)) for record_id in ids]
        return tuple(one for one in read if one.mode == Mode.REHEARSAL.value)

    async def outlines(self) -> tuple[Exercise, ...]:
        """Return all records of the profile's project as far as it says how they stand."""
        found = fold_all(await self._journal.outline())
        return tuple(exercise for exercise in found if self.is_here(exercise))

    async def filed(self, record_id: str) -> Filed | None:
        """Return one record, of whatever project; None when there is none."""
        events = await self._journal.read(record_id)
        return Filed(fold(events), events, broken_at(events)) if events else None

    async def ids(self) -> tuple[str, ...]:
        """Return the ids of all records, of whatever project, the latest begun first."""
        return await self._journal.records()

    async def before(self, exercise: Exercise) -> Exercise | None:
        """Return the drill of the same group before that of `exercise`, if its record is here."""
        found = previous_of(exercise, fold_all(await self._journal.outline()))
        # An outline does not say what preflight saw.
        return fold(await self._journal.read(found.record_id)) if found else None

    async def close(self) -> None:
        """Let go of the journal."""
        await self._journal.close()

    async def _folded(self, record_ids: Sequence[str]) -> tuple[Exercise, ...]:
        read = [fold(await self._journal.read(record_id)) for record_id in record_ids]
        return tuple(exercise for exercise in read if self.is_here(exercise))

    def is_here(self, exercise: Exercise) -> bool:
        """Whether a record is one that a session of the profile would settle, or may be.

        A profile that does not say its project has it from a sign-in. Only its region is known
        without one: rather too much is shown then than something hidden that is not settled.
        """
        if exercise.mode != Mode.LIVE.value:
            return False
        profile = self._profile
        if profile.project_id:
            return same_id(exercise.project_id, profile.project_id)
        return profile.region in ("", exercise.region)

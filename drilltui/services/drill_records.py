"""Which record a drill belongs to: the one that made it, before that one knows its id too."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from drilltui.domain.blocking import Blocker
from drilltui.domain.call import Call
from drilltui.domain.cloud_id import same_id
from drilltui.domain.drill import Drill
from drilltui.domain.errors import UsageError
from drilltui.domain.exercise import Exercise
from drilltui.domain.json_value import JsonObject, JsonValue
from drilltui.domain.language import tr
from drilltui.domain.ports import Cloud
from drilltui.domain.record import Kind
from drilltui.domain.sending import Sending
from drilltui.domain.settlement import Effort, GroupLook, Settlement, settle_create
from drilltui.services.exercises import Exercises, Opening

Subject: TypeAlias = Drill | str
"""What something is written of: a drill, or the id of its record."""

_ONE_LOOK = Effort(0.0, 1)


class DrillRecords:
    """Finds the record that a change of a drill is written to, and begins one where there is none.

    A drill that is changed while its own record does not know it yet (the create is open, or nobody
    has followed its job) would get a second record: the first would then look for a drill that was
    renamed or deleted, and never find it.
    """

    def __init__(self, cloud: Cloud, exercises: Exercises) -> None:
        self._cloud = cloud
        self._exercises = exercises

    async def of(self, drill: Drill) -> Opening:
        """Return the drill's record; a drill made elsewhere gets one with its next intention.

        That a record's create has made the drill is written to it. Raises Blocked while that create
        may still be answered, CloudError when the group could not be read, and JournalError.
        """
        if known := await self._exercises.of_drill(drill.id):
            return Opening(known)
        if making := await self._making(drill):
            return Opening(making)
        group = await self._cloud.group(drill.group_id)
        made_at = drill.created_at.isoformat() if drill.created_at else ""
        about = {"drill_id": drill.id, "drill_name": drill.name, "drill_created_at": made_at}
        return self._exercises.begin(group, about)

    async def write(self, subject: Subject, kind: Kind, data: JsonObject) -> str:
        """Add what a person or a reading says to the record of a drill; return the record.

        Raises UsageError for a record that is closed or of another place, what `of` raises for a
        drill, and JournalError.
        """
        if refusal := self._exercises.refusal:
            raise refusal
        while True:
            opening = Opening(subject) if isinstance(subject, str) else await self.of(subject)
            try:
                await self._exercises.add_to(opening, kind, data, _check_of(opening, subject))
            except _BegunMeanwhileError:
                continue
            return opening.record_id

    async def known(self, drill: Drill) -> Exercise:
        """Return what the drill's own record says of it; an empty exercise when there is none."""
        known = await self._exercises.of_drill(drill.id)
        return await self._exercises.load(known) if known else Exercise()

    async def _making(self, drill: Drill) -> str:
        """Return the record whose create has made the drill, which it knows from now on; or ""."""
        for exercise in await self._exercises.here():
            create = exercise.create
            if create is None or not _may_have_made(exercise, create, drill):
                continue
            found = await self._settled(exercise, create)
            its = found.drill is not None and same_id(found.drill.id, drill.id)
            if its and create.sending is Sending.INTENDED:
                raise Blocker(exercise, create).error()  # its answer may still be out
            if its and await self._adopt(exercise, create, drill, found.why):
                return exercise.record_id
        return ""

    async def _settled(self, exercise: Exercise, create: Call) -> Settlement:
        """Judge by the rules of a look-up; of several that fit none is taken."""
        drills = await self._cloud.drills(exercise.group_id)
        claimed = await self._exercises.claimed(exercise.record_id)
        return settle_create(create, GroupLook(drills, len(drills), (), claimed), _ONE_LOOK)

    async def _adopt(self, exercise: Exercise, create: Call, drill: Drill, why: str) -> bool:
        told: dict[str, JsonValue] = {
            "action": create.action,
            "message": why,
            "drill_id": drill.id,
            "name": drill.name,
            "drill_status": drill.status,
        }
        return await self._exercises.add_while(
            exercise.record_id,
            Kind.FOUND,
            told,
            lambda now: now.create == create and not now.drill_id,
        )


class _BegunMeanwhileError(Exception):
    """Somebody else has just begun the record of the drill."""


def _check_of(opening: Opening, subject: Subject) -> Callable[[Sequence[Exercise]], None]:
    def check(known: Sequence[Exercise]) -> None:
        if not opening.first:
            if all(one.record_id != opening.record_id for one in known):
                raise UsageError(
                    tr(
                        "The record {record} is closed, or is none of this project.",
                        record=opening.record_id,
                    ),
                    tr("Nothing was written."),
                )
        elif isinstance(subject, Drill) and any(same_id(one.drill_id, subject.id) for one in known):
            raise _BegunMeanwhileError

    return check


def _may_have_made(exercise: Exercise, create: Call, drill: Drill) -> bool:
    """Whether the create of a record that knows no drill yet is one of a drill like this.

    One among whose candidates a person has to choose is left to that person.
    """
    awaited = create.open or create.running
    fits = create.name == drill.name and same_id(exercise.group_id, drill.group_id)
    return awaited and fits and not exercise.drill_id and create.sending is not Sending.AMBIGUOUS

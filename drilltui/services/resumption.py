"""Taking up what was left: by this program before it ended, by another one, or in the console."""

from __future__ import annotations

from drilltui.domain.drill import Drill
from drilltui.domain.errors import Blocked, UsageError
from drilltui.domain.exercise import Call, Exercise
from drilltui.domain.json_value import JsonValue
from drilltui.domain.place import Place
from drilltui.domain.ports import Clock, Cloud
from drilltui.domain.record import Action, Kind
from drilltui.services.exercises import Exercises
from drilltui.services.sight import Sight, Target
from drilltui.services.targets import target_of
from drilltui.services.watcher import Watcher

_OF_JOB_TYPE = {
    "createDisasterRecoveryDrill": Action.CREATE,
    "deleteDisasterRecoveryDrill": Action.DELETE,
}
"""Types of jobs that are about a drill (API, "Querying the Job Status")."""


class Resumption:
    """Settles and follows what is unfinished. The watcher does the looking."""

    def __init__(
        self, cloud: Cloud, exercises: Exercises, watcher: Watcher, place: Place, clock: Clock
    ) -> None:
        self._cloud = cloud
        self._exercises = exercises
        self._watcher = watcher
        self._place = place
        self._clock = clock

    async def left(self) -> tuple[Exercise, ...]:
        """Return the records with a call that somebody has to settle or follow, latest first."""
        return tuple(one for one in await self._exercises.here() if one.unfinished)

    async def take_up(self, exercise: Exercise) -> Sight | None:
        """Begin to settle or to follow what is unfinished of `exercise`; None for nothing."""
        call = exercise.unfinished
        if call is None:
            return None
        return self._watcher.watch(target_of(exercise, call, self._clock))

    async def attach(self, job_id: str) -> Sight:
        """Begin to follow any job of the project. Raises CloudError when there is no such job.

        A job that a record knows is followed for that record.
        """
        if known := self._watcher.sight(job_id):
            return known
        exercise = await self._exercises.of_job(job_id)
        if exercise:
            call = next(call for call in exercise.calls if call.job_id == job_id)
            return self._watcher.watch(target_of(exercise, call, self._clock))
        job = await self._cloud.job(job_id)
        action = _OF_JOB_TYPE.get(job.type)
        now = self._clock.now()
        begun_at = job.begin or now
        age = max(0.0, (now - begun_at).total_seconds())
        return self._watcher.watch(
            Target(
                job_id=job.id,
                action=action.value if action else job.type,
                record_id="",
                group_id="",
                drill_name="",
                begun_at=begun_at,
                begun=self._clock.monotonic() - age,
                drill_id=job.drill_id,
            )
        )

    async def decide(self, record_id: str, drill_id: str | None) -> Sight | None:
        """Settle an open call by what a person says: it made this drill, or (None) nothing.

        The record says who. Returns what is followed from then on, None when there is nothing.

        Raises UsageError when the record has no open create, or the group no such drill; Blocked
        when another drilltui works on the record; JournalError.
        """
        exercise = await self._exercises.load(record_id)
        call = exercise.unsettled
        if call is None or call.action != Action.CREATE:
            raise UsageError(
                f"The record {record_id} has nothing that a person has to settle.",
                "See 'drilltui records'.",
            )
        if not await self._exercises.take(record_id):
            raise Blocked(
                f"Another drilltui works on the record {record_id}.",
                "Settle it there, or end that one.",
                record_id=record_id,
            )
        followed = None
        try:
            await self._write_decision(exercise, call, drill_id)
            self._watcher.drop(target_of(exercise, call, self._clock).key)
            followed = await self.take_up(await self._exercises.load(record_id))
        finally:
            if followed is None:
                await self._exercises.let_go(record_id)
        return followed

    async def _write_decision(self, exercise: Exercise, call: Call, drill_id: str | None) -> None:
        told: dict[str, JsonValue] = {
            "action": call.action,
            "by": self._place.person,
            "chosen_from": list(call.candidates),
        }
        if drill_id is None:
            told["message"] = "a person has looked and found nothing"
            await self._exercises.add(exercise.record_id, Kind.ABSENT, told)
            return
        drills = await self._cloud.drills(exercise.group_id)
        drill = next((one for one in drills if one.id == drill_id), None)
        if drill is None:
            raise UsageError(
                f"The group {exercise.group_name} has no drill {drill_id}.",
                "Take one of: " + (", ".join(one.id for one in drills) or "none is there"),
            )
        told |= {
            "drill_id": drill.id,
            "name": drill.name,
            "message": "a person says it is this one",
        }
        await self._exercises.add(exercise.record_id, Kind.FOUND, told)

    async def _choosable(self, exercise: Exercise, drill_id: str) -> Drill:
        """Return the drill of the exercise's group that nobody else's record has."""
        drills = await self._cloud.drills(exercise.group_id)
        others = {one.drill_id for one in await self._exercises.here()}
        free = {drill.id: drill for drill in drills if drill.id not in others}
        if drill_id not in free:
            raise UsageError(
                f"The group {exercise.group_name} has no such drill that belongs to no record: "
                f"{drill_id}.",
                f"Take one of: {', '.join(free) or 'none is there'}.",
            )
        return free[drill_id]

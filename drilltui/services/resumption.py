"""Taking up what was left: by this program before it ended, by another one, or in the console."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

from drilltui.domain.call import Call
from drilltui.domain.cloud_id import folded, folded_all, same_id
from drilltui.domain.drill import GONE, Drill
from drilltui.domain.errors import Blocked, JournalError, UsageError
from drilltui.domain.exercise import Exercise
from drilltui.domain.json_value import JsonValue
from drilltui.domain.language import tr
from drilltui.domain.place import Place
from drilltui.domain.ports import Clock, Cloud
from drilltui.domain.record import Action, Kind
from drilltui.domain.sending import Sending
from drilltui.services.exercises import Exercises
from drilltui.services.sight import Sight, Target
from drilltui.services.targets import target_of
from drilltui.services.watcher import Watcher

_OF_JOB_TYPE = {
    "createDisasterRecoveryDrill": Action.CREATE,
    "deleteDisasterRecoveryDrill": Action.DELETE,
}
"""Types of jobs that are about a drill (API, "Querying the Job Status")."""

_DECIDING = "decide"
_RESUMING = "resume"


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
        """Begin to settle or to follow what is unfinished of `exercise`; None for nothing.

        Where nobody follows it, here or elsewhere, its record keeps who has taken it up again.
        """
        call = exercise.unfinished
        if call is None:
            return None
        if self._watcher.sight(target_of(exercise, call, self._clock).key) is None:
            await self._resumed(exercise)
        return self._follow(exercise)

    def _follow(self, exercise: Exercise) -> Sight | None:
        call = exercise.unfinished
        if call is None:
            return None
        return self._watcher.watch(target_of(exercise, call, self._clock), anew=True)

    async def _resumed(self, exercise: Exercise) -> None:
        """Write that a record is taken up which another process had left, if none has it in hand.

        That this could not be written keeps nobody from following it.
        """
        if self._place.readonly or self._exercises.refusal:
            return
        record_id = exercise.record_id
        told = {"by": self._place.person, "host": self._place.host}
        with suppress(JournalError):  # what is seen of it next is told when it cannot be written
            if not await self._exercises.take(record_id, _RESUMING):
                return
            try:
                await self._exercises.add_while(
                    record_id, Kind.RESUMED, told, lambda now: now.unfinished is not None
                )
            finally:
                await self._exercises.let_go(record_id, _RESUMING)

    async def attach(self, job_id: str) -> Sight:
        """Begin to follow any job of the project. Raises CloudError when there is no such job.

        A job that a record knows is followed for that record.
        """
        if known := self._watcher.sight(job_id):
            return known
        exercise = await self._exercises.of_job(job_id)
        if exercise:
            call = next(call for call in exercise.calls if same_id(call.job_id, job_id))
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

    def attach_drill(self, drill: Drill) -> Sight:
        """Begin to follow a drill that is being made, by a job that nobody here knows."""
        now = self._clock.now()
        begun_at = drill.created_at or now
        age = max(0.0, (now - begun_at).total_seconds())
        return self._watcher.watch(
            Target(
                job_id="",
                action=Action.CREATE.value,
                record_id="",
                group_id=drill.group_id,
                drill_name=drill.name,
                begun_at=begun_at,
                begun=self._clock.monotonic() - age,
                drill_id=drill.id,
                vpc_id=drill.vpc_id,
            )
        )

    async def decide(self, record_id: str, drill_id: str | None) -> Sight | None:
        """Settle an ambiguous create by what a person says: it made this drill, or (None) nothing.

        One that was called absent may have made a drill that was shown after that. The record says
        who has decided. Returns what is followed from then on, None when there is nothing.

        Raises UsageError when there is no such record of this place, or it is closed; when it has
        nothing for a person to settle, or its group no such
        drill that belongs to no other record; Blocked when another drilltui works on the record;
        JournalError; CloudError when the group could not be read.
        """
        if not any(one.record_id == record_id for one in await self._exercises.here()):
            raise UsageError(
                tr(
                    "There is no such record of this project that is not closed: {record}.",
                    record=record_id,
                ),
                tr("See 'drilltui records'."),
            )
        if not await self._exercises.take(record_id, _DECIDING):
            raise Blocked(
                tr("Another drilltui works on the record {record}.", record=record_id),
                tr("Settle it there, or end that one."),
                record_id=record_id,
            )
        try:
            exercise = await self._exercises.load(record_id)
            call = _decidable(exercise, record_id, adopting=drill_id is not None)
            if drill_id is None:
                await self._nothing_was_made(exercise, call)
            else:
                await self._it_made(exercise, call, await self._choosable(exercise, call, drill_id))
            self._watcher.drop(target_of(exercise, call, self._clock).key)
            return self._follow(await self._exercises.load(record_id))
        finally:
            with suppress(JournalError):  # tried again later; the decision stands
                await self._exercises.let_go(record_id, _DECIDING)

    async def _it_made(self, exercise: Exercise, call: Call, drill: Drill) -> None:
        told = {
            "drill_id": drill.id,
            "name": drill.name,
            "message": tr("a person says it is this one"),
        }
        await self._write(exercise, call, Kind.FOUND, told)

    async def _nothing_was_made(self, exercise: Exercise, call: Call) -> None:
        """Write that there is no drill: the call never arrived, or its job has left none."""
        told = {"message": tr("a person has looked and found nothing")}
        if not call.job_id:
            await self._write(exercise, call, Kind.ABSENT, told)
            return
        await self._write(exercise, call, Kind.FOUND, told | {"job_id": call.job_id})
        await self._exercises.add(exercise.record_id, Kind.DRILL, {"status": GONE})

    async def _write(
        self, exercise: Exercise, call: Call, kind: Kind, told: Mapping[str, JsonValue]
    ) -> None:
        decision = {
            "action": call.action,
            "by": self._place.person,
            "chosen_from": list(call.candidates),
            **told,
        }
        record_id = exercise.record_id
        if not await self._exercises.add_while(
            record_id, kind, decision, lambda now: now.create == call
        ):
            raise UsageError(
                tr("The record {record} has changed meanwhile.", record=record_id),
                tr("Look at it again, then decide."),
            )

    async def _choosable(self, exercise: Exercise, call: Call, drill_id: str) -> Drill:
        """Return the drill that may be meant: one of the candidates, where there are some.

        Else one of the group's that is new, and that nobody else's record has.
        """
        drills = await self._cloud.drills(exercise.group_id)
        barred = await self._exercises.claimed(exercise.record_id)
        barred |= folded_all(call.drills_before or ())
        wanted = folded_all(call.candidates)
        free = {
            folded(drill.id): drill
            for drill in drills
            if folded(drill.id) not in barred and (not wanted or folded(drill.id) in wanted)
        }
        if folded(drill_id) not in free:
            choice = tr(", ").join(drill.id for drill in free.values()) or tr("none is there")
            raise UsageError(
                tr(
                    "The drill {drill} is none that the create of {name} can have made.",
                    drill=drill_id,
                    name=call.name,
                ),
                tr("Take one of: {choice}.", choice=choice),
            )
        return free[folded(drill_id)]


def _decidable(exercise: Exercise, record_id: str, *, adopting: bool) -> Call:
    """Return the create that a person may settle; what can still be proven is not asked."""
    call = exercise.create
    may = {Sending.AMBIGUOUS, Sending.ABSENT} if adopting else {Sending.AMBIGUOUS}
    if call is None or call.sending not in may:
        open_ = call is not None and call.open
        raise UsageError(
            tr("The record {record} has nothing that a person has to settle.", record=record_id),
            tr("It is still being looked up.") if open_ else tr("See 'drilltui records'."),
        )
    return call

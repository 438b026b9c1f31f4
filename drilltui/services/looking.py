"""One look at a watched call, by whatever it can be seen by.

An unsettled call is looked up; one with a job is seen by its job; one whose job was lost for good
is followed by its drill; and one that another drilltui follows is read from the record.
"""

from __future__ import annotations

from dataclasses import replace

from drilltui.domain.absence import is_missing
from drilltui.domain.call import Call
from drilltui.domain.clock_jump import notice
from drilltui.domain.cloud_id import folded, folded_all, same_id
from drilltui.domain.drill import CREATING, DELETING, Drill
from drilltui.domain.errors import Refused, SignInRefused
from drilltui.domain.exercise import Exercise
from drilltui.domain.job import FAIL, FailedTask, Job, job_of_record
from drilltui.domain.ports import Clock, Cloud
from drilltui.domain.record import REMOVALS, Action
from drilltui.domain.sending import DONE_BY_CLOUD, Sending
from drilltui.domain.settlement import (
    Effort,
    GroupLook,
    Settlement,
    settle_create,
    settle_delete,
    settle_removal,
    settle_rename,
)
from drilltui.services.exercises import Exercises
from drilltui.services.lost_jobs import LostJobs
from drilltui.services.remains import DRILL_NOT_FOUND
from drilltui.services.sight import Search, Seen, Sight, Target


class Looks:
    """Looks at calls, one look at a time; who wants to know when to look again is the watcher.

    One look has one request out at a time, and tries none again: `cloud` is one for that
    (`Cloud.once`).
    """

    def __init__(self, cloud: Cloud, exercises: Exercises, clock: Clock) -> None:
        self._cloud = cloud
        self._exercises = exercises
        self._clock = clock
        self._lost = LostJobs()

    async def look(self, sight: Sight) -> Seen:
        """Return what can be seen now. Raises DrilltuiError when that fails; nothing is written.

        Where nothing can be recorded no record is taken: one only looks then, whoever works on it.
        """
        target = sight.target
        if not await self._is_ours(target):
            return await self._read_along(target)
        if target.unsettled or not (target.job_id or target.drill_id):
            return await self._search(sight)
        if target.job_id:
            return await self._by_job(target)
        return await self._by_drill(target)

    async def _is_ours(self, target: Target) -> bool:
        """Whether there is no other drilltui that works on the record of the call."""
        if not target.record_id or self._exercises.refusal:
            return True
        return await self._exercises.take(target.record_id, target.purpose)

    async def _by_job(self, target: Target) -> Seen:
        asked = self._clock.monotonic()
        try:
            job = await self._cloud.job(target.job_id)
        except Refused as error:
            if not self._lost.is_lost(target.job_id, error, asked):
                raise
            if target.record_id:  # its drill goes on
                self._lost.seen(target.job_id)
                return Seen(replace(target, job_id=""))
            if target.drill_id and (seen := await self._by_drill(target)).over:
                return seen
            raise
        self._lost.seen(target.job_id)
        known = replace(target, drill_id=target.drill_id or job.drill_id)
        return Seen(self._anchored(known, job, asked), job=job, over=job.ended)

    def _anchored(self, target: Target, job: Job, asked: float) -> Target:
        """Return `target`, begun when the cloud says so: this host's clocks stand still or are set.

        The cloud's clock is known from its newest answer, give or take the time that took. A
        difference of a few seconds more is left alone, or the counter of a job would hop.
        """
        skew = self._cloud.skew
        if job.begin is None or skew is None:
            return target
        now = self._clock.monotonic()
        age = (self._clock.now() + skew - job.begin).total_seconds()
        unsure = notice() + now - asked
        if age < -unsure:  # begun after now: the service's times and its gateway's do not agree
            return target
        begun = now - max(0.0, age)
        return replace(target, begun=begun) if abs(begun - target.begun) > unsure else target

    async def _by_drill(self, target: Target) -> Seen:
        drill = await self._drill(target.drill_id)
        if drill is None:
            return Seen(target, over=True)
        return Seen(target, drill=drill, over=drill.status not in (CREATING, DELETING))

    async def _search(self, sight: Sight) -> Seen:
        """Look for what the call may have done, and say what that proves by now."""
        target = sight.target
        exercise = await self._exercises.load(target.record_id)
        call = exercise.call_of(target.action, target.subject)
        if call is None or (target.unsettled and not call.open):
            return _recorded(target, exercise, call)  # it was settled meanwhile
        if not target.unsettled and exercise.drill_id and call.action not in REMOVALS:
            return Seen(replace(target, drill_id=exercise.drill_id))
        if call.for_a_person:
            return await self._for_a_person(sight, exercise, call)
        now = self._clock.monotonic()
        before = sight.search
        effort = Effort(now - before.begun, before.looks + 1) if before else Effort(0.0, 1)
        settlement = await self._settle(exercise, call, effort)
        search = Search(before.begun if before else now, effort.looks, settlement)
        return _judged(target, search)

    async def _for_a_person(self, sight: Sight, exercise: Exercise, call: Call) -> Seen:
        """Show again what a person has to choose from: what changes now would prove nothing.

        Of two drills that could be it, the one that is deleted may have been ours.
        """
        drills = await self._cloud.drills(exercise.group_id)
        wanted = folded_all(call.candidates)
        candidates = tuple(drill for drill in drills if folded(drill.id) in wanted)
        settlement = Settlement(Sending.AMBIGUOUS, call.message, candidates=candidates)
        begun = sight.search.begun if sight.search else self._clock.monotonic()
        looks = sight.search.looks if sight.search else 0
        return _judged(sight.target, Search(begun, looks, settlement))

    async def _settle(self, exercise: Exercise, call: Call, effort: Effort) -> Settlement:
        if call.action == Action.CREATE:
            return settle_create(call, await self._group_look(exercise), effort)
        if call.action in REMOVALS:
            return settle_removal(call, await self._is_there(call), effort)
        drill = await self._drill(exercise.drill_id)
        settle = settle_rename if call.action == Action.RENAME else settle_delete
        return settle(call, drill, effort)

    async def _group_look(self, exercise: Exercise) -> GroupLook:
        # The count before the list: a drill that is made in between is in the list all the same.
        group = await self._cloud.group(exercise.group_id)
        drills = await self._cloud.drills(exercise.group_id)
        failed = await self._failed_tasks(exercise.group_id)
        claimed = await self._exercises.claimed(exercise.record_id)
        return GroupLook(drills, group.drill_count, failed, claimed)

    async def _failed_tasks(self, group_id: str) -> tuple[FailedTask, ...] | None:
        """Return the group's failed tasks; None where the service lastingly does not show them."""
        try:
            return await self._cloud.failed_tasks(group_id)
        except Refused as error:
            if isinstance(error, SignInRefused) or error.status >= 500 or error.status == 429:
                raise
            return None

    async def _drill(self, drill_id: str) -> Drill | None:
        try:
            return await self._cloud.drill(drill_id)
        except Refused as error:
            if error.code != DRILL_NOT_FOUND:
                raise
            return None

    async def _is_there(self, call: Call) -> bool:
        """Whether the service still has what a removal removes."""
        read = self._cloud.subnet if call.action == Action.DELETE_SUBNET else self._cloud.vpc
        try:
            await read(call.subject)
        except Refused as error:
            if not is_missing(error):
                raise
            return False
        return True

    async def _read_along(self, target: Target) -> Seen:
        """Take from the record what another drilltui has seen."""
        exercise = await self._exercises.load(target.record_id)
        call = exercise.call_of(target.action, target.subject)
        seen = _recorded(target, exercise, call)
        return replace(seen, job=_job_of(exercise, call), elsewhere=exercise.state)


def _recorded(target: Target, exercise: Exercise, call: Call | None) -> Seen:
    """Return what the record says of the call; what is over there is only read, not followed."""
    if call is None:
        return Seen(target, elsewhere=exercise.state, over=True)
    known = replace(
        target,
        job_id=call.job_id,
        drill_id=target.drill_id or exercise.drill_id,
        # What was never done has left nothing that could be read.
        unsettled=call.sending not in DONE_BY_CLOUD,
    )
    if call.open or call.running:
        return Seen(known)
    return Seen(known, elsewhere=exercise.state, over=True)


def _judged(target: Target, search: Search) -> Seen:
    """Return what a look-up has come to: found calls go on, by what they were found by."""
    settlement = search.settlement
    if settlement.sending is Sending.AMBIGUOUS:
        return Seen(replace(target, unsettled=True), search=search, over=True)
    if settlement.sending is not Sending.FOUND:
        return Seen(target, search=search, over=settlement.sending is Sending.ABSENT)
    if settlement.task:
        return _failed(target, search, settlement.task)
    drill = settlement.drill
    known = replace(
        target,
        unsettled=False,
        drill_id=drill.id if drill else target.drill_id,
        vpc_id=target.vpc_id or (drill.vpc_id if drill else ""),
    )
    return Seen(known, search=search, over=target.action == Action.RENAME or drill is None)


def _failed(target: Target, search: Search, task: FailedTask) -> Seen:
    """Follow the job of a failed task; where that one was lost before, the task is all there is."""
    known = replace(target, unsettled=False, job_id=task.job_id)
    if target.unsettled:
        return Seen(known, search=search)
    job = Job(
        task.job_id,
        task.job_type,
        FAIL,
        begin=task.begin,
        error_code=task.error_code,
        fail_reason=task.fail_reason,
    )
    return Seen(known, job=job, search=search, over=True)


def _job_of(exercise: Exercise, call: Call | None) -> Job | None:
    job = job_of_record(exercise.last_job)
    return job if job and call and same_id(job.id, call.job_id) else None

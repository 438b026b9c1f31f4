"""What an ended job left behind: the drill with its servers, or proof that it is gone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from drilltui.domain.call import Call
from drilltui.domain.cloud_id import folded, folded_all, same_id
from drilltui.domain.drill import CREATING, GONE, Drill
from drilltui.domain.errors import DrilltuiError, Refused
from drilltui.domain.exercise import Exercise
from drilltui.domain.job import SUCCESS, Job, record_of_job
from drilltui.domain.json_value import JsonValue
from drilltui.domain.language import tr
from drilltui.domain.ports import Clock, Cloud
from drilltui.domain.record import Action, Kind
from drilltui.domain.sending import Sending
from drilltui.domain.settlement import Settlement, lateness, next_search, suspects
from drilltui.services.exercises import Exercises
from drilltui.services.inventory import Inventory
from drilltui.services.remains import DRILL_NOT_FOUND, Remains
from drilltui.services.sight import Change, DrillDetail, ReadBack, Search, Sight, Target, record_of
from drilltui.services.sighting import may_pass

_LOOKS = 5
"""After its deletion the service may still show a drill: so often one looks."""

_PROVEN = {
    Sending.FOUND: Kind.FOUND,
    Sending.ABSENT: Kind.ABSENT,
    Sending.AMBIGUOUS: Kind.AMBIGUOUS,
}


class Aftermath:
    """Follows jobs for the record, and looks at the cloud when one has ended."""

    def __init__(self, cloud: Cloud, exercises: Exercises, clock: Clock) -> None:
        self._cloud = cloud
        self._exercises = exercises
        self._clock = clock
        self._remains = Remains(cloud, clock)
        self._inventory = Inventory(cloud)

    async def changed(self, sight: Sight, changes: tuple[Change, ...]) -> None:
        """Write what the cloud told of the job and its sub-jobs, of the drill, or a settlement.

        A job that was begun elsewhere has no record.
        """
        if not self._is_recorded(sight):
            return
        if sight.job is not None:
            await self._job_changed(sight, sight.job, changes)
        elif sight.drill is not None:
            await self._drill_seen(sight.target, sight.drill)
        elif sight.search is not None:
            await self._searched(sight.target, sight.search)

    async def ended(self, sight: Sight) -> Sight:
        """Read what a call left: the drill of a create, or proof of absence after a delete.

        A create job that failed may leave half a drill: it is looked for and recorded as well. No
        result means that there is no drill. What another drilltui follows is read and not written,
        nor is anything where nothing can be recorded. Raises CloudError or JournalError to be
        called again.
        """
        try:
            concluded = await self._concluded(sight)
        except DrilltuiError as error:
            if not may_pass(error):  # nobody calls again
                await self._let_go(sight.target)
            raise
        await self._let_go(concluded.target)
        return concluded

    async def detail(self, drill_id: str, names: Mapping[str, str] | None = None) -> DrillDetail:
        """Read a drill, its servers, and the names of what they stand for."""
        drill = await self._cloud.drill(drill_id)
        if names is None:
            instances = await self._cloud.instances(drill.group_id)
            names = {instance.id: instance.name for instance in instances}
        servers = await self._cloud.servers([server.server_id for server in drill.servers])
        return DrillDetail(drill, servers, names)

    async def _let_go(self, target: Target) -> None:
        """Follow a call no more: who renames or deletes the drill next may be another drilltui."""
        if target.record_id:
            await self._exercises.let_go(target.record_id, target.purpose)

    async def _concluded(self, sight: Sight) -> Sight:
        target = sight.target
        if target.unsettled or target.action not in (Action.CREATE, Action.DELETE):
            return sight  # nothing was found that could have left something
        if target.action == Action.DELETE:
            looks = _LOOKS if sight.job and sight.job.status == SUCCESS else 1
            written = self._is_recorded(sight)
            return replace(sight, result=await self.read_back(target, looks, written=written))
        exercise = await self._exercise(target)
        named = target.drill_id or (sight.job.drill_id if sight.job else "") or exercise.drill_id
        known = [one for one in await self._exercises.here() if same_id(one.drill_id, named)]
        sight = replace(
            sight,
            target=replace(target, drill_id=named),
            made=any(one.was_made for one in known),
        )
        call, looks = exercise.call_of(target.action), 0
        begun = self._clock.monotonic() if sight.ended_at is None else sight.ended_at
        # A drill may be shown late, also after its job: nothing is said to be gone before that.
        expected = sight.job is not None or (target.record_id and named and not sight.elsewhere)
        patient = expected and not any(one.gone for one in known)
        longest = lateness(sight.job.status if sight.job else "") if patient else 0.0
        while not (concluded := await self._made(sight, call)):
            looks += 1
            if self._clock.monotonic() - begun >= longest:
                return await self._without_drill(sight, call)
            await self._clock.sleep(next_search(looks))
        return concluded

    async def _made(self, sight: Sight, call: Call | None) -> Sight | None:
        """Return the sight with the drill of a create; None when the service shows none."""
        target = sight.target
        if not target.drill_id:
            found = await self._find(target, call)
            if len(found) > 1:
                why = tr("its job names no drill, and the group has several new ones of this name")
                return await self._for_a_person(sight, found, why)
            if not found:
                return None
            sight = replace(sight, target=replace(target, drill_id=found[0].id))
        try:
            return replace(sight, result=await self._created(sight, call))
        except Refused as error:
            if error.code != DRILL_NOT_FOUND:
                raise
            return None

    def _is_recorded(self, sight: Sight) -> bool:
        """Whether what is seen goes into a record: one that is ours and that can be written."""
        its = bool(sight.target.record_id) and not sight.elsewhere
        return its and self._exercises.refusal is None

    async def read_back(self, target: Target, looks: int = 1, *, written: bool = True) -> ReadBack:
        """Look up to `looks` times whether the drill is gone, then at what stayed; record it."""
        found = await self._remains.read(target, await self._exercise(target), looks)
        if written and target.record_id:
            await self._exercises.add(target.record_id, Kind.READ_BACK, record_of(found))
        return found

    async def _job_changed(self, sight: Sight, job: Job, changes: tuple[Change, ...]) -> None:
        told: dict[str, JsonValue] = {
            **record_of_job(job),
            # Which call it belongs to, should that call's answer be missing in the record.
            "action": sight.target.action,
            "changed": [change.subject for change in changes],
        }
        await self._exercises.add(sight.target.record_id, Kind.JOB, told)

    async def _drill_seen(self, target: Target, drill: Drill) -> None:
        """Write a status of a drill that is followed in place of its job."""
        told = {"drill_id": drill.id, "status": drill.status, "vpc_id": drill.vpc_id}
        if target.action == Action.DELETE or drill.status == CREATING:
            await self._exercises.add(target.record_id, Kind.DRILL, told)

    async def _searched(self, target: Target, search: Search) -> None:
        """Write what a look-up has proven; that it goes on is no event."""
        settlement = search.settlement
        kind = _PROVEN.get(settlement.sending)
        call = await self._call(target)
        if kind is None or call is None or call.sending is settlement.sending:
            return
        if not call.open and kind is not Kind.AMBIGUOUS:
            # It was accepted and its job is lost: only whether there is a drill was in question.
            if settlement.drill:
                await self._drill_seen(target, settlement.drill)
            return
        drill, task = settlement.drill, settlement.task
        told: dict[str, JsonValue] = {
            **target.about,
            "message": settlement.why,
            "looks": search.looks,
            "seconds": round(self._clock.monotonic() - search.begun, 1),
            "job_id": task.job_id if task else "",
            "drill_id": drill.id if drill else "",
            "name": drill.name if drill else "",
            "drill_status": drill.status if drill else "",
            "candidates": [candidate.id for candidate in settlement.candidates],
        }
        await self._exercises.add_while(
            target.record_id,
            kind,
            told,
            lambda now: now.call_of(target.action, target.subject) == call,
        )

    async def _without_drill(self, sight: Sight, call: Call | None) -> Sight:
        """Write that a create has left no drill, or which ones may be it under another name."""
        target = sight.target
        if not self._is_recorded(sight):
            return sight
        if call and not target.drill_id and (renamed := await self._renamed(target, call)):
            why = tr("made at that time, under another name")
            return await self._for_a_person(sight, renamed, why)
        gone: dict[str, JsonValue] = {"drill_id": target.drill_id, "status": GONE}
        if sight.made:
            gone["made"] = True
        await self._exercises.add(target.record_id, Kind.DRILL, gone)
        return sight

    async def _for_a_person(self, sight: Sight, found: Sequence[Drill], why: str) -> Sight:
        """Write which drills may be the one that was made; who guesses may take another's."""
        target = sight.target
        if not self._is_recorded(sight):
            return sight
        told: dict[str, JsonValue] = {
            "action": target.action,
            "message": why,
            "candidates": [drill.id for drill in found],
        }
        await self._exercises.add(target.record_id, Kind.AMBIGUOUS, told)
        settlement = Settlement(Sending.AMBIGUOUS, why, candidates=tuple(found))
        search = sight.search or Search(self._clock.monotonic(), 0, settlement)
        return replace(
            sight,
            target=replace(target, unsettled=True),
            search=replace(search, settlement=settlement),
        )

    async def _renamed(self, target: Target, call: Call) -> tuple[Drill, ...]:
        claimed = await self._exercises.claimed(target.record_id)
        return suspects(call, await self._cloud.drills(target.group_id), claimed)

    async def _created(self, sight: Sight, call: Call | None) -> DrillDetail:
        target = sight.target
        detail = await self.detail(target.drill_id, target.names)
        twins = await self._twins(target, detail.drill, call)
        detail = replace(detail, twins=twins)
        drill = detail.drill
        stands_for = {folded(one.server_id): one.instance_id for one in drill.servers}
        servers: list[JsonValue] = [
            {
                "id": server.id,
                "instance_id": stands_for.get(folded(server.id), ""),
                "name": server.name,
                "status": server.status,
                "addresses": [address.ip for address in server.addresses],
            }
            for server in detail.servers
        ]
        told: dict[str, JsonValue] = {
            "drill_id": drill.id,
            "name": drill.name,
            "status": drill.status,
            "vpc_id": drill.vpc_id,
            "servers": servers,
            "twins": [twin.id for twin in twins],
        }
        if self._is_recorded(sight):
            told |= await self._inventory.take(drill, await self._exercise(target), detail.servers)
            await self._exercises.add(target.record_id, Kind.DRILL, told)
        return detail

    async def _call(self, target: Target) -> Call | None:
        return (await self._exercise(target)).call_of(target.action, target.subject)

    async def _exercise(self, target: Target) -> Exercise:
        return await self._exercises.load(target.record_id) if target.record_id else Exercise()

    async def _find(self, target: Target, call: Call | None) -> list[Drill]:
        """Return what a job that named no drill can have made: new drills of that name."""
        name = call.name if call else target.drill_name
        if not (name and target.group_id):
            return []  # a job that was begun elsewhere says of neither
        return await self._namesakes(target, name, call)

    async def _twins(self, target: Target, drill: Drill, call: Call | None) -> tuple[Drill, ...]:
        """Return other new drills of the same name: a proxy may deliver a request twice."""
        if call is None or call.drills_before is None:
            return ()
        found = await self._namesakes(target, call.name, call)
        return tuple(one for one in found if not same_id(one.id, drill.id))

    async def _namesakes(self, target: Target, name: str, call: Call | None) -> list[Drill]:
        before = folded_all((call.drills_before if call else None) or ())
        others = before | await self._exercises.claimed(target.record_id)
        drills = await self._cloud.drills(target.group_id)
        return [drill for drill in drills if drill.name == name and folded(drill.id) not in others]

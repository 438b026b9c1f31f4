"""What an ended job left behind: the drill with its servers, or proof that it is gone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from drilltui.domain.errors import CloudError, Refused
from drilltui.domain.job import SUCCESS, Job
from drilltui.domain.json_value import JsonValue
from drilltui.domain.network import Subnet, Vpc
from drilltui.domain.pace import next_look
from drilltui.domain.ports import Clock, Cloud
from drilltui.domain.record import Action, Kind
from drilltui.domain.server import Server
from drilltui.services.exercises import Exercises
from drilltui.services.sight import Change, DrillDetail, ReadBack, Sight, Target

DRILL_NOT_FOUND = "SDRS.1902"
_READ_BACK_LOOKS = 5


class Aftermath:
    """Follows jobs for the record, and looks at the cloud when one has ended."""

    def __init__(self, cloud: Cloud, exercises: Exercises, clock: Clock) -> None:
        self._cloud = cloud
        self._exercises = exercises
        self._clock = clock

    async def changed(self, sight: Sight, changes: tuple[Change, ...]) -> None:
        """Write what the cloud told of the job and its sub-jobs."""
        job = sight.job
        if job is None:
            return
        told: dict[str, JsonValue] = {
            # Which call it belongs to, should that call's answer be missing in the record.
            "action": sight.target.action,
            "job_id": job.id,
            "status": job.status,
            "error_code": job.error_code,
            "fail_reason": job.fail_reason,
            "drill_id": job.drill_id,
            "sub_jobs": [_sub_job(sub) for sub in job.sub_jobs],
            "changed": [change.subject for change in changes],
        }
        await self._exercises.add(sight.target.record_id, Kind.JOB, told)

    async def ended(self, sight: Sight) -> Sight:
        """Read the drill of a create job, or prove the absence after a delete job.

        A create job that failed may leave half a drill: it is looked for and recorded as well. No
        result means that there is no drill. Raises CloudError or JournalError to be called again.
        """
        target, job = sight.target, sight.job
        succeeded = job is not None and job.status == SUCCESS
        if target.action == Action.DELETE:
            looks = _READ_BACK_LOOKS if succeeded else 1
            return replace(sight, result=await self.read_back(target, looks))
        drill_id = (job.drill_id if job else "") or await self._find(target)
        if not drill_id:
            return sight
        sight = replace(sight, target=replace(target, drill_id=drill_id))
        try:
            return replace(sight, result=await self._created(sight.target))
        except Refused as error:
            if error.code != DRILL_NOT_FOUND:
                raise
            return sight  # somebody has deleted it already

    async def detail(self, drill_id: str, names: Mapping[str, str] | None = None) -> DrillDetail:
        """Read a drill, its servers, and the names of what they stand for."""
        drill = await self._cloud.drill(drill_id)
        if names is None:
            instances = await self._cloud.instances(drill.group_id)
            names = {instance.id: instance.name for instance in instances}
        servers = await self._cloud.servers([server.server_id for server in drill.servers])
        return DrillDetail(drill, servers, names)

    async def read_back(self, target: Target, looks: int = 1) -> ReadBack:
        """Look up to `looks` times whether the drill is gone, then at what stayed; record it."""
        gone = await self._is_gone(target.drill_id, looks)
        found = await self._leftovers(target, gone)
        rows: list[JsonValue] = [
            {"kind": kind, "id": item_id, "name": name, "cidr": cidr}
            for kind, item_id, name, cidr in _rows(found)
        ]
        told: dict[str, JsonValue] = {"gone": gone, "leftovers": rows, "doubts": list(found.doubts)}
        await self._exercises.add(target.record_id, Kind.READ_BACK, told)
        return found

    async def _created(self, target: Target) -> DrillDetail:
        detail = await self.detail(target.drill_id, target.names)
        drill = detail.drill
        servers: list[JsonValue] = [
            {
                "id": server.id,
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
        }
        await self._exercises.add(target.record_id, Kind.DRILL, told)
        return detail

    async def _find(self, target: Target) -> str:
        """Find the drill of a job that did not name it: the group's newest of that name."""
        drills = await self._cloud.drills(target.group_id)
        named = [drill for drill in drills if drill.name == target.drill_name]
        newest = max(named, key=lambda drill: str(drill.created_at or ""), default=None)
        return newest.id if newest else ""

    async def _is_gone(self, drill_id: str, looks: int) -> bool:
        for look in range(looks):
            if look:
                await self._clock.sleep(next_look(0))
            try:
                await self._cloud.drill(drill_id)
            except Refused as error:
                if error.code == DRILL_NOT_FOUND:
                    return True
                raise
        return False

    async def _leftovers(self, target: Target, gone: bool) -> ReadBack:
        """Look at everything the drill had. A look that fails is a doubt, not an absence."""
        doubts: list[str] = []
        servers: tuple[Server, ...] = ()
        vpc: Vpc | None = None
        subnets: tuple[Subnet, ...] = ()
        try:
            asked = await self._cloud.servers(target.server_ids)
            servers = tuple(server for server in asked if not server.gone)
        except CloudError as error:
            doubts.append(f"could not look at the drill servers: {error}")
        try:
            vpc = await self._cloud.vpc(target.vpc_id) if target.vpc_id else None
            subnets = await self._cloud.subnets(target.vpc_id) if vpc else ()
        except CloudError as error:
            if not (isinstance(error, Refused) and error.status == 404):
                doubts.append(f"could not look at VPC {target.vpc_id}: {error}")
        if not target.vpc_id:
            doubts.append("the service never told the drill's VPC: look for it in the console")
        return ReadBack(gone, vpc, subnets, servers, tuple(doubts))


def _sub_job(job: Job) -> JsonValue:
    return {
        "job_id": job.id,
        "type": job.type,
        "status": job.status,
        "begin": job.begin.isoformat() if job.begin else "",
        "end": job.end.isoformat() if job.end else "",
        "error_code": job.error_code,
        "fail_reason": job.fail_reason,
        "subject": job.subject,
    }


def _rows(found: ReadBack) -> list[tuple[str, str, str, str]]:
    rows = [("VPC", found.vpc.id, found.vpc.name, found.vpc.cidr)] if found.vpc else []
    rows += [("subnet", subnet.id, subnet.name, subnet.cidr) for subnet in found.subnets]
    return rows + [("server", server.id, server.name, "") for server in found.servers]

"""Drills as people ask for them: start, rename, delete, look."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from drilltui.domain.cloud_id import same_id
from drilltui.domain.drill import DELETING, Drill, DrillDraft, free_name
from drilltui.domain.errors import CloudError, NameInUse, Refused, UsageError
from drilltui.domain.exchange import PlannedRequest
from drilltui.domain.field import name_problem
from drilltui.domain.group import ProtectionGroup
from drilltui.domain.json_value import JsonValue
from drilltui.domain.language import tr
from drilltui.domain.ports import Clock, Cloud
from drilltui.domain.preflight.finding import Report
from drilltui.domain.record import Action
from drilltui.domain.sending import Sending
from drilltui.services.aftermath import Aftermath
from drilltui.services.drill_records import DrillRecords
from drilltui.services.exercises import Exercises
from drilltui.services.inventory import Inventory
from drilltui.services.remains import DRILL_NOT_FOUND
from drilltui.services.sending import Answer, Sender, Submission, Told
from drilltui.services.sight import DrillDetail, Target
from drilltui.services.starting import Starter, Wish, accepted

_WRONG_STATUS = "SDRS.1913"


class Drills:
    """Everything that is done to drills. Each change is recorded before it is sent."""

    def __init__(
        self,
        cloud: Cloud,
        exercises: Exercises,
        sender: Sender,
        aftermath: Aftermath,
        clock: Clock,
        starter: Starter,
    ) -> None:
        self._cloud = cloud
        self._exercises = exercises
        self._sender = sender
        self._aftermath = aftermath
        self._clock = clock
        self._starter = starter
        self._records = DrillRecords(cloud, exercises)
        self._inventory = Inventory(cloud)

    async def list(self, group_id: str | None = None) -> tuple[Drill, ...]:
        """Return the drills of a group, or of the project, newest first."""
        drills = await self._cloud.drills(group_id)
        return tuple(sorted(drills, key=lambda drill: str(drill.created_at or ""), reverse=True))

    async def show(self, drill_id: str) -> DrillDetail:
        """Return a drill with its servers. Refused SDRS.1902 when it is gone."""
        return await self._aftermath.detail(drill_id)

    def preview(self, draft: DrillDraft) -> PlannedRequest:
        """Return the request that `start` would send; sends nothing."""
        return self._cloud.create_request(draft)

    @property
    def under_way(self) -> int:
        """How many changes are submitted and not answered yet; ask before leaving."""
        return self._sender.under_way

    async def start(
        self,
        draft: DrillDraft,
        group: ProtectionGroup,
        names: Mapping[str, str],
        *,
        again: str = "",
        override: str = "",
        confirmed: Report | None = None,
    ) -> Answer:
        """Submit `draft` and, when it is accepted, begin to follow its job.

        Preflight looks once more before, also so that the drill can be told from others should the
        answer be lost; the record keeps what it found. See `Wish` for the rest.

        Raises UsageError for a draft with problems, NameInUse for a name that the group has, and
        Blocked when another submission for the same group is not settled, or with `again` when the
        group counts a drill that it does not show: nothing was sent. Raises Stopped where preflight
        forbids it, SeenOtherwise where it sees something else than `confirmed` does. Raises
        CloudError when the group could not be read (nothing was sent), JournalError when the
        intention (nothing was sent) or the answer (it is looked up) cannot be recorded.
        """
        return await self._starter.start(Wish(draft, names, again, override, confirmed), group)

    async def rename(self, drill: Drill, name: str) -> Answer:
        """Give `drill` another name.

        Raises UsageError for a name with a problem, NameInUse for one that another drill of the
        group has, and what `start` raises else.
        """
        if problem := name_problem(name):
            raise UsageError(problem.text, tr("Nothing was sent."))
        self._sender.check()
        drills = await self._cloud.drills(drill.group_id)
        others = {one.name for one in drills if not same_id(one.id, drill.id)}
        if name in others:
            raise NameInUse(name, free_name(name, others))

        async def call(_target: Target) -> Told:
            renamed = await self._cloud.rename_drill(drill.id, name)
            return Told({"drill_id": renamed.id, "name": renamed.name})

        about: dict[str, JsonValue] = {"drill_id": drill.id, "name": name, "was": drill.name}
        target = replace(
            self._target(Action.RENAME, drill.group_id, drill.name, {}), drill_id=drill.id
        )
        request = self._cloud.rename_request(drill.id, name)
        submission = Submission(Action.RENAME, drill.id, request, about, target, call)
        return await self._sender.send(submission, partial(self._records.of, drill))

    async def delete(self, drill: Drill, names: Mapping[str, str]) -> Answer:
        """Delete `drill` with its servers and follow the job to the read-back.

        The drill VPC and its subnets stay: the service does not delete them. A drill that is gone
        or being deleted already is no failure: it is followed to the same end. Raises what `start`
        raises for a second one.
        """
        self._sender.check()
        server_ids = tuple(server.server_id for server in drill.servers)
        # Once it is gone nobody can say any more what it had: a disk, an elastic IP bound by hand.
        held = await self._inventory.take(drill, await self._records.known(drill))

        async def call(target: Target) -> Told:
            try:
                receipt = await self._cloud.delete_drill(drill.id)
            except Refused as error:
                return await self._done_already(error, target)
            return accepted(receipt, target)

        about: dict[str, JsonValue] = {
            "drill_id": drill.id,
            "name": drill.name,
            "was": drill.status,
            "vpc_id": drill.vpc_id,
            "server_ids": list(server_ids),
            "skew": self._skew(),
            "names": dict(names),
            **held,
        }
        target = replace(
            self._target(Action.DELETE, drill.group_id, drill.name, names),
            drill_id=drill.id,
            vpc_id=drill.vpc_id,
            server_ids=server_ids,
        )
        request = self._cloud.delete_request(drill.id)
        submission = Submission(Action.DELETE, drill.id, request, about, target, call)
        return await self._sender.send(submission, partial(self._records.of, drill))

    async def _done_already(self, refused: Refused, target: Target) -> Told:
        """Say what a refused delete means; raises `refused` when it means no.

        SDRS.1902 says that there is no such drill. SDRS.1913 is told for a status that does not
        allow it, and for a drill that is gone as well: only looking tells which.
        """
        if refused.code not in (DRILL_NOT_FOUND, _WRONG_STATUS):
            raise refused
        data: dict[str, JsonValue] = {
            "drill_id": target.drill_id,
            "code": refused.code,
            "message": refused.message,
            "request_id": refused.request_id,
        }
        if refused.code == DRILL_NOT_FOUND:
            return Told(data, target, Sending.FOUND)
        try:
            drill = await self._cloud.drill(target.drill_id)
        except CloudError as error:
            if isinstance(error, Refused) and error.code == DRILL_NOT_FOUND:
                return Told(data, target, Sending.FOUND)
            raise refused from error
        if drill.status == DELETING:
            return Told(data, target, Sending.FOUND)
        raise refused

    def _skew(self) -> float | None:
        skew = self._cloud.skew
        return None if skew is None else skew.total_seconds()

    def _target(
        self, action: Action, group_id: str, drill_name: str, names: Mapping[str, str]
    ) -> Target:
        return Target(
            job_id="",
            action=action.value,
            record_id="",
            group_id=group_id,
            drill_name=drill_name,
            begun_at=self._clock.now(),
            begun=self._clock.monotonic(),
            names=names,
        )

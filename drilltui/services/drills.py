"""Drills as people ask for them: start, rename, delete, look."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from drilltui.domain.drill import Drill, DrillDraft
from drilltui.domain.errors import UsageError
from drilltui.domain.exchange import PlannedRequest, Receipt
from drilltui.domain.field import name_problem
from drilltui.domain.group import ProtectionGroup
from drilltui.domain.ports import Clock, Cloud
from drilltui.domain.record import Action
from drilltui.services.aftermath import Aftermath
from drilltui.services.exercises import Exercises
from drilltui.services.sending import Answer, Sender, Submission, Told
from drilltui.services.sight import DrillDetail, Target


class Drills:
    """Everything that is done to drills. Each change is recorded before it is sent."""

    def __init__(
        self,
        cloud: Cloud,
        exercises: Exercises,
        sender: Sender,
        aftermath: Aftermath,
        clock: Clock,
    ) -> None:
        self._cloud = cloud
        self._exercises = exercises
        self._sender = sender
        self._aftermath = aftermath
        self._clock = clock

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
        self, draft: DrillDraft, group: ProtectionGroup, names: Mapping[str, str]
    ) -> Answer:
        """Submit `draft` and, when it is accepted, begin to follow its job.

        Raises UsageError for a draft with problems, or when another submission for the same group
        has not been answered (yet, or at all), and nothing was sent; JournalError when the
        intention (nothing was sent) or the answer (look the drill up) cannot be recorded.
        """
        if problems := draft.problems():
            raise UsageError(problems[0].text, "Nothing was sent.")
        vpc_id = draft.vpc_id or ""

        async def call(record_id: str) -> Told:
            receipt = await self._cloud.create_drill(draft)
            target = self._target(Action.CREATE, receipt, record_id, group.id, draft.name, names)
            data = {"job_id": receipt.job_id, "request_id": receipt.request_id}
            return Told(data, replace(target, vpc_id=vpc_id))

        request = self._cloud.create_request(draft)
        about = {"name": draft.name, "vpc_id": vpc_id}
        submission = Submission(Action.CREATE, group.id, request, about, call)
        return await self._sender.send(submission, partial(self._exercises.open, group))

    async def rename(self, drill: Drill, name: str) -> Answer:
        """Give `drill` another name.

        Raises UsageError for a name with a problem, and what `start` raises for a second one.
        """
        if problem := name_problem(name):
            raise UsageError(problem.text, "Nothing was sent.")

        async def call(record_id: str) -> Told:
            renamed = await self._cloud.rename_drill(drill.id, name)
            return Told({"drill_id": renamed.id, "name": renamed.name})

        request = self._cloud.rename_request(drill.id, name)
        about = {"drill_id": drill.id, "name": name}
        submission = Submission(Action.RENAME, drill.id, request, about, call)
        return await self._sender.send(submission, partial(self._record_of, drill))

    async def delete(self, drill: Drill, names: Mapping[str, str]) -> Answer:
        """Delete `drill` with its servers and follow the job to the read-back.

        The drill VPC and its subnets stay: the service does not delete them. Raises what `start`
        raises for a second one.
        """

        async def call(record_id: str) -> Told:
            receipt = await self._cloud.delete_drill(drill.id)
            target = self._target(
                Action.DELETE, receipt, record_id, drill.group_id, drill.name, names
            )
            server_ids = tuple(server.server_id for server in drill.servers)
            data = {
                "job_id": receipt.job_id,
                "request_id": receipt.request_id,
                "drill_id": drill.id,
            }
            known = replace(target, drill_id=drill.id, vpc_id=drill.vpc_id, server_ids=server_ids)
            return Told(data, known)

        request = self._cloud.delete_request(drill.id)
        about = {"drill_id": drill.id, "name": drill.name, "vpc_id": drill.vpc_id}
        submission = Submission(Action.DELETE, drill.id, request, about, call)
        return await self._sender.send(submission, partial(self._record_of, drill))

    async def _record_of(self, drill: Drill) -> str:
        """Return the drill's record; a drill made elsewhere gets one now."""
        if known := await self._exercises.of_drill(drill.id):
            return known
        group = await self._cloud.group(drill.group_id)
        return await self._exercises.open(group, {"drill_id": drill.id, "drill_name": drill.name})

    def _target(
        self,
        action: Action,
        receipt: Receipt,
        record_id: str,
        group_id: str,
        drill_name: str,
        names: Mapping[str, str],
    ) -> Target:
        return Target(
            job_id=receipt.job_id,
            request_id=receipt.request_id,
            action=action.value,
            record_id=record_id,
            group_id=group_id,
            drill_name=drill_name,
            begun_at=self._clock.now(),
            begun=self._clock.monotonic(),
            names=names,
        )

"""Drills as people ask for them: start, rename, delete, look."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace

from drilltui.domain.drill import Drill, DrillDraft
from drilltui.domain.errors import UsageError
from drilltui.domain.exchange import PlannedRequest, Receipt
from drilltui.domain.field import name_problem
from drilltui.domain.group import ProtectionGroup
from drilltui.domain.json_value import JsonObject
from drilltui.domain.ports import Clock, Cloud
from drilltui.domain.record import Action
from drilltui.services.aftermath import Aftermath
from drilltui.services.exercises import Exercises
from drilltui.services.sending import Answer, Sender
from drilltui.services.sight import DrillDetail, Target
from drilltui.services.watcher import Watcher


class Drills:
    """Everything that is done to drills. Each change is recorded before it is sent."""

    def __init__(
        self,
        cloud: Cloud,
        exercises: Exercises,
        sender: Sender,
        watcher: Watcher,
        aftermath: Aftermath,
        clock: Clock,
    ) -> None:
        self._cloud = cloud
        self._exercises = exercises
        self._sender = sender
        self._watcher = watcher
        self._aftermath = aftermath
        self._clock = clock
        self._starting: dict[str, asyncio.Task[Answer]] = {}
        self._unanswered: dict[str, str] = {}

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
        if group.id in self._starting:
            raise UsageError(
                "A drill for this group is being submitted already.", "Wait for its answer."
            )
        if record_id := self._unanswered.get(group.id):
            raise UsageError(
                f"Nobody knows whether the last submission for this group arrived ({record_id}).",
                "Look at the group's drills; a second one is not sent in this run.",
            )
        # Leaving the screen that waits here takes nothing back, so the group stays taken until the
        # answer is there.
        task = asyncio.ensure_future(self._start(draft, group, names))
        self._starting[group.id] = task
        task.add_done_callback(lambda _: self._starting.pop(group.id))
        return await asyncio.shield(task)

    async def _start(
        self, draft: DrillDraft, group: ProtectionGroup, names: Mapping[str, str]
    ) -> Answer:
        record_id = await self._exercises.open(group)

        async def call() -> JsonObject:
            self._unanswered[group.id] = record_id
            receipt = await self._cloud.create_drill(draft)
            target = self._target(Action.CREATE, receipt, record_id, group.id, draft.name, names)
            self._watcher.watch(replace(target, vpc_id=draft.vpc_id or ""))
            return {"job_id": receipt.job_id, "request_id": receipt.request_id}

        request = self._cloud.create_request(draft)
        about = {"name": draft.name, "vpc_id": draft.vpc_id or ""}
        answer = await self._sender.send(record_id, Action.CREATE, request, about, call)
        if not answer.open:
            del self._unanswered[group.id]
        return answer

    async def rename(self, drill: Drill, name: str) -> Answer:
        """Give `drill` another name. Raises UsageError for a name with a problem."""
        if problem := name_problem(name):
            raise UsageError(problem.text, "Nothing was sent.")

        async def call() -> JsonObject:
            renamed = await self._cloud.rename_drill(drill.id, name)
            return {"drill_id": renamed.id, "name": renamed.name}

        record_id = await self._record_of(drill)
        request = self._cloud.rename_request(drill.id, name)
        about = {"drill_id": drill.id, "name": name}
        return await self._sender.send(record_id, Action.RENAME, request, about, call)

    async def delete(self, drill: Drill, names: Mapping[str, str]) -> Answer:
        """Delete `drill` with its servers and follow the job to the read-back.

        The drill VPC and its subnets stay: the service does not delete them.
        """
        record_id = await self._record_of(drill)

        async def call() -> JsonObject:
            receipt = await self._cloud.delete_drill(drill.id)
            target = self._target(
                Action.DELETE, receipt, record_id, drill.group_id, drill.name, names
            )
            server_ids = tuple(server.server_id for server in drill.servers)
            self._watcher.watch(
                replace(target, drill_id=drill.id, vpc_id=drill.vpc_id, server_ids=server_ids)
            )
            return {
                "job_id": receipt.job_id,
                "request_id": receipt.request_id,
                "drill_id": drill.id,
            }

        request = self._cloud.delete_request(drill.id)
        about = {"drill_id": drill.id, "name": drill.name, "vpc_id": drill.vpc_id}
        return await self._sender.send(record_id, Action.DELETE, request, about, call)

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

"""The calls of SDRS (now named BRS), API v1."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator

from drilltui.cloud import wire, wire_drill, wire_group
from drilltui.cloud.answer import Answer
from drilltui.cloud.caller import Caller
from drilltui.cloud.paging import Key, Query, by_index, index_pages, row_id
from drilltui.cloud.target import project_segment, segment, url
from drilltui.domain.drill import Drill, DrillDraft
from drilltui.domain.exchange import PlannedRequest, Receipt
from drilltui.domain.group import ProtectedInstance, ProtectionGroup, ReplicationPair
from drilltui.domain.job import FailedTask, Job
from drilltui.domain.json_value import JsonObject, JsonValue
from drilltui.domain.language import marked

FIRST_GROUPS = 100
"""Rows of the first page of groups: enough for a screen, and quickly there."""

_DRILLS = "disaster-recovery-drills"
_NO_DRILL = [("query_type", "period_no_dr_drill")]


class SdrsApi:
    """One short method for each call. `endpoint` has neither version nor project."""

    def __init__(self, caller: Caller, endpoint: str, project_id: str) -> None:
        self._caller = caller
        self._endpoint = endpoint
        self._project_id = project_id

    async def groups(self) -> tuple[ProtectionGroup, ...]:
        """Read all protection groups."""
        return wire.rows(await self._list("server-groups", "server_groups"), wire_group.group)

    async def groups_without_drill(self) -> frozenset[str]:
        """Read which groups had no drill in 3 months, a period that no parameter changes."""
        rows = await self._list("server-groups", "server_groups", selection=_NO_DRILL)
        return frozenset(group.id for group in wire.rows(rows, wire_group.group))

    async def group_pages(self) -> AsyncIterator[tuple[ProtectionGroup, ...]]:
        """Read all protection groups page by page, the first one small."""

        async def fetch(query: Query) -> Answer:
            return await self._caller.read(self._url("server-groups", query=query))

        place = 1
        async for page in index_pages(fetch, "server_groups", first=FIRST_GROUPS):
            yield wire.rows(page, wire_group.group, place)
            place += len(page)

    async def look(self) -> None:
        """Read one protection group, the least that can be asked for (SDRS.0221: more than 0)."""
        answer = await self._caller.read(
            self._url("server-groups", query=[("limit", "1"), ("offset", "0")])
        )
        answer.rows("server_groups")

    async def group(self, group_id: str) -> ProtectionGroup:
        """Read one protection group."""
        answer = await self._caller.read(
            self._url("server-groups", group_id, marked("protection group"))
        )
        return answer.one("server_group", wire_group.group)

    async def instances(self, group_id: str) -> tuple[ProtectedInstance, ...]:
        """Read the protected instances of a group."""
        rows = await self._list("protected-instances", "protected_instances", group_id)
        return wire.rows(rows, wire_group.instance)

    async def pairs(self, group_id: str) -> tuple[ReplicationPair, ...]:
        """Read the replication pairs of a group."""
        rows = await self._list("replications", "replications", group_id)
        return wire.rows(rows, wire_group.pair)

    async def drills(self, group_id: str | None = None) -> tuple[Drill, ...]:
        """Read the drills of a group, or all of the project."""
        rows = await self._list(_DRILLS, "disaster_recovery_drills", group_id)
        return wire.rows(rows, wire_drill.drill)

    async def drill(self, drill_id: str) -> Drill:
        """Read one drill."""
        answer = await self._caller.read(self._url(_DRILLS, drill_id, "drill"))
        return answer.one("disaster_recovery_drill", wire_drill.drill)

    def create_request(self, draft: DrillDraft) -> PlannedRequest:
        """Return the request that starts a drill; without a VPC the member is left out."""
        wanted: dict[str, JsonValue] = {"name": draft.name, "server_group_id": draft.group_id}
        if draft.vpc_id is not None:
            wanted["drill_vpc_id"] = draft.vpc_id
        return PlannedRequest("POST", self._url(_DRILLS), _body(wanted))

    async def create_drill(self, draft: DrillDraft) -> Receipt:
        """Start a drill; returns its job."""
        return _receipt(await self._caller.change(self.create_request(draft)))

    def rename_request(self, drill_id: str, name: str) -> PlannedRequest:
        """Return the request that renames a drill."""
        return PlannedRequest("PUT", self._url(_DRILLS, drill_id, "drill"), _body({"name": name}))

    async def rename_drill(self, drill_id: str, name: str) -> Drill:
        """Rename a drill; returns it as it is then."""
        answer = await self._caller.change(self.rename_request(drill_id, name))
        return answer.one("disaster_recovery_drill", wire_drill.drill)

    def delete_request(self, drill_id: str) -> PlannedRequest:
        """Return the request that deletes a drill and its servers."""
        return PlannedRequest("DELETE", self._url(_DRILLS, drill_id, "drill"))

    async def delete_drill(self, drill_id: str) -> Receipt:
        """Delete a drill and its servers; returns the job."""
        return _receipt(await self._caller.change(self.delete_request(drill_id)))

    async def job(self, job_id: str) -> Job:
        """Read one job. Unreadable when the answer tells no status: that is no news of a job."""
        answer = await self._caller.read(self._url("jobs", job_id, marked("job")))
        answer.word("status")
        return wire_drill.job(answer.record(), job_id)

    async def failed_tasks(self, group_id: str | None = None) -> tuple[FailedTask, ...]:
        """Read the failed tasks of a group; without one, those of group level only."""
        rows = await self._list("task-center/failure-jobs", "failure_jobs", group_id, _task_key)
        return tuple(wire_drill.failed_task(wire.record(row)) for row in rows)

    async def _list(
        self,
        path: str,
        member: str,
        group_id: str | None = None,
        key: Key = row_id,
        selection: Query | None = None,
    ) -> list[JsonValue]:
        chosen = selection or []
        if group_id is not None:
            chosen = [("server_group_id", group_id)]

        async def fetch(page: Query) -> Answer:
            return await self._caller.read(self._url(path, query=[*chosen, *page]))

        return await by_index(fetch, member, key)

    def _url(
        self, path: str, item_id: str | None = None, what: str = "", query: Query | None = None
    ) -> str:
        project_id = project_segment(self._project_id)
        item = "" if item_id is None else "/" + segment(item_id, what)
        return url(self._endpoint, f"/v1/{project_id}/{path}{item}", query or [])


def _receipt(answer: Answer) -> Receipt:
    return Receipt(answer.word("job_id"), answer.request_id)


def _body(wanted: JsonObject) -> str:
    document = {"disaster_recovery_drill": wanted}
    return json.dumps(document, separators=(",", ":"), ensure_ascii=False)


def _task_key(row: JsonObject) -> str:
    return "\n".join(wire.text(row.get(name)) for name in ("resource_id", "job_id")).strip()

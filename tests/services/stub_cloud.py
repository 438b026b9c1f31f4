"""A cloud of a few dictionaries that answers, fails and dawdles as a test tells it to."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import TypeVar, cast

from drilltui.domain.drill import Drill, DrillDraft
from drilltui.domain.errors import Refused
from drilltui.domain.exchange import PlannedRequest, Receipt
from drilltui.domain.group import ProtectedInstance, ProtectionGroup, ReplicationPair
from drilltui.domain.job import FailedTask, Job
from drilltui.domain.network import (
    NetworkAcl,
    Port,
    PublicIp,
    RouteTable,
    SecurityGroup,
    Subnet,
    Vpc,
)
from drilltui.domain.project import EnterpriseProject, Project
from drilltui.domain.quota import Quota
from drilltui.domain.server import Server
from drilltui.domain.storage import Snapshot, Volume

_Value = TypeVar("_Value")

CREATE_JOB = "job-create"
DELETE_JOB = "job-delete"


def missing(code: str, what: str, status: int = 404) -> Refused:
    """What the service says of something that it does not have."""
    return Refused(status=status, code=code, message=f"there is no {what}", request_id="req-404")


class StubCloud:
    """A `domain.ports.Cloud` in memory.

    What is put into the dictionaries is what it answers. `script` puts answers and errors before
    that, one for each call of a method; `during` runs something inside each call of it. `asked`
    lists the calls, in order, with what they were about.
    """

    def __init__(self) -> None:
        self.pages: list[tuple[ProtectionGroup, ...]] = []
        self.known_instances: tuple[ProtectedInstance, ...] = ()
        self.known_pairs: tuple[ReplicationPair, ...] = ()
        self.known_drills: dict[str, Drill] = {}
        self.known_jobs: dict[str, Job] = {}
        self.known_vpcs: dict[str, Vpc] = {}
        self.known_subnets: dict[str, tuple[Subnet, ...]] = {}
        self.known_servers: dict[str, Server] = {}
        self.known_route_tables: tuple[RouteTable, ...] = ()
        self.known_without_drill: frozenset[str] = frozenset()
        self.known_acls: tuple[NetworkAcl, ...] = ()
        self.known_ports: tuple[Port, ...] = ()
        self.known_public_ips: tuple[PublicIp, ...] = ()
        self.known_security_groups: tuple[SecurityGroup, ...] = ()
        self.known_network_quotas: tuple[Quota, ...] = ()
        self.known_server_quotas: tuple[Quota, ...] = ()
        self.known_disk_quotas: tuple[Quota, ...] = ()
        self.known_key_pairs: frozenset[str] = frozenset()
        self.known_volumes: tuple[Volume, ...] = ()
        self.known_snapshots: tuple[Snapshot, ...] = ()
        self.known_enterprise_projects: tuple[EnterpriseProject, ...] = ()
        self.asked: list[tuple[str, object]] = []
        self.closed = False
        self.skew: timedelta | None = None
        self._scripts: defaultdict[str, deque[object]] = defaultdict(deque)
        self._inside: dict[str, Callable[[], Awaitable[object]]] = {}

    def script(self, method: str, *outcomes: object) -> None:
        """Let the next calls of `method` end in these; an exception is raised."""
        self._scripts[method].extend(outcomes)

    def during(self, method: str, inside: Callable[[], Awaitable[object]]) -> None:
        """Await `inside()` in each call of `method`, before it is answered."""
        self._inside[method] = inside

    def calls(self, method: str) -> list[object]:
        """What `method` was asked about, in order."""
        return [about for name, about in self.asked if name == method]

    def once(self) -> StubCloud:
        return self

    async def groups(self) -> tuple[ProtectionGroup, ...]:
        return await self._answer("groups", "", self._all_groups)

    async def groups_without_drill(self) -> frozenset[str]:
        return await self._answer("groups_without_drill", "", lambda: self.known_without_drill)

    async def group_pages(self) -> AsyncIterator[tuple[ProtectionGroup, ...]]:
        for page in self.pages:
            yield await self._answer("group_pages", "", partial(tuple, page))

    async def group(self, group_id: str) -> ProtectionGroup:
        found = {group.id: group for group in self._all_groups()}
        unknown = missing("SDRS.1013", "protection group")
        return await self._answer("group", group_id, lambda: _one(found, group_id, unknown))

    async def instances(self, group_id: str) -> tuple[ProtectedInstance, ...]:
        return await self._answer("instances", group_id, lambda: self.known_instances)

    async def pairs(self, group_id: str) -> tuple[ReplicationPair, ...]:
        return await self._answer("pairs", group_id, lambda: self.known_pairs)

    async def drills(self, group_id: str | None = None) -> tuple[Drill, ...]:
        def wanted() -> tuple[Drill, ...]:
            drills = self.known_drills.values()
            return tuple(drill for drill in drills if group_id in (None, drill.group_id))

        return await self._answer("drills", group_id, wanted)

    async def drill(self, drill_id: str) -> Drill:
        unknown = missing("SDRS.1902", "drill", 400)
        return await self._answer(
            "drill", drill_id, lambda: _one(self.known_drills, drill_id, unknown)
        )

    def create_request(self, draft: DrillDraft) -> PlannedRequest:
        return PlannedRequest("POST", "https://sdrs.example/v1/p/drills", draft.name)

    async def create_drill(self, draft: DrillDraft) -> Receipt:
        return await self._answer("create_drill", draft, lambda: Receipt(CREATE_JOB, "req-create"))

    def rename_request(self, drill_id: str, name: str) -> PlannedRequest:
        return PlannedRequest("PUT", f"https://sdrs.example/v1/p/drills/{drill_id}", name)

    async def rename_drill(self, drill_id: str, name: str) -> Drill:
        unknown = missing("SDRS.1902", "drill", 400)
        return await self._answer(
            "rename_drill",
            (drill_id, name),
            lambda: replace(_one(self.known_drills, drill_id, unknown), name=name),
        )

    def delete_request(self, drill_id: str) -> PlannedRequest:
        return PlannedRequest("DELETE", f"https://sdrs.example/v1/p/drills/{drill_id}")

    async def delete_drill(self, drill_id: str) -> Receipt:
        return await self._answer(
            "delete_drill", drill_id, lambda: Receipt(DELETE_JOB, "req-delete")
        )

    async def job(self, job_id: str) -> Job:
        unknown = missing("SDRS.0009", "job", 400)
        return await self._answer("job", job_id, lambda: _one(self.known_jobs, job_id, unknown))

    async def failed_tasks(self, group_id: str | None = None) -> tuple[FailedTask, ...]:
        return await self._answer("failed_tasks", group_id, tuple)

    async def vpcs(self) -> tuple[Vpc, ...]:
        return await self._answer("vpcs", "", lambda: tuple(self.known_vpcs.values()))

    async def vpc(self, vpc_id: str) -> Vpc:
        unknown = missing("VPC.0202", "VPC")
        return await self._answer("vpc", vpc_id, lambda: _one(self.known_vpcs, vpc_id, unknown))

    async def subnets(self, vpc_id: str = "") -> tuple[Subnet, ...]:
        def wanted() -> tuple[Subnet, ...]:
            if vpc_id:
                return self.known_subnets.get(vpc_id, ())
            return tuple(one for found in self.known_subnets.values() for one in found)

        return await self._answer("subnets", vpc_id, wanted)

    async def subnet(self, subnet_id: str) -> Subnet:
        unknown = missing("VPC.0202", "subnet")
        found = {one.id: one for ones in self.known_subnets.values() for one in ones}
        return await self._answer("subnet", subnet_id, lambda: _one(found, subnet_id, unknown))

    async def route_tables(self, vpc_id: str) -> tuple[RouteTable, ...]:
        def wanted() -> tuple[RouteTable, ...]:
            return tuple(one for one in self.known_route_tables if one.vpc_id == vpc_id)

        return await self._answer("route_tables", vpc_id, wanted)

    async def acls(self) -> tuple[NetworkAcl, ...]:
        return await self._answer("acls", "", lambda: self.known_acls)

    async def network_ports(self, subnet_id: str) -> tuple[Port, ...]:
        def wanted() -> tuple[Port, ...]:
            return tuple(one for one in self.known_ports if one.subnet_id == subnet_id)

        return await self._answer("network_ports", subnet_id, wanted)

    async def public_ips(self) -> tuple[PublicIp, ...]:
        return await self._answer("public_ips", "", lambda: self.known_public_ips)

    async def security_groups(self) -> tuple[SecurityGroup, ...]:
        return await self._answer("security_groups", "", lambda: self.known_security_groups)

    async def network_quotas(self) -> tuple[Quota, ...]:
        return await self._answer("network_quotas", "", lambda: self.known_network_quotas)

    async def server_quotas(self) -> tuple[Quota, ...]:
        return await self._answer("server_quotas", "", lambda: self.known_server_quotas)

    async def disk_quotas(self) -> tuple[Quota, ...]:
        return await self._answer("disk_quotas", "", lambda: self.known_disk_quotas)

    async def key_pairs(self) -> frozenset[str]:
        return await self._answer("key_pairs", "", lambda: self.known_key_pairs)

    async def volumes(self, volume_ids: Sequence[str]) -> tuple[Volume, ...]:
        asked = tuple(volume_ids)
        return await self._answer(
            "volumes", asked, lambda: tuple(one for one in self.known_volumes if one.id in asked)
        )

    async def snapshots(self, volume_id: str) -> tuple[Snapshot, ...]:
        def wanted() -> tuple[Snapshot, ...]:
            return tuple(one for one in self.known_snapshots if one.volume_id == volume_id)

        return await self._answer("snapshots", volume_id, wanted)

    async def enterprise_projects(self) -> tuple[EnterpriseProject, ...]:
        return await self._answer("enterprise_projects", "", lambda: self.known_enterprise_projects)

    def delete_subnet_request(self, vpc_id: str, subnet_id: str) -> PlannedRequest:
        return PlannedRequest("DELETE", f"https://vpc.example/v1/p/vpcs/{vpc_id}/{subnet_id}")

    async def delete_subnet(self, vpc_id: str, subnet_id: str) -> None:
        def deleted() -> None:
            kept = tuple(one for one in self.known_subnets[vpc_id] if one.id != subnet_id)
            self.known_subnets[vpc_id] = kept

        await self._answer("delete_subnet", (vpc_id, subnet_id), deleted)

    def delete_vpc_request(self, vpc_id: str) -> PlannedRequest:
        return PlannedRequest("DELETE", f"https://vpc.example/v1/p/vpcs/{vpc_id}")

    async def delete_vpc(self, vpc_id: str) -> None:
        await self._answer("delete_vpc", vpc_id, lambda: self.known_vpcs.pop(vpc_id, None))

    async def servers(self, server_ids: Sequence[str]) -> tuple[Server, ...]:
        def wanted() -> tuple[Server, ...]:
            return tuple(self.known_servers.get(one, Server(one, fault="gone")) for one in asked)

        asked = tuple(server_ids)
        return await self._answer("servers", asked, wanted)

    async def server(self, server_id: str) -> Server:
        unknown = missing("Ecs.0114", "server")
        return await self._answer(
            "server", server_id, lambda: _one(self.known_servers, server_id, unknown)
        )

    async def projects(self, name: str | None = None) -> tuple[Project, ...]:
        return await self._answer("projects", name, tuple)

    async def look(self) -> None:
        await self._answer("look", "", lambda: None)

    def try_again(self) -> None:
        self.asked.append(("try_again", ""))

    async def close(self) -> None:
        self.closed = True

    def _all_groups(self) -> tuple[ProtectionGroup, ...]:
        return tuple(group for page in self.pages for group in page)

    async def _answer(self, method: str, about: object, usual: Callable[[], _Value]) -> _Value:
        self.asked.append((method, about))
        if inside := self._inside.get(method):
            await inside()
        if script := self._scripts[method]:
            outcome = script.popleft()
            if isinstance(outcome, Exception):
                raise outcome
            return cast("_Value", outcome)
        return usual()


def _one(found: dict[str, _Value], wanted: str, otherwise: Refused) -> _Value:
    if wanted not in found:
        raise otherwise
    return found[wanted]

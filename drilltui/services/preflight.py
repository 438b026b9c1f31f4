"""What is seen before a drill: everything that rules judge, read at once."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Mapping
from dataclasses import replace
from itertools import chain
from typing import Any, TypeVar

from drilltui.domain.cloud_id import folded
from drilltui.domain.drill import Drill
from drilltui.domain.errors import Unreachable
from drilltui.domain.group import ProtectedInstance
from drilltui.domain.language import marked, tr
from drilltui.domain.network import Port, RouteTable, Subnet
from drilltui.domain.ports import Clock, Cloud
from drilltui.domain.preflight.facts import Facts, Looked, Unseen
from drilltui.domain.preflight.selection import in_vpc, model_vpc_id
from drilltui.domain.quota import Counted, Quota
from drilltui.domain.server import Server
from drilltui.services.reads import Reads, Silence

AT_ONCE = 12
"""Reads under way at the same time: all of the first round.

These are group, instances, pairs and drills of SDRS; VPCs, subnets, ACLs and quotas of VPC; quotas
and key pairs of ECS; quotas of EVS; enterprise projects. What depends on them follows as soon as it
can: the servers standing by (100 in a request), the route tables of the group's VPC and of the
chosen one (a list, then each table), the ports of each subnet of the chosen one.
"""

WHOLE_LIMIT = 30.0
"""Seconds after which a look is given up whose group has not been read."""

_NOT_ASKED = marked("not asked for a drill that is there")

_T = TypeVar("_T")

_NETWORK = (Counted.VPC, Counted.SUBNET, Counted.PORT)
_COMPUTE = (Counted.SERVER, Counted.CORE, Counted.MEMORY_MB)
_STORAGE = (Counted.VOLUME, Counted.VOLUME_GB, Counted.SNAPSHOT)


class Preflight:
    """Looks at a group and at what a drill of it would meet. Judging that is the domain's."""

    def __init__(self, cloud: Cloud, clock: Clock) -> None:
        self._cloud = cloud
        self._clock = clock
        self._silence = Silence(clock)

    async def look(self, group_id: str, vpc_id: str | None = None) -> Facts:
        """Return what was seen. A read that fails is `Unseen`, but for the group's own.

        Raises Refused SDRS.1013 when there is no such group, CloudError when it cannot be read.
        """
        look = _Look(self._cloud, self._silence)
        try:
            return await look.facts(group_id, vpc_id or "", self._clock)
        finally:
            look.cancel()

    async def look_around(self, drill: Drill) -> Facts:
        """Return what surrounds a drill that is there, with its own VPC for the chosen one.

        What only a drill that is to be made would meet is not asked: quotas, pairs, ports. Raises
        what `look` raises.
        """
        look = _Look(self._cloud, self._silence)
        try:
            return await look.around(drill, self._clock)
        finally:
            look.cancel()

    async def look_into(self, facts: Facts, vpc_id: str | None) -> Facts:
        """Return `facts` with what is in the VPC that is chosen now: no more than that is read."""
        look = _Look(self._cloud, self._silence)
        ports, tables = await asyncio.gather(
            look.ports(facts.subnets, vpc_id or ""),
            look.tables(model_vpc_id(facts.group), vpc_id or ""),
        )
        return replace(facts, ports=ports, route_tables=tables)


class _Look:
    """One look and its reads. What only adds a finding is not repeated for minutes (`once`)."""

    def __init__(self, cloud: Cloud, silence: Silence) -> None:
        self._cloud = cloud
        self._once = cloud.once()
        self._reads = Reads(AT_ONCE, silence)
        self._begun: list[asyncio.Task[Any]] = []

    def cancel(self) -> None:
        """Give up what is still under way; what has failed was told by the read that raised."""
        for task in self._begun:
            if not task.cancel() and not task.cancelled():
                task.exception()

    async def facts(self, group_id: str, vpc_id: str, clock: Clock) -> Facts:
        """Read everything; the group's own read raises."""
        cloud, once, tried, begin = self._cloud, self._once, self._reads.tried, self._begin
        group_read = begin(cloud.group(group_id))
        instances = begin(tried("instances", lambda: cloud.instances(group_id)))
        pairs = begin(tried("pairs", lambda: cloud.pairs(group_id)))
        drills = begin(tried("drills", cloud.drills))
        vpcs = begin(tried("vpcs", cloud.vpcs))
        subnets = begin(tried("subnets", cloud.subnets))
        acls = begin(tried("acls", once.acls))
        network = begin(tried("network-quotas", once.network_quotas))
        compute = begin(tried("server-quotas", once.server_quotas))
        storage = begin(tried("disk-quotas", once.disk_quotas))
        keys = begin(tried("key-pairs", once.key_pairs))
        projects = begin(tried("enterprise-projects", once.enterprise_projects))
        standby = begin(self._standby(instances))
        ports = begin(self._ports_after(subnets, vpc_id))
        group = await _in_time(group_read)
        tables = begin(self.tables(model_vpc_id(group), vpc_id))
        return Facts(
            group=group,
            drills=await drills,
            instances=await instances,
            pairs=await pairs,
            vpcs=await vpcs,
            subnets=await subnets,
            standby=await standby,
            quotas={
                **_quotas(_NETWORK, await network),
                **_quotas(_COMPUTE, await compute),
                **_quotas(_STORAGE, await storage),
            },
            key_pairs=await keys,
            route_tables=await tables,
            acls=await acls,
            ports=await ports,
            enterprise_projects=await projects,
            seen_at=clock.now(),
            skew=cloud.skew,
        )

    async def around(self, drill: Drill, clock: Clock) -> Facts:
        """Read what a drill that is there may lack; the group's own read raises."""
        cloud, once, tried, begin = self._cloud, self._once, self._reads.tried, self._begin
        group_read = begin(cloud.group(drill.group_id))
        instances = begin(tried("instances", lambda: cloud.instances(drill.group_id)))
        vpcs = begin(tried("vpcs", cloud.vpcs))
        subnets = begin(tried("subnets", cloud.subnets))
        acls = begin(tried("acls", once.acls))
        keys = begin(tried("key-pairs", once.key_pairs))
        projects = begin(tried("enterprise-projects", once.enterprise_projects))
        standby = begin(self._standby(instances))
        group = await _in_time(group_read)
        tables = begin(self.tables(model_vpc_id(group), drill.vpc_id))
        return Facts(
            group=group,
            drills=(drill,),
            instances=await instances,
            pairs=Unseen(tr(_NOT_ASKED)),
            vpcs=await vpcs,
            subnets=await subnets,
            standby=await standby,
            quotas={},
            key_pairs=await keys,
            route_tables=await tables,
            acls=await acls,
            ports=Unseen(tr(_NOT_ASKED)),
            enterprise_projects=await projects,
            seen_at=clock.now(),
            skew=cloud.skew,
        )

    async def ports(
        self, subnets: Looked[tuple[Subnet, ...]], vpc_id: str
    ) -> Looked[tuple[Port, ...]]:
        """Read what is in use in each subnet of a VPC; nothing without a VPC."""
        if isinstance(subnets, Unseen):
            return subnets if vpc_id else ()
        inside = [one.id for one in in_vpc(subnets, vpc_id)]
        found = await asyncio.gather(*map(self._ports_of, inside))
        return _joined(found)

    async def tables(self, own: str, chosen: str) -> Looked[tuple[RouteTable, ...]]:
        """Read the route tables of the group's VPC and of the chosen one."""
        vpc_ids = {folded(one): one for one in (own, chosen) if one}
        found = await asyncio.gather(*map(self._tables_of, vpc_ids.values()))
        return _joined(found)

    async def _ports_after(
        self, subnets: asyncio.Task[Looked[tuple[Subnet, ...]]], vpc_id: str
    ) -> Looked[tuple[Port, ...]]:
        return await self.ports(await subnets, vpc_id)

    async def _ports_of(self, subnet_id: str) -> Looked[tuple[Port, ...]]:
        return await self._reads.tried("ports", lambda: self._once.network_ports(subnet_id))

    async def _tables_of(self, vpc_id: str) -> Looked[tuple[RouteTable, ...]]:
        return await self._reads.tried("route-tables", lambda: self._once.route_tables(vpc_id))

    async def _standby(
        self, instances: asyncio.Task[Looked[tuple[ProtectedInstance, ...]]]
    ) -> Looked[Mapping[str, Server]]:
        seen = await instances
        if isinstance(seen, Unseen):
            return seen
        ids = [one.standby_server_id for one in seen if one.standby_server_id]
        if not ids:
            return {}
        found = await self._reads.tried("standby", lambda: self._once.servers(ids))
        return found if isinstance(found, Unseen) else {one.id: one for one in found}

    def _begin(self, read: Coroutine[Any, Any, _T]) -> asyncio.Task[_T]:
        task = asyncio.ensure_future(read)
        self._begun.append(task)
        return task


async def _in_time(read: asyncio.Task[_T]) -> _T:
    """Return what the group's own read gives; it is repeated, but not for minutes."""
    try:
        async with asyncio.timeout(WHOLE_LIMIT):
            return await read
    except TimeoutError as error:
        raise Unreachable(
            tr("The service has not told of the group in {seconds} s.", seconds=f"{WHOLE_LIMIT:g}"),
            remedy=tr("Try again."),
            sent=True,
        ) from error


def _quotas(
    kinds: tuple[Counted, ...], seen: Looked[tuple[Quota, ...]]
) -> dict[Counted, Looked[Quota]]:
    if isinstance(seen, Unseen):
        return dict.fromkeys(kinds, seen)
    return {one.counted: one for one in seen}


def _joined(found: list[Looked[tuple[_T, ...]]]) -> Looked[tuple[_T, ...]]:
    """Return all together; one that was not seen leaves the whole not seen."""
    seen: list[tuple[_T, ...]] = []
    for one in found:
        if isinstance(one, Unseen):
            return one
        seen.append(one)
    return tuple(chain.from_iterable(seen))

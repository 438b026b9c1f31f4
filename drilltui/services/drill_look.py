"""What the checklist of a drill is judged by, as it is now."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Mapping
from typing import TypeVar

from drilltui.domain.drill import Drill
from drilltui.domain.errors import CloudError
from drilltui.domain.group import ProtectedInstance, ProtectionGroup
from drilltui.domain.network import RouteTable
from drilltui.domain.ports import Clock, Cloud
from drilltui.domain.preflight.facts import Facts, Looked, Unseen
from drilltui.domain.server import Server

_T = TypeVar("_T")

_NOT_ASKED = Unseen("not asked for a drill that is there")


class DrillLook:
    """Reads what surrounds a drill. What cannot be read is unseen, and keeps nothing else back.

    What only adds an item is tried once: a person waits for the list.
    """

    def __init__(self, cloud: Cloud, clock: Clock) -> None:
        self._cloud = cloud
        self._once = cloud.once()
        self._clock = clock

    async def at(self, drill: Drill) -> Facts:
        """Return the facts with the drill's own VPC for the chosen one.

        Raises CloudError when its group cannot be read.
        """
        cloud, once = self._cloud, self._once
        group = await cloud.group(drill.group_id)
        (
            (instances, standby),
            (vpcs, subnets, tables, acls),
            (key_pairs, projects),
        ) = await asyncio.gather(
            self._members(group),
            asyncio.gather(
                _looked(cloud.vpcs()),
                _looked(cloud.subnets()),
                _looked(self._route_tables(group, drill)),
                _looked(once.acls()),
            ),
            asyncio.gather(_looked(once.key_pairs()), _looked(once.enterprise_projects())),
        )
        return Facts(
            group=group,
            seen_at=self._clock.now(),
            drills=(drill,),
            instances=instances,
            pairs=_NOT_ASKED,
            vpcs=vpcs,
            subnets=subnets,
            standby=standby,
            quotas={},
            key_pairs=key_pairs,
            route_tables=tables,
            acls=acls,
            ports=_NOT_ASKED,
            enterprise_projects=projects,
            skew=cloud.skew,
        )

    async def _route_tables(self, group: ProtectionGroup, drill: Drill) -> tuple[RouteTable, ...]:
        vpc_ids = sorted({*group.vpc_ids, drill.vpc_id} - {""})
        found = await asyncio.gather(*(self._once.route_tables(one) for one in vpc_ids))
        return tuple(table for tables in found for table in tables)

    async def _members(
        self, group: ProtectionGroup
    ) -> tuple[Looked[tuple[ProtectedInstance, ...]], Looked[Mapping[str, Server]]]:
        instances = await _looked(self._cloud.instances(group.id))
        if isinstance(instances, Unseen):
            return instances, instances
        return instances, await _looked(self._standby(group, instances))

    async def _standby(
        self, group: ProtectionGroup, instances: tuple[ProtectedInstance, ...]
    ) -> Mapping[str, Server]:
        """Return the servers at the recovery site, from which drill servers are made."""
        swapped = group.priority_station == "target"
        ids = [one.source_server_id if swapped else one.target_server_id for one in instances]
        servers = await self._cloud.servers([one for one in ids if one])
        return {server.id: server for server in servers if not server.gone}


async def _looked(read: Awaitable[_T]) -> Looked[_T]:
    try:
        return await read
    except CloudError as error:
        return Unseen(error.what, getattr(error, "code", ""), error.remedy)

"""Reading what a drill made and used, for its record."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from drilltui.domain.absence import is_missing
from drilltui.domain.drill import Drill
from drilltui.domain.exercise import Exercise
from drilltui.domain.inventory import Sighted, inventory
from drilltui.domain.json_value import JsonValue
from drilltui.domain.language import marked
from drilltui.domain.ports import Cloud
from drilltui.domain.resource import record_of_resource
from drilltui.domain.server import Server
from drilltui.services.doubting import Doubts


@dataclass(frozen=True, slots=True)
class Inventory:
    """Reads with single attempts: nobody shall wait for minutes to hear that a drill is there."""

    cloud: Cloud

    async def take(
        self, drill: Drill, exercise: Exercise, servers: Sequence[Server] | None = None
    ) -> dict[str, JsonValue]:
        """Return ``resources`` and ``resource_doubts`` for an event about the drill.

        `servers` are read when they are not given. A read that fails is a doubt in words, and no
        absence.
        """
        cloud, doubts = self.cloud.once(), Doubts()
        ids = [server.server_id for server in drill.servers]
        read_servers = None if servers is not None or not ids else cloud.servers(ids)
        reads_vpc = cloud.vpc(drill.vpc_id) if drill.vpc_id else None
        reads_subnets = cloud.subnets(drill.vpc_id) if drill.vpc_id else None
        read, vpc, subnets, ips, groups = await asyncio.gather(
            doubts.of(marked("the drill servers"), read_servers, ()),
            doubts.of(marked("the drill VPC"), reads_vpc, None, is_missing),
            doubts.of(marked("its subnets"), reads_subnets, (), is_missing),
            doubts.of(marked("the elastic IPs"), cloud.public_ips(), ()),
            doubts.of(marked("the security groups"), cloud.security_groups(), ()),
        )
        present = tuple(one for one in (read if servers is None else servers) if not one.gone)
        seen = Sighted(drill, present, vpc, subnets, ips, groups)
        return {
            "resources": [record_of_resource(one) for one in inventory(seen, exercise)],
            "resource_doubts": list(doubts.words),
        }

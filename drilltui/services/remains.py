"""What there still is after a delete: the drill itself, its servers, its VPC with the subnets."""

from __future__ import annotations

from dataclasses import replace

from drilltui.domain.drill import GONE
from drilltui.domain.errors import CloudError, Refused
from drilltui.domain.network import Subnet, Vpc
from drilltui.domain.pace import next_look
from drilltui.domain.ports import Clock, Cloud
from drilltui.domain.server import Server
from drilltui.services.sight import ReadBack, Target

DRILL_NOT_FOUND = "SDRS.1902"


class Remains:
    """Looks at everything that a drill had; writes nothing."""

    def __init__(self, cloud: Cloud, clock: Clock) -> None:
        self._cloud = cloud
        self._clock = clock

    async def read(self, target: Target, looks: int) -> ReadBack:
        """Look up to `looks` times whether the drill is gone, then at what stayed.

        Raises CloudError when nobody can say whether the drill is there.
        """
        status = await self._last_status(target.drill_id, looks)
        gone = status == GONE
        found = await self._leftovers(target)
        return replace(found, gone=gone, status="" if gone else status)

    async def _last_status(self, drill_id: str, looks: int) -> str:
        """Look until the drill is gone, up to `looks` times; return its status then."""
        status = ""
        for look in range(looks):
            if look:
                await self._clock.sleep(next_look(0))
            try:
                status = (await self._cloud.drill(drill_id)).status
            except Refused as error:
                if error.code == DRILL_NOT_FOUND:
                    return GONE
                raise
        return status

    async def _leftovers(self, target: Target) -> ReadBack:
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
        return ReadBack(False, vpc, subnets, servers, tuple(doubts))


def rows(found: ReadBack) -> list[tuple[str, str, str, str]]:
    """Return what stayed as kind, id, name and network."""
    listed = [("VPC", found.vpc.id, found.vpc.name, found.vpc.cidr)] if found.vpc else []
    listed += [("subnet", subnet.id, subnet.name, subnet.cidr) for subnet in found.subnets]
    return listed + [("server", server.id, server.name, "") for server in found.servers]

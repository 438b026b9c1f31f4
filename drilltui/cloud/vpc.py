"""The calls of VPC, API v1, that a drill needs."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from drilltui.cloud import wire, wire_network, wire_quota
from drilltui.cloud.answer import Answer
from drilltui.cloud.caller import Caller
from drilltui.cloud.paging import Query, by_marker
from drilltui.cloud.target import project_segment, segment, url, usable
from drilltui.domain.absence import is_missing
from drilltui.domain.errors import Refused
from drilltui.domain.exchange import PlannedRequest
from drilltui.domain.json_value import JsonValue
from drilltui.domain.network import Port, PublicIp, RouteTable, SecurityGroup, Subnet, Vpc
from drilltui.domain.quota import Quota

_VITAL = frozenset({"vpcs", "subnets"})
"""Lists that a drill cannot do without; what else there is to read is good to know."""


class VpcApi:
    """One short method for each call. `endpoint` has neither version nor project."""

    def __init__(self, caller: Caller, endpoint: str, project_id: str) -> None:
        self._caller = caller
        self._endpoint = endpoint
        self._project_id = project_id

    async def vpcs(self) -> tuple[Vpc, ...]:
        """Read all VPCs of the project."""
        return wire.rows(await self._list("vpcs"), wire_network.vpc)

    async def vpc(self, vpc_id: str) -> Vpc:
        """Read one VPC."""
        answer = await self._caller.read(self._url(f"vpcs/{segment(vpc_id, 'VPC')}"))
        return answer.one("vpc", wire_network.vpc)

    async def subnets(self, vpc_id: str = "") -> tuple[Subnet, ...]:
        """Read the subnets of a VPC, or of all VPCs of the project."""
        selection = [("vpc_id", vpc_id)] if vpc_id else []
        return wire.rows(await self._list("subnets", selection), wire_network.subnet)

    async def subnet(self, subnet_id: str) -> Subnet:
        """Read one subnet."""
        answer = await self._caller.read(self._url(f"subnets/{segment(subnet_id, 'subnet')}"))
        return answer.one("subnet", wire_network.subnet)

    async def route_tables(self, vpc_id: str) -> tuple[RouteTable, ...]:
        """Read the route tables of a VPC with their routes, which the list leaves out."""
        rows = await self._list("routetables", [("vpc_id", vpc_id)])
        listed = wire.rows(rows, wire_network.route_table)
        try:
            async with asyncio.TaskGroup() as side_by_side:
                tasks = [side_by_side.create_task(self._with_routes(table)) for table in listed]
        except ExceptionGroup as failed:
            raise failed.exceptions[0] from failed
        return tuple(table for task in tasks if (table := task.result()))

    async def ports(self, subnet_id: str) -> tuple[Port, ...]:
        """Read the ports in a subnet, which is a network here."""
        rows = await self._list("ports", [("network_id", segment(subnet_id, "subnet"))])
        return wire.rows(rows, wire_network.port)

    async def public_ips(self) -> tuple[PublicIp, ...]:
        """Read all elastic IPs of the project."""
        return wire.rows(await self._list("publicips"), wire_network.public_ip)

    async def security_groups(self) -> tuple[SecurityGroup, ...]:
        """Read all security groups of the project."""
        rows = await self._list("security-groups", member="security_groups")
        return wire.rows(rows, wire_network.security_group)

    async def quotas(self) -> tuple[Quota, ...]:
        """Read how many networks the project may have, and has."""
        answer = await self._caller.read(self._url("quotas"), aside=True)
        return wire_quota.network(answer.object("quotas"))

    def delete_subnet_request(self, vpc_id: str, subnet_id: str) -> PlannedRequest:
        """Return the request that deletes a subnet."""
        path = f"vpcs/{segment(vpc_id, 'VPC')}/subnets/{segment(subnet_id, 'subnet')}"
        return PlannedRequest("DELETE", self._url(path))

    async def delete_subnet(self, vpc_id: str, subnet_id: str) -> None:
        """Delete a subnet."""
        answer = await self._caller.change(self.delete_subnet_request(vpc_id, subnet_id))
        answer.nothing()

    def delete_vpc_request(self, vpc_id: str) -> PlannedRequest:
        """Return the request that deletes a VPC."""
        return PlannedRequest("DELETE", self._url(f"vpcs/{segment(vpc_id, 'VPC')}"))

    async def delete_vpc(self, vpc_id: str) -> None:
        """Delete a VPC."""
        answer = await self._caller.change(self.delete_vpc_request(vpc_id))
        answer.nothing()

    async def _with_routes(self, listed: RouteTable) -> RouteTable | None:
        """Read a table of a list again, with its routes; None when it has gone meanwhile.

        A row of the list that has no id stays what it is.
        """
        if not usable(listed.id):
            return listed
        try:
            answer = await self._caller.read(self._url(f"routetables/{listed.id}"), aside=True)
        except Refused as error:
            if is_missing(error):
                return None
            raise
        found = answer.one("routetable", wire_network.route_table)
        return found if found.default is not None else replace(found, default=listed.default)

    async def _list(
        self, path: str, selection: Query | None = None, member: str = ""
    ) -> list[JsonValue]:
        async def fetch(page: Query) -> Answer:
            address = self._url(path, [*(selection or []), *page])
            return await self._caller.read(address, aside=path not in _VITAL)

        return await by_marker(fetch, member or path)

    def _url(self, path: str, query: Query | None = None) -> str:
        project_id = project_segment(self._project_id)
        return url(self._endpoint, f"/v1/{project_id}/{path}", query or [])

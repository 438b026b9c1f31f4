"""The calls of VPC, API v1, that a drill needs."""

from __future__ import annotations

from drilltui.cloud import wire, wire_neighbour
from drilltui.cloud.answer import Answer
from drilltui.cloud.caller import Caller
from drilltui.cloud.paging import Query, by_marker
from drilltui.cloud.target import project_segment, segment, url
from drilltui.domain.json_value import JsonValue
from drilltui.domain.network import Subnet, Vpc


class VpcApi:
    """One short method for each call. `endpoint` has neither version nor project."""

    def __init__(self, caller: Caller, endpoint: str, project_id: str) -> None:
        self._caller = caller
        self._endpoint = endpoint
        self._project_id = project_id

    async def vpcs(self) -> tuple[Vpc, ...]:
        """Read all VPCs of the project."""
        return wire.rows(await self._list("vpcs"), wire_neighbour.vpc)

    async def vpc(self, vpc_id: str) -> Vpc:
        """Read one VPC."""
        answer = await self._caller.read(self._url(f"vpcs/{segment(vpc_id, 'VPC')}"))
        return answer.one("vpc", wire_neighbour.vpc)

    async def subnets(self, vpc_id: str) -> tuple[Subnet, ...]:
        """Read the subnets of a VPC."""
        rows = await self._list("subnets", [("vpc_id", vpc_id)])
        return wire.rows(rows, wire_neighbour.subnet)

    async def _list(self, member: str, selection: Query | None = None) -> list[JsonValue]:
        async def fetch(page: Query) -> Answer:
            return await self._caller.read(self._url(member, [*(selection or []), *page]))

        return await by_marker(fetch, member)

    def _url(self, path: str, query: Query | None = None) -> str:
        project_id = project_segment(self._project_id)
        return url(self._endpoint, f"/v1/{project_id}/{path}", query or [])

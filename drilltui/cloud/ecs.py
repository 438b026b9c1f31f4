"""The calls of ECS that a drill needs: API v1, and for key pairs v2.1."""

from __future__ import annotations

from collections.abc import Sequence

from drilltui.cloud import wire, wire_neighbour, wire_quota
from drilltui.cloud.caller import Caller
from drilltui.cloud.paging import Query
from drilltui.cloud.target import project_segment, segment, url, usable
from drilltui.domain.absence import is_missing
from drilltui.domain.errors import Refused
from drilltui.domain.quota import Quota
from drilltui.domain.server import Server

CHUNK = 100
"""The most ids that one list call takes ("Querying Details About ECSs": server_id)."""


class EcsApi:
    """One short method for each call. `endpoint` has neither version nor project."""

    def __init__(self, caller: Caller, endpoint: str, project_id: str) -> None:
        self._caller = caller
        self._endpoint = endpoint
        self._project_id = project_id

    async def servers(self, server_ids: Sequence[str]) -> tuple[Server, ...]:
        """Read the servers with these ids, in this order, an id without a server as `gone`.

        Sources disagree on how a list names several ids. What the repeated parameter does not
        bring is asked for one by one. Ids that can be none are not sent.
        """
        wanted = list(dict.fromkeys(filter(usable, server_ids)))
        found: dict[str, Server] = {}
        for start in range(0, len(wanted), CHUNK):
            found |= await self._chunk(wanted[start : start + CHUNK])
        for server_id in wanted:
            if server_id not in found:
                found[server_id] = await self._server_or_gone(server_id)
        return tuple(found.get(server_id) or Server(server_id) for server_id in server_ids)

    async def server(self, server_id: str) -> Server:
        """Read one server."""
        answer = await self._caller.read(self._url(f"cloudservers/{segment(server_id, 'server')}"))
        return answer.one("server", wire_neighbour.server)

    async def quotas(self) -> tuple[Quota, ...]:
        """Read how many servers the project may have, and has."""
        answer = await self._caller.read(self._url("cloudservers/limits"), aside=True)
        return wire_quota.servers(answer.object("absolute"))

    async def key_pairs(self) -> frozenset[str]:
        """Read the names of the key pairs of this user; the list has no pages unless asked."""
        answer = await self._caller.read(self._url("os-keypairs", version="v2.1"), aside=True)
        pairs = (wire.record(wire.record(row).get("keypair")) for row in answer.rows("keypairs"))
        return frozenset(name for pair in pairs if (name := wire.text(pair.get("name"))))

    async def _chunk(self, server_ids: Sequence[str]) -> dict[str, Server]:
        # The service sends 25 unless told otherwise.
        query = [("limit", str(CHUNK)), *(("server_id", each) for each in server_ids)]
        answer = await self._caller.read(self._url("cloudservers/detail", query))
        servers = wire.rows(answer.rows("servers"), wire_neighbour.server)
        wanted = set(server_ids)
        return {server.id: server for server in servers if server.id in wanted}

    async def _server_or_gone(self, server_id: str) -> Server:
        try:
            return await self.server(server_id)
        except Refused as error:
            if _is_gone(error, server_id):
                return Server(server_id, fault=error.message)
            raise

    def _url(self, path: str, query: Query | None = None, version: str = "v1") -> str:
        project_id = project_segment(self._project_id)
        return url(self._endpoint, f"/{version}/{project_id}/{path}", query or [])


def _is_gone(error: Refused, server_id: str) -> bool:
    """Whether the service says that there is no such server: by a code, or as OpenStack does.

    OpenStack's code is no more than the status, which anybody may answer with; its sentence names
    the instance (Nova, ``InstanceNotFound``).
    """
    by_name = f"Instance {server_id} could not be found."
    return is_missing(error, "Ecs") or (error.status == 404 and error.message == by_name)

"""ECS v1: servers."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from drilltui.sandbox.api.answers import project_of
from drilltui.sandbox.api.ecs_json import missing_server_json, server_json
from drilltui.sandbox.api.enterprise import within
from drilltui.sandbox.api.query import Query
from drilltui.sandbox.refusals import Refusal
from drilltui.sandbox.servers import ServerFilter
from drilltui.sandbox.world import World

_FOREIGN_PROJECT: Final = "Ecs.0023"
_INVALID: Final = "Ecs.0005"
_MOST_IDS: Final = 100
_USUAL_PAGE, _LARGEST_PAGE = 25, 1000

#: What the service has no room for more of, told beside the quotas (same page).
_FIXED: Final = {
    "maxImageMeta": 128,
    "maxPersonality": 5,
    "maxPersonalitySize": 10240,
    "maxServerMeta": 128,
    "maxTotalKeypairs": -1,
}

#: For each kind of quota, under what its use and its limit are told.
_LIMITS: Final = {
    "instances": ("totalInstancesUsed", "maxTotalInstances"),
    "cores": ("totalCoresUsed", "maxTotalCores"),
    "ram_mb": ("totalRAMUsed", "maxTotalRAMSize"),
    "security_group": ("totalSecurityGroupsUsed", "maxSecurityGroups"),
    "public_ip": ("totalFloatingIpsUsed", "maxTotalFloatingIps"),
}


class EcsApi:
    """The servers of a project."""

    def __init__(self, world: World, clock: Callable[[], datetime]) -> None:
        self._world = world
        self._clock = clock

    def routes(self) -> list[Route]:
        """The APIs this class answers."""
        servers = "/v1/{project_id}/cloudservers"
        return [
            Route(f"{servers}/limits", self.show_limits, methods=["GET"]),
            Route(f"{servers}/detail", self.list_servers, methods=["GET"]),
            Route(f"{servers}/{{server_id}}", self.show_server, methods=["GET"]),
        ]

    async def list_servers(self, request: Request) -> Response:
        """``offset`` is a page number from 1 (0 means 1); with ``server_id`` only that counts."""
        project_id, query = project_of(request, _FOREIGN_PROJECT), Query(request)
        now = self._clock()
        if ids := [one for value in query.all("server_id") for one in value.split(",") if one]:
            return self._servers_by_id(project_id, ids, now)
        servers = within(query, self._world.servers.servers(project_id, _filter(query), now))
        limit = query.number("limit", _USUAL_PAGE, code=_INVALID, most=_LARGEST_PAGE)
        page = max(query.number("offset", 1, code=_INVALID), 1)
        shown = servers[(page - 1) * limit : page * limit]
        answer = [server_json(self._world, server, now) for server in shown]
        return JSONResponse({"count": len(servers), "servers": answer})

    async def show_server(self, request: Request) -> Response:
        """One server."""
        project_id, now = project_of(request, _FOREIGN_PROJECT), self._clock()
        server = self._world.servers.server(project_id, request.path_params["server_id"], now)
        return JSONResponse({"server": server_json(self._world, server, now)})

    async def show_limits(self, request: Request) -> Response:
        """What the project has and may have (API reference, "Querying Tenant Quotas")."""
        project_id, now = project_of(request, _FOREIGN_PROJECT), self._clock()
        limits: dict[str, int] = dict(_FIXED)
        for kind, (used_key, limit_key) in _LIMITS.items():
            limits[used_key], limits[limit_key] = self._world.quota(kind, project_id, now)
        return JSONResponse({"absolute": limits})

    def _servers_by_id(self, project_id: str, ids: list[str], now: datetime) -> Response:
        if len(ids) > _MOST_IDS:
            raise Refusal(_INVALID, "At most 100 server IDs can be given.")
        answer = [self._server_or_fault(project_id, one, now) for one in dict.fromkeys(ids)]
        return JSONResponse({"count": len(answer), "servers": answer})

    def _server_or_fault(self, project_id: str, server_id: str, now: datetime) -> dict[str, Any]:
        server = self._world.servers.find(project_id, server_id, now)
        return (
            server_json(self._world, server, now) if server else missing_server_json(server_id, now)
        )


def _filter(query: Query) -> ServerFilter:
    return ServerFilter(
        name=query.get("name"),
        status=query.get("status"),
        address_part=query.get("ip"),
        address=query.get("ip_eq"),
        flavor=query.get("flavor"),
    )

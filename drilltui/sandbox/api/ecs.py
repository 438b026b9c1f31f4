"""ECS v1: servers."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from drilltui.sandbox.api.answers import project_of
from drilltui.sandbox.api.ecs_json import missing_server_json, server_json
from drilltui.sandbox.api.query import Query
from drilltui.sandbox.refusals import Refusal
from drilltui.sandbox.servers import ServerFilter
from drilltui.sandbox.world import World

_FOREIGN_PROJECT: Final = "Ecs.0023"
_INVALID: Final = "Ecs.0005"
_MOST_IDS: Final = 100
_USUAL_PAGE, _LARGEST_PAGE = 25, 1000
_EVERY_ENTERPRISE_PROJECT: Final = ("", "0", "all_granted_eps")


class EcsApi:
    """The servers of a project."""

    def __init__(self, world: World, clock: Callable[[], datetime]) -> None:
        self._world = world
        self._clock = clock

    def routes(self) -> list[Route]:
        """The APIs this class answers."""
        servers = "/v1/{project_id}/cloudservers"
        return [
            Route(f"{servers}/detail", self.list_servers, methods=["GET"]),
            Route(f"{servers}/{{server_id}}", self.show_server, methods=["GET"]),
        ]

    async def list_servers(self, request: Request) -> Response:
        """``offset`` is a page number from 1 (0 means 1); with ``server_id`` only that counts."""
        project_id, query = project_of(request, _FOREIGN_PROJECT), Query(request)
        now = self._clock()
        if ids := [one for value in query.all("server_id") for one in value.split(",") if one]:
            return self._servers_by_id(project_id, ids, now)
        servers = self._world.servers.servers(project_id, _filter(query), now)
        if query.get("enterprise_project_id") not in _EVERY_ENTERPRISE_PROJECT:
            servers = ()
        limit = query.number("limit", _USUAL_PAGE, code=_INVALID, most=_LARGEST_PAGE)
        page = max(query.number("offset", 1, code=_INVALID), 1)
        shown = servers[(page - 1) * limit : page * limit]
        answer = [server_json(server, now) for server in shown]
        return JSONResponse({"count": len(servers), "servers": answer})

    async def show_server(self, request: Request) -> Response:
        """One server."""
        project_id, now = project_of(request, _FOREIGN_PROJECT), self._clock()
        server = self._world.servers.server(project_id, request.path_params["server_id"], now)
        return JSONResponse({"server": server_json(server, now)})

    def _servers_by_id(self, project_id: str, ids: list[str], now: datetime) -> Response:
        if len(ids) > _MOST_IDS:
            raise Refusal(_INVALID, "At most 100 server IDs can be given.")
        answer = [self._server_or_fault(project_id, one, now) for one in dict.fromkeys(ids)]
        return JSONResponse({"count": len(answer), "servers": answer})

    def _server_or_fault(self, project_id: str, server_id: str, now: datetime) -> dict[str, Any]:
        server = self._world.servers.find(project_id, server_id, now)
        return server_json(server, now) if server else missing_server_json(server_id, now)


def _filter(query: Query) -> ServerFilter:
    return ServerFilter(
        name=query.get("name"),
        status=query.get("status"),
        address_part=query.get("ip"),
        address=query.get("ip_eq"),
        flavor=query.get("flavor"),
    )

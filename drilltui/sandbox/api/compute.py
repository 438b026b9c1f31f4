"""ECS in the form of OpenStack (compute v2.1).

As far as ``openstack server list|show`` goes, and key pairs.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from drilltui.sandbox.api.answers import project_of
from drilltui.sandbox.api.ecs_json import server_json
from drilltui.sandbox.api.query import Query
from drilltui.sandbox.key_pairs import KeyPair
from drilltui.sandbox.neighbours import of_project
from drilltui.sandbox.refusals import Refusal
from drilltui.sandbox.servers import Server, ServerFilter
from drilltui.sandbox.world import World

VERSION_PATHS: Final = ("/v2.1", "/v2.1/")

_FOREIGN_PROJECT: Final = "Ecs.0023"
_INVALID: Final = "Ecs.0005"
_LARGEST_PAGE: Final = 1000

#: What only the cloud's own form of a server has.
_OWN_MEMBERS: Final = ("enterprise_project_id", "sys_tags", "tags", "locked", "fault")


class ComputeApi:
    """The servers of a project, as a client of OpenStack asks for them."""

    def __init__(self, world: World, clock: Callable[[], datetime]) -> None:
        self._world = world
        self._clock = clock

    def routes(self) -> list[Route]:
        """The APIs this class answers."""
        servers = "/v2.1/{project_id}/servers"
        return [
            *(Route(path, self.show_version, methods=["GET"]) for path in VERSION_PATHS),
            Route(f"{servers}/detail", self.list_servers, methods=["GET"]),
            Route(f"{servers}/{{server_id}}", self.show_server, methods=["GET"]),
            Route("/v2.1/{project_id}/os-keypairs", self.list_key_pairs, methods=["GET"]),
        ]

    async def show_version(self, request: Request) -> Response:
        """``GET /v2.1``: no microversions beyond the first."""
        version = {
            "id": "v2.1",
            "status": "CURRENT",
            "version": "2.1",
            "min_version": "2.1",
            "updated": "2013-07-23T11:33:21Z",
            "links": [{"rel": "self", "href": f"{request.base_url}v2.1/"}],
        }
        return JSONResponse({"version": version})

    async def list_servers(self, request: Request) -> Response:
        """``limit`` servers after the one with the ID ``marker``."""
        project_id, query = project_of(request, _FOREIGN_PROJECT), Query(request)
        now = self._clock()
        wanted = ServerFilter(name=query.get("name"), status=query.get("status"))
        servers = list(self._world.servers.servers(project_id, wanted, now))
        start = _place_after(query.get("marker"), [server.id for server in servers])
        limit = query.number("limit", _LARGEST_PAGE, code=_INVALID, most=_LARGEST_PAGE)
        page = [self._json(server, now) for server in servers[start : start + limit]]
        return JSONResponse({"servers": page})

    async def show_server(self, request: Request) -> Response:
        """One server; an unknown one is told in OpenStack's own envelope."""
        project_id, now = project_of(request, _FOREIGN_PROJECT), self._clock()
        server_id = request.path_params["server_id"]
        server = self._world.servers.find(project_id, server_id, now)
        if server is None:
            missing = {"message": f"Instance {server_id} could not be found.", "code": 404}
            return JSONResponse({"itemNotFound": missing}, 404)
        return JSONResponse({"server": self._json(server, now)})

    async def list_key_pairs(self, request: Request) -> Response:
        """The key pairs (ECS API reference, "Querying SSH Key Pairs"), after ``marker``'s name."""
        project_id, query = project_of(request, _FOREIGN_PROJECT), Query(request)
        pairs = of_project(self._world.neighbours.key_pairs, project_id)
        names = [pair.name for pair in pairs]
        start = _place_after(query.get("marker"), names)
        limit = query.number("limit", _LARGEST_PAGE, code=_INVALID, most=_LARGEST_PAGE)
        page = [{"keypair": _key_pair_json(pair)} for pair in pairs[start : start + limit]]
        return JSONResponse({"keypairs": page})

    def _json(self, server: Server, now: datetime) -> dict[str, Any]:
        own = server_json(self._world, server, now)
        return {key: value for key, value in own.items() if key not in _OWN_MEMBERS}


def _key_pair_json(pair: KeyPair) -> dict[str, str]:
    return {
        "name": pair.name,
        "fingerprint": pair.fingerprint,
        "public_key": pair.public_key,
        "type": "ssh",
    }


def _place_after(marker: str, keys: list[str]) -> int:
    """Where the page after the key ``marker`` begins; raises ``Ecs.0005`` for an unknown one."""
    if not marker:
        return 0
    if marker not in keys:
        raise Refusal(_INVALID, "The marker is not a key of an item of the list.")
    return keys.index(marker) + 1

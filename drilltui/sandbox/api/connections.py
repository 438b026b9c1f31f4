"""VPC v1: what is connected to networks (ports, security groups, elastic IPs), and quotas.

Sources: VPC API reference v1, "Querying Ports", "Querying Security Groups", "Querying Quotas";
EIP API reference v1, "Querying EIPs".
"""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from drilltui.sandbox.api.answers import project_of
from drilltui.sandbox.api.connections_json import port_json, public_ip_json, security_group_json
from drilltui.sandbox.api.enterprise import within
from drilltui.sandbox.api.query import Query
from drilltui.sandbox.api.vpc_paging import FOREIGN_PROJECT, INVALID, page_of
from drilltui.sandbox.ports import Port, all_ports
from drilltui.sandbox.refusals import Refusal
from drilltui.sandbox.world import World

#: The types of quota that are told, and the kinds they are of.
_QUOTAS: Final = {
    "vpc": "vpc",
    "subnet": "subnet",
    "port": "port",
    "publicIp": "public_ip",
    "securityGroup": "security_group",
}

_USUAL_PAGE: Final = 2000


class ConnectionsApi:
    """What hangs on the networks of a project."""

    def __init__(self, world: World, clock: Callable[[], datetime]) -> None:
        self._world = world
        self._clock = clock

    def routes(self) -> list[Route]:
        """The APIs this class answers."""
        project = "/v1/{project_id}"
        return [
            Route(f"{project}/quotas", self.list_quotas, methods=["GET"]),
            Route(f"{project}/ports", self.list_ports, methods=["GET"]),
            Route(f"{project}/security-groups", self.list_security_groups, methods=["GET"]),
            Route(f"{project}/publicips", self.list_public_ips, methods=["GET"]),
        ]

    async def list_quotas(self, request: Request) -> Response:
        """The quotas of all types or, with ``type``, of one; -1 is no limit."""
        project_id, query = project_of(request, FOREIGN_PROJECT), Query(request)
        wanted = query.get("type")
        if wanted and wanted not in _QUOTAS:
            raise Refusal(INVALID, "The value of type is invalid.")
        now, resources = self._clock(), []
        for kind in [wanted] if wanted else _QUOTAS:
            used, limit = self._world.quota(_QUOTAS[kind], project_id, now)
            resources.append({"type": kind, "used": used, "quota": limit, "min": 0})
        return JSONResponse({"quotas": {"resources": resources}})

    async def list_ports(self, request: Request) -> Response:
        """The ports of the project, narrowed by ``network_id``, ``device_id`` and their like."""
        project_id, query = project_of(request, FOREIGN_PROJECT), Query(request)
        ports = [port for port in self._ports(project_id, query) if _admits(query, port)]
        page = page_of(query, ports, usual=_USUAL_PAGE)
        return JSONResponse({"ports": [port_json(self._world, port) for port in page]})

    async def list_security_groups(self, request: Request) -> Response:
        """Security groups belong to no VPC: with a ``vpc_id`` there are none."""
        project_id, query = project_of(request, FOREIGN_PROJECT), Query(request)
        vpc_id = query.uuid("vpc_id", code=INVALID)
        groups = within(query, self._world.security_groups.groups(project_id, self._clock()))
        page = page_of(query, () if vpc_id else groups)
        answer = [security_group_json(self._world, group) for group in page]
        return JSONResponse({"security_groups": answer})

    async def list_public_ips(self, request: Request) -> Response:
        """The elastic IPs of the project, bound or not."""
        project_id, query = project_of(request, FOREIGN_PROJECT), Query(request)
        ips = within(query, self._world.public_ips.public_ips(project_id, self._clock()))
        page = page_of(query, ips)
        return JSONResponse({"publicips": [public_ip_json(self._world, ip) for ip in page]})

    def _ports(self, project_id: str, query: Query) -> list[Port]:
        now = self._clock()
        subnets = self._world.networks.subnets(project_id, "", now)
        if network_id := query.get("network_id"):
            subnets = [subnet for subnet in subnets if subnet.id == network_id]
            in_them = [self._world.servers.in_subnet(subnet, now) for subnet in subnets]
            return all_ports([server for some in in_them for server in some], subnets, now)
        return all_ports(self._world.servers.with_ports(project_id, now), subnets, now)


def _admits(query: Query, port: Port) -> bool:
    told = {"id": port.id, "device_id": port.device_id, "device_owner": port.owner}
    return all(query.get(key) in ("", value) for key, value in told.items())

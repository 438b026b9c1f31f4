"""VPC v1: VPCs, subnets, route tables."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Final, Protocol, TypeVar

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from drilltui.sandbox.api import times
from drilltui.sandbox.api.answers import project_of
from drilltui.sandbox.api.query import Query
from drilltui.sandbox.identifiers import is_uuid
from drilltui.sandbox.networks import NAME_SERVER, RouteTable, Subnet, Vpc
from drilltui.sandbox.refusals import Refusal
from drilltui.sandbox.world import World

_FOREIGN_PROJECT: Final = "VPC.0007"
_INVALID: Final = "VPC.0101"
_EVERY_ENTERPRISE_PROJECT: Final = ("", "0", "all_granted_eps")


class _Identified(Protocol):
    @property
    def id(self) -> str: ...


_Item = TypeVar("_Item", bound=_Identified)


class VpcApi:
    """The networks of a project."""

    def __init__(self, world: World, clock: Callable[[], datetime]) -> None:
        self._world = world
        self._clock = clock

    def routes(self) -> list[Route]:
        """The APIs this class answers."""
        project = "/v1/{project_id}"
        vpc, subnet = f"{project}/vpcs/{{vpc_id}}", f"{project}/subnets/{{subnet_id}}"
        table = f"{project}/routetables/{{table_id}}"
        return [
            Route(f"{project}/vpcs", self.list_vpcs, methods=["GET"]),
            Route(vpc, self.show_vpc, methods=["GET"]),
            Route(vpc, self.delete_vpc, methods=["DELETE"]),
            Route(f"{project}/subnets", self.list_subnets, methods=["GET"]),
            Route(subnet, self.show_subnet, methods=["GET"]),
            Route(f"{vpc}/subnets/{{subnet_id}}", self.delete_subnet, methods=["DELETE"]),
            Route(f"{project}/routetables", self.list_route_tables, methods=["GET"]),
            Route(table, self.show_route_table, methods=["GET"]),
        ]

    async def list_vpcs(self, request: Request) -> Response:
        """Every VPC belongs to the default enterprise project."""
        project_id, query = project_of(request, _FOREIGN_PROJECT), Query(request)
        now = self._clock()
        vpcs = self._world.networks.vpcs(project_id, now)
        if query.get("enterprise_project_id") not in _EVERY_ENTERPRISE_PROJECT:
            vpcs = []
        if wanted := query.get("id"):
            vpcs = [vpc for vpc in vpcs if vpc.id == wanted]
        return JSONResponse({"vpcs": [_vpc_json(vpc, now) for vpc in _page(query, vpcs)]})

    async def show_vpc(self, request: Request) -> Response:
        """One VPC."""
        project_id, now = project_of(request, _FOREIGN_PROJECT), self._clock()
        vpc = self._world.networks.vpc(project_id, _id(request, "vpc_id"), now)
        return JSONResponse({"vpc": _vpc_json(vpc, now)})

    async def delete_vpc(self, request: Request) -> Response:
        """Deletes a VPC without subnets."""
        project_id = project_of(request, _FOREIGN_PROJECT)
        self._world.delete_vpc(project_id, _id(request, "vpc_id"), self._clock())
        return Response(status_code=204)

    async def list_subnets(self, request: Request) -> Response:
        """The subnets of the project or, with ``vpc_id``, of one VPC."""
        project_id, query = project_of(request, _FOREIGN_PROJECT), Query(request)
        vpc_id = query.uuid("vpc_id", code=_INVALID)
        subnets = self._world.networks.subnets(project_id, vpc_id, self._clock())
        return JSONResponse({"subnets": [_subnet_json(one) for one in _page(query, subnets)]})

    async def show_subnet(self, request: Request) -> Response:
        """One subnet."""
        project_id = project_of(request, _FOREIGN_PROJECT)
        subnet_id = _id(request, "subnet_id")
        subnet = self._world.networks.subnet(project_id, subnet_id, self._clock())
        return JSONResponse({"subnet": _subnet_json(subnet)})

    async def delete_subnet(self, request: Request) -> Response:
        """Deletes a subnet that no server is in."""
        project_id = project_of(request, _FOREIGN_PROJECT)
        vpc_id, subnet_id = _id(request, "vpc_id"), _id(request, "subnet_id")
        self._world.delete_subnet(project_id, vpc_id, subnet_id, self._clock())
        return Response(status_code=204)

    async def list_route_tables(self, request: Request) -> Response:
        """Route tables without their routes, of the project or of one VPC or subnet."""
        project_id, query = project_of(request, _FOREIGN_PROJECT), Query(request)
        vpc_id = query.uuid("vpc_id", code=_INVALID)
        tables = self._world.networks.route_tables(project_id, vpc_id, self._clock())
        if table_id := query.get("id"):
            tables = [table for table in tables if table.id == table_id]
        if subnet_id := query.get("subnet_id"):
            tables = [table for table in tables if subnet_id in table.subnet_ids]
        page = [_route_table_json(table) for table in _page(query, tables)]
        return JSONResponse({"routetables": page})

    async def show_route_table(self, request: Request) -> Response:
        """One route table with its routes."""
        project_id = project_of(request, _FOREIGN_PROJECT)
        table_id = _id(request, "table_id")
        table = self._world.networks.route_table(project_id, table_id, self._clock())
        routes = [
            {"type": "ecs", "destination": destination, "nexthop": hop, "description": ""}
            for destination, hop in table.routes
        ]
        return JSONResponse({"routetable": {**_route_table_json(table), "routes": routes}})


def _page(query: Query, items: Sequence[_Item]) -> Sequence[_Item]:
    """At most ``limit`` items, from the one after ``marker``; all when neither is given.

    Raises ``VPC.0101`` for a limit that is no number and a marker that is not in the list.
    """
    start = 0
    if marker := query.get("marker"):
        places = [place for place, item in enumerate(items) if item.id == marker]
        if not places:
            raise Refusal(_INVALID, "The marker is not the ID of an item of the list.")
        start = places[0] + 1
    limit = query.number("limit", len(items), code=_INVALID)
    return items[start : start + limit]


def _id(request: Request, name: str) -> str:
    """An ID in the path; raises ``VPC.0101`` when it is no UUID."""
    identifier: str = request.path_params[name]
    if not is_uuid(identifier):
        raise Refusal(_INVALID)
    return identifier


def _vpc_json(vpc: Vpc, now: datetime) -> dict[str, Any]:
    return {
        "id": vpc.id,
        "name": vpc.name,
        "description": vpc.description,
        "cidr": vpc.cidr,
        "status": vpc.status(now),
        "routes": [],
        "enterprise_project_id": "0",
        "tenant_id": vpc.project_id,
        "created_at": times.vpc(vpc.created),
        "updated_at": times.vpc(vpc.created),
    }


def _subnet_json(subnet: Subnet) -> dict[str, Any]:
    return {
        "id": subnet.id,
        "name": subnet.name,
        "description": "",
        "cidr": subnet.cidr,
        "gateway_ip": subnet.gateway,
        "vpc_id": subnet.vpc_id,
        "status": "ACTIVE",
        "dhcp_enable": True,
        "ipv6_enable": False,
        "primary_dns": NAME_SERVER,
        "secondary_dns": "",
        "dnsList": [NAME_SERVER],
        "availability_zone": subnet.zone,
        "neutron_network_id": subnet.id,
        "neutron_subnet_id": subnet.neutron_id,
        "extra_dhcp_opts": [],
        "tenant_id": subnet.project_id,
        "created_at": times.vpc(subnet.created),
        "updated_at": times.vpc(subnet.created),
    }


def _route_table_json(table: RouteTable) -> dict[str, Any]:
    return {
        "id": table.id,
        "name": table.name,
        "default": table.default,
        "vpc_id": table.vpc_id,
        "subnets": [{"id": subnet_id} for subnet_id in table.subnet_ids],
        "tenant_id": table.project_id,
        "description": "",
    }

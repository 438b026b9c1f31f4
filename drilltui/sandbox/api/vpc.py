"""VPC v1: VPCs, subnets, route tables."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from drilltui.sandbox.api.answers import project_of
from drilltui.sandbox.api.enterprise import within
from drilltui.sandbox.api.query import Query
from drilltui.sandbox.api.vpc_json import route_table_json, subnet_json, vpc_json
from drilltui.sandbox.api.vpc_paging import FOREIGN_PROJECT, INVALID, page_of, path_id
from drilltui.sandbox.networks import RouteTable
from drilltui.sandbox.world import World


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
        """The VPCs of the project, or those of it in one enterprise project."""
        project_id, query = project_of(request, FOREIGN_PROJECT), Query(request)
        now = self._clock()
        vpcs = within(query, self._world.networks.vpcs(project_id, now))
        if wanted := query.get("id"):
            vpcs = [vpc for vpc in vpcs if vpc.id == wanted]
        return JSONResponse(
            {"vpcs": [vpc_json(self._world, vpc, now) for vpc in page_of(query, vpcs)]}
        )

    async def show_vpc(self, request: Request) -> Response:
        """One VPC."""
        project_id, now = project_of(request, FOREIGN_PROJECT), self._clock()
        vpc = self._world.networks.vpc(project_id, path_id(request, "vpc_id"), now)
        return JSONResponse({"vpc": vpc_json(self._world, vpc, now)})

    async def delete_vpc(self, request: Request) -> Response:
        """Deletes a VPC without subnets."""
        project_id = project_of(request, FOREIGN_PROJECT)
        self._world.delete_vpc(project_id, path_id(request, "vpc_id"), self._clock())
        return Response(status_code=204)

    async def list_subnets(self, request: Request) -> Response:
        """The subnets of the project or, with ``vpc_id``, of one VPC."""
        project_id, query = project_of(request, FOREIGN_PROJECT), Query(request)
        vpc_id = query.uuid("vpc_id", code=INVALID)
        now = self._clock()
        subnets = page_of(query, self._world.networks.subnets(project_id, vpc_id, now))
        return JSONResponse({"subnets": [subnet_json(self._world, one, now) for one in subnets]})

    async def show_subnet(self, request: Request) -> Response:
        """One subnet."""
        project_id, now = project_of(request, FOREIGN_PROJECT), self._clock()
        subnet = self._world.networks.subnet(project_id, path_id(request, "subnet_id"), now)
        return JSONResponse({"subnet": subnet_json(self._world, subnet, now)})

    async def delete_subnet(self, request: Request) -> Response:
        """Deletes a subnet that no server is in."""
        project_id = project_of(request, FOREIGN_PROJECT)
        vpc_id, subnet_id = path_id(request, "vpc_id"), path_id(request, "subnet_id")
        self._world.delete_subnet(project_id, vpc_id, subnet_id, self._clock())
        return Response(status_code=204)

    async def list_route_tables(self, request: Request) -> Response:
        """Route tables without their routes, of the project or of one VPC or subnet."""
        project_id, query = project_of(request, FOREIGN_PROJECT), Query(request)
        vpc_id = query.uuid("vpc_id", code=INVALID)
        tables = self._world.networks.route_tables(project_id, vpc_id, self._clock())
        if table_id := query.get("id"):
            tables = [table for table in tables if table.id == table_id]
        if subnet_id := query.get("subnet_id"):
            tables = [table for table in tables if subnet_id in table.subnet_ids]
        page = [self._listed(table) for table in page_of(query, tables)]
        return JSONResponse({"routetables": page})

    async def show_route_table(self, request: Request) -> Response:
        """One route table with its routes."""
        project_id = project_of(request, FOREIGN_PROJECT)
        table_id = path_id(request, "table_id")
        table = self._world.networks.route_table(project_id, table_id, self._clock())
        routes = [
            {"type": "ecs", "destination": destination, "nexthop": hop, "description": ""}
            for destination, hop in table.routes
        ]
        return JSONResponse({"routetable": {**route_table_json(table), "routes": routes}})

    def _listed(self, table: RouteTable) -> dict[str, Any]:
        """A route table of a list, in which older answers do not tell which is the default."""
        told = route_table_json(table)
        if not self._world.neighbours.offered.route_table_default:
            del told["default"]
        return told

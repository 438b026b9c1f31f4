"""SDRS: protection groups, protected instances, replication pairs, quotas, versions."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from drilltui.sandbox.api.answers import project_of
from drilltui.sandbox.api.protection_json import (
    domain_json,
    group_json,
    instance_json,
    pair_json,
    quota_json,
)
from drilltui.sandbox.api.query import Query
from drilltui.sandbox.groups import GroupFilter
from drilltui.sandbox.identifiers import is_uuid
from drilltui.sandbox.instances import InstanceFilter
from drilltui.sandbox.pairs import PairFilter
from drilltui.sandbox.refusals import Refusal
from drilltui.sandbox.world import World

FOREIGN_PROJECT: Final = "SDRS.0001"


class ProtectionApi:
    """The reading half of SDRS."""

    def __init__(self, world: World, clock: Callable[[], datetime]) -> None:
        self._world = world
        self._clock = clock

    def routes(self) -> list[Route]:
        """The APIs this class answers."""
        project = "/v1/{project_id}"
        return [
            Route("/", self.list_versions, methods=["GET"]),
            Route("/v1", self.show_version, methods=["GET"]),
            Route(f"{project}/server-groups", self.list_groups, methods=["GET"]),
            Route(f"{project}/server-groups/{{id}}", self.show_group, methods=["GET"]),
            Route(f"{project}/protected-instances", self.list_instances, methods=["GET"]),
            Route(f"{project}/protected-instances/{{id}}", self.show_instance, methods=["GET"]),
            Route(f"{project}/replications", self.list_pairs, methods=["GET"]),
            Route(f"{project}/replications/{{id}}", self.show_pair, methods=["GET"]),
            Route(f"{project}/active-domains", self.list_domains, methods=["GET"]),
            Route(f"{project}/sdrs/quotas", self.list_quotas, methods=["GET"]),
        ]

    async def list_versions(self, request: Request) -> Response:
        """``GET /``."""
        return JSONResponse({"versions": [_version(request)]})

    async def show_version(self, request: Request) -> Response:
        """``GET /v1``."""
        return JSONResponse({"version": _version(request)})

    async def list_groups(self, request: Request) -> Response:
        """``count`` is the number of groups that match, whatever the page."""
        project_id, query = project_of(request, FOREIGN_PROJECT), Query(request)
        now = self._clock()
        wanted = GroupFilter(
            status=query.get("status"),
            name=query.get("name"),
            zone=self._zone(query),
            query_type=query.get("query_type"),
        )
        groups = self._world.groups(project_id, wanted, now)
        page = [group_json(self._world, group, now) for group in query.sdrs_page(groups)]
        return JSONResponse({"server_groups": page, "count": len(groups)})

    async def show_group(self, request: Request) -> Response:
        """One group."""
        project_id = project_of(request, FOREIGN_PROJECT)
        group = self._world.protection.group(project_id, _id(request, "SDRS.0207"))
        return JSONResponse({"server_group": group_json(self._world, group, self._clock())})

    async def list_instances(self, request: Request) -> Response:
        """``count`` is the number of instances in the page."""
        project_id, query = project_of(request, FOREIGN_PROJECT), Query(request)
        wanted = InstanceFilter(
            group_id=query.uuid("server_group_id", code="SDRS.0207"),
            group_ids=query.ids("server_group_ids"),
            instance_ids=query.ids("protected_instance_ids"),
            status=query.get("status"),
            name=query.get("name"),
            zone=self._zone(query),
            query_type=query.get("query_type"),
        )
        instances = self._world.protection.instances(project_id, wanted)
        page = [instance_json(instance) for instance in query.sdrs_page(instances)]
        return JSONResponse({"protected_instances": page, "count": len(page)})

    async def show_instance(self, request: Request) -> Response:
        """One protected instance."""
        project_id = project_of(request, FOREIGN_PROJECT)
        instance = self._world.protection.instance(project_id, _id(request, "SDRS.0208"))
        return JSONResponse({"protected_instance": instance_json(instance)})

    async def list_pairs(self, request: Request) -> Response:
        """``count`` is the number of pairs in the page."""
        project_id, query = project_of(request, FOREIGN_PROJECT), Query(request)
        wanted = PairFilter(
            group_id=query.uuid("server_group_id", code="SDRS.0207"),
            group_ids=query.ids("server_group_ids"),
            instance_id=query.uuid("protected_instance_id", code="SDRS.0208"),
            instance_ids=query.ids("protected_instance_ids"),
            status=query.get("status"),
            name=query.get("name"),
            zone=self._zone(query),
            query_type=query.get("query_type"),
        )
        pairs = self._world.protection.pairs(project_id, wanted)
        page = [pair_json(pair) for pair in query.sdrs_page(pairs)]
        return JSONResponse({"replications": page, "count": len(page)})

    async def show_pair(self, request: Request) -> Response:
        """One replication pair."""
        project_id = project_of(request, FOREIGN_PROJECT)
        pair = self._world.protection.pair(project_id, _id(request, "SDRS.0213"))
        return JSONResponse({"replication": pair_json(pair)})

    async def list_domains(self, request: Request) -> Response:
        """The active-active domains."""
        project_of(request, FOREIGN_PROJECT)
        return JSONResponse({"domains": [domain_json(self._world.account.domain)]})

    async def list_quotas(self, request: Request) -> Response:
        """The quotas of groups and pairs; there is none for drills."""
        project_id = project_of(request, FOREIGN_PROJECT)
        account, protection = self._world.account, self._world.protection
        groups, pairs = len(protection.groups(project_id)), len(protection.pairs(project_id))
        resources = [
            quota_json("server_groups", groups, account.group_quota),
            quota_json("replications", pairs, account.pair_quota),
        ]
        return JSONResponse({"quotas": {"resources": resources}})

    def _zone(self, query: Query) -> str:
        zone, domain = query.get("availability_zone"), self._world.account.domain
        if zone and zone not in (domain.local_zone, domain.remote_zone):
            raise Refusal("SDRS.0203")
        return zone


def _id(request: Request, code: str) -> str:
    """The ID in the path; raises the refusal ``code`` when it is no UUID."""
    identifier: str = request.path_params["id"]
    if not is_uuid(identifier):
        raise Refusal(code)
    return identifier


def _version(request: Request) -> dict[str, Any]:
    return {
        "id": "v1",
        "links": [{"rel": "self", "href": f"{request.base_url}v1"}],
        "version": "",
        "status": "CURRENT",
        "updated": "2018-05-30T15:00:00Z",
        "min_version": "",
    }

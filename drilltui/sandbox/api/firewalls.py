"""VPC v3: network ACLs.

Source: VPC API reference v3, "Querying Network ACLs" and "Querying the Details of a Network ACL".
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from drilltui.sandbox.api import times
from drilltui.sandbox.api.answers import project_of
from drilltui.sandbox.api.query import Query
from drilltui.sandbox.api.vpc_paging import FOREIGN_PROJECT, page_of, path_id
from drilltui.sandbox.enterprise_projects import DEFAULT_PROJECT
from drilltui.sandbox.firewalls import Firewall, FirewallRule
from drilltui.sandbox.neighbours import of_project
from drilltui.sandbox.refusals import Refusal
from drilltui.sandbox.world import World

_LARGEST_PAGE: Final = 2000


class FirewallsApi:
    """The network ACLs of a project."""

    def __init__(self, world: World, clock: Callable[[], datetime]) -> None:
        self._world = world
        self._clock = clock

    def routes(self) -> list[Route]:
        """The APIs this class answers."""
        firewalls = "/v3/{project_id}/vpc/firewalls"
        return [
            Route(firewalls, self.list_firewalls, methods=["GET"]),
            Route(f"{firewalls}/{{firewall_id}}", self.show_firewall, methods=["GET"]),
        ]

    async def list_firewalls(self, request: Request) -> Response:
        """ACLs without their rules; ``next_marker`` is there while there are more."""
        project_id, query = project_of(request, FOREIGN_PROJECT), Query(request)
        firewalls = [
            one
            for one in self._own(project_id)
            if query.get("id") in ("", one.id) and query.get("name") in ("", one.name)
        ]
        page = page_of(query, firewalls, usual=_LARGEST_PAGE, most=_LARGEST_PAGE)
        info: dict[str, object] = {"current_count": len(page)}
        if page:
            info["previous_marker"] = page[0].id
            if page[-1] is not firewalls[-1]:
                info["next_marker"] = page[-1].id
        answer = [self._json(firewall) for firewall in page]
        return JSONResponse(
            {"request_id": request.state.request_id, "firewalls": answer, "page_info": info}
        )

    async def show_firewall(self, request: Request) -> Response:
        """One ACL with its rules."""
        project_id = project_of(request, FOREIGN_PROJECT)
        wanted = path_id(request, "firewall_id")
        found = next((one for one in self._own(project_id) if one.id == wanted), None)
        if found is None:
            raise Refusal("VPC.0702")
        rules = {
            f"{direction}_rules": [
                _rule_json(rule, project_id) for rule in found.towards(direction)
            ]
            for direction in ("ingress", "egress")
        }
        return JSONResponse(
            {"request_id": request.state.request_id, "firewall": {**self._json(found), **rules}}
        )

    def _own(self, project_id: str) -> list[Firewall]:
        return of_project(self._world.neighbours.firewalls, project_id)

    def _json(self, firewall: Firewall) -> dict[str, Any]:
        """An ACL over such of its subnets as are still there."""
        subnets = self._world.networks.subnets(firewall.project_id, "", self._clock())
        present = {subnet.id for subnet in subnets}
        over = [one for one in firewall.subnet_ids if one in present]
        told = {
            "id": firewall.id,
            "name": firewall.name,
            "description": firewall.description,
            "project_id": firewall.project_id,
            "created_at": f"{times.vpc(firewall.created)}Z",
            "updated_at": f"{times.vpc(firewall.created)}Z",
            "admin_state_up": firewall.enabled,
            "status": "ACTIVE" if over and firewall.enabled else "INACTIVE",
            "tags": [],
            "associations": [{"virsubnet_id": subnet_id} for subnet_id in over],
        }
        if self._world.neighbours.offered.enterprise_projects:
            told["enterprise_project_id"] = DEFAULT_PROJECT
        return told


def _rule_json(rule: FirewallRule, project_id: str) -> dict[str, Any]:
    return {
        "id": rule.id,
        "name": "",
        "description": "",
        "action": rule.action,
        "project_id": project_id,
        "protocol": rule.protocol,
        "ip_version": 4,
        "source_ip_address": rule.source,
        "destination_ip_address": rule.destination,
        "source_port": "",
        "destination_port": rule.ports,
        "source_address_group_id": None,
        "destination_address_group_id": None,
        "enabled": True,
    }

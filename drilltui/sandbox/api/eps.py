"""EPS: enterprise projects, of the account and not of a project.

Source: Enterprise Project Management API reference, "Querying Enterprise Projects" and "Error
Codes". A token must be the account's ("Obtaining a Domain-Level Token"); a signature is enough.
"""

from typing import Any, Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from drilltui.sandbox.api.answers import caller_of
from drilltui.sandbox.api.query import Query
from drilltui.sandbox.api.times import ecs
from drilltui.sandbox.enterprise_projects import DEFAULT_PROJECT, EnterpriseProject
from drilltui.sandbox.refusals import Refusal
from drilltui.sandbox.world import World

_LARGEST_PAGE: Final = 1000
_ENABLED, _DISABLED = 1, 2


class EpsApi:
    """The enterprise projects of the account."""

    def __init__(self, world: World) -> None:
        self._world = world

    def routes(self) -> list[Route]:
        """The APIs this class answers: none where there is no EPS."""
        if not self._world.neighbours.offered.enterprise_projects:
            return []
        return [Route("/v1.0/enterprise-projects", self.list_projects, methods=["GET"])]

    async def list_projects(self, request: Request) -> Response:
        """``total_count`` is the number of all that pass; ``name`` is found anywhere in a name."""
        grant, query = caller_of(request, "EPS").grant, Query(request)
        if grant is not None and grant.project is not None:
            raise Refusal("EPS.0004")
        limit = query.number("limit", _LARGEST_PAGE, code="EPS.0017", most=_LARGEST_PAGE)
        if limit < 1:
            raise Refusal("EPS.0017")
        offset = query.number("offset", 0, code="EPS.0018")
        projects = [
            told
            for told in map(_json, self._world.neighbours.enterprise_projects)
            if query.get("id") in ("", told["id"])
            and query.get("name") in told["name"]
            and query.get("status") in ("", str(told["status"]))
        ]
        page = projects[offset : offset + limit]
        return JSONResponse({"enterprise_projects": page, "total_count": len(projects)})


def _json(project: EnterpriseProject) -> dict[str, Any]:
    return {
        "id": project.id,
        "name": project.name,
        "description": project.description,
        "status": _ENABLED if project.enabled else _DISABLED,
        "type": "prod",
        "created_at": ecs(project.created),
        "updated_at": ecs(project.created),
        "delete_flag": project.id != DEFAULT_PROJECT,
    }

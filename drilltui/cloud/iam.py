"""The calls of IAM, API v3, that a drill needs."""

from __future__ import annotations

from drilltui.cloud import wire, wire_neighbour
from drilltui.cloud.answer import Answer
from drilltui.cloud.caller import Caller
from drilltui.cloud.identity import Identity
from drilltui.cloud.paging import Query, by_page
from drilltui.cloud.target import url
from drilltui.domain.project import Project

OF_ACCOUNT = "/v3/projects"
"""Where an access key asks; it takes the right to list projects."""

REACHABLE = "/v3/auth/projects"
"""Where a token asks for the projects of its user; it takes no right, and has no pages."""


class IamApi:
    """One short method for each call, in the name of an `identity` that names no project.

    `projects_path` is OF_ACCOUNT or REACHABLE.
    """

    def __init__(
        self, caller: Caller, endpoint: str, identity: Identity, projects_path: str = OF_ACCOUNT
    ) -> None:
        self._caller = caller
        self._endpoint = endpoint
        self._identity = identity
        self._projects_path = projects_path

    async def projects(self, name: str | None = None) -> tuple[Project, ...]:
        """Read the projects that this credential reaches, by exact name if given."""
        if self._projects_path == REACHABLE:
            answer = await self._read([])
            found = wire.rows(answer.rows("projects"), wire_neighbour.project)
            return tuple(project for project in found if name in (None, project.name))
        selection = [] if name is None else [("name", name)]

        async def fetch(page: Query) -> Answer:
            return await self._read([*selection, *page])

        return wire.rows(await by_page(fetch, "projects"), wire_neighbour.project)

    async def _read(self, query: Query) -> Answer:
        address = url(self._endpoint, self._projects_path, query)
        return await self._caller.read(address, identity=self._identity)

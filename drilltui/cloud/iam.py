"""The calls of IAM, API v3, that a drill needs."""

from __future__ import annotations

from drilltui.cloud import wire, wire_neighbour
from drilltui.cloud.answer import Answer
from drilltui.cloud.caller import Caller
from drilltui.cloud.http import Auth
from drilltui.cloud.paging import Query, by_page
from drilltui.cloud.target import url
from drilltui.domain.project import Project


class IamApi:
    """One short method for each call, with an `auth` that names no project."""

    def __init__(self, caller: Caller, endpoint: str, auth: Auth) -> None:
        self._caller = caller
        self._endpoint = endpoint
        self._auth = auth

    async def projects(self, name: str | None = None) -> tuple[Project, ...]:
        """Read the projects that this credential reaches, by exact name if given."""
        selection = [] if name is None else [("name", name)]

        async def fetch(page: Query) -> Answer:
            address = url(self._endpoint, "/v3/projects", [*selection, *page])
            return await self._caller.read(address, auth=self._auth)

        return wire.rows(await by_page(fetch, "projects"), wire_neighbour.project)

"""The call of EPS, API v1.0, that a drill needs."""

from __future__ import annotations

from drilltui.cloud import wire, wire_neighbour
from drilltui.cloud.answer import Answer
from drilltui.cloud.caller import Caller
from drilltui.cloud.identity import Identity
from drilltui.cloud.paging import Query, by_index
from drilltui.cloud.target import known, url
from drilltui.domain.project import EnterpriseProject


class EpsApi:
    """One short method for each call, in the name of an `identity` that names no project.

    The service is global, and not in every cloud. An empty `endpoint` means that nobody knows where
    it is: every call raises Unreachable then.
    """

    def __init__(self, caller: Caller, endpoint: str, identity: Identity) -> None:
        self._caller = caller
        self._endpoint = endpoint
        self._identity = identity

    async def enterprise_projects(self) -> tuple[EnterpriseProject, ...]:
        """Read the enterprise projects of the account that this credential may see."""

        async def fetch(page: Query) -> Answer:
            address = url(known(self._endpoint, "eps"), "/v1.0/enterprise-projects", page)
            return await self._caller.read(address, identity=self._identity)

        rows = await by_index(fetch, "enterprise_projects")
        return wire.rows(rows, wire_neighbour.enterprise_project)

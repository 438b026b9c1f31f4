"""The call of EPS, API v1.0, that a drill needs."""

from __future__ import annotations

from drilltui.cloud import wire, wire_neighbour
from drilltui.cloud.answer import Answer
from drilltui.cloud.caller import Caller
from drilltui.cloud.identity import Identity
from drilltui.cloud.paging import Query, by_index
from drilltui.cloud.target import known, url
from drilltui.domain.errors import Unreachable
from drilltui.domain.language import tr
from drilltui.domain.project import EnterpriseProject


class EpsApi:
    """One short method for each call, in the name of an `identity` that names no project.

    The service is global, and not in every cloud. It takes a key, or a token of the whole account
    ("Listing Enterprise Projects": scope), which a login here has not: `identity` is None then. An
    empty `endpoint` means that nobody knows where it is.
    """

    def __init__(self, caller: Caller, endpoint: str, identity: Identity | None) -> None:
        self._caller = caller
        self._endpoint = endpoint
        self._identity = identity

    async def enterprise_projects(self) -> tuple[EnterpriseProject, ...]:
        """Read the enterprise projects of the account that this credential may see."""
        endpoint, identity = known(self._endpoint, "eps"), self._identity
        if identity is None:
            raise Unreachable(
                tr(
                    "Not asked: a password's token is for one project, EPS takes one for the "
                    "account."
                ),
                sent=False,
                remedy=tr("Sign in with an access key to see the names of enterprise projects."),
            )

        async def fetch(page: Query) -> Answer:
            address = url(endpoint, "/v1.0/enterprise-projects", page)
            return await self._caller.read(address, identity=identity, aside=True)

        rows = await by_index(fetch, "enterprise_projects")
        return wire.rows(rows, wire_neighbour.enterprise_project)

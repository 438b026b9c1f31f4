"""The call of VPC, API v3, that a drill needs: network ACLs, which are firewalls there."""

from __future__ import annotations

from drilltui.cloud import wire, wire_network
from drilltui.cloud.answer import Answer
from drilltui.cloud.caller import Caller
from drilltui.cloud.paging import Query, by_next_marker
from drilltui.cloud.target import project_segment, url
from drilltui.domain.errors import Refused
from drilltui.domain.language import marked, tr
from drilltui.domain.network import NetworkAcl

_NOT_OFFERED = marked("This region tells nothing of network ACLs: look at them in the console.")


class AclApi:
    """One short method for each call. `endpoint` has neither version nor project."""

    def __init__(self, caller: Caller, endpoint: str, project_id: str) -> None:
        self._caller = caller
        self._endpoint = endpoint
        self._project_id = project_id

    async def acls(self) -> tuple[NetworkAcl, ...]:
        """Read all network ACLs of the project. Refused with 404 where the region has no v3."""
        path = f"/v3/{project_segment(self._project_id)}/vpc/firewalls"

        async def fetch(page: Query) -> Answer:
            return await self._caller.read(url(self._endpoint, path, page), aside=True)

        try:
            return wire.rows(await by_next_marker(fetch, "firewalls"), wire_network.acl)
        except Refused as error:
            if error.status == 404:  # the VPC service is there: its endpoint is not at fault
                error.remedy = tr(_NOT_OFFERED)
            raise

"""Probes of servers that nobody can reach: in a rehearsal the embedded cloud answers for them."""

from __future__ import annotations

from drilltui.domain.errors import Refused
from drilltui.domain.language import tr
from drilltui.domain.ports import Cloud
from drilltui.domain.probe import PlannedProbe, ProbeResult
from drilltui.domain.server import Server

_RUNS = "ACTIVE"
_NOT_FOUND = 404


class WorldProber:
    """A `domain.ports.Prober` that runs nothing: a server that is ACTIVE passes."""

    def __init__(self, cloud: Cloud) -> None:
        self._cloud = cloud

    @property
    def about(self) -> str:
        """Say that it is not meant."""
        return tr(
            "Rehearsal: nothing is run and nothing connected to. The embedded cloud answers for "
            "its servers: one that is {status} passes.",
            status=_RUNS,
        )

    async def run(self, probe: PlannedProbe) -> ProbeResult:
        """Ask the cloud for the server. Raises CloudError."""
        try:
            server = await self._cloud.server(probe.server_id)
        except Refused as error:
            if error.status != _NOT_FOUND:
                raise
            server = Server(probe.server_id)
        if server.status:
            said = tr("the embedded cloud says {status}", status=server.status)
        else:
            said = tr("the embedded cloud says that it is gone")
        return ProbeResult(server.status == _RUNS, said)

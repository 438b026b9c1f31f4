"""The register of servers."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import chain

from drilltui.sandbox.holding import Holding
from drilltui.sandbox.holdings import Holdings
from drilltui.sandbox.networks import Subnet
from drilltui.sandbox.refusals import Refusal
from drilltui.sandbox.servers import Nic, Server, ServerFilter


class Servers:
    """Every server: those of protected instances, in the order of ``holdings``, then drills'."""

    def __init__(self, holdings: Holdings) -> None:
        self._holdings = holdings
        self._of_drills: dict[str, Server] = {}

    def add(self, servers: Iterable[Server]) -> None:
        """Take in the servers of a drill, also such as a running job will make later."""
        self._of_drills.update((server.id, server) for server in servers)

    def find(self, project_id: str, server_id: str, now: datetime) -> Server | None:
        """That server of the project, if it is there."""
        server = self._known(server_id)
        if server is None or server.project_id != project_id or not server.is_there(now):
            return None
        return server

    def server(self, project_id: str, server_id: str, now: datetime) -> Server:
        """That server of the project; raises ``Ecs.0114`` when there is none."""
        server = self.find(project_id, server_id, now)
        if server is None:
            raise Refusal("Ecs.0114")
        return server

    def servers(self, project_id: str, wanted: ServerFilter, now: datetime) -> Sequence[Server]:
        """The project's servers that pass."""
        of_instances = _servers_of(self._holdings.of_project(project_id))
        of_drills = (one for one in self._of_drills.values() if one.project_id == project_id)
        return wanted.select(chain(of_instances, of_drills), now)

    def will_go(self, server_id: str, gone: datetime, leaves: frozenset[str]) -> None:
        """Note when a drill's server is going to vanish, and what it leaves behind."""
        self._of_drills[server_id] = replace(self._of_drills[server_id], gone=gone, leaves=leaves)

    def blueprint(self, server_id: str) -> Server:
        """That server, whoever's it is and whether it is there or not."""
        server = self._known(server_id)
        assert server is not None, "blueprints are asked for by the IDs of known servers"
        return server

    def addresses_in(self, subnet: Subnet, now: datetime) -> frozenset[str]:
        """The addresses that ports of servers hold in the subnet, or are about to."""
        return frozenset(nic.address for nic in self._cards_in(subnet, now))

    def use_subnet(self, subnet: Subnet, now: datetime) -> bool:
        """Whether a port of a server is in the subnet, or is about to be."""
        return any(self._cards_in(subnet, now))

    def _cards_in(self, subnet: Subnet, now: datetime) -> Iterator[Nic]:
        of_instances = _servers_of(self._holdings.in_vpc(subnet.vpc_id))
        return (
            nic
            for server in chain(self._of_drills.values(), of_instances)
            if server.holds("port", now)
            for nic in server.nics
            if nic.subnet_id == subnet.id
        )

    def _known(self, server_id: str) -> Server | None:
        server = self._of_drills.get(server_id)
        holding = None if server else self._holdings.find(server_id)
        if holding is None:
            return server
        return next((one for one in holding.contents.servers if one.id == server_id), None)


def _servers_of(holdings: Iterable[Holding]) -> Iterator[Server]:
    return (server for holding in holdings for server in holding.contents.servers)

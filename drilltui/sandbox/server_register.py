"""The register of servers."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import chain

from drilltui.sandbox.holding import Holding
from drilltui.sandbox.holdings import Holdings
from drilltui.sandbox.networks import Subnet
from drilltui.sandbox.refusals import Refusal
from drilltui.sandbox.servers import Server, ServerFilter


class Servers:
    """Every server: those of protected instances, in the order of ``holdings``, then all others.

    The others are drills' servers and such as no protection group knows.
    """

    def __init__(self, holdings: Holdings) -> None:
        self._holdings = holdings
        self._others: dict[str, Server] = {}

    def add(self, servers: Iterable[Server]) -> None:
        """Take in others, also such as a running job will make later."""
        self._others.update((server.id, server) for server in servers)

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
        others = (one for one in self._others.values() if one.project_id == project_id)
        return wanted.select(chain(of_instances, others), now)

    def left(self, kind: str, project_id: str, now: datetime) -> list[Server]:
        """The project's servers that are gone and have left what ``kind`` names."""
        return [
            server
            for server in self._others.values()
            if server.project_id == project_id
            and kind in server.leaves
            and server.gone is not None
            and server.gone <= now
        ]

    def with_ports(self, project_id: str, now: datetime) -> list[Server]:
        """The project's servers whose ports are there, with them or without them."""
        present = self.servers(project_id, ServerFilter(), now)
        return [*present, *self.left("port", project_id, now)]

    def will_go(self, server_id: str, gone: datetime, leaves: frozenset[str]) -> None:
        """Note when a drill's server is going to vanish, and what it leaves behind."""
        self._others[server_id] = replace(self._others[server_id], gone=gone, leaves=leaves)

    def blueprint(self, server_id: str) -> Server:
        """That server, whoever's it is and whether it is there or not."""
        server = self._known(server_id)
        assert server is not None, "blueprints are asked for by the IDs of known servers"
        return server

    def in_subnet(self, subnet: Subnet, now: datetime) -> list[Server]:
        """The servers with a port in the subnet: there, about to be, or gone without it."""
        of_instances = _servers_of(self._holdings.in_vpc(subnet.vpc_id))
        return [
            server
            for server in chain(of_instances, self._others.values())
            if server.holds("port", now) and any(nic.subnet_id == subnet.id for nic in server.nics)
        ]

    def addresses_in(self, subnet: Subnet, now: datetime) -> frozenset[str]:
        """The addresses that servers hold in the subnet, or are about to.

        A server that stands by shares those of the one in production.
        """
        return frozenset(
            nic.address
            for server in self.in_subnet(subnet, now)
            for nic in server.nics
            if nic.subnet_id == subnet.id
        )

    def free_in(self, subnet: Subnet, now: datetime) -> int:
        """How many more addresses servers can have in the subnet."""
        return max(subnet.capacity - len(self.addresses_in(subnet, now)), 0)

    def _known(self, server_id: str) -> Server | None:
        server = self._others.get(server_id)
        holding = None if server else self._holdings.find(server_id)
        if holding is None:
            return server
        return next((one for one in holding.contents.servers if one.id == server_id), None)


def _servers_of(holdings: Iterable[Holding]) -> Iterator[Server]:
    return (server for holding in holdings for server in holding.contents.servers)

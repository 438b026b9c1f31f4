"""Ports: where servers, and the service itself, are connected to subnets.

Source: VPC API reference v1, "Querying Ports".
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from ipaddress import IPv4Network
from typing import Final

from drilltui.sandbox.identifiers import identifiers_for
from drilltui.sandbox.networks import Subnet
from drilltui.sandbox.servers import Server

DHCP: Final = "network:dhcp"
ROUTER: Final = "network:router_interface_distributed"


@dataclass(frozen=True, slots=True)
class Port:
    """A port in ``subnet``; of a server (``device_id``, with its security groups) or our own.

    ``owner`` tells whose it is in the words of the service.
    """

    id: str
    subnet: Subnet
    address: str
    mac: str
    owner: str
    device_id: str
    groups: tuple[str, ...] = ()


def ports_of(server: Server, subnets: dict[str, Subnet], now: datetime) -> Iterator[Port]:
    """The ports of a server in those of ``subnets``, by their IDs, that it has a card in.

    One that a vanished server has left is nobody's.
    """
    owner, device = f"compute:{server.zone}", server.id
    if not server.is_there(now):
        owner, device = "", ""
    for nic in server.nics:
        subnet = subnets.get(nic.subnet_id)
        if subnet is not None:
            yield Port(nic.port_id, subnet, nic.address, nic.mac, owner, device, server.groups)


def service_ports(subnet: Subnet) -> Iterator[Port]:
    """The ports that the service itself has in a subnet: its router's, and that of its DHCP."""
    last = str(IPv4Network(subnet.cidr)[-2])
    for owner, address in ((ROUTER, subnet.gateway), (DHCP, last)):
        ids = identifiers_for(0, "port", owner, subnet.id)
        device = subnet.vpc_id if owner == ROUTER else f"dhcp-{subnet.id}"
        yield Port(ids.uuid(), subnet, address, ids.mac(), owner, device)


def all_ports(servers: list[Server], subnets: list[Subnet], now: datetime) -> list[Port]:
    """Every port in ``subnets``: the service's own, then those of the ``servers`` at ``now``."""
    by_id = {subnet.id: subnet for subnet in subnets}
    own = [port for subnet in subnets for port in service_ports(subnet)]
    built = (server for server in servers if server.holds("port", now) and now >= server.built)
    return own + [port for server in built for port in ports_of(server, by_id, now)]

"""From a scenario to its networks, and who gets which address in them."""

import ipaddress
from datetime import datetime
from functools import cache
from typing import Final

from drilltui.sandbox.identifiers import Identifiers
from drilltui.sandbox.networks import Network, RouteTable, Subnet, Vpc
from drilltui.sandbox.scenario import ScenarioError, VpcTable

#: Addresses at the head of a subnet that no server gets: the gateway and its neighbours.
_KEPT_FREE: Final = 9


def network_of(
    table: VpcTable, project_id: str, zone: str, created: datetime, ids: Identifiers
) -> Network:
    """The VPC with its subnets, a default route table and, with routes, a custom one."""
    vpc_id = ids.uuid()
    vpc = Vpc(
        vpc_id, project_id, table.name, table.description, table.cidr, created, created,
        table.subnet_delete_tries, table.delete_lies,
    )  # fmt: skip
    subnets = tuple(
        Subnet(
            id=ids.uuid(),
            project_id=project_id,
            vpc_id=vpc_id,
            name=subnet.name,
            cidr=subnet.cidr,
            gateway=str(ipaddress.IPv4Network(subnet.cidr)[1]),
            zone=zone,
            neutron_id=ids.uuid(),
            created=created,
        )
        for subnet in table.subnets
    )
    everywhere = tuple(subnet.id for subnet in subnets)
    routes = tuple((route.destination, route.nexthop) for route in table.routes)
    default = RouteTable(
        ids.uuid(), project_id, vpc_id, f"rtb-{table.name}", True,
        () if routes else everywhere, (), created,
    )  # fmt: skip
    if not routes:
        return Network(vpc, subnets, (default,))
    custom = RouteTable(
        ids.uuid(), project_id, vpc_id, f"rtb-{table.name}-custom", False,
        everywhere, routes, created,
    )  # fmt: skip
    return Network(vpc, subnets, (default, custom))


class Addresses:
    """Hands out the addresses of each subnet in turn, the first ``skipped`` of them not."""

    def __init__(self, skipped: int = 0) -> None:
        self._first = _KEPT_FREE + 1 + skipped
        self._next: dict[str, int] = {}

    def next_in(self, subnet: Subnet) -> str:
        """The next free address; raises ``ScenarioError`` when the subnet is full."""
        network = _network(subnet.cidr)
        place = self._next.get(subnet.id, self._first)
        if place >= network.num_addresses - 1:
            raise ScenarioError(f"Subnet {subnet.name!r} ({subnet.cidr}) has no address left.")
        self._next[subnet.id] = place + 1
        return str(network[place])


@cache
def _network(cidr: str) -> ipaddress.IPv4Network:
    return ipaddress.IPv4Network(cidr)

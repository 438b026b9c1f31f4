"""From a scenario to its networks, and who gets which address in them."""

import ipaddress
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Final

from drilltui.sandbox.enterprise_projects import DEFAULT_PROJECT
from drilltui.sandbox.identifiers import Identifiers
from drilltui.sandbox.networks import Network, RouteTable, Subnet, Vpc
from drilltui.sandbox.scenario import RouteTableRow, ScenarioError, VpcTable

#: Addresses at the head of a subnet that no server gets: the gateway and its neighbours.
_KEPT_FREE: Final = 9


def network_of(
    table: VpcTable,
    project_id: str,
    zone: str,
    created: datetime,
    ids: Identifiers,
    enterprise_project: str = DEFAULT_PROJECT,
) -> Network:
    """The VPC with its subnets, a default route table, and the custom ones it tells of."""
    vpc_id = ids.uuid()
    vpc = Vpc(
        vpc_id, project_id, table.name, table.description, table.cidr, created, created,
        enterprise_project, table.subnet_delete_tries, table.delete_lies,
    )  # fmt: skip
    subnets = tuple(
        Subnet(
            id=ids.uuid(),
            project_id=project_id,
            vpc_id=vpc_id,
            name=subnet.name,
            cidr=subnet.cidr,
            gateway=subnet.gateway or str(ipaddress.IPv4Network(subnet.cidr)[1]),
            zone=zone,
            neutron_id=ids.uuid(),
            created=created,
            room=subnet.available,
        )
        for subnet in table.subnets
    )
    tables = tuple(
        RouteTable(
            ids.uuid(), project_id, vpc_id, name, default, _under(table, subnets, name),
            tuple((route.destination, route.nexthop) for route in routes), created,
        )
        for name, default, routes in _route_tables(table)
    )  # fmt: skip
    return Network(vpc, subnets, tables)


def _route_tables(table: VpcTable) -> list[tuple[str, bool, Sequence[RouteTableRow]]]:
    """Name, whether it is the default, and routes of each route table of a VPC."""
    whole = [(custom_table(table), False, table.routes)] if table.routes else []
    named = [(one.name, False, one.routes) for one in table.route_tables]
    return [(default_table(table), True, ()), *whole, *named]


def _under(table: VpcTable, subnets: Sequence[Subnet], name: str) -> tuple[str, ...]:
    """The IDs of the subnets that the route table ``name`` is over."""
    usual = custom_table(table) if table.routes else default_table(table)
    told = zip(table.subnets, subnets, strict=True)
    return tuple(made.id for subnet, made in told if (subnet.route_table or usual) == name)


def default_table(table: VpcTable) -> str:
    """The name of the VPC's default route table."""
    return f"rtb-{table.name}"


def custom_table(table: VpcTable) -> str:
    """The name of the route table that has the VPC's own routes."""
    return f"rtb-{table.name}-custom"


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

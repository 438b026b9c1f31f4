"""VPCs, their subnets and route tables.

Source: API reference, neighbour services, VPC v1.
"""

from dataclasses import dataclass
from datetime import datetime
from ipaddress import IPv4Network
from typing import Final

from drilltui.sandbox.enterprise_projects import DEFAULT_PROJECT
from drilltui.sandbox.refusals import Refusal

#: The name server that every subnet of the sandbox hands out.
NAME_SERVER: Final = "100.125.1.250"

#: Addresses of a subnet that are the service's own: its first two and its last three (VPC user
#: guide, "Subnet": network, gateway, system interface, DHCP, broadcast).
_SERVICE_S_OWN: Final = 5


@dataclass(frozen=True, slots=True)
class Subnet:
    """A subnet; ``cidr`` and ``gateway`` are text. It is there from ``created`` on.

    ``room`` is how many addresses servers can have in it; None: all but the service's own.
    """

    id: str
    project_id: str
    vpc_id: str
    name: str
    cidr: str
    gateway: str
    zone: str
    neutron_id: str
    created: datetime
    room: int | None = None

    @property
    def capacity(self) -> int:
        """How many addresses servers can have in it."""
        usable = max(IPv4Network(self.cidr).num_addresses - _SERVICE_S_OWN, 0)
        return usable if self.room is None else min(self.room, usable)


@dataclass(frozen=True, slots=True)
class RouteTable:
    """A route table. ``routes`` holds (destination, next hop); custom ones are not default."""

    id: str
    project_id: str
    vpc_id: str
    name: str
    default: bool
    subnet_ids: tuple[str, ...]
    routes: tuple[tuple[str, str], ...]
    created: datetime


@dataclass(frozen=True, slots=True)
class Vpc:
    """A VPC. It is there from ``created`` on, ``CREATING`` until ``ready``, ``OK`` from then.

    Deleting one of its subnets takes ``subnet_tries`` requests; with ``delete_lies`` deleting
    itself is answered as done, and it stays.
    """

    id: str
    project_id: str
    name: str
    description: str
    cidr: str
    created: datetime
    ready: datetime
    enterprise_project: str = DEFAULT_PROJECT
    subnet_tries: int = 1
    delete_lies: bool = False

    def status(self, now: datetime) -> str:
        """``CREATING`` or ``OK``."""
        return "OK" if now >= self.ready else "CREATING"


@dataclass(frozen=True, slots=True)
class Network:
    """A VPC with what belongs to it."""

    vpc: Vpc
    subnets: tuple[Subnet, ...]
    route_tables: tuple[RouteTable, ...] = ()

    @property
    def subnet_cidrs(self) -> frozenset[str]:
        """The CIDR blocks of the subnets."""
        return frozenset(subnet.cidr for subnet in self.subnets)


class Networks:
    """Every VPC, subnet and route table, in the order they were added.

    A network that a running job will make is added with the time it comes to be, and is not
    found before.
    """

    def __init__(self) -> None:
        self._vpcs: dict[str, Vpc] = {}
        self._subnets: dict[str, Subnet] = {}
        self._route_tables: dict[str, RouteTable] = {}
        self._tries: dict[str, int] = {}

    def add(self, network: Network) -> None:
        """Take in a VPC with its subnets and route tables."""
        self._vpcs[network.vpc.id] = network.vpc
        self._subnets.update((subnet.id, subnet) for subnet in network.subnets)
        self._route_tables.update((table.id, table) for table in network.route_tables)

    def network(self, vpc: Vpc, now: datetime) -> Network:
        """A VPC with its subnets and route tables as they are at ``now``."""
        return Network(
            vpc,
            tuple(self.subnets(vpc.project_id, vpc.id, now)),
            tuple(self.route_tables(vpc.project_id, vpc.id, now)),
        )

    def find_vpc(self, project_id: str, vpc_id: str, now: datetime) -> Vpc | None:
        """That VPC of the project, if it is there."""
        vpc = self._vpcs.get(vpc_id)
        if vpc is None or vpc.project_id != project_id or now < vpc.created:
            return None
        return vpc

    def vpc(self, project_id: str, vpc_id: str, now: datetime) -> Vpc:
        """That VPC of the project; raises ``VPC.0003`` when there is none."""
        vpc = self.find_vpc(project_id, vpc_id, now)
        if vpc is None:
            raise Refusal("VPC.0003")
        return vpc

    def vpcs(self, project_id: str, now: datetime) -> list[Vpc]:
        """Every VPC of the project."""
        return [
            vpc
            for vpc in self._vpcs.values()
            if vpc.project_id == project_id and vpc.created <= now
        ]

    def subnet(self, project_id: str, subnet_id: str, now: datetime) -> Subnet:
        """That subnet of the project; raises ``VPC.0202`` when there is none."""
        subnet = self._subnets.get(subnet_id)
        if subnet is None or subnet.project_id != project_id or now < subnet.created:
            raise Refusal("VPC.0202")
        return subnet

    def subnets(self, project_id: str, vpc_id: str, now: datetime) -> list[Subnet]:
        """Every subnet of the project, or of one of its VPCs when ``vpc_id`` is not empty."""
        return [
            subnet
            for subnet in self._subnets.values()
            if subnet.project_id == project_id
            and subnet.created <= now
            and (not vpc_id or subnet.vpc_id == vpc_id)
        ]

    def route_table(self, project_id: str, table_id: str, now: datetime) -> RouteTable:
        """That route table of the project; raises ``VPC.0602`` when there is none."""
        table = self._route_tables.get(table_id)
        if table is None or table.project_id != project_id or now < table.created:
            raise Refusal("VPC.0602")
        return table

    def route_tables(self, project_id: str, vpc_id: str, now: datetime) -> list[RouteTable]:
        """Every route table of the project, or of one of its VPCs when ``vpc_id`` is not empty."""
        return [
            table
            for table in self._route_tables.values()
            if table.project_id == project_id
            and table.created <= now
            and (not vpc_id or table.vpc_id == vpc_id)
        ]

    def remove_vpc(self, vpc: Vpc) -> None:
        """Drop a VPC that has no subnets, with its route tables."""
        del self._vpcs[vpc.id]
        doomed = [table.id for table in self._route_tables.values() if table.vpc_id == vpc.id]
        for table_id in doomed:
            del self._route_tables[table_id]

    def remove_subnet(self, subnet: Subnet) -> None:
        """Drop a subnet that nothing uses.

        Raises ``VPC.0208`` for the first requests where the VPC says that it takes more of them.
        """
        tries = self._tries.get(subnet.id, 0) + 1
        self._tries[subnet.id] = tries
        if tries < self._vpcs[subnet.vpc_id].subnet_tries:
            raise Refusal("VPC.0208", "The subnet is in use: its DHCP port is still there.")
        del self._subnets[subnet.id]

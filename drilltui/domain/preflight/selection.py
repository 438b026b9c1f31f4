"""What rules pick out of facts: the group's own network, the chosen VPC, the drills that matter."""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import ip_network

from drilltui.domain.cloud_id import same_id
from drilltui.domain.drill import Drill
from drilltui.domain.group import ProtectionGroup
from drilltui.domain.network import Subnet, Vpc
from drilltui.domain.preflight.facts import Facts, Looked, Unseen
from drilltui.domain.server import Server


def group_drills(facts: Facts) -> Looked[tuple[Drill, ...]]:
    """Return the drills of the group itself."""
    if isinstance(facts.drills, Unseen):
        return facts.drills
    return tuple(one for one in facts.drills if same_id(one.group_id, facts.group.id))


def model_vpc_id(group: ProtectionGroup) -> str:
    """Return the group's VPC that a drill VPC has to be like.

    Both sites of a group are in one VPC (``dr_type`` ``migration``); a group that tells two is
    taken by the first.
    """
    return group.source_vpc_id or group.target_vpc_id


def recovery_vpc_id(group: ProtectionGroup) -> str:
    """Return the VPC of the site that drill servers are made at."""
    if group.priority_station == "target":
        return group.source_vpc_id or group.target_vpc_id
    return group.target_vpc_id or group.source_vpc_id


def vpc_of(facts: Facts, vpc_id: str) -> Looked[Vpc | None]:
    """Return the VPC with this id; None when the project has none."""
    if isinstance(facts.vpcs, Unseen):
        return facts.vpcs
    return next((one for one in facts.vpcs if same_id(one.id, vpc_id)), None)


def subnets_of(facts: Facts, vpc_id: str) -> Looked[tuple[Subnet, ...]]:
    """Return the subnets of a VPC."""
    if isinstance(facts.subnets, Unseen):
        return facts.subnets
    return in_vpc(facts.subnets, vpc_id)


def in_vpc(subnets: tuple[Subnet, ...], vpc_id: str) -> tuple[Subnet, ...]:
    """Return those of `subnets` that are in a VPC."""
    return tuple(one for one in subnets if same_id(one.vpc_id, vpc_id))


def standby_servers(facts: Facts) -> Looked[tuple[Server, ...]]:
    """Return the servers that drill servers are made like, without those that are gone."""
    if isinstance(facts.standby, Unseen):
        return facts.standby
    return tuple(one for one in facts.standby.values() if not one.gone)


def blocks(cidrs: Iterable[str]) -> frozenset[str]:
    """Return CIDR blocks in one form: host bits and blanks do not tell two apart."""
    return frozenset(block(cidr) for cidr in cidrs)


def block(cidr: str) -> str:
    """Return a CIDR block in its one form; what is none stays as it is."""
    try:
        return str(ip_network(cidr.strip(), strict=False))
    except ValueError:
        return cidr.strip()

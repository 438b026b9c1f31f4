"""What rules pick out of facts: the group's own network, the chosen VPC, the drills that matter."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Network, ip_network

from drilltui.domain.cloud_id import folded, same_id
from drilltui.domain.drill import Drill
from drilltui.domain.group import ProtectionGroup
from drilltui.domain.network import Subnet, Vpc
from drilltui.domain.preflight.facts import Facts, Looked, Place, Unseen

_KEPT = 8192
"""Texts whose meaning is kept: to read one as a block takes longer than all the rest."""


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
    found = facts.vpcs_by_id
    return found if isinstance(found, Unseen) else next(iter(found.get(folded(vpc_id), ())), None)


def subnets_of(facts: Facts, vpc_id: str) -> Looked[tuple[Subnet, ...]]:
    """Return the subnets of a VPC."""
    found = facts.subnets_by_vpc
    return found if isinstance(found, Unseen) else found.get(folded(vpc_id), ())


def drills_in(facts: Facts, vpc_id: str) -> Looked[tuple[Drill, ...]]:
    """Return the drills that are in a VPC."""
    found = facts.drills_by_vpc
    return found if isinstance(found, Unseen) else found.get(folded(vpc_id), ())


def in_vpc(subnets: tuple[Subnet, ...], vpc_id: str) -> tuple[Subnet, ...]:
    """Return those of `subnets` that are in a VPC."""
    return tuple(one for one in subnets if same_id(one.vpc_id, vpc_id))


def held_blocks(facts: Facts, cidrs: frozenset[str]) -> frozenset[str]:
    """Return those of `cidrs` that an address of a standby server lies in.

    All of them where it is not known which: then each may be needed.
    """
    places = facts.places
    if isinstance(places, Unseen) or isinstance(facts.instances, Unseen) or facts.untold_places:
        return cidrs
    return frozenset(cidr for cidr in cidrs if number_in(cidr, places))


def number_in(cidr: str, places: Sequence[Place]) -> int:
    """Return how many of `places`, which are sorted, lie in a CIDR block."""
    network = _network(cidr)
    if network is None:
        return 0
    first, last = int(network.network_address), int(network.broadcast_address)
    begin = bisect_left(places, (network.version, first))
    return bisect_right(places, (network.version, last)) - begin


def blocks(cidrs: Iterable[str]) -> frozenset[str]:
    """Return CIDR blocks in one form: host bits and blanks do not tell two apart."""
    return frozenset(block(cidr) for cidr in cidrs)


@lru_cache(maxsize=_KEPT)
def block(cidr: str) -> str:
    """Return a CIDR block in its one form; what is none stays as it is."""
    network = _network(cidr)
    return cidr.strip() if network is None else str(network)


@lru_cache(maxsize=_KEPT)
def _network(cidr: str) -> IPv4Network | IPv6Network | None:
    try:
        return ip_network(cidr.strip(), strict=False)
    except ValueError:
        return None

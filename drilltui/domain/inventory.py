"""What a drill made and used, as resources for its record. Pure.

What is seen first after the drill had been made came from somebody else, as far as a record can
prove: a subnet, a disk of later times is used by the drill and not made by it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from drilltui.domain.cloud_id import folded, folded_all
from drilltui.domain.drill import Drill
from drilltui.domain.exercise import Exercise
from drilltui.domain.language import tr
from drilltui.domain.leftover import LeftoverKind
from drilltui.domain.network import PublicIp, SecurityGroup, Subnet, Vpc
from drilltui.domain.resource import Resource
from drilltui.domain.server import Server


@dataclass(frozen=True, slots=True)
class Sighted:
    """What the cloud told of a drill at one time; what could not be read is empty here."""

    drill: Drill
    servers: tuple[Server, ...] = ()
    vpc: Vpc | None = None
    subnets: tuple[Subnet, ...] = ()
    public_ips: tuple[PublicIp, ...] = ()
    security_groups: tuple[SecurityGroup, ...] = ()


def inventory(seen: Sighted, exercise: Exercise) -> tuple[Resource, ...]:
    """Return the resources of a drill; what the record has already keeps its "made"."""
    known = {one.key: one.made for one in exercise.resources}
    first = not known
    automatic = _asked_for_a_vpc(exercise)
    found = (
        *_network(seen, made=first and automatic),
        *_servers(seen.servers),
        *_disks(seen.servers, made=first),
        *_ports(seen.servers),
        *_public_ips(seen),
        *_security_groups(seen),
    )
    return tuple(
        Resource(
            one.kind,
            one.id,
            one.name,
            known.get(one.key, one.made),
            one.detail,
            one.parent_id,
        )
        for one in found
    )


def _asked_for_a_vpc(exercise: Exercise) -> bool:
    create = exercise.create
    return create is not None and bool(create.fingerprint) and not create.vpc_id


def _network(seen: Sighted, *, made: bool) -> Iterable[Resource]:
    if seen.drill.vpc_id:
        vpc = seen.vpc
        name, cidr = (vpc.name, vpc.cidr) if vpc else ("", "")
        yield Resource(LeftoverKind.VPC, seen.drill.vpc_id, name, made, cidr)
    for subnet in seen.subnets:
        yield Resource(
            LeftoverKind.SUBNET, subnet.id, subnet.name, made, subnet.cidr, subnet.vpc_id
        )


def _servers(servers: Iterable[Server]) -> Iterable[Resource]:
    for server in servers:
        addresses = ", ".join(address.ip for address in server.addresses)
        yield Resource(LeftoverKind.SERVER, server.id, server.name, True, addresses)


def _disks(servers: Iterable[Server], *, made: bool) -> Iterable[Resource]:
    for server in servers:
        for volume_id in server.volume_ids:
            detail = tr("of {server}", server=server.name or server.id)
            yield Resource(LeftoverKind.VOLUME, volume_id, "", made, detail, server.id)


def _ports(servers: Iterable[Server]) -> Iterable[Resource]:
    for server in servers:
        for address in server.addresses:
            if address.port_id and not address.elastic:
                yield Resource(LeftoverKind.PORT, address.port_id, "", True, address.ip, server.id)


def _public_ips(seen: Sighted) -> Iterable[Resource]:
    """Elastic IPs that a drill server has: people bind them, the drill's delete unbinds them."""
    for server in seen.servers:
        ports = folded_all(address.port_id for address in server.addresses)
        elastic = {address.ip for address in server.addresses if address.elastic}
        for ip in seen.public_ips:
            if ip.address in elastic or folded(ip.port_id) in ports:
                detail = tr("bound to {server}", server=server.name or server.id)
                yield Resource(LeftoverKind.PUBLIC_IP, ip.id, ip.address, False, detail, server.id)


def _security_groups(seen: Sighted) -> Iterable[Resource]:
    names = {folded(one.id): one for one in seen.security_groups}
    for group_id in _once(seen.servers):
        known = names.get(folded(group_id))
        name, vpc_id = (known.name, known.vpc_id) if known else ("", "")
        yield Resource(LeftoverKind.SECURITY_GROUP, group_id, name, False, "", vpc_id)


def _once(servers: Sequence[Server]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for server in servers for one in server.security_group_ids))

"""What comes of creating a drill beside its servers and its VPC."""

from ipaddress import IPv4Network

from drilltui.sandbox.creation_order import CreationOrder
from drilltui.sandbox.identifiers import Identifiers
from drilltui.sandbox.networks import Network
from drilltui.sandbox.public_ips import PublicIp
from drilltui.sandbox.security_groups import SecurityGroup
from drilltui.sandbox.servers import Nic, Server, Volume
from drilltui.sandbox.timetable import Timetable
from drilltui.sandbox.volumes import Snapshot


def snapshots_of(order: CreationOrder, times: Timetable, ids: Identifiers) -> tuple[Snapshot, ...]:
    """One of each disk of the servers that the job begins to build."""
    stay = "snapshot" in order.group.course.leaves
    return tuple(
        Snapshot(
            id=ids.uuid(),
            project_id=template.project_id,
            name=f"snapshot-{order.name}-{template.name}-{volume.device[-1]}",
            volume_id=volume.id,
            size=volume.size,
            created=span.begins,
            gone=None if stay else times.whole.ends,
        )
        for template, span in zip(order.templates, times.servers, strict=False)
        for volume in template.volumes
    )


def public_ips_of(
    order: CreationOrder, servers: tuple[Server, ...], ids: Identifiers
) -> tuple[PublicIp, ...]:
    """An elastic IP for each server that gets one, from the block for benchmarks (RFC 2544)."""
    return tuple(
        PublicIp(
            id=ids.uuid(),
            project_id=server.project_id,
            address=(address := f"198.18.{int(ids.hex32()[:2], 16)}.{int(ids.hex32()[:2], 16)}"),
            bandwidth=f"bandwidth-{address}",
            created=server.built,
            server_id=server.id,
            port_id=server.nics[0].port_id,
            private_address=server.nics[0].address,
        )
        for server in servers[: order.eips]
    )


def security_groups_of(
    order: CreationOrder, times: Timetable, ids: Identifiers
) -> tuple[SecurityGroup, ...]:
    """One of the drill's own where the service makes one, which it never takes away."""
    if "security-group" not in order.group.course.leaves or not times.servers:
        return ()
    group_id = ids.uuid()
    group = SecurityGroup(
        id=group_id,
        project_id=order.group.project_id,
        name=f"sg-drill-{group_id[:4]}",
        created=times.servers[0].begins,
    )
    return (group,)


def strangers_in(
    order: CreationOrder, network: Network, times: Timetable, ids: Identifiers
) -> tuple[Server, ...]:
    """The server that somebody puts into the drill VPC once the job is over, if anybody does."""
    if not order.group.course.stranger or not (network.subnets and order.templates):
        return ()
    subnet, template = network.subnets[0], order.templates[0]
    # Far from the addresses that servers of instances have, which are given out from the front.
    address = str(IPv4Network(subnet.cidr)[-6])
    stranger = Server(
        id=ids.uuid(),
        project_id=template.project_id,
        name="stranger-01",
        settled="ACTIVE",
        flavor=template.flavor,
        system="Linux",
        zone=template.zone,
        vpc_id=network.vpc.id,
        nics=(Nic(subnet.id, address, ids.mac(), ids.uuid()),),
        volumes=(Volume(ids.uuid(), "/dev/vda"),),
        created=times.whole.ends,
        built=times.whole.ends,
    )
    return (stranger,)

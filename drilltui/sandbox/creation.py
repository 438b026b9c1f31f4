"""What creating a drill will bring about, worked out when the request is taken.

Everything here is a fact with a time: the job and its sub-jobs, the servers that appear, the
drill VPC that is made. Nothing has to happen later for it to come true.
"""

import random
from dataclasses import dataclass, replace
from datetime import datetime

from drilltui.sandbox.by_products import (
    public_ips_of,
    security_groups_of,
    snapshots_of,
    strangers_in,
)
from drilltui.sandbox.creation_order import CreationOrder
from drilltui.sandbox.drills import Drill, DrillServer
from drilltui.sandbox.enterprise_projects import DEFAULT_PROJECT
from drilltui.sandbox.failed_tasks import FailedTask
from drilltui.sandbox.identifiers import Identifiers
from drilltui.sandbox.jobs import (
    CREATE_DRILL,
    CREATE_DRILL_SERVER,
    CREATE_DRILL_VPC,
    Job,
    JobBuilder,
)
from drilltui.sandbox.networks import Network, RouteTable
from drilltui.sandbox.public_ips import PublicIp
from drilltui.sandbox.security_groups import SecurityGroup
from drilltui.sandbox.servers import Nic, Server
from drilltui.sandbox.stops import VPC
from drilltui.sandbox.timetable import Span, Timetable, creation_timetable
from drilltui.sandbox.volumes import Snapshot


@dataclass(frozen=True, slots=True)
class Creation:
    """What becomes of a request to create a drill. ``made`` is the automatic drill network.

    ``servers`` may have one among them that is not the drill's. ``snapshots`` are those that the
    servers' disks are made from, there until the job is over.
    """

    drill: Drill
    servers: tuple[Server, ...]
    snapshots: tuple[Snapshot, ...]
    public_ips: tuple[PublicIp, ...]
    security_groups: tuple[SecurityGroup, ...]
    made: Network | None
    failed_task: FailedTask | None


def plan_creation(order: CreationOrder, now: datetime, rng: random.Random) -> Creation:
    """Work out what becomes of ``order``, taken at ``now``.

    Where the order stops, what is made by then is left behind.
    """
    ids, group = Identifiers(rng), order.group
    usual = creation_timetable(rng, now, order.tried, with_network=order.makes_network)
    times = usual.stretched(order.slowness)
    made = _made_network(order, times, ids)
    network = made or order.target
    drill_id = ids.uuid()
    servers = _servers(order, network, times, ids) if network else ()
    own_groups = security_groups_of(order, times, ids)
    if own_groups:
        servers = tuple(replace(one, groups=(own_groups[0].name,)) for one in servers)
    drill = Drill(
        id=drill_id,
        project_id=group.project_id,
        group_id=group.id,
        name=order.name,
        vpc_id=order.vpc_id or (made.vpc.id if made else ""),
        vpc_known=_vpc_known(order, made, times),
        creation=_job(order, times, drill_id, ids),
        servers=tuple(
            DrillServer(instance.id, server.id, server.built)
            for instance, server in zip(order.instances, servers, strict=False)
        ),
        forgotten=order.forgotten and order.stop is not None,
    )
    task = None
    if order.stop:
        task = FailedTask.of_drill(drill, drill.creation, "createFail", order.stop.failure)
    strangers = strangers_in(order, network, times, ids) if network else ()
    return Creation(
        drill,
        (*servers, *strangers),
        snapshots=snapshots_of(order, times, ids),
        public_ips=public_ips_of(order, servers, ids),
        security_groups=own_groups,
        made=made,
        failed_task=task,
    )


def _vpc_known(order: CreationOrder, made: Network | None, times: Timetable) -> datetime | None:
    if times.network is None:
        return times.submitted
    return times.network.ends if made else None


def _job(order: CreationOrder, times: Timetable, drill_id: str, ids: Identifiers) -> Job:
    builder = JobBuilder(order.group.project_id, times, ids)
    failure = order.stop.failure if order.stop else None
    instance_ids = [instance.id for instance in order.instances[: order.tried]]
    parts = builder.network_part(CREATE_DRILL_VPC, failure if order.stops_at_network else None)
    parts += builder.server_parts(CREATE_DRILL_SERVER, instance_ids, failure)
    return builder.job(CREATE_DRILL, parts, failure, drill_id)


def _made_network(order: CreationOrder, times: Timetable, ids: Identifiers) -> Network | None:
    """The automatic drill network as far as the job gets with it; None without one."""
    if times.network is None:
        return None
    network = _network_like(order.model, times.network, ids)
    if order.stop is None or not order.stops_at_network:
        return network
    if order.stop.part == VPC:
        return None
    subnets = network.subnets[: order.stop.after]
    kept = tuple(subnet.id for subnet in subnets)
    tables = tuple(replace(table, subnet_ids=kept) for table in network.route_tables)
    return Network(network.vpc, subnets, tables)


def _network_like(model: Network, span: Span, ids: Identifiers) -> Network:
    """A network with the same CIDR blocks; custom route tables are not made anew."""
    vpc_id, begins = ids.uuid(), span.begins
    name = f"vpc-drill-{vpc_id[:4]}"
    vpc = replace(
        model.vpc,
        id=vpc_id,
        name=name,
        description="",
        created=begins,
        ready=span.ends,
        enterprise_project=DEFAULT_PROJECT,
    )
    subnets = tuple(
        replace(
            subnet,
            id=ids.uuid(),
            vpc_id=vpc_id,
            neutron_id=ids.uuid(),
            created=begins + (span.ends - begins) / 2,
            room=None,
        )
        for subnet in model.subnets
    )
    table = RouteTable(
        id=ids.uuid(),
        project_id=vpc.project_id,
        vpc_id=vpc_id,
        name=f"rtb-{name}",
        default=True,
        subnet_ids=tuple(subnet.id for subnet in subnets),
        routes=(),
        created=begins,
    )
    return Network(vpc, subnets, (table,))


def _servers(
    order: CreationOrder, network: Network, times: Timetable, ids: Identifiers
) -> tuple[Server, ...]:
    """The standby servers once more, their cards in the subnets with the same CIDR blocks.

    Putting them into an enterprise project is left to people (API page "Creating a DR Drill").
    """
    by_cidr = {subnet.cidr: subnet.id for subnet in network.subnets}
    cidrs = {subnet.id: subnet.cidr for subnet in order.model.subnets}
    return tuple(
        replace(
            template,
            id=ids.uuid(),
            settled="ERROR" if instance.name in order.group.course.broken else "ACTIVE",
            zone=order.group.recovery_zone,
            vpc_id=network.vpc.id,
            nics=tuple(
                Nic(by_cidr[cidrs[nic.subnet_id]], nic.address, ids.mac(), ids.uuid())
                for nic in template.nics
            ),
            volumes=tuple(replace(volume, id=ids.uuid()) for volume in template.volumes),
            created=span.begins + (span.ends - span.begins) / 4,
            built=span.ends,
            enterprise_project=DEFAULT_PROJECT,
        )
        for instance, template, span in zip(
            order.instances, order.templates[: order.built], times.servers, strict=False
        )
    )

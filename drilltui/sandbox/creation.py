"""What creating a drill will bring about, worked out when the request is taken.

Everything here is a fact with a time: the job and its sub-jobs, the servers that appear, the
drill VPC that is made. Nothing has to happen later for it to come true.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from drilltui.sandbox.drills import Drill, DrillServer
from drilltui.sandbox.enterprise_projects import DEFAULT_PROJECT
from drilltui.sandbox.failed_tasks import FailedTask
from drilltui.sandbox.groups import Group
from drilltui.sandbox.identifiers import Identifiers
from drilltui.sandbox.instances import ProtectedInstance
from drilltui.sandbox.jobs import (
    CREATE_DRILL,
    CREATE_DRILL_SERVER,
    CREATE_DRILL_VPC,
    Job,
    JobBuilder,
)
from drilltui.sandbox.networks import Network, RouteTable
from drilltui.sandbox.servers import Nic, Server
from drilltui.sandbox.timetable import Span, Timetable, creation_timetable


@dataclass(frozen=True, slots=True)
class CreationOrder:
    """What a drill is to be created from.

    ``templates`` are the servers that stand by, one for each instance and in their order;
    ``model`` is the group's network; ``target`` the given drill network, or None to have one made
    like ``model``.
    """

    group: Group
    name: str
    instances: Sequence[ProtectedInstance]
    templates: Sequence[Server]
    model: Network
    target: Network | None


@dataclass(frozen=True, slots=True)
class Creation:
    """What becomes of a request to create a drill. ``made`` is the automatic drill network."""

    drill: Drill
    servers: tuple[Server, ...]
    made: Network | None
    failed_task: FailedTask | None


def plan_creation(order: CreationOrder, now: datetime, rng: random.Random) -> Creation:
    """Work out what becomes of ``order``, taken at ``now``.

    When the group's drills fail, the last server is not built; the others are left behind.
    """
    ids, group, failure = Identifiers(rng), order.group, order.group.creation_failure
    times = creation_timetable(rng, now, len(order.instances), with_network=order.target is None)
    made = None
    if times.network is not None:
        made = _network_like(order.model, times.network, ids)
    network = made or order.target
    assert network is not None, "the timetable has a network exactly when none is given"
    drill_id = ids.uuid()
    servers = _servers(order, network, times, ids)
    drill = Drill(
        id=drill_id,
        project_id=group.project_id,
        group_id=group.id,
        name=order.name,
        vpc_id=network.vpc.id,
        vpc_known=times.network.ends if times.network else now,
        creation=_job(order, times, drill_id, ids),
        servers=tuple(
            DrillServer(instance.id, server.id, server.built)
            for instance, server in zip(order.instances, servers, strict=False)
        ),
    )
    task = None
    if failure:
        task = FailedTask.of_drill(drill, drill.creation, "createFail", failure)
    return Creation(drill, servers, made, task)


def _job(order: CreationOrder, times: Timetable, drill_id: str, ids: Identifiers) -> Job:
    builder = JobBuilder(order.group.project_id, times, ids)
    failure = order.group.creation_failure
    instance_ids = [instance.id for instance in order.instances]
    parts = builder.network_part(CREATE_DRILL_VPC)
    parts += builder.server_parts(CREATE_DRILL_SERVER, instance_ids, failure)
    return builder.job(CREATE_DRILL, parts, failure, drill_id)


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
    count = len(order.templates) - (1 if order.group.creation_failure else 0)
    by_cidr = {subnet.cidr: subnet.id for subnet in network.subnets}
    twins = {subnet.id: by_cidr[subnet.cidr] for subnet in order.model.subnets}
    return tuple(
        replace(
            template,
            id=ids.uuid(),
            settled="ACTIVE",
            zone=order.group.recovery_zone,
            vpc_id=network.vpc.id,
            nics=tuple(
                Nic(twins[nic.subnet_id], nic.address, ids.mac(), ids.uuid())
                for nic in template.nics
            ),
            volumes=tuple(replace(volume, id=ids.uuid()) for volume in template.volumes),
            created=span.begins + (span.ends - span.begins) / 4,
            built=span.ends,
            enterprise_project=DEFAULT_PROJECT,
        )
        for template, span in list(zip(order.templates, times.servers, strict=True))[:count]
    )

"""What must hold between the parts of a scenario, beyond each value being of its kind."""

import ipaddress
from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import chain
from typing import Final

from drilltui.sandbox import failed_tasks, groups, instances, pairs
from drilltui.sandbox.account_rules import account_faults, door_faults, repeated
from drilltui.sandbox.ages import Age
from drilltui.sandbox.fault_rules import lesson_faults
from drilltui.sandbox.neighbour_rules import neighbour_faults, network_faults, server_faults
from drilltui.sandbox.scenario import (
    GroupTable,
    InstanceTable,
    Scenario,
    ScenarioError,
    VpcTable,
)
from drilltui.sandbox.servers import FLAVORS
from drilltui.sandbox.service_rules import (
    course_faults,
    deletion_faults,
    disk_faults,
    service_faults,
)

#: Names of groups, instances and drills are at most 64 bytes of UTF-8 (API reference, limits).
_NAME_BYTES: Final = 64

#: VPCs of a scenario are older than anything else in it may be.
OLDEST: Final = timedelta(days=1500)


def check_scenario(scenario: Scenario, source: str) -> None:
    """Raise ``ScenarioError`` for the first rule that the scenario of file ``source`` breaks."""
    for fault in _faults(scenario):
        raise ScenarioError(f"{source}: {fault}.")


def _faults(scenario: Scenario) -> Iterator[str]:
    yield from account_faults(scenario)
    yield from door_faults(scenario)
    yield from service_faults(scenario.service)
    yield from lesson_faults(scenario)
    for vpc in scenario.vpcs:
        yield from (f"VPC {vpc.name!r}: {fault}" for fault in _vpc_faults(scenario, vpc))
    yield from neighbour_faults(scenario)
    yield from repeated("VPC", ((vpc.project, vpc.name) for vpc in scenario.vpcs))
    yield from repeated("group", ((group.project, group.name) for group in scenario.groups))
    for group in scenario.groups:
        yield from (f"group {group.name!r}: {fault}" for fault in _group_faults(scenario, group))


def _vpc_faults(scenario: Scenario, vpc: VpcTable) -> Iterator[str]:
    if vpc.project not in scenario.account.projects:
        yield f"there is no project {vpc.project!r}"
    yield from repeated("subnet", ((subnet.name,) for subnet in vpc.subnets))
    yield from deletion_faults(vpc)
    for cidr in (vpc.cidr, *(subnet.cidr for subnet in vpc.subnets)):
        try:
            ipaddress.IPv4Network(cidr)
        except ValueError:
            yield f"{cidr!r} is not an IPv4 CIDR block"
            return
    whole = ipaddress.IPv4Network(vpc.cidr)
    for subnet in vpc.subnets:
        if not ipaddress.IPv4Network(subnet.cidr).subnet_of(whole):
            yield f"subnet {subnet.name!r} lies outside {vpc.cidr}"
    yield from network_faults(scenario, vpc)


def _group_faults(scenario: Scenario, group: GroupTable) -> Iterator[str]:
    if group.status not in groups.STATES:
        yield f"unknown status {group.status!r}"
    if group.station not in ("source", "target"):
        yield "station must be 'source' or 'target'"
    yield from _name_faults([group.name, *(drill.name for drill in group.drills)])
    own = {vpc.name: vpc for vpc in scenario.vpcs if vpc.project == group.project}
    for vpc in filter(None, (group.vpc, group.recovery_vpc, *(one.vpc for one in group.drills))):
        if vpc not in own:
            yield f"there is no VPC {vpc!r} in project {group.project!r}"
            return
    yield from repeated("instance", ((instance.name,) for instance in group.instances))
    for instance in group.instances:
        faults = chain(
            _instance_faults(instance, own[group.vpc]),
            server_faults(scenario, group.project, instance),
        )
        yield from (f"instance {instance.name!r}: {fault}" for fault in faults)
    yield from course_faults(group)
    if group.drills and not group.instances:
        yield "a group with drills needs instances"
    for task in group.failed_tasks:
        if task.failure_status not in failed_tasks.FAILURE_STATES:
            yield f"unknown failure_status {task.failure_status!r}"
        if task.resource_type not in failed_tasks.RESOURCE_TYPES:
            yield f"unknown resource_type {task.resource_type!r}"
    if any(age > OLDEST for age in _ages(group)):
        yield f"nothing may be more than {OLDEST.days} days old"


def _instance_faults(instance: InstanceTable, vpc: VpcTable) -> Iterator[str]:
    yield from _name_faults([instance.name])
    if instance.status and instance.status not in instances.STATES:
        yield f"unknown status {instance.status!r}"
    if instance.flavor not in FLAVORS:
        yield f"unknown flavor {instance.flavor!r}"
    names = {subnet.name for subnet in vpc.subnets}
    if not names:
        yield f"VPC {vpc.name!r} has no subnet for it"
    for subnet in instance.subnets:
        if subnet not in names:
            yield f"there is no subnet {subnet!r} in VPC {vpc.name!r}"
    for disk in instance.disks:
        if disk.status and disk.status not in pairs.STATES:
            yield f"unknown disk status {disk.status!r}"
        if disk.replication and disk.replication not in pairs.REPLICATION_STATES:
            yield f"unknown replication {disk.replication!r}"
        if disk.progress is not None and not 0 <= disk.progress <= 100:
            yield "a disk's progress must be 0 to 100"
        yield from disk_faults(disk)
    if any("=" not in tag for tag in instance.tags):
        yield "tags must be written 'key=value'"


def _name_faults(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        if not 0 < len(name.encode()) <= _NAME_BYTES:
            yield f"the name {name!r} must be 1 to {_NAME_BYTES} bytes"


def _ages(group: GroupTable) -> Iterator[Age]:
    yield group.created
    yield from (age for age in (group.updated, group.last_drill) if age is not None)
    for drill in group.drills:
        yield drill.created
        if drill.deletion is not None:
            yield drill.deletion
    yield from (task.failed for task in group.failed_tasks)

"""What must hold of what a scenario says about the services next to SDRS."""

from collections.abc import Iterator
from dataclasses import asdict
from ipaddress import AddressValueError, IPv4Address, IPv4Network

from drilltui.sandbox.account_rules import repeated
from drilltui.sandbox.enterprise_projects import DEFAULT_NAME
from drilltui.sandbox.firewalls import ACTIONS, DIRECTIONS, PROTOCOLS
from drilltui.sandbox.neighbour_tables import AclTable, ForeignServerTable, PublicIpTable
from drilltui.sandbox.network_genesis import custom_table, default_table
from drilltui.sandbox.scenario import InstanceTable, Scenario, SubnetTable, VpcTable
from drilltui.sandbox.security_groups import DEFAULT_GROUP
from drilltui.sandbox.servers import FLAVORS


def neighbour_faults(scenario: Scenario) -> Iterator[str]:
    """What is wrong with quotas and all that belongs to a project but not to a VPC."""
    for kind, limit in asdict(scenario.quotas).items():
        if limit < -1:
            yield f"quotas.{kind} must be -1 (unlimited) or more"
    names = [(one.name,) for one in scenario.enterprise_projects]
    yield from repeated("enterprise project", [(DEFAULT_NAME,), *names])
    if names and not scenario.neighbours.enterprise_projects:
        yield "there are enterprise_projects but neighbours.enterprise_projects says no"
    kinds = (
        ("key pair", [(one.project, one.name) for one in scenario.key_pairs]),
        ("security group", [(one.project, one.name) for one in scenario.security_groups]),
        ("ACL", [(one.project, one.name) for one in scenario.acls]),
        ("public IP", [(one.project, one.address) for one in scenario.public_ips]),
        ("volume", [(one.project, one.name) for one in scenario.volumes]),
    )
    for kind, items in kinds:
        yield from repeated(kind, items)
        for project, name in items:
            if project not in scenario.account.projects:
                yield f"{kind} {name!r}: there is no project {project!r}"
    for group in scenario.security_groups:
        if group.name == DEFAULT_GROUP:
            yield f"the security group {DEFAULT_GROUP!r} is always there"
        yield from _enterprise_faults(scenario, group.enterprise_project)
    for acl in scenario.acls:
        yield from (f"ACL {acl.name!r}: {fault}" for fault in _acl_faults(acl))
    for public_ip in scenario.public_ips:
        faults = _public_ip_faults(scenario, public_ip)
        yield from (f"public IP {public_ip.address!r}: {fault}" for fault in faults)
    for volume in scenario.volumes:
        if volume.size < 1:
            yield f"volume {volume.name!r}: size must be 1 or more"


def network_faults(scenario: Scenario, vpc: VpcTable) -> Iterator[str]:
    """What is wrong with a VPC, whose CIDR blocks are known to be such, beside those blocks."""
    yield from _enterprise_faults(scenario, vpc.enterprise_project)
    acls = {acl.name for acl in scenario.acls if acl.project == vpc.project}
    tables = {table.name for table in vpc.route_tables}
    names = [default_table(vpc), custom_table(vpc), *(table.name for table in vpc.route_tables)]
    yield from repeated("route table", ((name,) for name in names))
    for acl in (vpc.acl, *(subnet.acl for subnet in vpc.subnets)):
        if acl and acl not in acls:
            yield f"there is no ACL {acl!r} in project {vpc.project!r}"
    for subnet in vpc.subnets:
        if subnet.route_table and subnet.route_table not in tables:
            yield f"there is no route table {subnet.route_table!r}"
        if subnet.available is not None and subnet.available < 0:
            yield f"subnet {subnet.name!r}: available must be 0 or more"
        if subnet.gateway and not _is_inside(subnet.gateway, subnet):
            yield f"subnet {subnet.name!r}: the gateway {subnet.gateway!r} is not in it"
    yield from repeated("server", ((server.name,) for server in vpc.servers))
    for server in vpc.servers:
        faults = _foreign_faults(scenario, vpc, server)
        yield from (f"server {server.name!r}: {fault}" for fault in faults)


def server_faults(scenario: Scenario, project: str, instance: InstanceTable) -> Iterator[str]:
    """What is wrong with the servers of an instance, beside what it says of itself.

    Their key pair may have been deleted since: that is a reason why a drill fails.
    """
    yield from _enterprise_faults(scenario, instance.enterprise_project)
    known = {one.name for one in scenario.security_groups if one.project == project}
    for name in instance.security_groups:
        if name not in known | {DEFAULT_GROUP}:
            yield f"there is no security group {name!r} in project {project!r}"


def _foreign_faults(scenario: Scenario, vpc: VpcTable, server: ForeignServerTable) -> Iterator[str]:
    if server.flavor not in FLAVORS:
        yield f"unknown flavor {server.flavor!r}"
    yield from _key_faults(scenario, vpc.project, server.key)
    subnet = next((one for one in vpc.subnets if one.name == server.subnet), None)
    if subnet is None:
        yield f"there is no subnet {server.subnet!r} in VPC {vpc.name!r}"
    elif server.address and not _is_inside(server.address, subnet):
        yield f"the address {server.address!r} is not in {subnet.cidr}"


def _acl_faults(acl: AclTable) -> Iterator[str]:
    for rule in acl.rules:
        for key, value, known in (
            ("direction", rule.direction, DIRECTIONS),
            ("action", rule.action, ACTIONS),
            ("protocol", rule.protocol, PROTOCOLS),
        ):
            if value not in known:
                yield f"a rule's {key} must be one of {', '.join(map(repr, known))}"


def _public_ip_faults(scenario: Scenario, public_ip: PublicIpTable) -> Iterator[str]:
    if _address(public_ip.address) is None:
        yield "it is not an IPv4 address"
    yield from _enterprise_faults(scenario, public_ip.enterprise_project)
    instances = {
        instance.name
        for group in scenario.groups
        if group.project == public_ip.project
        for instance in group.instances
    }
    if public_ip.instance and public_ip.instance not in instances:
        yield f"there is no instance {public_ip.instance!r} in project {public_ip.project!r}"


def _key_faults(scenario: Scenario, project: str, key: str) -> Iterator[str]:
    known = {pair.name for pair in scenario.key_pairs if pair.project == project}
    if key and key not in known:
        yield f"there is no key pair {key!r} in project {project!r}"


def _enterprise_faults(scenario: Scenario, name: str) -> Iterator[str]:
    known = {"", DEFAULT_NAME, *(one.name for one in scenario.enterprise_projects)}
    if name not in known:
        yield f"there is no enterprise project {name!r}"


def _is_inside(text: str, subnet: SubnetTable) -> bool:
    address = _address(text)
    return address is not None and address in IPv4Network(subnet.cidr)


def _address(text: str) -> IPv4Address | None:
    try:
        return IPv4Address(text)
    except AddressValueError:
        return None

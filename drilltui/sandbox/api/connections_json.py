"""Ports, security groups and elastic IPs as JSON."""

from typing import Any

from drilltui.sandbox.api import times
from drilltui.sandbox.api.enterprise import membership
from drilltui.sandbox.identifiers import identifiers_for
from drilltui.sandbox.ports import Port
from drilltui.sandbox.public_ips import PublicIp
from drilltui.sandbox.security_groups import SecurityGroup
from drilltui.sandbox.world import World


def port_json(world: World, port: Port) -> dict[str, Any]:
    """A port. Its network is a subnet, and what it calls a subnet is the one of Neutron."""
    groups = world.security_groups.called(port.subnet.project_id, port.groups)
    return {
        "id": port.id,
        "name": "",
        "status": "ACTIVE",
        "admin_state_up": True,
        "fixed_ips": [{"subnet_id": port.subnet.neutron_id, "ip_address": port.address}],
        "mac_address": port.mac,
        "network_id": port.subnet.id,
        "tenant_id": port.subnet.project_id,
        "device_id": port.device_id,
        "device_owner": port.owner,
        "security_groups": [group.id for group in groups],
        "extra_dhcp_opts": [],
        "allowed_address_pairs": [],
        "binding:vnic_type": "normal",
        "dns_name": "",
        "dns_assignment": [],
    }


def security_group_json(world: World, group: SecurityGroup) -> dict[str, Any]:
    """A security group with the two rules it is created with."""
    return {
        "id": group.id,
        "name": group.name,
        "description": group.description,
        "vpc_id": "",
        **membership(world, group),
        "security_group_rules": [
            _rule_json(group, "egress", ""),
            _rule_json(group, "ingress", group.id),
        ],
    }


def public_ip_json(world: World, ip: PublicIp) -> dict[str, Any]:
    """An elastic IP; what it is bound to is told only while it is."""
    is_bound = bool(ip.server_id)
    told = {
        "id": ip.id,
        "status": "ACTIVE" if is_bound else "DOWN",
        "type": "5_bgp",
        "public_ip_address": ip.address,
        "tenant_id": ip.project_id,
        "create_time": f"{times.vpc(ip.created).replace('T', ' ')}",
        "bandwidth_id": identifiers_for(0, "bandwidth", ip.id).uuid(),
        "bandwidth_name": ip.bandwidth,
        "bandwidth_share_type": "PER",
        "bandwidth_size": 5,
        "ip_version": 4,
        **membership(world, ip),
    }
    if is_bound:
        told |= {"private_ip_address": ip.private_address, "port_id": ip.port_id}
    return told


def _rule_json(group: SecurityGroup, direction: str, remote_group: str) -> dict[str, Any]:
    return {
        "id": identifiers_for(0, "rule", direction, group.id).uuid(),
        "security_group_id": group.id,
        "direction": direction,
        "ethertype": "IPv4",
        "protocol": None,
        "port_range_min": None,
        "port_range_max": None,
        "remote_ip_prefix": None,
        "remote_group_id": remote_group or None,
        "tenant_id": group.project_id,
        "description": "",
    }

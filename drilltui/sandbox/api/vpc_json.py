"""VPCs, subnets and route tables as JSON."""

from datetime import datetime
from typing import Any

from drilltui.sandbox.api import times
from drilltui.sandbox.api.enterprise import membership
from drilltui.sandbox.networks import NAME_SERVER, RouteTable, Subnet, Vpc
from drilltui.sandbox.world import World


def vpc_json(world: World, vpc: Vpc, now: datetime) -> dict[str, Any]:
    """A VPC."""
    return {
        "id": vpc.id,
        "name": vpc.name,
        "description": vpc.description,
        "cidr": vpc.cidr,
        "status": vpc.status(now),
        "routes": [],
        **membership(world, vpc),
        "tenant_id": vpc.project_id,
        "created_at": times.vpc(vpc.created),
        "updated_at": times.vpc(vpc.created),
    }


def subnet_json(world: World, subnet: Subnet, now: datetime) -> dict[str, Any]:
    """A subnet, with how many addresses it has left."""
    return {
        "id": subnet.id,
        "name": subnet.name,
        "description": "",
        "cidr": subnet.cidr,
        "gateway_ip": subnet.gateway,
        "vpc_id": subnet.vpc_id,
        "status": "ACTIVE",
        "dhcp_enable": True,
        "ipv6_enable": False,
        "primary_dns": NAME_SERVER,
        "secondary_dns": "",
        "dnsList": [NAME_SERVER],
        "availability_zone": subnet.zone,
        "neutron_network_id": subnet.id,
        "neutron_subnet_id": subnet.neutron_id,
        "extra_dhcp_opts": [],
        "available_ip_address_count": world.servers.free_in(subnet, now),
        "tenant_id": subnet.project_id,
        "created_at": times.vpc(subnet.created),
        "updated_at": times.vpc(subnet.created),
    }


def route_table_json(table: RouteTable) -> dict[str, Any]:
    """A route table without its routes."""
    return {
        "id": table.id,
        "name": table.name,
        "default": table.default,
        "vpc_id": table.vpc_id,
        "subnets": [{"id": subnet_id} for subnet_id in table.subnet_ids],
        "tenant_id": table.project_id,
        "description": "",
    }

"""VPCs and what is in them, out of the JSON of VPC."""

from __future__ import annotations

from drilltui.cloud.times import moment
from drilltui.cloud.wire import ids, number, records, text
from drilltui.domain.json_value import JsonObject
from drilltui.domain.network import (
    NetworkAcl,
    Port,
    PublicIp,
    Route,
    RouteTable,
    SecurityGroup,
    Subnet,
    Vpc,
)


def vpc(row: JsonObject, default_id: str) -> Vpc:
    """Read a VPC (VPC API v1, "Querying VPCs")."""
    get = row.get
    return Vpc(
        id=text(get("id")) or default_id,
        name=text(get("name")),
        cidr=text(get("cidr")),
        status=text(get("status")),
        description=text(get("description")),
        enterprise_project_id=text(get("enterprise_project_id")),
        created_at=moment(get("created_at")),
        raw=row,
    )


def subnet(row: JsonObject, default_id: str) -> Subnet:
    """Read a subnet (VPC API v1, "Querying Subnets")."""
    get = row.get
    return Subnet(
        id=text(get("id")) or default_id,
        name=text(get("name")),
        vpc_id=text(get("vpc_id")),
        cidr=text(get("cidr")),
        gateway=text(get("gateway_ip")),
        status=text(get("status")),
        zone=text(get("availability_zone")),
        free_addresses=number(get("available_ip_address_count")),
        raw=row,
    )


def route_table(row: JsonObject, default_id: str) -> RouteTable:
    """Read a route table (VPC API v1, "Querying a Route Table"); a list item has no routes.

    Whether it is the default one is not told by every version.
    """
    get = row.get
    default = get("default")
    return RouteTable(
        id=text(get("id")) or default_id,
        name=text(get("name")),
        vpc_id=text(get("vpc_id")),
        default=default if isinstance(default, bool) else None,
        subnet_ids=ids(get("subnets")),
        routes=tuple(_route(item) for item in records(get("routes"))),
        raw=row,
    )


def acl(row: JsonObject, default_id: str) -> NetworkAcl:
    """Read a network ACL (VPC API v3, "Querying Network ACLs"); enabled unless it says false."""
    guarded = (text(item.get("virsubnet_id")) for item in records(row.get("associations")))
    return NetworkAcl(
        id=text(row.get("id")) or default_id,
        name=text(row.get("name")),
        subnet_ids=tuple(filter(None, guarded)),
        enabled=text(row.get("admin_state_up")).lower() != "false",
        raw=row,
    )


def port(row: JsonObject, default_id: str) -> Port:
    """Read a port (VPC API v1, "Querying Ports"): the network that it names is our subnet."""
    get = row.get
    addresses = (text(item.get("ip_address")) for item in records(get("fixed_ips")))
    return Port(
        id=text(get("id")) or default_id,
        subnet_id=text(get("network_id")),
        device_id=text(get("device_id")),
        owner=text(get("device_owner")),
        addresses=tuple(filter(None, addresses)),
        name=text(get("name")),
        raw=row,
    )


def public_ip(row: JsonObject, default_id: str) -> PublicIp:
    """Read an elastic IP (EIP API v1, "Querying EIPs"); unbound, it names neither port nor host."""
    get = row.get
    return PublicIp(
        id=text(get("id")) or default_id,
        address=text(get("public_ip_address")),
        port_id=text(get("port_id")),
        private_address=text(get("private_ip_address")),
        status=text(get("status")),
        created_at=moment(get("create_time")),
        raw=row,
    )


def security_group(row: JsonObject, default_id: str) -> SecurityGroup:
    """Read a security group (VPC API v1, "Querying Security Groups")."""
    return SecurityGroup(
        id=text(row.get("id")) or default_id,
        name=text(row.get("name")),
        vpc_id=text(row.get("vpc_id")),
        raw=row,
    )


def _route(row: JsonObject) -> Route:
    return Route(text(row.get("destination")), text(row.get("nexthop")), text(row.get("type")))

"""VPCs, subnets, servers and projects, out of the JSON of VPC, ECS and IAM."""

from __future__ import annotations

from collections.abc import Iterator

from drilltui.cloud.times import moment
from drilltui.cloud.wire import number, record, records, text
from drilltui.domain.json_value import JsonObject, JsonValue
from drilltui.domain.network import Subnet, Vpc
from drilltui.domain.project import Project
from drilltui.domain.server import Address, Server


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


def server(row: JsonObject, default_id: str) -> Server:
    """Read a server (ECS API v1, "Querying Details About an ECS").

    Its status is null when the service does not have it (any more).
    """
    get = row.get
    flavor = record(get("flavor"))
    return Server(
        id=text(get("id")) or default_id,
        name=text(get("name")),
        status=text(get("status")),
        addresses=tuple(_addresses(get("addresses"))),
        zone=text(get("OS-EXT-AZ:availability_zone")),
        flavor=text(flavor.get("name")) or text(flavor.get("id")),
        vpc_id=text(record(get("metadata")).get("vpc_id")),
        fault=text(record(get("fault")).get("message")) or text(get("fault")),
        created_at=moment(get("created")),
        raw=row,
    )


def project(row: JsonObject, default_id: str) -> Project:
    """Read a project (IAM API v3, "Querying a Project List"); enabled unless it says false."""
    return Project(
        id=text(row.get("id")) or default_id,
        name=text(row.get("name")),
        enabled=text(row.get("enabled")).lower() != "false",
        raw=row,
    )


def _addresses(networks: JsonValue) -> Iterator[Address]:
    # The key is a VPC's id in samples and a network's name in the text: it means nothing to us.
    for addresses in record(networks).values():
        for item in records(addresses):
            if ip := text(item.get("addr")):
                yield Address(ip, text(item.get("OS-EXT-IPS:type")) or "fixed")

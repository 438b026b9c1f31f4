"""Servers and projects, out of the JSON of ECS, IAM and EPS."""

from __future__ import annotations

from collections.abc import Iterator

from drilltui.cloud.times import moment
from drilltui.cloud.wire import ids, number, record, records, text
from drilltui.domain.json_value import JsonObject, JsonValue
from drilltui.domain.project import EnterpriseProject, Project
from drilltui.domain.server import Address, Server

_DISABLED = 2


def server(row: JsonObject, default_id: str) -> Server:
    """Read a server (ECS API v1, "Querying Details About an ECS").

    Its status is null when the service does not have it (any more).
    """
    get = row.get
    flavor, image, metadata = (record(get(name)) for name in ("flavor", "image", "metadata"))
    return Server(
        id=text(get("id")) or default_id,
        name=text(get("name")),
        status=text(get("status")),
        addresses=tuple(_addresses(get("addresses"))),
        zone=text(get("OS-EXT-AZ:availability_zone")),
        flavor=text(flavor.get("name")) or text(flavor.get("id")),
        vpc_id=text(metadata.get("vpc_id")),
        cores=number(flavor.get("vcpus")),
        memory_mb=number(flavor.get("ram")),
        fault=text(record(get("fault")).get("message")) or text(get("fault")),
        system=text(metadata.get("os_type")),
        image=text(metadata.get("image_name")) or text(image.get("id")),
        key_name=text(get("key_name")),
        enterprise_project_id=text(get("enterprise_project_id")),
        security_group_ids=ids(get("security_groups")),
        volume_ids=ids(get("os-extended-volumes:volumes_attached")),
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


def enterprise_project(row: JsonObject, default_id: str) -> EnterpriseProject:
    """Read an enterprise project (EPS API v1.0, "Querying the Enterprise Project List").

    Its status is 1 while it is enabled and 2 when it is not.
    """
    return EnterpriseProject(
        id=text(row.get("id")) or default_id,
        name=text(row.get("name")),
        enabled=number(row.get("status")) != _DISABLED,
        raw=row,
    )


def _addresses(networks: JsonValue) -> Iterator[Address]:
    # The key is a VPC's id in samples and a network's name in the text: it means nothing to us.
    for addresses in record(networks).values():
        for item in records(addresses):
            if ip := text(item.get("addr")):
                kind = text(item.get("OS-EXT-IPS:type")) or "fixed"
                yield Address(ip, kind, text(item.get("OS-EXT-IPS:port_id")))

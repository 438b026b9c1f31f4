"""Which field of ours is which of the SDK's: one table for each value of the domain.

The tables turn what the SDK's objects say into values of the domain without any code of
`drilltui.cloud`; times in particular are read here once more, each by the one format that its
service writes.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import reduce
from typing import Any, Generic, TypeVar

from drilltui.domain.drill import Drill, DrillServer
from drilltui.domain.group import ProtectedInstance, ProtectionGroup, ReplicationPair
from drilltui.domain.job import FailedTask, Job
from drilltui.domain.network import Subnet, Vpc
from drilltui.domain.project import Project
from drilltui.domain.server import Address, Server

Value = TypeVar("Value")


@dataclass(frozen=True)
class Twin:
    """Where the SDK has a field, dots leading inwards, and what its value is in our words."""

    path: str
    reading: Callable[[Any], object]

    def of(self, theirs: Any) -> object:
        """Our value for it; None anywhere on the way is None at its end."""
        names = self.path.split(".")
        return self.reading(reduce(lambda at, name: at and getattr(at, name), names, theirs))


@dataclass(frozen=True)
class Twins(Generic[Value]):
    """One value of the domain in the SDK's words.

    `silent` are fields that the sandbox never fills, so that comparing them says little.
    """

    kind: type[Value]
    fields: Mapping[str, Twin]
    silent: frozenset[str] = frozenset()

    def of(self, theirs: Any) -> Value:
        """The value of ours that an object of the SDK's stands for, without `raw`."""
        return self.kind(**{name: twin.of(theirs) for name, twin in self.fields.items()})


def told(path: str) -> Twin:
    """What the service always tells."""

    def reading(value: Any) -> object:
        assert value is not None, f"{path} is null"
        return value

    return Twin(path, reading)


def text(path: str) -> Twin:
    """A text that may be null, which is an empty one for us."""
    return Twin(path, lambda value: "" if value is None else value)


def number(path: str) -> Twin:
    """A number that may be null, also for us."""
    return Twin(path, lambda value: value)


def whole(path: str) -> Twin:
    """A whole number that is written as a text."""
    return Twin(path, lambda value: None if value is None else int(value))


def ids(path: str) -> Twin:
    """The ids of a list of objects, none for null."""
    return Twin(path, lambda found: tuple(one.id for one in found or ()))


def of_metadata(name: str) -> Twin:
    """A text of the metadata, which may be null as a whole."""
    return Twin("metadata", lambda metadata: metadata.get(name, "") if metadata else "")


def time(path: str, form: str) -> Twin:
    """A time in UTC, in the one way to write it that the API reference has for its field."""

    def reading(value: Any) -> object:
        if value is None:
            return None
        if isinstance(value, datetime):  # the SDK reads VPC's times, if python-dateutil is there
            return value.astimezone(UTC)
        return datetime.strptime(value, form).replace(tzinfo=UTC)

    return Twin(path, reading)


def each(path: str, twins: Twins[Any], items: Callable[[Any], Any] = lambda found: found) -> Twin:
    """A list; `items` takes it out of what stands at `path`."""
    return Twin(path, lambda found: tuple(twins.of(item) for item in items(found) or ()))


SDRS = "%Y-%m-%d %H:%M:%S.%f"
SDRS_PAIR = "%Y-%m-%dT%H:%M:%S.%f"
SDRS_JOB = "%Y-%m-%dT%H:%M:%S.%fZ"
VPC = "%Y-%m-%dT%H:%M:%S"
ECS = "%Y-%m-%dT%H:%M:%SZ"

GROUP = Twins(
    ProtectionGroup,
    {
        "id": told("id"),
        "name": told("name"),
        "status": told("status"),
        "progress": told("progress"),
        "description": text("description"),
        "source_zone": told("source_availability_zone"),
        "target_zone": told("target_availability_zone"),
        "priority_station": told("priority_station"),
        "domain_id": told("domain_id"),
        "domain_name": text("domain_name"),
        "source_vpc_id": told("source_vpc_id"),
        "target_vpc_id": told("target_vpc_id"),
        "instance_count": told("protected_instance_num"),
        "pair_count": told("replication_num"),
        "drill_count": told("disaster_recovery_drill_num"),
        "protection_type": text("protection_type"),
        "server_type": text("server_type"),
        "created_at": time("created_at", SDRS),
        "updated_at": time("updated_at", SDRS),
    },
)

INSTANCE = Twins(
    ProtectedInstance,
    {
        "id": told("id"),
        "name": told("name"),
        "group_id": told("server_group_id"),
        "status": told("status"),
        "progress": told("progress"),
        "description": text("description"),
        "source_server_id": told("source_server"),
        "target_server_id": told("target_server"),
        "priority_station": told("priority_station"),
        "pair_ids": Twin("attachment", lambda held: tuple(one.replication for one in held)),
        "metadata": Twin(
            "metadata.system__frozen",
            lambda frozen: {} if frozen is None else {"__system__frozen": frozen},
        ),
        "created_at": time("created_at", SDRS),
        "updated_at": time("updated_at", SDRS),
    },
    silent=frozenset({"description"}),
)

PAIR = Twins(
    ReplicationPair,
    {
        "id": told("id"),
        "name": told("name"),
        "group_id": told("server_group_id"),
        "status": told("status"),
        "progress": told("progress"),
        "description": text("description"),
        "replication_status": text("replication_status"),
        "replication_model": told("replication_model"),
        "fault_level": told("fault_level"),
        "volume_ids": Twin("volume_ids", lambda joined: tuple(joined.split(","))),
        "instance_ids": Twin(
            "attachment", lambda held: tuple(one.protected_instance for one in held)
        ),
        "priority_station": told("priority_station"),
        "volume_gb": told("record_metadata.volume_size"),
        "volume_type": told("record_metadata.volume_type"),
        "failure_detail": text("failure_detail"),
        "created_at": time("created_at", SDRS_PAIR),
        "updated_at": time("updated_at", SDRS_PAIR),
    },
    silent=frozenset({"description", "failure_detail"}),
)

DRILL_SERVER = Twins(
    DrillServer,
    {"instance_id": told("protected_instance"), "server_id": told("drill_server_id")},
)

DRILL = Twins(
    Drill,
    {
        "id": told("id"),
        "name": told("name"),
        "group_id": told("server_group_id"),
        "status": told("status"),
        "vpc_id": text("drill_vpc_id"),
        "servers": each("drill_servers", DRILL_SERVER),
        "created_at": time("created_at", SDRS),
        "updated_at": time("updated_at", SDRS),
    },
)

_ANY_JOB = {
    "id": told("job_id"),
    "type": told("job_type"),
    "status": told("status"),
    "begin": time("begin_time", SDRS_JOB),
    "end": time("end_time", SDRS_JOB),
    "error_code": text("error_code"),
    "fail_reason": text("fail_reason"),
    "subject": text("entities.protected_instance_id"),
}

SUB_JOB = Twins(
    Job,
    {
        **_ANY_JOB,
        "drill_id": Twin("entities", lambda _: ""),  # the SDK's model has neither of these two
        "sub_jobs": Twin("entities", lambda _: ()),
    },
    silent=frozenset({"drill_id", "sub_jobs"}),
)

JOB = Twins(
    Job,
    {
        **_ANY_JOB,
        # The SDK's model lacks this member (only the Terraform provider knows it), but the SDK
        # keeps the answer as it came.
        "drill_id": Twin(
            "raw_content",
            lambda body: json.loads(body)["entities"].get("disaster_recovery_drill_id", ""),
        ),
        "sub_jobs": each("entities.sub_jobs", SUB_JOB),
    },
    silent=frozenset({"subject"}),
)

FAILED_TASK = Twins(
    FailedTask,
    {
        "resource_id": told("resource_id"),
        "resource_name": told("resource_name"),
        "resource_type": told("resource_type"),
        "failure_status": told("failure_status"),
        "job_id": told("job_id"),
        "job_type": told("job_type"),
        "begin": time("begin_time", SDRS_JOB),
        "error_code": text("error_code"),
        "fail_reason": text("fail_reason"),
    },
)

NETWORK = Twins(
    Vpc,
    {
        "id": told("id"),
        "name": told("name"),
        "cidr": told("cidr"),
        "status": told("status"),
        "description": text("description"),
        "enterprise_project_id": text("enterprise_project_id"),
        "created_at": time("created_at", VPC),
    },
)

SUBNET = Twins(
    Subnet,
    {
        "id": told("id"),
        "name": told("name"),
        "vpc_id": told("vpc_id"),
        "cidr": told("cidr"),
        "gateway": told("gateway_ip"),
        "status": told("status"),
        "zone": text("availability_zone"),
        "free_addresses": number("available_ip_address_count"),
    },
)

ADDRESS = Twins(
    Address,
    {"ip": told("addr"), "kind": told("os_ext_ip_stype"), "port_id": text("os_ext_ip_sport_id")},
)

SERVER = Twins(
    Server,
    {
        "id": told("id"),
        "name": text("name"),
        "status": text("status"),
        "addresses": each(
            "addresses",
            ADDRESS,
            lambda by_network: by_network and [one for held in by_network.values() for one in held],
        ),
        "zone": text("os_ext_a_zavailability_zone"),
        "flavor": text("flavor.name"),
        "vpc_id": Twin("metadata", lambda metadata: metadata["vpc_id"] if metadata else ""),
        "fault": Twin("fault", lambda fault: fault["message"] if fault else ""),
        "system": of_metadata("os_type"),
        "image": of_metadata("image_name"),
        "key_name": text("key_name"),
        "enterprise_project_id": text("enterprise_project_id"),
        "security_group_ids": ids("security_groups"),
        "volume_ids": ids("os_extended_volumesvolumes_attached"),
        "cores": whole("flavor.vcpus"),
        "memory_mb": whole("flavor.ram"),
        "created_at": time("created", ECS),
    },
)

PROJECT = Twins(Project, {"id": told("id"), "name": told("name"), "enabled": told("enabled")})

ALL: tuple[Twins[Any], ...] = (
    GROUP,
    INSTANCE,
    PAIR,
    DRILL_SERVER,
    DRILL,
    SUB_JOB,
    JOB,
    FAILED_TASK,
    NETWORK,
    SUBNET,
    ADDRESS,
    SERVER,
    PROJECT,
)

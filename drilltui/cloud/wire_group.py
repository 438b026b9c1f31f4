"""Protection groups, protected instances and replication pairs, out of the JSON of SDRS."""

from __future__ import annotations

from drilltui.cloud.times import moment
from drilltui.cloud.wire import count, number, record, records, text, texts
from drilltui.domain.group import ProtectedInstance, ProtectionGroup, ReplicationPair
from drilltui.domain.json_value import JsonObject


def group(row: JsonObject, default_id: str) -> ProtectionGroup:
    """Read a protection group ("Querying Details About a Protection Group")."""
    get = row.get
    return ProtectionGroup(
        id=text(get("id")) or default_id,
        name=text(get("name")),
        status=text(get("status")),
        progress=number(get("progress")),
        description=text(get("description")),
        source_zone=text(get("source_availability_zone")),
        target_zone=text(get("target_availability_zone")),
        priority_station=text(get("priority_station")),
        domain_id=text(get("domain_id")),
        domain_name=text(get("domain_name")),
        source_vpc_id=text(get("source_vpc_id")),
        target_vpc_id=text(get("target_vpc_id")),
        instance_count=count(get("protected_instance_num")),
        pair_count=count(get("replication_num")),
        drill_count=count(get("disaster_recovery_drill_num")),
        protection_type=text(get("protection_type")),
        server_type=text(get("server_type")),
        created_at=moment(get("created_at")),
        updated_at=moment(get("updated_at")),
        raw=row,
    )


def instance(row: JsonObject, default_id: str) -> ProtectedInstance:
    """Read a protected instance ("Querying Details About a Protected Instance")."""
    get = row.get
    pairs = (text(item.get("replication")) for item in records(get("attachment")))
    return ProtectedInstance(
        id=text(get("id")) or default_id,
        name=text(get("name")),
        group_id=text(get("server_group_id")),
        status=text(get("status")),
        progress=number(get("progress")),
        description=text(get("description")),
        source_server_id=text(get("source_server")),
        target_server_id=text(get("target_server")),
        priority_station=text(get("priority_station")),
        pair_ids=tuple(pair for pair in pairs if pair),
        metadata={name: text(value) for name, value in record(get("metadata")).items()},
        created_at=moment(get("created_at")),
        updated_at=moment(get("updated_at")),
        raw=row,
    )


def pair(row: JsonObject, default_id: str) -> ReplicationPair:
    """Read a replication pair ("Querying Details About a Replication Pair").

    `volume_ids` is one comma-joined text; `fault_level` comes as text and as a number.
    """
    get = row.get
    volume = record(get("record_metadata"))
    instances = (text(item.get("protected_instance")) for item in records(get("attachment")))
    return ReplicationPair(
        id=text(get("id")) or default_id,
        name=text(get("name")),
        group_id=text(get("server_group_id")),
        status=text(get("status")),
        progress=number(get("progress")),
        description=text(get("description")),
        replication_status=text(get("replication_status")),
        replication_model=text(get("replication_model")),
        fault_level=text(get("fault_level")),
        volume_ids=texts(get("volume_ids")),
        instance_ids=tuple(instance_id for instance_id in instances if instance_id),
        priority_station=text(get("priority_station")),
        volume_gb=number(volume.get("volume_size")),
        volume_type=text(volume.get("volume_type")),
        failure_detail=text(get("failure_detail")),
        created_at=moment(get("created_at")),
        updated_at=moment(get("updated_at")),
        raw=row,
    )

"""Groups, instances, pairs and what else SDRS tells about protection, as JSON."""

from datetime import datetime
from typing import Any

from drilltui.sandbox.accounts import ActiveDomain
from drilltui.sandbox.api.times import plain, six_digits
from drilltui.sandbox.groups import Group
from drilltui.sandbox.instances import ProtectedInstance
from drilltui.sandbox.pairs import ReplicationPair
from drilltui.sandbox.world import World


def group_json(world: World, group: Group, now: datetime) -> dict[str, Any]:
    """A protection group with its counters. Only ones of the old kind have summary states."""
    domain, outline = world.account.domain, world.protection.outline_of(group)
    vpcs = (group.vpc_id, group.recovery_vpc_id)
    source_vpc, target_vpc = vpcs if group.station == "source" else reversed(vpcs)
    is_running = group.legacy and group.status == "protected"
    return {
        "id": group.id,
        "name": group.name,
        "description": group.description,
        "status": group.status,
        "progress": outline.progress,
        "source_availability_zone": group.source_zone,
        "target_availability_zone": group.target_zone,
        "priority_station": group.station,
        "domain_id": domain.id,
        "domain_name": domain.name,
        "source_vpc_id": source_vpc,
        "target_vpc_id": target_vpc,
        "test_vpc_id": None,
        "protected_instance_num": outline.instances,
        "replication_num": outline.pairs,
        "disaster_recovery_drill_num": world.drills.count_of(group.id, now),
        "protected_status": ("started" if is_running else "stopped") if group.legacy else None,
        "replication_status": _replication_status(world, group) if group.legacy else None,
        "health_status": "normal" if group.legacy else None,
        "dr_type": "migration",
        "protection_type": None if group.legacy else "replication-pair",
        "replication_model": None,
        "server_type": "ECS",
        "created_at": plain(group.created),
        "updated_at": plain(group.updated),
    }


def _replication_status(world: World, group: Group) -> str | None:
    pairs = world.protection.pairs_of(group)
    return pairs[0].replication_status if pairs else None


def instance_json(instance: ProtectedInstance) -> dict[str, Any]:
    """A protected instance."""
    return {
        "id": instance.id,
        "name": instance.name,
        "description": instance.description,
        "server_group_id": instance.group_id,
        "status": instance.status,
        "progress": instance.progress,
        "source_server": instance.source_server,
        "target_server": instance.target_server,
        "priority_station": instance.station,
        "attachment": [
            {"replication": pair_id, "device": device} for pair_id, device in instance.attachment
        ],
        "tags": [{"key": key, "value": value} for key, value in instance.tags],
        "metadata": {"__system__frozen": "true"} if instance.frozen else {},
        "created_at": plain(instance.created),
        "updated_at": plain(instance.updated),
    }


def pair_json(pair: ReplicationPair) -> dict[str, Any]:
    """A replication pair."""
    return {
        "id": pair.id,
        "name": pair.name,
        "description": None,
        "server_group_id": pair.group_id,
        "replication_model": "hypermetro",
        "status": pair.status,
        "progress": pair.progress,
        "replication_status": pair.replication_status,
        "fault_level": pair.fault_level,
        "volume_ids": f"{pair.source_volume},{pair.target_volume}",
        "priority_station": pair.station,
        "attachment": [{"protected_instance": pair.instance_id, "device": pair.device}]
        if pair.attached
        else [],
        "record_metadata": {
            "multiattach": False,
            "bootable": pair.device == "/dev/vda",
            "volume_size": pair.size,
            "volume_type": pair.volume_type,
        },
        "failure_detail": pair.failure_detail,
        "created_at": six_digits(pair.created),
        "updated_at": six_digits(pair.updated),
    }


def domain_json(domain: ActiveDomain) -> dict[str, Any]:
    """An active-active domain."""
    return {
        "id": domain.id,
        "name": domain.name,
        "description": f"{domain.local_zone}/{domain.remote_zone}",
        "sold_out": False,
        "local_replication_cluster": {"availability_zone": domain.local_zone},
        "remote_replication_cluster": {"availability_zone": domain.remote_zone},
    }


def quota_json(kind: str, used: int, quota: int) -> dict[str, Any]:
    """One kind of resource and how many there may be; -1 is no limit."""
    return {"type": kind, "used": used, "quota": quota, "min": 0, "max": -1}

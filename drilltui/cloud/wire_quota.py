"""Quotas, out of the JSON of VPC, ECS and EVS, each of which has a form of its own.

What is not counted in our words is passed over, and so is what tells no use: a quota that is half
told would be reckoned with as if it were known.
"""

from __future__ import annotations

from drilltui.cloud.wire import count, number, record, records, text
from drilltui.domain.json_value import JsonObject, JsonValue
from drilltui.domain.quota import Counted, Quota

_NETWORK = {"vpc": Counted.VPC, "subnet": Counted.SUBNET, "port": Counted.PORT}

_SERVER = (
    (Counted.SERVER, "totalInstancesUsed", "maxTotalInstances"),
    (Counted.CORE, "totalCoresUsed", "maxTotalCores"),
    (Counted.MEMORY_MB, "totalRAMUsed", "maxTotalRAMSize"),
)

_DISK = (
    (Counted.VOLUME, "volumes"),
    (Counted.VOLUME_GB, "gigabytes"),
    (Counted.SNAPSHOT, "snapshots"),
)


def network(quotas: JsonObject) -> tuple[Quota, ...]:
    """Read ``quotas`` (VPC API v1, "Querying Quotas"): a list of types with `used` and `quota`."""
    return tuple(
        quota
        for item in records(quotas.get("resources"))
        if (counted := _NETWORK.get(text(item.get("type"))))
        and (quota := _quota(counted, item.get("used"), item.get("quota")))
    )


def servers(absolute: JsonObject) -> tuple[Quota, ...]:
    """Read ``absolute`` (ECS API v1, "Querying Tenant Quotas"): two members for each type."""
    return tuple(
        quota
        for counted, used, limit in _SERVER
        if (quota := _quota(counted, absolute.get(used), absolute.get(limit)))
    )


def disks(quota_set: JsonObject) -> tuple[Quota, ...]:
    """Read ``quota_set`` (EVS API v2, "Querying Details of Tenant Quotas"): an object each.

    What is reserved will be in use within moments, so it counts as used.
    """
    return tuple(
        quota
        for counted, name in _DISK
        if (said := record(quota_set.get(name)))
        and (quota := _quota(counted, said.get("in_use"), said.get("limit"), said.get("reserved")))
    )


def _quota(
    counted: Counted, used: JsonValue, limit: JsonValue, reserved: JsonValue = None
) -> Quota | None:
    """Return a quota; None when its use is not told. Without a limit it is told none, or -1."""
    in_use, most = number(used), number(limit)
    if in_use is None:
        return None
    taken = max(in_use, 0) + count(reserved)
    return Quota(counted, taken, most if most is not None and most >= 0 else None)

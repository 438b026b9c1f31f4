"""Quotas, out of the JSON of VPC, ECS and EVS, each of which has a form of its own.

What is not counted in our words is passed over, and so is what tells no use: a quota that is half
told would be reckoned with as if it were known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from drilltui.cloud.wire import number, record, records, text
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
    return _told(
        (_NETWORK[kind], item.get("used"), item.get("quota"))
        for item in records(quotas.get("resources"))
        if (kind := text(item.get("type"))) in _NETWORK
    )


def servers(absolute: JsonObject) -> tuple[Quota, ...]:
    """Read ``absolute`` (ECS API v1, "Querying Tenant Quotas"): two members for each type."""
    return _told((what, absolute.get(used), absolute.get(limit)) for what, used, limit in _SERVER)


def disks(quota_set: JsonObject) -> tuple[Quota, ...]:
    """Read ``quota_set`` (EVS API v2, "Querying Details of Tenant Quotas"): an object each.

    What is reserved is in use within moments, so it is counted.
    """
    return _told(
        (what, _in_use(record(quota_set.get(name))), record(quota_set.get(name)).get("limit"))
        for what, name in _DISK
    )


def _in_use(quota: JsonObject) -> JsonValue:
    used = number(quota.get("in_use"))
    return None if used is None else used + (number(quota.get("reserved")) or 0)


def _told(found: Iterable[tuple[Counted, JsonValue, JsonValue]]) -> tuple[Quota, ...]:
    return tuple(_quotas(found))


def _quotas(found: Iterable[tuple[Counted, JsonValue, JsonValue]]) -> Iterator[Quota]:
    for counted, told, limit in found:
        used, most = number(told), number(limit)
        if used is not None:
            yield Quota(counted, used, most if most is not None and most >= 0 else None)

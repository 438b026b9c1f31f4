from __future__ import annotations

import pytest
from hypothesis import given

from drilltui.cloud import wire_quota
from drilltui.domain.json_value import JsonObject, JsonValue
from drilltui.domain.quota import Counted, Quota
from tests.cloud.json_values import ANY_JSON, rows

ABSOLUTE: JsonObject = {
    "maxTotalInstances": 20, "totalInstancesUsed": 4, "maxTotalCores": 80, "totalCoresUsed": 9,
    "maxTotalRAMSize": -1, "totalRAMUsed": 18432, "maxServerMeta": 128,
}  # fmt: skip


def test_networks_are_counted_by_type_and_other_types_passed_over() -> None:
    resources: JsonValue = [
        {"type": "vpc", "used": 4, "quota": 5, "min": 0},
        {"type": "subnet", "used": 8, "quota": -1, "min": 0},
        {"type": "vpn", "used": 0, "quota": 5, "min": 0},
        {"type": "constellation", "used": 1, "quota": 1},
        None,
    ]
    assert wire_quota.network({"resources": resources}) == (
        Quota(Counted.VPC, 4, 5),
        Quota(Counted.SUBNET, 8, None),
    )


def test_servers_are_counted_in_pairs_of_members() -> None:
    assert wire_quota.servers(ABSOLUTE) == (
        Quota(Counted.SERVER, 4, 20),
        Quota(Counted.CORE, 9, 80),
        Quota(Counted.MEMORY_MB, 18432, None),
    )


def test_what_is_reserved_of_disks_counts_as_used() -> None:
    found = wire_quota.disks(
        {
            "volumes": {"in_use": 8, "limit": 50, "reserved": 2},
            "gigabytes": {"in_use": 550, "limit": 12500, "reserved": 0},
            "snapshots": {"in_use": 0, "limit": -1},
            "gigabytes_SSD": {"in_use": 1, "limit": 1},
            "id": "p",
        }
    )
    assert found == (
        Quota(Counted.VOLUME, 10, 50),
        Quota(Counted.VOLUME_GB, 550, 12500),
        Quota(Counted.SNAPSHOT, 0, None),
    )


@pytest.mark.parametrize(
    ("limit", "expected"), [(0, 0), ("7", 7), (-1, None), ("-1", None), (None, None), ({}, None)]
)
def test_a_limit_that_is_none_is_none(limit: JsonValue, expected: int | None) -> None:
    (found,) = wire_quota.network({"resources": [{"type": "vpc", "used": 0, "quota": limit}]})
    assert found.limit == expected


def test_a_quota_that_does_not_tell_its_use_is_passed_over() -> None:
    assert wire_quota.network({"resources": [{"type": "vpc", "quota": 5}]}) == ()
    assert wire_quota.servers({"maxTotalInstances": 20, "totalInstancesUsed": "many"}) == ()
    assert wire_quota.disks({"volumes": {"limit": 5}, "gigabytes": 7}) == ()


@given(rows("type", "used", "quota"), ANY_JSON)
def test_any_json_gives_quotas_of_networks(row: JsonObject, other: JsonValue) -> None:
    wire_quota.network({"resources": [{**row, "type": "vpc"}, row, other]})
    wire_quota.network({"resources": other})


@given(rows(*ABSOLUTE))
def test_any_json_gives_quotas_of_servers(row: JsonObject) -> None:
    assert all(quota.used >= 0 for quota in wire_quota.servers(row))


@given(rows("in_use", "limit", "reserved"), ANY_JSON)
def test_any_json_gives_quotas_of_disks(row: JsonObject, other: JsonValue) -> None:
    assert all(quota.used >= 0 for quota in wire_quota.disks({"volumes": row, "gigabytes": other}))

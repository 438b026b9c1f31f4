from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given

from drilltui.cloud.wire_group import group, instance, pair
from drilltui.domain.group import ProtectedInstance, ProtectionGroup, ReplicationPair
from drilltui.domain.json_value import JsonObject, JsonValue
from tests.cloud.json_values import rows

GROUP: JsonObject = {
    "id": "g", "name": "pg-billing", "description": None, "status": "protected", "progress": 100,
    "source_availability_zone": "1a", "target_availability_zone": "1b",
    "priority_station": "target", "domain_id": "d", "domain_name": "domain_001",
    "source_vpc_id": "v1", "target_vpc_id": "v2", "test_vpc_id": None,
    "protected_instance_num": 2, "replication_num": 3, "disaster_recovery_drill_num": 1,
    "protected_status": None, "dr_type": "migration", "protection_type": "replication-pair",
    "server_type": "ECS", "created_at": "2025-03-02 08:11:45.2",
    "updated_at": "2025-09-16T21:03:09.500Z", "news": [1],
}  # fmt: skip
INSTANCE: JsonObject = {
    "id": "i", "name": "billing-db", "description": "x", "server_group_id": "g",
    "status": "protected", "progress": "40", "source_server": "s1", "target_server": "s2",
    "priority_station": "source",
    "attachment": [{"replication": "p1", "device": "/dev/vda"}, {"replication": None}, "junk"],
    "tags": [], "metadata": {"__system__frozen": True},
    "created_at": "2025-03-02 08:25:01.118", "updated_at": "2025-09-16 21:03:09.501",
}  # fmt: skip
PAIR: JsonObject = {
    "id": "p", "name": "sys", "description": None, "server_group_id": "g",
    "replication_model": "hypermetro", "status": "protected", "progress": 100,
    "replication_status": "active", "fault_level": "0", "volume_ids": "a,b",
    "priority_station": "source",
    "attachment": [{"protected_instance": "i", "device": "/dev/vda"}],
    "record_metadata": {"bootable": True, "volume_size": 40, "volume_type": "SAS"},
    "failure_detail": None, "created_at": "2025-03-02T08:25:01.118000", "updated_at": None,
}  # fmt: skip


def test_a_group_is_read() -> None:
    found = group(GROUP, "")
    assert found == ProtectionGroup(
        id="g",
        name="pg-billing",
        status="protected",
        progress=100,
        source_zone="1a",
        target_zone="1b",
        priority_station="target",
        domain_id="d",
        domain_name="domain_001",
        source_vpc_id="v1",
        target_vpc_id="v2",
        instance_count=2,
        pair_count=3,
        drill_count=1,
        protection_type="replication-pair",
        server_type="ECS",
        created_at=datetime(2025, 3, 2, 8, 11, 45, 200000, UTC),
        updated_at=datetime(2025, 9, 16, 21, 3, 9, 500000, UTC),
    )
    assert found.raw is GROUP
    assert found.production_zone == "1b"


def test_an_instance_is_read() -> None:
    found = instance(INSTANCE, "")
    assert found == ProtectedInstance(
        id="i",
        name="billing-db",
        group_id="g",
        status="protected",
        progress=40,
        description="x",
        source_server_id="s1",
        target_server_id="s2",
        priority_station="source",
        pair_ids=("p1",),
        metadata={"__system__frozen": "true"},
        created_at=datetime(2025, 3, 2, 8, 25, 1, 118000, UTC),
        updated_at=datetime(2025, 9, 16, 21, 3, 9, 501000, UTC),
    )
    assert found.raw is INSTANCE
    assert found.frozen


def test_a_pair_is_read() -> None:
    found = pair(PAIR, "")
    assert found == ReplicationPair(
        id="p",
        name="sys",
        group_id="g",
        status="protected",
        progress=100,
        replication_status="active",
        replication_model="hypermetro",
        fault_level="0",
        volume_ids=("a", "b"),
        instance_ids=("i",),
        priority_station="source",
        volume_gb=40,
        volume_type="SAS",
        created_at=datetime(2025, 3, 2, 8, 25, 1, 118000, UTC),
    )
    assert found.raw is PAIR


@pytest.mark.parametrize("level", ["2", 2, 2.0])
def test_the_fault_level_may_be_a_number(level: JsonValue) -> None:
    assert pair({**PAIR, "fault_level": level}, "").fault_level == "2"


def test_nothing_at_all_gives_empty_values_and_the_default_id() -> None:
    assert group({}, "?1") == ProtectionGroup("?1", "", "")
    assert instance({}, "?1") == ProtectedInstance("?1", "", "", "")
    assert pair({}, "?1") == ReplicationPair("?1", "", "", "")


def test_null_is_like_absent() -> None:
    assert group(dict.fromkeys(GROUP), "") == group({}, "")
    assert instance(dict.fromkeys(INSTANCE), "") == instance({}, "")
    assert pair(dict.fromkeys(PAIR), "") == pair({}, "")


@given(rows(*GROUP))
def test_any_json_in_any_field_gives_a_group(row: JsonObject) -> None:
    assert group(row, "?").raw is row


@given(rows(*INSTANCE))
def test_any_json_in_any_field_gives_an_instance(row: JsonObject) -> None:
    assert instance(row, "?").raw is row


@given(rows(*PAIR))
def test_any_json_in_any_field_gives_a_pair(row: JsonObject) -> None:
    assert pair(row, "?").raw is row

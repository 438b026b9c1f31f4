from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given

from drilltui.cloud.wire_storage import snapshot, volume
from drilltui.domain.json_value import JsonObject
from drilltui.domain.storage import Snapshot, Volume
from tests.cloud.json_values import rows

VOLUME: JsonObject = {
    "id": "d", "name": "disk-1", "status": "in-use", "size": 40,
    "attachments": [{"server_id": "s", "attachment_id": "a", "device": "/dev/vda"}, {}, None],
    "created_at": "2025-05-30T03:14:44.457975",
}  # fmt: skip
SNAPSHOT: JsonObject = {
    "id": "n", "name": "snap-1", "volume_id": "d", "status": "available",
    "created_at": "2025-05-30T03:20:00.000000",
}  # fmt: skip


def test_a_disk_is_read() -> None:
    time = datetime(2025, 5, 30, 3, 14, 44, 457975, tzinfo=UTC)
    assert volume(VOLUME, "") == Volume("d", "disk-1", "in-use", 40, ("s",), time)
    assert volume(VOLUME, "").raw is VOLUME


def test_a_size_that_is_not_told_is_not_zero() -> None:
    assert volume({**VOLUME, "size": None}, "").size_gb is None
    assert volume({**VOLUME, "size": "x"}, "").size_gb is None


def test_a_snapshot_is_read() -> None:
    time = datetime(2025, 5, 30, 3, 20, tzinfo=UTC)
    assert snapshot(SNAPSHOT, "") == Snapshot("n", "snap-1", "d", "available", time)
    assert snapshot(SNAPSHOT, "").raw is SNAPSHOT


@given(rows(*VOLUME))
def test_any_json_in_any_field_gives_a_disk(row: JsonObject) -> None:
    assert isinstance(volume(row, "?"), Volume)


@given(rows(*SNAPSHOT))
def test_any_json_in_any_field_gives_a_snapshot(row: JsonObject) -> None:
    assert isinstance(snapshot(row, "?"), Snapshot)

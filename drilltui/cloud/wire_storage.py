"""Disks and snapshots, out of the JSON of EVS."""

from __future__ import annotations

from drilltui.cloud.times import moment
from drilltui.cloud.wire import number, records, text
from drilltui.domain.json_value import JsonObject
from drilltui.domain.storage import Snapshot, Volume


def volume(row: JsonObject, default_id: str) -> Volume:
    """Read a disk (EVS API v2, "Querying Details About All Disks"); its size is in GB."""
    get = row.get
    servers = (text(item.get("server_id")) for item in records(get("attachments")))
    return Volume(
        id=text(get("id")) or default_id,
        name=text(get("name")),
        status=text(get("status")),
        size_gb=number(get("size")),
        server_ids=tuple(filter(None, servers)),
        created_at=moment(get("created_at")),
        raw=row,
    )


def snapshot(row: JsonObject, default_id: str) -> Snapshot:
    """Read a snapshot (EVS API v2, "Querying Details About EVS Snapshots")."""
    get = row.get
    return Snapshot(
        id=text(get("id")) or default_id,
        name=text(get("name")),
        volume_id=text(get("volume_id")),
        status=text(get("status")),
        created_at=moment(get("created_at")),
        raw=row,
    )

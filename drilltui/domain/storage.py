"""Disks and snapshots, as far as a drill needs them (EVS API v2)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from drilltui.domain.json_value import JsonObject


@dataclass(frozen=True, slots=True)
class Volume:
    """A disk. `server_ids` are the servers it is attached to; `status` is the service's word."""

    id: str
    name: str = ""
    status: str = ""
    size_gb: int | None = None
    server_ids: tuple[str, ...] = ()
    created_at: datetime | None = None
    raw: JsonObject = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A snapshot of the disk `volume_id`."""

    id: str
    name: str
    volume_id: str
    status: str = ""
    created_at: datetime | None = None
    raw: JsonObject = field(default_factory=dict, compare=False, repr=False)

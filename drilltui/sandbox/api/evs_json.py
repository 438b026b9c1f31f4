"""Disks and snapshots as JSON."""

from typing import Any

from drilltui.sandbox.api.times import six_digits
from drilltui.sandbox.volumes import Disk, Snapshot


def disk_json(disk: Disk) -> dict[str, Any]:
    """A disk; one that no server has is ``available``."""
    attachments = []
    if disk.server_id:
        attachments.append(
            {
                "attachment_id": disk.id,
                "id": disk.id,
                "volume_id": disk.id,
                "server_id": disk.server_id,
                "device": disk.device,
                "attached_at": six_digits(disk.created),
            }
        )
    return {
        "id": disk.id,
        "name": disk.name,
        "description": "",
        "status": "in-use" if attachments else "available",
        "size": disk.size,
        "volume_type": disk.type,
        "availability_zone": disk.zone,
        "bootable": "true" if disk.device == "/dev/vda" else "false",
        "created_at": six_digits(disk.created),
        "updated_at": six_digits(disk.created),
        "attachments": attachments,
        "metadata": {},
        "snapshot_id": None,
        "multiattach": False,
        "shareable": "false",
        "encrypted": False,
        "os-vol-tenant-attr:tenant_id": disk.project_id,
        "service_type": "EVS",
        "tags": {},
    }


def snapshot_json(snapshot: Snapshot) -> dict[str, Any]:
    """A snapshot."""
    return {
        "id": snapshot.id,
        "name": snapshot.name,
        "description": "",
        "status": "available",
        "volume_id": snapshot.volume_id,
        "size": snapshot.size,
        "created_at": six_digits(snapshot.created),
        "updated_at": six_digits(snapshot.created),
        "metadata": {},
        "os-extended-snapshot-attributes:project_id": snapshot.project_id,
        "os-extended-snapshot-attributes:progress": "100%",
    }

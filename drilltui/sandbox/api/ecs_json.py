"""Servers as JSON."""

from datetime import datetime
from typing import Any, Final

from drilltui.sandbox.api.times import ecs, six_digits
from drilltui.sandbox.servers import Nic, Server, Volume

_POWER: Final = {"BUILD": 0, "ACTIVE": 1, "SHUTOFF": 4}
_VM_STATE: Final = {"BUILD": "building", "ACTIVE": "active", "SHUTOFF": "stopped"}

#: Every server of the sandbox is in the one security group there is.
_SECURITY_GROUP: Final = {"name": "default", "id": "6a3c0d52-6d0e-4c6f-9b51-0d3f8f1c7a20"}

_KEYS: Final = (
    "id",
    "name",
    "status",
    "created",
    "updated",
    "addresses",
    "flavor",
    "image",
    "OS-EXT-AZ:availability_zone",
    "OS-EXT-SRV-ATTR:hostname",
    "OS-EXT-STS:vm_state",
    "OS-EXT-STS:task_state",
    "OS-EXT-STS:power_state",
    "OS-SRV-USG:launched_at",
    "metadata",
    "security_groups",
    "os-extended-volumes:volumes_attached",
    "tenant_id",
    "enterprise_project_id",
    "key_name",
    "tags",
    "sys_tags",
    "description",
    "locked",
    "host_status",
    "fault",
)


def server_json(server: Server, now: datetime) -> dict[str, Any]:
    """A server. The key of its addresses is the VPC ID, as in the reference's samples."""
    status = server.status(now)
    flavor = server.flavor
    is_built = now >= server.built
    return {
        "id": server.id,
        "name": server.name,
        "status": status,
        "created": ecs(server.created),
        "updated": ecs(server.built if is_built else server.created),
        "addresses": _addresses(server, now),
        "flavor": {
            "id": flavor.name,
            "name": flavor.name,
            "vcpus": str(flavor.cores),
            "ram": str(flavor.memory),
            "disk": "0",
        },
        "image": {"id": ""},
        "OS-EXT-AZ:availability_zone": server.zone,
        "OS-EXT-SRV-ATTR:hostname": server.name.lower(),
        "OS-EXT-STS:vm_state": _VM_STATE[status],
        "OS-EXT-STS:task_state": None if is_built else "spawning",
        "OS-EXT-STS:power_state": _POWER[status],
        "OS-SRV-USG:launched_at": six_digits(server.built) if is_built else None,
        "metadata": {
            "vpc_id": server.vpc_id,
            "os_type": server.system,
            "charging_mode": "0",
        },
        "security_groups": [_SECURITY_GROUP],
        "os-extended-volumes:volumes_attached": [
            _volume_json(volume, place) for place, volume in enumerate(server.volumes)
        ],
        "tenant_id": server.project_id,
        "enterprise_project_id": "0",
        "key_name": None,
        "tags": [],
        "sys_tags": [{"key": "_sys_enterprise_project_id", "value": "0"}],
        "description": "",
        "locked": False,
        "host_status": "UP",
        "fault": None,
    }


def missing_server_json(server_id: str, now: datetime) -> dict[str, Any]:
    """How a list by ID shows a server that is not there: ID and fault, all else null."""
    fault = {
        "message": f"Instance {server_id} could not be found.",
        "code": 404,
        "created": ecs(now),
        "details": "",
    }
    return {**dict.fromkeys(_KEYS), "id": server_id, "fault": fault}


def _addresses(server: Server, now: datetime) -> dict[str, list[dict[str, Any]]]:
    nics = server.addresses(now)
    if not nics:
        return {}
    return {server.vpc_id: [_nic_json(nic, is_first=nic is nics[0]) for nic in nics]}


def _nic_json(nic: Nic, *, is_first: bool) -> dict[str, Any]:
    return {
        "version": "4",
        "addr": nic.address,
        "OS-EXT-IPS:type": "fixed",
        "OS-EXT-IPS-MAC:mac_addr": nic.mac,
        "OS-EXT-IPS:port_id": nic.port_id,
        "primary": is_first,
    }


def _volume_json(volume: Volume, place: int) -> dict[str, str]:
    return {
        "id": volume.id,
        "device": volume.device,
        "bootIndex": "0" if place == 0 else "-1",
        "delete_on_termination": "false",
    }

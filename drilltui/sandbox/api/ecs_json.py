"""Servers as JSON."""

from datetime import datetime
from typing import Any, Final

from drilltui.sandbox.api.enterprise import membership
from drilltui.sandbox.api.times import ecs, six_digits
from drilltui.sandbox.identifiers import identifiers_for
from drilltui.sandbox.servers import Nic, Server, Volume
from drilltui.sandbox.world import World

_POWER: Final = {"BUILD": 0, "ACTIVE": 1, "SHUTOFF": 4, "ERROR": 0}
_VM_STATE: Final = {
    "BUILD": "building",
    "ACTIVE": "active",
    "SHUTOFF": "stopped",
    "ERROR": "error",
}

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


def server_json(world: World, server: Server, now: datetime) -> dict[str, Any]:
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
        "addresses": _addresses(world, server, now),
        "flavor": {
            "id": flavor.name,
            "name": flavor.name,
            "vcpus": str(flavor.cores),
            "ram": str(flavor.memory),
            "disk": "0",
        },
        "image": {"id": identifiers_for(0, "image", server.image).uuid()},
        "OS-EXT-AZ:availability_zone": server.zone,
        "OS-EXT-SRV-ATTR:hostname": server.name.lower(),
        "OS-EXT-STS:vm_state": _VM_STATE[status],
        "OS-EXT-STS:task_state": None if is_built else "spawning",
        "OS-EXT-STS:power_state": _POWER[status],
        "OS-SRV-USG:launched_at": six_digits(server.built) if is_built else None,
        "metadata": {
            "vpc_id": server.vpc_id,
            "os_type": server.system,
            "image_name": server.image,
            "charging_mode": "0",
        },
        "security_groups": [
            {"name": group.name, "id": group.id}
            for group in world.security_groups.called(server.project_id, server.groups)
        ],
        "os-extended-volumes:volumes_attached": [
            _volume_json(volume, place) for place, volume in enumerate(server.volumes)
        ],
        "tenant_id": server.project_id,
        **(enterprise := membership(world, server)),
        "key_name": server.key or None,
        "tags": [],
        "sys_tags": [{"key": f"_sys_{key}", "value": value} for key, value in enterprise.items()],
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


def _addresses(world: World, server: Server, now: datetime) -> dict[str, list[dict[str, Any]]]:
    """The fixed addresses, each followed by the floating one that is bound to it."""
    nics = server.addresses(now)
    told = []
    for nic in nics:
        told.append({**_address_json(nic, nic.address, "fixed"), "primary": nic is nics[0]})
        if ip := world.public_ips.bound_to(nic.port_id, now):
            told.append(_address_json(nic, ip.address, "floating"))
    return {server.vpc_id: told} if told else {}


def _address_json(nic: Nic, address: str, kind: str) -> dict[str, Any]:
    return {
        "version": "4",
        "addr": address,
        "OS-EXT-IPS:type": kind,
        "OS-EXT-IPS-MAC:mac_addr": nic.mac,
        "OS-EXT-IPS:port_id": nic.port_id,
    }


def _volume_json(volume: Volume, place: int) -> dict[str, str]:
    return {
        "id": volume.id,
        "device": volume.device,
        "bootIndex": "0" if place == 0 else "-1",
        "delete_on_termination": "false",
    }

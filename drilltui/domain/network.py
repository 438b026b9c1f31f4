"""VPCs and what is in them, as far as a drill needs them (VPC API v1; ACLs: v3)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from drilltui.domain.json_value import JsonObject


@dataclass(frozen=True, slots=True)
class Vpc:
    """A virtual private cloud; `cidr` may be empty."""

    id: str
    name: str
    cidr: str = ""
    status: str = ""
    description: str = ""
    enterprise_project_id: str = ""
    created_at: datetime | None = None
    raw: JsonObject = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Subnet:
    """A subnet of a VPC; `free_addresses` is None where the service does not tell."""

    id: str
    name: str
    vpc_id: str
    cidr: str = ""
    gateway: str = ""
    status: str = ""
    zone: str = ""
    free_addresses: int | None = None
    raw: JsonObject = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Route:
    """A route: where to, and by which next hop; `kind` is the service's word (``ecs``, ``eni``)."""

    destination: str
    nexthop: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class RouteTable:
    """A route table. `default` is None where the service does not tell; `routes` are its own."""

    id: str
    name: str
    vpc_id: str
    default: bool | None = None
    subnet_ids: tuple[str, ...] = ()
    routes: tuple[Route, ...] = ()
    raw: JsonObject = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class NetworkAcl:
    """A network ACL and the subnets that it guards."""

    id: str
    name: str
    subnet_ids: tuple[str, ...] = ()
    enabled: bool = True
    raw: JsonObject = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Port:
    """An address in use in a subnet, by `device_id`; `owner` is the service's word for whom.

    ``network:dhcp`` and other ``network:`` owners are the service's own, ``compute:<zone>`` is a
    server; empty owners are ports that somebody made and nothing uses.
    """

    id: str
    subnet_id: str
    device_id: str = ""
    owner: str = ""
    addresses: tuple[str, ...] = ()
    name: str = ""
    raw: JsonObject = field(default_factory=dict, compare=False, repr=False)

    @property
    def of_the_service(self) -> bool:
        """True for a port that comes and goes with its subnet (DHCP, router)."""
        return self.owner.startswith("network:")


@dataclass(frozen=True, slots=True)
class PublicIp:
    """An elastic IP; it is bound while it has a port."""

    id: str
    address: str
    port_id: str = ""
    private_address: str = ""
    status: str = ""
    created_at: datetime | None = None
    raw: JsonObject = field(default_factory=dict, compare=False, repr=False)

    @property
    def bound(self) -> bool:
        """True while it belongs to a server's port; unbound it costs all the same."""
        return bool(self.port_id)


@dataclass(frozen=True, slots=True)
class SecurityGroup:
    """A security group; `vpc_id` is empty where groups belong to the project."""

    id: str
    name: str
    vpc_id: str = ""
    raw: JsonObject = field(default_factory=dict, compare=False, repr=False)

"""VPCs and subnets, as far as a drill needs them (VPC API v1)."""

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

"""Protection groups and what they protect (SDRS API: server-groups, protected-instances,
replications)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from drilltui.domain.json_value import JsonObject


@dataclass(frozen=True, slots=True)
class ProtectionGroup:
    """A set of servers that is protected, switched and drilled together.

    `status` is the service's word, unknown ones included. Zones are as set at creation;
    `priority_station` (``source`` or ``target``) says where production is now. `progress` is the
    first synchronisation in per cent. `raw` is the answer as it came.
    """

    id: str
    name: str
    status: str
    progress: int | None = None
    description: str = ""
    source_zone: str = ""
    target_zone: str = ""
    priority_station: str = ""
    domain_id: str = ""
    domain_name: str = ""
    source_vpc_id: str = ""
    target_vpc_id: str = ""
    instance_count: int = 0
    pair_count: int = 0
    drill_count: int = 0
    protection_type: str = ""
    server_type: str = ""
    created_at: datetime | None = None
    updated_at: datetime | None = None
    raw: JsonObject = field(default_factory=dict, compare=False, repr=False)

    @property
    def production_zone(self) -> str:
        """The availability zone where production runs now."""
        return self.target_zone if self.priority_station == "target" else self.source_zone

    @property
    def recovery_zone(self) -> str:
        """The availability zone that would take over, where drill servers are made."""
        return self.source_zone if self.priority_station == "target" else self.target_zone

    @property
    def vpc_ids(self) -> frozenset[str]:
        """The group's own VPCs, none of which can be a drill VPC (SDRS.1907)."""
        return frozenset(vpc for vpc in (self.source_vpc_id, self.target_vpc_id) if vpc)


@dataclass(frozen=True, slots=True)
class ProtectedInstance:
    """A server pair of a protection group: the production server and its stand-in."""

    id: str
    name: str
    group_id: str
    status: str
    progress: int | None = None
    description: str = ""
    source_server_id: str = ""
    target_server_id: str = ""
    priority_station: str = ""
    pair_ids: tuple[str, ...] = ()
    metadata: Mapping[str, str] = field(default_factory=dict)
    created_at: datetime | None = None
    updated_at: datetime | None = None
    raw: JsonObject = field(default_factory=dict, compare=False, repr=False)

    @property
    def standby_server_id(self) -> str:
        """The server at the recovery site, which a drill server is made like.

        Its two servers are told as of creation: which stands by follows `priority_station`.
        """
        switched = self.priority_station == "target"
        return self.source_server_id if switched else self.target_server_id

    @property
    def frozen(self) -> bool:
        """True when the service froze the instance because of a payment problem."""
        return self.metadata.get("__system__frozen", "").lower() == "true"


@dataclass(frozen=True, slots=True)
class ReplicationPair:
    """A pair of disks kept equal.

    `fault_level` is ``"0"`` (none), ``"2"`` (production disk lost) or ``"5"`` (link down).
    """

    id: str
    name: str
    group_id: str
    status: str
    progress: int | None = None
    description: str = ""
    replication_status: str = ""
    replication_model: str = ""
    fault_level: str = ""
    volume_ids: tuple[str, ...] = ()
    instance_ids: tuple[str, ...] = ()
    priority_station: str = ""
    volume_gb: int | None = None
    volume_type: str = ""
    failure_detail: str = ""
    created_at: datetime | None = None
    updated_at: datetime | None = None
    raw: JsonObject = field(default_factory=dict, compare=False, repr=False)

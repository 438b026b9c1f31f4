"""What was seen before a drill: collected by services, judged by rules, kept in the record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias, TypeVar

from drilltui.domain.drill import Drill
from drilltui.domain.group import ProtectedInstance, ProtectionGroup, ReplicationPair
from drilltui.domain.network import NetworkAcl, Port, RouteTable, Subnet, Vpc
from drilltui.domain.project import EnterpriseProject
from drilltui.domain.quota import Counted, Quota
from drilltui.domain.server import Server

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Unseen:
    """Could not look: why, the code that said so, and what would help. It is no verdict."""

    why: str
    code: str = ""
    remedy: str = ""

    @property
    def words(self) -> str:
        """Why, with the code that said so before it."""
        return f"{self.code}: {self.why}" if self.code else self.why


Looked: TypeAlias = _T | Unseen
"""What a read showed, or why there was none."""


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that rules judge, as it was at `seen_at`.

    `drills` are those of the project. `subnets` are those of all its VPCs. `standby` are the
    servers at the recovery site that drill servers are made from, by id. `ports` are those of the
    chosen VPC's subnets, empty when none is chosen. `acls` and `route_tables` are those of the
    group's VPC and of the chosen one. `skew` is how far the cloud's clock is ahead (None: unknown).
    """

    group: ProtectionGroup
    seen_at: datetime
    drills: Looked[tuple[Drill, ...]]
    instances: Looked[tuple[ProtectedInstance, ...]]
    pairs: Looked[tuple[ReplicationPair, ...]]
    vpcs: Looked[tuple[Vpc, ...]]
    subnets: Looked[tuple[Subnet, ...]]
    standby: Looked[Mapping[str, Server]]
    quotas: Mapping[Counted, Looked[Quota]]
    key_pairs: Looked[frozenset[str]]
    route_tables: Looked[tuple[RouteTable, ...]]
    acls: Looked[tuple[NetworkAcl, ...]]
    ports: Looked[tuple[Port, ...]]
    enterprise_projects: Looked[tuple[EnterpriseProject, ...]]
    skew: timedelta | None = None

"""What was seen before a drill: collected by services, judged by rules, kept in the record."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from ipaddress import ip_address
from typing import TypeAlias, TypeVar

from drilltui.domain.cloud_id import folded
from drilltui.domain.drill import Drill
from drilltui.domain.group import ProtectedInstance, ProtectionGroup, ReplicationPair
from drilltui.domain.language import tr
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

Place: TypeAlias = tuple[int, int]
"""An address as its IP version and its number."""


@dataclass(frozen=True)  # without slots, which would leave cached properties no place
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

    @cached_property
    def vpcs_by_id(self) -> Looked[Mapping[str, tuple[Vpc, ...]]]:
        """The VPCs by id (`folded`): a list asks for each of them, of thousands."""
        return _by(self.vpcs, lambda one: one.id)

    @cached_property
    def subnets_by_vpc(self) -> Looked[Mapping[str, tuple[Subnet, ...]]]:
        """The subnets by the id of their VPC (`folded`)."""
        return _by(self.subnets, lambda one: one.vpc_id)

    @cached_property
    def drills_by_vpc(self) -> Looked[Mapping[str, tuple[Drill, ...]]]:
        """The drills by the id of their VPC (`folded`)."""
        return _by(self.drills, lambda one: one.vpc_id)

    @cached_property
    def standing_by(self) -> Looked[tuple[Server, ...]]:
        """The servers that drill servers are made like, without those that are gone."""
        if isinstance(self.standby, Unseen):
            return self.standby
        return tuple(one for one in self.standby.values() if not one.gone)

    @cached_property
    def places(self) -> Looked[tuple[Place, ...]]:
        """The addresses in VPCs that those servers have, and drill servers will have; sorted."""
        if isinstance(self.standing_by, Unseen):
            return self.standing_by
        told = (one.ip for server in self.standing_by for one in server.fixed_addresses)
        return tuple(sorted(filter(None, map(_place, told))))

    @cached_property
    def untold_standby(self) -> str:
        """What keeps `standing_by` from being all that there are; empty when it is.

        ``""`` too when servers or instances were not seen: that is said by itself.
        """
        if isinstance(self.instances, Unseen) or isinstance(self.standby, Unseen):
            return ""
        listed, counted = len(self.instances), self.group.instance_count
        if listed < counted:
            return tr(
                "{listed} of {counted} protected instances are listed",
                listed=listed,
                counted=counted,
            )
        known = {folded(id_) for id_, one in self.standby.items() if not one.gone}
        for one in self.instances:
            if not one.standby_server_id:
                return tr("no standby server is told for {name}", name=one.name)
            if folded(one.standby_server_id) not in known:
                return tr("the standby server of {name} is not seen", name=one.name)
        return ""

    @cached_property
    def untold_places(self) -> str:
        """What keeps `places` from being all that there are, in the same way."""
        if isinstance(self.standing_by, Unseen) or self.untold_standby:
            return self.untold_standby
        bare = (one.name for one in self.standing_by if not one.fixed_addresses)
        name = next(bare, "")
        return tr("no address of {name} is told", name=name) if name else ""


def _place(address: str) -> Place | None:
    try:
        found = ip_address(address)
    except ValueError:
        return None
    return found.version, int(found)


def _by(
    looked: Looked[tuple[_T, ...]], key: Callable[[_T], str]
) -> Looked[Mapping[str, tuple[_T, ...]]]:
    """Return rows by an id, without those that tell none."""
    if isinstance(looked, Unseen):
        return looked
    found: dict[str, list[_T]] = {}
    for row in looked:
        if id_ := key(row):
            found.setdefault(folded(id_), []).append(row)
    return {id_: tuple(rows) for id_, rows in found.items()}

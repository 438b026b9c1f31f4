"""What the account has at the services next to SDRS, beside networks and servers.

Nothing of it but disks and snapshots changes while the world runs.
"""

from dataclasses import dataclass
from typing import Protocol, TypeVar

from drilltui.sandbox.enterprise_projects import EnterpriseProject
from drilltui.sandbox.firewalls import Firewall
from drilltui.sandbox.key_pairs import KeyPair
from drilltui.sandbox.neighbour_tables import (
    ALL_OFFERED,
    NO_LIMITS,
    NeighboursTable,
    QuotasTable,
)
from drilltui.sandbox.public_ips import PublicIp
from drilltui.sandbox.security_groups import SecurityGroup


class _OfProject(Protocol):
    @property
    def project_id(self) -> str: ...


_Item = TypeVar("_Item", bound=_OfProject)


@dataclass(frozen=True, slots=True)
class Neighbours:
    """``offered`` says which services there are, ``limits`` how much a project may have."""

    offered: NeighboursTable = ALL_OFFERED
    limits: QuotasTable = NO_LIMITS
    enterprise_projects: tuple[EnterpriseProject, ...] = ()
    key_pairs: tuple[KeyPair, ...] = ()
    security_groups: tuple[SecurityGroup, ...] = ()
    firewalls: tuple[Firewall, ...] = ()
    public_ips: tuple[PublicIp, ...] = ()


def of_project(items: tuple[_Item, ...], project_id: str) -> list[_Item]:
    """Those of ``items`` that belong to the project."""
    return [item for item in items if item.project_id == project_id]

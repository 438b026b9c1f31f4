"""What a scenario says of the services next to SDRS: quotas, and what else a drill meets.

Each class is one table of the scenario's file and each field one of its keys, like those of
``scenario``; a file that says nothing of them gets a plain account without limits.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class QuotasTable:
    """How much of each a project may have (-1: unlimited); memory in MB, disks in GB.

    How much of it is used follows from the world.
    """

    vpc: int = -1
    subnet: int = -1
    port: int = -1
    public_ip: int = -1
    security_group: int = -1
    instances: int = -1
    cores: int = -1
    ram_mb: int = -1
    volumes: int = -1
    snapshots: int = -1
    gigabytes: int = -1


@dataclass(frozen=True, slots=True)
class NeighboursTable:
    """What the cloud offers beside SDRS.

    Without ``enterprise_projects``, as on Open Telekom Cloud, there is no EPS and nothing tells
    the enterprise project it is in. Without ``route_table_default`` a list of route tables does
    not tell which one is the default, as older answers do not.
    """

    enterprise_projects: bool = True
    route_table_default: bool = True


@dataclass(frozen=True, slots=True)
class EnterpriseProjectTable:
    """An enterprise project beside the one called ``default``, which is always there."""

    name: str
    description: str = ""
    enabled: bool = True


@dataclass(frozen=True, slots=True)
class KeyPairTable:
    """A key pair of a project."""

    project: str
    name: str


@dataclass(frozen=True, slots=True)
class SecurityGroupTable:
    """A security group of a project beside the one called ``default``, which is always there."""

    project: str
    name: str
    description: str = ""
    enterprise_project: str = ""


@dataclass(frozen=True, slots=True)
class AclRuleTable:
    """A rule of a network ACL; what is left empty means any."""

    direction: str
    action: str
    protocol: str = "any"
    source: str = "0.0.0.0/0"
    destination: str = "0.0.0.0/0"
    ports: str = ""


@dataclass(frozen=True, slots=True)
class AclTable:
    """A network ACL of a project, over the subnets that name it."""

    project: str
    name: str
    description: str = ""
    enabled: bool = True
    rules: tuple[AclRuleTable, ...] = ()


@dataclass(frozen=True, slots=True)
class ForeignServerTable:
    """A server that no protection group knows; without an ``address`` it gets the next one."""

    name: str
    subnet: str
    address: str = ""
    flavor: str = "s6.medium.2"
    key: str = ""


@dataclass(frozen=True, slots=True)
class PublicIpTable:
    """An elastic IP of a project, bound to the server in production of ``instance``, if any."""

    project: str
    address: str
    instance: str = ""
    bandwidth: str = ""
    enterprise_project: str = ""


@dataclass(frozen=True, slots=True)
class VolumeTable:
    """A disk of a project that no server has, ``size`` in GB, with the names of its snapshots."""

    project: str
    name: str
    size: int
    type: str = "SAS"
    snapshots: tuple[str, ...] = ()


#: What an account has whose scenario says nothing.
NO_LIMITS: Final = QuotasTable()
ALL_OFFERED: Final = NeighboursTable()

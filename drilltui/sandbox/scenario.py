"""What a scenario says: the starting world, as its TOML file tells it.

Each class is one table of the file and each field one of its keys; a field without a default is a
key that must be there. Ages are relative to the moment the sandbox opens. ``scenario_file`` reads
and checks them, ``genesis`` builds the world from them, ``embedded`` what stands in front of it.
"""

from dataclasses import dataclass, field
from datetime import timedelta

from drilltui.sandbox.account_tables import (
    AccountTable,
    GatewayTable,
    NetworkTable,
    SignInTable,
    UserTable,
)
from drilltui.sandbox.ages import Age, Span
from drilltui.sandbox.fault_table import AccessTable, FaultTable
from drilltui.sandbox.lesson_table import LessonTable
from drilltui.sandbox.neighbour_tables import (
    ALL_OFFERED,
    NO_LIMITS,
    AclTable,
    EnterpriseProjectTable,
    ForeignServerTable,
    KeyPairTable,
    NeighboursTable,
    PublicIpTable,
    QuotasTable,
    SecurityGroupTable,
    VolumeTable,
)
from drilltui.sandbox.service_table import ServiceTable

_HALF_A_YEAR = Age(timedelta(days=180))


class ScenarioError(ValueError):
    """A scenario cannot be used; the message is one sentence that says where and why."""


@dataclass(frozen=True, slots=True)
class SubnetTable:
    """A subnet.

    Its ``gateway`` is as a rule the first address. ``available`` is how many addresses servers
    can have in it, all of them told here; as a rule all but the service's own. ``acl`` and
    ``route_table`` name what it is under, instead of what the VPC says.
    """

    name: str
    cidr: str
    gateway: str = ""
    available: int | None = None
    acl: str = ""
    route_table: str = ""


@dataclass(frozen=True, slots=True)
class RouteTableRow:
    """A route of a custom route table."""

    destination: str
    nexthop: str


@dataclass(frozen=True, slots=True)
class RouteTableTable:
    """A custom route table, over the subnets that name it."""

    name: str
    routes: tuple[RouteTableRow, ...] = ()


@dataclass(frozen=True, slots=True)
class VpcTable:
    """A VPC.

    ``routes``, if any, make up a custom route table over all of its subnets that name none of
    ``route_tables``. ``acl`` is over all of its subnets that name none. It and every drill VPC made
    like it go as it says: deleting one of their subnets takes ``subnet_delete_tries`` requests;
    with ``delete_lies`` deleting the VPC is answered as done, and it stays.
    """

    project: str
    name: str
    cidr: str
    description: str = ""
    subnets: tuple[SubnetTable, ...] = ()
    routes: tuple[RouteTableRow, ...] = ()
    route_tables: tuple[RouteTableTable, ...] = ()
    acl: str = ""
    servers: tuple[ForeignServerTable, ...] = ()
    enterprise_project: str = ""
    subnet_delete_tries: int = 1
    delete_lies: bool = False


@dataclass(frozen=True, slots=True)
class DiskTable:
    """A disk of a protected instance, ``size`` in GB. What is left empty follows the group.

    ``attachment`` says of its pair that it is attached (empty), ``"none"``, or ``"unreadable"``,
    which only the service's jobs notice. ``frozen`` means trouble with a payment.
    """

    size: int
    type: str = "SAS"
    status: str = ""
    progress: int | None = None
    replication: str = ""
    fault_level: str = "0"
    failure_detail: str = ""
    attachment: str = ""
    frozen: bool = False


@dataclass(frozen=True, slots=True)
class InstanceTable:
    """A protected instance.

    ``subnets`` name where it has network cards (empty: one in the VPC's first subnet); ``server``
    is its servers' name, as a rule its own; ``tags`` are written ``key=value``. Its servers take
    the key pair ``key``, if any, and are in the ``security_groups`` (empty: in ``default``).
    """

    name: str
    disks: tuple[DiskTable, ...] = (DiskTable(40),)
    subnets: tuple[str, ...] = ()
    server: str = ""
    description: str = ""
    status: str = ""
    system: str = "Linux"
    flavor: str = "s6.large.2"
    frozen: bool = False
    tags: tuple[str, ...] = ()
    image: str = ""
    key: str = ""
    enterprise_project: str = ""
    security_groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DrillTable:
    """A drill of the past: asked for at ``created`` in ``vpc`` (empty: one made for it).

    With ``deletion`` its deletion was asked for then. ``eips`` of its servers were given an EIP.
    """

    name: str
    created: Age
    vpc: str = ""
    deletion: Age | None = None
    eips: int = 0


@dataclass(frozen=True, slots=True)
class FailureTable:
    """What a job fails with."""

    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class FailedTaskTable:
    """A row of the task centre about a group, or another resource of it called ``resource``."""

    failure_status: str
    job_type: str
    failed: Age
    code: str
    reason: str
    resource_type: str = "server_groups"
    resource: str = ""


@dataclass(frozen=True, slots=True)
class GroupTable:
    """A protection group. ``station`` says which site production is at.

    ``last_drill`` is the begin of an earlier drill that is long gone. The DR site may be in a VPC
    of its own, ``recovery_vpc``.

    Its drills: requests for one are refused with ``creation_refusal``, or their job fails with
    ``creation_failure``; ``drill_eips`` servers of each new one are given an EIP by somebody. With
    ``stranger`` somebody puts a server of their own into the drill VPC of each.
    Of the requests to delete one the first ``deletion_refusals`` are refused, the next
    ``deletion_failures`` fail in the job if there is a ``deletion_failure``, and the job of the
    next ``deletion_lies`` succeeds although the drill stays; -1 is all of them. ``leaves`` names
    what goes neither with a drill nor after its creation: ``"disk"``, ``"snapshot"``, ``"port"``,
    ``"security-group"``. The drill servers of the instances in ``broken`` come up in ``ERROR``.

    Disks of it that are not synchronized when the sandbox opens are so after ``synchronised_in``.
    """

    project: str
    name: str
    status: str
    vpc: str
    recovery_vpc: str = ""
    description: str = ""
    station: str = "source"
    created: Age = _HALF_A_YEAR
    updated: Age | None = None
    legacy: bool = False
    last_drill: Age | None = None
    creation_failure: FailureTable | None = None
    deletion_failure: FailureTable | None = None
    creation_refusal: FailureTable | None = None
    deletion_refusals: int = 0
    deletion_failures: int = 1
    deletion_lies: int = 0
    drill_eips: int = 0
    stranger: bool = False
    leaves: tuple[str, ...] = ()
    broken: tuple[str, ...] = ()
    synchronised_in: Span | None = None
    instances: tuple[InstanceTable, ...] = ()
    drills: tuple[DrillTable, ...] = ()
    failed_tasks: tuple[FailedTaskTable, ...] = ()


@dataclass(frozen=True, slots=True)
class Scenario:
    """A starting world. The first user, with its first key, is the one the sandbox hands out."""

    title: str
    account: AccountTable
    users: tuple[UserTable, ...]
    vpcs: tuple[VpcTable, ...]
    groups: tuple[GroupTable, ...] = field(default=())
    sign_in: SignInTable = field(default=SignInTable())
    gateway: GatewayTable = field(default=GatewayTable())
    network: NetworkTable = field(default=NetworkTable())
    quotas: QuotasTable = NO_LIMITS
    neighbours: NeighboursTable = ALL_OFFERED
    enterprise_projects: tuple[EnterpriseProjectTable, ...] = ()
    key_pairs: tuple[KeyPairTable, ...] = ()
    security_groups: tuple[SecurityGroupTable, ...] = ()
    acls: tuple[AclTable, ...] = ()
    public_ips: tuple[PublicIpTable, ...] = ()
    volumes: tuple[VolumeTable, ...] = ()
    service: ServiceTable = field(default=ServiceTable())
    access: AccessTable = field(default=AccessTable())
    faults: tuple[FaultTable, ...] = ()
    lesson: LessonTable | None = None

"""What a scenario says: the starting world, as its TOML file tells it.

Each class is one table of the file and each field one of its keys; a field without a default is a
key that must be there. Ages are relative to the moment the sandbox opens. ``scenario_file`` reads
and checks them, ``genesis`` builds the world from them, ``embedded`` what stands in front of it.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import NewType

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

#: How long before the start something happened; written like ``"12 days ago"``.
Age = NewType("Age", timedelta)

#: How long something lasts; written like ``"15 minutes"``.
Span = NewType("Span", timedelta)

_HALF_A_YEAR = Age(timedelta(days=180))
_A_DAY = Span(timedelta(hours=24))
_A_QUARTER = Span(timedelta(minutes=15))


class ScenarioError(ValueError):
    """A scenario cannot be used; the message is one sentence that says where and why."""


@dataclass(frozen=True, slots=True)
class KeyTable:
    """An access key. With a security token it is temporary and ends after ``life``."""

    ak: str
    sk: str
    security_token: str = ""
    life: Span = _A_DAY


@dataclass(frozen=True, slots=True)
class UserTable:
    """An IAM user. ``totp_secret`` is base32 text as authenticator apps take it.

    ``roles`` are those of every project (``rights`` says what each is good for); ``denied`` is the
    form in which a request beyond them is refused: by the gateway, as a policy's 403, or with the
    service's own code, which SDRS sends with 400. The last four say what else may be amiss: the
    user is disabled, may not sign in from programs, has no right to the region, or may not list
    projects (asking which ones they can reach needs no right).
    """

    name: str
    password: str
    keys: tuple[KeyTable, ...] = ()
    totp_secret: str = ""
    login_protection: bool = False
    roles: tuple[str, ...] = ("te_admin", "sdrs_adm", "server_adm", "readonly")
    denied: str = "gateway"
    disabled: bool = False
    programmatic_access: bool = True
    region_access: bool = True
    project_list: bool = True


@dataclass(frozen=True, slots=True)
class SignInTable:
    """How the account's users sign in with a password.

    A token lives for ``token_life``. ``wrong_passwords`` in a row lock a user for ``locked_for``.
    Refusals that have a number of IAM's own carry it as ``error_code`` (``envelope = "code"``), or
    come in the envelope of the token call, which has no room for it (``"title"``).
    """

    token_life: Span = _A_DAY
    wrong_passwords: int = 5
    locked_for: Span = _A_QUARTER
    envelope: str = "code"


@dataclass(frozen=True, slots=True)
class GatewayTable:
    """The gateway. Its clock is ``ahead_minutes`` ahead of the caller's; negative is behind.

    Where SDRS is not ``offered``, as in many regions, none of its APIs is published.
    """

    ahead_minutes: int = 0
    offered: bool = True


@dataclass(frozen=True, slots=True)
class NetworkTable:
    """The way to the cloud. A captive portal answers in its place.

    ``portal = "page"`` shows its login page to every request, ``"redirect"`` sends them there.
    """

    portal: str = ""


@dataclass(frozen=True, slots=True)
class AccountTable:
    """The account, its region and projects, the two zones, and quotas (-1: unlimited).

    The first project is the main one and named like the region. The active-active domain joins
    the zones.
    """

    name: str
    region: str
    projects: tuple[str, ...]
    zones: tuple[str, ...]
    domain: str = "domain_001"
    group_quota: int = -1
    pair_quota: int = -1


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
    ``"security-group"``.
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
    sign_in: SignInTable = SignInTable()
    gateway: GatewayTable = GatewayTable()
    network: NetworkTable = NetworkTable()
    quotas: QuotasTable = NO_LIMITS
    neighbours: NeighboursTable = ALL_OFFERED
    enterprise_projects: tuple[EnterpriseProjectTable, ...] = ()
    key_pairs: tuple[KeyPairTable, ...] = ()
    security_groups: tuple[SecurityGroupTable, ...] = ()
    acls: tuple[AclTable, ...] = ()
    public_ips: tuple[PublicIpTable, ...] = ()
    volumes: tuple[VolumeTable, ...] = ()
    service: ServiceTable = field(default=ServiceTable())

"""What services need from the world, as protocols: adapters live in `cloud`, `store`, `clock`."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from drilltui.domain.credential import Keepsake
from drilltui.domain.drill import Drill, DrillDraft
from drilltui.domain.errors import JournalError
from drilltui.domain.exchange import Exchange, PlannedRequest, Receipt
from drilltui.domain.group import ProtectedInstance, ProtectionGroup, ReplicationPair
from drilltui.domain.job import FailedTask, Job
from drilltui.domain.json_value import JsonObject
from drilltui.domain.mishap import Mishap
from drilltui.domain.network import (
    NetworkAcl,
    Port,
    PublicIp,
    RouteTable,
    SecurityGroup,
    Subnet,
    Vpc,
)
from drilltui.domain.probe import PlannedProbe, ProbeResult
from drilltui.domain.profile import Configuration, Profile
from drilltui.domain.project import EnterpriseProject, Project
from drilltui.domain.quota import Quota
from drilltui.domain.record import Entry, Event, Tail
from drilltui.domain.secret import Secret
from drilltui.domain.server import Server
from drilltui.domain.storage import Snapshot, Volume


class Clock(Protocol):
    """Time, held by tests."""

    def now(self) -> datetime:
        """Return the current time in UTC."""
        ...

    def monotonic(self) -> float:
        """Return seconds that never jump; only differences mean anything."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Return after `seconds`."""
        ...


class Cloud(Protocol):
    """The cloud as drills need it. Every method may raise `CloudError`.

    Reads are repeated by the adapter where that is safe, for up to minutes: a person waits for
    them. Calls that change something are sent at most once. Lists are whole: paging is the
    adapter's business.
    """

    def once(self) -> Cloud:
        """The same cloud, each of whose reads is a single attempt.

        It is for the watcher, which looks again anyway at a pace of its own: waits inside a read
        would hold up the looks at other calls. A failure tells the wait that the service asks for
        (`Refused.retry_after`), and whoever reads again keeps to it. Closing either closes both.
        """
        ...

    async def groups(self) -> tuple[ProtectionGroup, ...]:
        """All protection groups of the project."""
        ...

    async def groups_without_drill(self) -> frozenset[str]:
        """Ids of the groups that had no drill in the service's own period, which is 3 months.

        What it counts as a drill is its own business: a failed one, or one that nobody cleaned up.
        """
        ...

    def group_pages(self) -> AsyncIterator[tuple[ProtectionGroup, ...]]:
        """The same, a page at a time and the first one small: a list can be used before its end."""
        ...

    async def group(self, group_id: str) -> ProtectionGroup:
        """One group; Refused SDRS.1013 when there is none."""
        ...

    async def instances(self, group_id: str) -> tuple[ProtectedInstance, ...]:
        """The group's protected instances."""
        ...

    async def pairs(self, group_id: str) -> tuple[ReplicationPair, ...]:
        """The group's replication pairs."""
        ...

    async def drills(self, group_id: str | None = None) -> tuple[Drill, ...]:
        """The group's drills, or all of the project."""
        ...

    async def drill(self, drill_id: str) -> Drill:
        """One drill; Refused SDRS.1902 when there is none."""
        ...

    def create_request(self, draft: DrillDraft) -> PlannedRequest:
        """The request that `create_drill` would send, byte for byte; sends nothing."""
        ...

    async def create_drill(self, draft: DrillDraft) -> Receipt:
        """Start a drill; returns its job."""
        ...

    def rename_request(self, drill_id: str, name: str) -> PlannedRequest:
        """The request that `rename_drill` would send."""
        ...

    async def rename_drill(self, drill_id: str, name: str) -> Drill:
        """Rename a drill; returns it as it is then."""
        ...

    def delete_request(self, drill_id: str) -> PlannedRequest:
        """The request that `delete_drill` would send."""
        ...

    async def delete_drill(self, drill_id: str) -> Receipt:
        """Delete a drill and its servers; returns the job."""
        ...

    async def job(self, job_id: str) -> Job:
        """One job with its sub-jobs."""
        ...

    async def failed_tasks(self, group_id: str | None = None) -> tuple[FailedTask, ...]:
        """Failed tasks of the group; without one, those of group level only."""
        ...

    async def vpcs(self) -> tuple[Vpc, ...]:
        """All VPCs of the project."""
        ...

    async def vpc(self, vpc_id: str) -> Vpc:
        """One VPC; Refused with status 404 when there is none."""
        ...

    async def subnets(self, vpc_id: str = "") -> tuple[Subnet, ...]:
        """The subnets of a VPC, or of all VPCs of the project."""
        ...

    async def subnet(self, subnet_id: str) -> Subnet:
        """One subnet; Refused with status 404 when there is none."""
        ...

    async def route_tables(self, vpc_id: str) -> tuple[RouteTable, ...]:
        """The route tables of a VPC with their routes; Refused where the region has none."""
        ...

    async def acls(self) -> tuple[NetworkAcl, ...]:
        """All network ACLs of the project; Refused where the region has none."""
        ...

    async def network_ports(self, subnet_id: str) -> tuple[Port, ...]:
        """The ports in a subnet: every address that is in use there, and by what."""
        ...

    async def public_ips(self) -> tuple[PublicIp, ...]:
        """All elastic IPs of the project."""
        ...

    async def security_groups(self) -> tuple[SecurityGroup, ...]:
        """All security groups of the project."""
        ...

    async def network_quotas(self) -> tuple[Quota, ...]:
        """What the VPC service counts: VPCs, subnets, ports."""
        ...

    async def server_quotas(self) -> tuple[Quota, ...]:
        """What ECS counts: servers, cores, memory."""
        ...

    async def disk_quotas(self) -> tuple[Quota, ...]:
        """What EVS counts: disks, gigabytes, snapshots."""
        ...

    async def key_pairs(self) -> frozenset[str]:
        """The names of the key pairs that this user has."""
        ...

    async def volumes(self, volume_ids: Sequence[str]) -> tuple[Volume, ...]:
        """The disks with these ids that are there."""
        ...

    async def snapshots(self, volume_id: str) -> tuple[Snapshot, ...]:
        """The snapshots of a disk."""
        ...

    async def enterprise_projects(self) -> tuple[EnterpriseProject, ...]:
        """The enterprise projects of the account; Refused or Unreachable where it has none."""
        ...

    def delete_subnet_request(self, vpc_id: str, subnet_id: str) -> PlannedRequest:
        """The request that `delete_subnet` would send."""
        ...

    async def delete_subnet(self, vpc_id: str, subnet_id: str) -> None:
        """Delete a subnet; Refused VPC.0208 (with 500) while something is in it."""
        ...

    def delete_vpc_request(self, vpc_id: str) -> PlannedRequest:
        """The request that `delete_vpc` would send."""
        ...

    async def delete_vpc(self, vpc_id: str) -> None:
        """Delete a VPC; Refused VPC.0104 (with 409) while it has subnets."""
        ...

    async def servers(self, server_ids: Sequence[str]) -> tuple[Server, ...]:
        """The servers with these ids, in this order; `gone` ones included."""
        ...

    async def server(self, server_id: str) -> Server:
        """One server; Refused with status 404 when there is none."""
        ...

    async def projects(self, name: str | None = None) -> tuple[Project, ...]:
        """The projects this credential reaches, by exact name if given."""
        ...

    async def look(self) -> None:
        """Read as little as proves that this credential may list protection groups: one of them."""
        ...

    @property
    def skew(self) -> timedelta | None:
        """How far the cloud's clock was ahead of ours in its newest answer; None before one."""
        ...

    def try_again(self) -> None:
        """Let a person have another try after a refused sign-in, which until then stands.

        Without this, whatever would be sent raises NotSignedIn: wrong signatures lock a key.
        """
        ...

    async def close(self) -> None:
        """Give connections back."""
        ...


class Journal(Protocol):
    """Where records last. Every method may raise `JournalError`."""

    @property
    def refusal(self) -> JournalError | None:
        """Why nothing can be written, and so nothing may be changed; None when it can.

        With a refusal `append`, `extend` and `take` raise it, and reading goes on.
        """
        ...

    @property
    def mishap(self) -> Mishap | None:
        """What befell the journal when it was opened, for a person to be told once; mostly None."""
        ...

    async def append(self, record_id: str, kind: str, data: JsonObject, at: datetime) -> Event:
        """Add an event to a record (the first one begins it) and return it, sealed.

        When this returns the event is on disk as safely as the adapter can make it.
        """
        ...

    async def extend(
        self, entries: Sequence[Entry], at: datetime, position: int
    ) -> tuple[Event, ...]:
        """Add events in one stroke, provided that `position` is still the last one.

        Who has read to `position` decides on all that there is, whatever other processes do at the
        same time. Raises Overtaken when it is not; nothing was added then.
        """
        ...

    async def adopt(self, events: Sequence[Event]) -> int:
        """Take over a whole record of another journal as it is, hashes kept; in one stroke.

        Where its beginning is here already, the rest is added. Returns how many events were. Raises
        `adoption.BrokenRecord` when it is not whole, and `adoption.OtherRecord` when the record is
        here with other events: nothing was added then, and nothing is ever taken away.
        """
        ...

    async def head(self) -> int:
        """The position of the event that was appended last, by whomever; 0 for none."""
        ...

    async def since(self, position: int) -> Tail:
        """The events after `position`, of all records and all processes, in order."""
        ...

    async def take(self, record_id: str) -> bool:
        """Become the one who works on a record: sends its calls, settles and follows them.

        False while another one does. It lasts until `let_go`, `close`, or the end of the process
        however that comes; taking what one has already changes nothing.
        """
        ...

    async def let_go(self, record_id: str) -> None:
        """Let another one take the record."""
        ...

    async def read(self, record_id: str) -> tuple[Event, ...]:
        """The events of a record in order; empty when there is no such record."""
        ...

    async def outline(self) -> tuple[Event, ...]:
        """What says how all records stand, in order: their events but those that others outdate.

        Left out are `UNTOLD` kinds, and what was told of a job before the last that was told of it.
        The last event of a record is always there: it says when the record was changed.
        """
        ...

    async def records(self) -> tuple[str, ...]:
        """All record ids, the most recently begun first."""
        ...

    async def unfinished(self) -> tuple[str, ...]:
        """Ids of records without a `closed` event, the most recently begun first."""
        ...

    def subscribe(self, listener: Callable[[Event], None]) -> Callable[[], None]:
        """Call `listener` with each event this process appends; returns what ends it."""
        ...

    async def close(self) -> None:
        """Write what is left and let go of the file."""
        ...


class RequestLog(Protocol):
    """Where each request is noted, masked."""

    def note(self, exchange: Exchange) -> None:
        """Keep `exchange`."""
        ...


class Vault(Protocol):
    """Where the secret part of a profile is kept, one entry for each profile's name.

    Every method may raise `VaultError`, and ends within seconds: what keeps secrets may be locked,
    stopped or waiting for a window that nobody sees.
    """

    @property
    def name(self) -> str:
        """What people call it: ``Secret Service``, ``kernel keyring``, ``this run's memory``."""
        ...

    @property
    def lasting(self) -> bool:
        """Whether entries are still there after this process has ended."""
        ...

    @property
    def keeps_for(self) -> timedelta | None:
        """How long an entry stays that is written now; None where nothing ends it by itself."""
        ...

    async def read(self, profile: str) -> Keepsake | None:
        """The entry of `profile`, None when there is none."""
        ...

    async def write(self, profile: str, keepsake: Keepsake) -> None:
        """Keep `keepsake` in place of what was kept for `profile`; it can be read back then."""
        ...

    async def forget(self, profile: str) -> bool:
        """Remove the entry of `profile`; False when there was none."""
        ...

    async def time_left(self, profile: str) -> timedelta | None:
        """How long the entry of `profile` stays yet; None for no limit, or no entry."""
        ...


class Profiles(Protocol):
    """The configuration file. Reading and writing may raise `ConfigError`.

    Writing on a full disk raises `DiskError`.
    """

    @property
    def path(self) -> str:
        """Where it lies, whether it exists or not."""
        ...

    def load(self) -> Configuration:
        """What it says; an empty configuration when it does not exist."""
        ...

    def save(self, profile: Profile, *, default: bool) -> None:
        """Write `profile` in place of what is said of its name; `default` makes it the usual one.

        Comments, order and whatever else the file says stay as they are.
        """
        ...

    def remove(self, name: str) -> bool:
        """Take the profile `name` out; False when there was none."""
        ...


class Prober(Protocol):
    """What looks at a drill server from here: runs a command, or connects to a port."""

    @property
    def about(self) -> str:
        """What a person has to know before; empty where a probe is just run."""
        ...

    async def run(self, probe: PlannedProbe) -> ProbeResult:
        """Run it as it was shown, within its seconds. Giving up ends whatever was begun for it."""
        ...


class Person(Protocol):
    """Who can be asked for what only a person knows at that moment."""

    async def passcode(self, user: str, why: str) -> Secret | None:
        """The six digits that the virtual MFA device of `user` shows now; None when it is refused.

        `why` says what it is for, or what was wrong with the one before.
        """
        ...

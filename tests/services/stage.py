"""A session over the stub cloud, with a group that has a drill, and time held by the test."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from random import Random

from drilltui.domain.drill import AVAILABLE, Drill, DrillDraft, DrillServer
from drilltui.domain.exercise import Exercise
from drilltui.domain.group import ProtectedInstance, ProtectionGroup
from drilltui.domain.job import Job
from drilltui.domain.network import Subnet, Vpc
from drilltui.domain.place import Mode, Place
from drilltui.domain.record import Action, Event
from drilltui.domain.server import Address, Server
from drilltui.services.aftermath import Aftermath
from drilltui.services.exercises import Exercises
from drilltui.services.requests import Requests
from drilltui.services.session import Session, open_session
from drilltui.services.sight import Target
from tests.chance import Even
from tests.clock import FakeClock
from tests.services.refusing_journal import RefusingJournal
from tests.services.stub_cloud import CREATE_JOB, DELETE_JOB, StubCloud

PLACE = Place(
    mode=Mode.REHEARSAL,
    profile="smooth",
    region="eu-demo-1",
    project_id="project-1",
    endpoint="https://sdrs.example",
    person="ada",
    host="jump-1",
)
GROUP = ProtectionGroup("group-1", "pg-payments", "protected", progress=100, instance_count=2)
INSTANCES = (
    ProtectedInstance("instance-1", "pay-app-01", GROUP.id, "protected"),
    ProtectedInstance("instance-2", "pay-db-01", GROUP.id, "protected"),
)
NAMES = {instance.id: instance.name for instance in INSTANCES}
DRAFT = DrillDraft(GROUP.id, "drill-1")
VPC = Vpc("vpc-1", "vpc-drill-1", "10.20.0.0/16")
SUBNET = Subnet("subnet-1", "subnet-app", VPC.id, "10.20.0.0/24")
SERVERS = (
    Server("server-1", "pay-app-01", "ACTIVE", (Address("10.20.0.10"),)),
    Server("server-2", "pay-db-01", "ACTIVE", (Address("10.20.0.11"), Address("80.1.2.3"))),
)
DRILL = Drill(
    id="drill-id-1",
    name="drill-1",
    group_id=GROUP.id,
    status=AVAILABLE,
    vpc_id=VPC.id,
    servers=(DrillServer("instance-1", "server-1"), DrillServer("instance-2", "server-2")),
    created_at=datetime(2026, 11, 23, 9, 15, tzinfo=UTC),
)


def target(action: Action, **about: str) -> Target:
    """What the watcher is told of an accepted call, as begun at the fake clock's start."""
    server_ids = tuple(server.id for server in SERVERS) if action == Action.DELETE else ()
    return Target(
        job_id=CREATE_JOB if action == Action.CREATE else DELETE_JOB,
        action=action.value,
        record_id="record-1",
        group_id=GROUP.id,
        drill_name=DRILL.name,
        begun_at=datetime(2026, 11, 23, 9, 14, tzinfo=UTC),
        begun=1000.0,
        names=NAMES,
        server_ids=server_ids,
        drill_id=about.get("drill_id", ""),
        vpc_id=about.get("vpc_id", ""),
    )


def job(action: Action, status: str, *, drill_id: str = "", code: str = "", why: str = "") -> Job:
    """A create or delete job in this status."""
    job_id = CREATE_JOB if action == Action.CREATE else DELETE_JOB
    return Job(
        job_id, f"{action}Drill", status, error_code=code, fail_reason=why, drill_id=drill_id
    )


@dataclass
class Stage:
    """The far end, what is kept, and the services between them."""

    cloud: StubCloud = field(default_factory=StubCloud)
    journal: RefusingJournal = field(default_factory=RefusingJournal)
    clock: FakeClock = field(default_factory=FakeClock)
    chance: Random = field(default_factory=lambda: Even(1))
    place: Place = PLACE

    def __post_init__(self) -> None:
        self.cloud.pages = [(GROUP,)]
        self.cloud.known_instances = INSTANCES
        self.cloud.known_vpcs = {VPC.id: VPC}
        self.cloud.known_subnets = {VPC.id: (SUBNET,)}
        self.exercises = Exercises(self.journal, self.place, self.clock, self.chance)
        self.aftermath = Aftermath(self.cloud, self.exercises, self.clock)
        self.session: Session = open_session(
            self.place, self.cloud, self.journal, self.clock, Requests(), self.chance
        )

    def add_drill(self, drill: Drill = DRILL) -> None:
        """Let the cloud have `drill` with the two servers."""
        self.cloud.known_drills[drill.id] = drill
        self.cloud.known_servers = {server.id: server for server in SERVERS}

    async def record(self, group: ProtectionGroup = GROUP, **about: str) -> str:
        """Begin a record that has no intention yet, and return its id."""
        await self.exercises.here()  # who begins a record has read what there is
        opening = self.exercises.begin(group, about)
        for entry in opening.first:
            await self.journal.append(entry.record_id, entry.kind, entry.data, self.clock.now())
        return opening.record_id

    async def events(self, record_id: str) -> tuple[Event, ...]:
        """The record itself."""
        return await self.journal.read(record_id)

    async def kinds(self, record_id: str) -> list[str]:
        """What kind of events the record has, in order."""
        return [event.kind for event in await self.events(record_id)]

    async def exercise(self, record_id: str) -> Exercise:
        """What the record says."""
        return await self.exercises.load(record_id)

    async def last(self, record_id: str, kind: str) -> Event:
        """The newest event of this kind."""
        return [event for event in await self.events(record_id) if event.kind == kind][-1]

    @asynccontextmanager
    async def watching(self) -> AsyncIterator[asyncio.Task[None]]:
        """Let the session's watcher run."""
        run = asyncio.ensure_future(self.session.watcher.run())
        try:
            yield run
        finally:
            run.cancel()
            await asyncio.gather(run, return_exceptions=True)

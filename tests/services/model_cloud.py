"""A cloud with a memory: it accepts, shows late, loses answers and jobs, and others work in it."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from drilltui.domain.drill import (
    AVAILABLE,
    CREATING,
    DELETABLE,
    DELETING,
    ERROR,
    ERROR_DELETING,
    Drill,
    DrillDraft,
)
from drilltui.domain.errors import Refused, Unreachable, Unreadable
from drilltui.domain.exchange import Receipt
from drilltui.domain.folding import fold
from drilltui.domain.group import ProtectionGroup
from drilltui.domain.job import FAIL, RUNNING, SUCCESS, FailedTask, Job
from drilltui.domain.record import Action, Kind
from drilltui.store.memory_journal import Shelf
from tests.clock import FakeClock
from tests.services.stage import GROUP
from tests.services.stub_cloud import StubCloud, missing

START = datetime(2026, 11, 23, 9, 14, tzinfo=UTC)


class Outcome(StrEnum):
    """What becomes of a call that changes something."""

    OK = "accepted and answered"
    NOT_SENT = "no connection"
    LOST_BEFORE = "lost on the way there"
    LOST_AFTER = "accepted, and the answer lost"
    BAD_GATEWAY_BEFORE = "502 in place of the service"
    BAD_GATEWAY_AFTER = "accepted, then 502"
    UNREADABLE = "accepted, then a page"
    REFUSED = "refused by the service"
    HANGS_BEFORE = "never answered, never arrived"
    HANGS_AFTER = "accepted and never answered"
    TWICE = "delivered twice by a proxy"


ARRIVES = frozenset(
    {
        Outcome.OK,
        Outcome.LOST_AFTER,
        Outcome.BAD_GATEWAY_AFTER,
        Outcome.UNREADABLE,
        Outcome.HANGS_AFTER,
        Outcome.TWICE,
    }
)


@dataclass(frozen=True)
class Fate:
    """How an accepted call goes on; seconds."""

    outcome: Outcome = Outcome.OK
    late: float = 0.0
    takes: float = 30.0
    fails: bool = False
    leaves_drill: bool = True
    job_lost_after: float = 1e9
    job_names_drill: bool = True


@dataclass
class Made:
    """A drill the cloud has, and the intention (record, seq) that made it; None for others'."""

    drill: Drill
    fate: Fate
    at: float
    intention: tuple[str, int] | None
    deleted_at: float | None = None
    delete_fate: Fate = field(default_factory=Fate)


@dataclass
class World:
    """What all sessions look at."""

    clock: FakeClock
    shelf: Shelf = field(default_factory=Shelf)
    made: list[Made] = field(default_factory=list)
    jobs: dict[str, tuple[Action, Made, Fate, float]] = field(default_factory=dict)
    accepted: Counter[tuple[str, int]] = field(default_factory=Counter)
    sent: Counter[tuple[str, int]] = field(default_factory=Counter)
    violations: list[str] = field(default_factory=list)
    fate: Fate = field(default_factory=Fate)

    def now(self) -> datetime:
        """The cloud's own clock: nobody sets it."""
        return START + timedelta(seconds=self.clock.monotonic() - 1000.0)

    def seen(self, made: Made) -> Drill | None:
        """The drill as it is shown now; None when it is not, not yet or not any more."""
        now, fate = self.clock.monotonic(), made.fate
        if not self.exists(made) or now < made.at + fate.late:
            return None
        if made.deleted_at is not None:
            over = now >= made.deleted_at + made.delete_fate.takes
            return replace(made.drill, status=ERROR_DELETING if over else DELETING)
        if now < made.at + fate.takes:
            return replace(made.drill, status=CREATING)
        return replace(made.drill, status=ERROR if fate.fails else AVAILABLE)

    def exists(self, made: Made) -> bool:
        """Whether the cloud has it, shown or not."""
        now, fate = self.clock.monotonic(), made.fate
        if fate.fails and not fate.leaves_drill and now >= made.at + fate.takes:
            return False
        gone = made.deleted_at is not None and not made.delete_fate.fails
        return not (gone and now >= (made.deleted_at or 0.0) + made.delete_fate.takes)

    def make(self, name: str, fate: Fate, intention: tuple[str, int] | None) -> tuple[str, Made]:
        number = len(self.made) + 1
        drill = Drill(
            f"drill-id-{number}", name, GROUP.id, CREATING, f"vpc-{number}", created_at=self.now()
        )
        made = Made(drill, fate, self.clock.monotonic(), intention)
        self.made.append(made)
        job_id = f"job-{number}"
        self.jobs[job_id] = (Action.CREATE, made, fate, made.at)
        return job_id, made

    def intention(self, action: Action, name: str) -> tuple[str, int]:
        """Return the newest intention of this kind and name; there has to be one."""
        for event in reversed(self.shelf.events):
            about = (event.kind, event.data.get("action"), event.data.get("name"))
            if about == (Kind.INTENDED, action.value, name):
                return event.record_id, event.seq
        self.violations.append(f"{action} of {name} was sent without an intention")
        return "", 0

    def check_alone(self, intention: tuple[str, int]) -> None:
        """Note a create that is sent while another one for the group is open."""
        for record_id, events in self.shelf.records.items():
            create = fold(events).create
            if create and create.open and record_id != intention[0]:
                self.violations.append(f"{intention} was sent while {record_id} is open")
        if self.sent[intention]:
            self.violations.append(f"{intention} was sent twice")
        self.sent[intention] += 1


class ModelCloud(StubCloud):
    """One session's way to the world."""

    def __init__(self, world: World) -> None:
        super().__init__()
        self.world = world
        self.killed = asyncio.Event()

    async def group(self, group_id: str) -> ProtectionGroup:
        await self._answered()
        return replace(GROUP, drill_count=sum(map(self.world.exists, self.world.made)))

    async def drills(self, group_id: str | None = None) -> tuple[Drill, ...]:
        await self._answered()
        shown = map(self.world.seen, self.world.made)
        return tuple(drill for drill in shown if drill)

    async def drill(self, drill_id: str) -> Drill:
        await self._answered()
        return self._shown(drill_id)[1]

    async def create_drill(self, draft: DrillDraft) -> Receipt:
        world, fate = self.world, self.world.fate
        intention = world.intention(Action.CREATE, draft.name)
        world.check_alone(intention)
        await asyncio.sleep(0)

        def arrive() -> str:
            world.accepted[intention] += 1
            job_id, _ = world.make(draft.name, fate, intention)
            if fate.outcome is Outcome.TWICE:
                world.make(draft.name, fate, None)
            return job_id

        return Receipt(await self._fated(fate, arrive), "req")

    async def delete_drill(self, drill_id: str) -> Receipt:
        world, fate = self.world, self.world.fate
        made, drill = self._shown(drill_id)
        if drill.status not in DELETABLE:
            raise Refused(status=400, code="SDRS.1913", message="wrong status")

        def arrive() -> str:
            made.deleted_at, made.delete_fate = world.clock.monotonic(), fate
            job_id = f"delete-{len(world.jobs)}"
            world.jobs[job_id] = (Action.DELETE, made, fate, made.deleted_at)
            return job_id

        return Receipt(await self._fated(fate, arrive), "req")

    async def rename_drill(self, drill_id: str, name: str) -> Drill:
        made, _ = self._shown(drill_id)

        def arrive() -> str:
            made.drill = replace(made.drill, name=name)
            return ""

        await self._fated(self.world.fate, arrive)
        return made.drill

    async def job(self, job_id: str) -> Job:
        await self._answered()
        action, made, fate, at = self.world.jobs[job_id]
        age = self.world.clock.monotonic() - at
        if age > fate.job_lost_after:
            raise missing("SDRS.0408", "job")
        over = age >= fate.takes
        status = RUNNING if not over else FAIL if fate.fails else SUCCESS
        named = over and fate.job_names_drill and fate.leaves_drill
        drill_id = made.drill.id if named else ""
        return Job(job_id, f"{action}DisasterRecoveryDrill", status, drill_id=drill_id)

    async def failed_tasks(self, group_id: str | None = None) -> tuple[FailedTask, ...]:
        await self._answered()
        return tuple(
            FailedTask(
                made.drill.id,
                made.drill.name,
                "disaster_recovery_drills",
                "createFail",
                job_id,
                "createDisasterRecoveryDrill",
                begin=made.drill.created_at,
            )
            for job_id, (action, made, fate, at) in self.world.jobs.items()
            if action is Action.CREATE
            and fate.fails
            and self.world.clock.monotonic() >= at + fate.takes
        )

    def _shown(self, drill_id: str) -> tuple[Made, Drill]:
        for made in self.world.made:
            if made.drill.id == drill_id and (drill := self.world.seen(made)):
                return made, drill
        raise missing("SDRS.1902", "drill", 400)

    async def _answered(self) -> None:
        await asyncio.sleep(0)
        self.skew = self.world.now() - self.world.clock.now()

    async def _fated(self, fate: Fate, arrive: Callable[[], str]) -> str:
        """Let the call arrive, or not, and be answered, or not."""
        job_id = arrive() if fate.outcome in ARRIVES else ""
        match fate.outcome:
            case Outcome.OK | Outcome.TWICE:
                await self._answered()
                return job_id
            case Outcome.NOT_SENT:
                raise Unreachable("No connection.", sent=False)
            case Outcome.LOST_BEFORE | Outcome.LOST_AFTER:
                raise Unreachable("The connection broke.", sent=True)
            case Outcome.BAD_GATEWAY_BEFORE | Outcome.BAD_GATEWAY_AFTER:
                raise Refused(status=502, code="502", message="bad gateway")
            case Outcome.UNREADABLE:
                raise Unreadable("No JSON.", status=200)
            case Outcome.REFUSED:
                raise Refused(status=400, code="SDRS.1002", message="wrong state")
            case _:
                await self.killed.wait()
                raise Unreachable("Nobody is there any more to hear it.", sent=True)

"""A watcher on the bench: the jobs it looks at, and when it does."""

from __future__ import annotations

import asyncio
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from random import Random

from drilltui.domain.errors import DrilltuiError, Unreachable
from drilltui.domain.job import RUNNING, Job
from drilltui.domain.record import Action
from drilltui.services.sight import Change, Seen, Sight, Target
from drilltui.services.watcher import Watcher
from tests.chance import Even
from tests.clock import FakeClock
from tests.services.stage import target

LOST = Unreachable("No route to the cloud.", sent=True)


@dataclass
class Keeper:
    """A follower that keeps what it is told, and fails when told to."""

    told: list[tuple[str, tuple[Change, ...]]] = field(default_factory=list)
    ends: list[Sight] = field(default_factory=list)
    fails: deque[DrilltuiError | None] = field(default_factory=deque)
    end_fails: deque[DrilltuiError | None] = field(default_factory=deque)

    async def changed(self, sight: Sight, changes: tuple[Change, ...]) -> None:
        if self.fails and (error := self.fails.popleft()):
            raise error
        self.told.append((sight.target.job_id, changes))

    async def ended(self, sight: Sight) -> Sight:
        if self.end_fails and (error := self.end_fails.popleft()):
            raise error
        self.ends.append(sight)
        return sight

    @property
    def words(self) -> list[tuple[str, str]]:
        """Every change it was told, as subject and status."""
        return [(one.subject, one.status) for _, changes in self.told for one in changes]


Outcome = Job | Exception | Seen


class Bench:
    """A watcher, the jobs it looks at, and when it did. Without `chance` the pace is exact."""

    def __init__(self, chance: Random | None = None) -> None:
        self.clock = FakeClock()
        self.keeper = Keeper()
        self.looks: list[tuple[str, float]] = []
        self.scripts: defaultdict[str, deque[Outcome]] = defaultdict(deque)
        self.inside: Callable[[str], Awaitable[object]] | None = None
        self.watcher = Watcher(self._look, self.clock, self.keeper, chance or Even())

    async def _look(self, sight: Sight) -> Seen:
        job_id = sight.target.job_id
        self.looks.append((job_id, round(self.clock.monotonic() - 1000.0, 6)))
        if self.inside:
            await self.inside(job_id)
        script = self.scripts[job_id]
        outcome = script.popleft() if script else Job(job_id, "createDrill", RUNNING)
        if isinstance(outcome, Exception):
            raise outcome
        if isinstance(outcome, Seen):
            return outcome
        return Seen(sight.target, job=outcome, over=outcome.ended)

    def watch(
        self, job_id: str = "a", *outcomes: str | Exception | Seen, begun: float = 0.0
    ) -> Sight:
        """Follow a job that will be seen in these statuses, then as running for ever."""
        self.scripts[job_id].extend(
            Job(job_id, "createDrill", one) if isinstance(one, str) else one for one in outcomes
        )
        return self.watcher.watch(self.target(job_id, begun))

    def target(self, job_id: str = "a", begun: float = 0.0, **more: object) -> Target:
        about = {"record_id": f"record-{job_id}"} | more
        known = replace(target(Action.CREATE), job_id=job_id, begun=1000.0 + begun)
        return replace(known, **about)  # type: ignore[arg-type]

    def sight(self, job_id: str = "a") -> Sight:
        found = self.watcher.sight(job_id)
        assert found is not None
        return found

    def times(self, job_id: str = "a") -> list[float]:
        """Seconds after the start at which the job was looked at."""
        return [at for looked_at, at in self.looks if looked_at == job_id]

    @asynccontextmanager
    async def running(self) -> AsyncIterator[asyncio.Task[None]]:
        run = asyncio.ensure_future(self.watcher.run())
        try:
            yield run
        finally:
            run.cancel()
            await asyncio.gather(run, return_exceptions=True)

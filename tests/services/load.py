"""A thousand watched jobs in virtual time: the real watcher and client, over a service in memory.

Everything between a follower and the wire is what runs in production: watcher, looks, cloud
adapter, limiter. Only the transport is ours, with the latency and the weather of a scenario, and
with as many connections as the HTTP client has.
"""

from __future__ import annotations

import asyncio
from bisect import bisect_left
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from random import Random

from httpx import ReadTimeout

from drilltui.cloud.http import (
    READ_SECONDS,
    AsyncBaseTransport,
    ConnectError,
    Request,
    Response,
)
from drilltui.cloud.huawei import HuaweiCloud, open_cloud
from drilltui.domain.credential import AccessKey
from drilltui.domain.errors import CloudError
from drilltui.domain.job import RUNNING, SUCCESS
from drilltui.domain.secret import Secret
from drilltui.services.requests import Requests
from drilltui.services.session import Session, open_session
from drilltui.services.sight import Sight, Target
from drilltui.store.memory_journal import MemoryJournal
from tests.services.stage import PLACE
from tests.virtual_time import VirtualClock

LATENCY = 0.05
CONNECTIONS = 8
AFTERMATH = 60.0

Weather = Callable[[Request], Awaitable[Response | None]]
"""What happens to a request in bad times: an answer, an exception, or None to let it go."""


@dataclass
class Service(AsyncBaseTransport):
    """SDRS as far as following a job needs it. `ends` is when each job ends, in loop time."""

    clock: VirtualClock
    ends: dict[str, float] = field(default_factory=dict)
    weather: Weather | None = None
    asked: list[float] = field(default_factory=list)
    looks: Counter[str] = field(default_factory=Counter)
    begin: datetime | None = None
    connections: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(CONNECTIONS))

    async def handle_async_request(self, request: Request) -> Response:
        async with self.connections:
            self.asked.append(self.clock.monotonic())
            if self.weather and (answer := await self.weather(request)) is not None:
                return answer
            await self.clock.sleep(LATENCY)
            return self._answer(request.url.path)

    def _answer(self, path: str) -> Response:
        kind, _, name = path.rpartition("/")
        if kind.endswith("/jobs"):
            self.looks[name] += 1
            return self._said(self._job(name))
        if kind.endswith("/disaster-recovery-drills"):
            drill = {"id": name, "name": name, "status": "available", "server_group_id": "g"}
            return self._said({"disaster_recovery_drill": drill | {"drill_servers": []}})
        return self._said({"server_group": {"id": name, "name": name, "status": "protected"}})

    def _job(self, name: str) -> dict[str, object]:
        ended = self.ends.get(name, float("inf")) <= self.clock.monotonic()
        begin = (self.begin or self.clock.now()).isoformat()
        return {
            "job_id": name,
            "job_type": "createDisasterRecoveryDrill",
            "status": SUCCESS if ended else RUNNING,
            "begin_time": begin,
            "entities": {"disaster_recovery_drill_id": f"drill-{name}"} if ended else {},
        }

    def _said(self, body: object) -> Response:
        return Response(200, json=body, headers=self.date())

    def date(self) -> dict[str, str]:
        return {"Date": format_datetime(self.clock.now(), usegmt=True)}


@dataclass(frozen=True, slots=True)
class Report:
    """What was measured; times are seconds.

    `per_second` is how many requests went out in the fullest second, `oldest_view` how old a
    running job's sight became, `looks` how often each job was looked at that did not end.
    `own_reads` are how long a person waited for an answer in good times, `own_in_bad` until it was
    told in bad ones whether there is one. `noticed` is how long ended jobs had ended when that was
    seen, `recovered` how long it took after bad times until every job had been seen again.
    """

    requests: int
    per_second: int
    mean_per_second: float
    oldest_view: float
    looks: tuple[int, ...]
    own_reads: tuple[float, ...]
    own_in_bad: tuple[float, ...]
    noticed: tuple[float, ...]
    recovered: float

    @property
    def unfairness(self) -> float:
        """How many times as often as another job the luckiest one was looked at."""
        return max(self.looks) / min(self.looks)


@dataclass(frozen=True, slots=True)
class BadTimes:
    """From `begin` to `end`, in seconds from the beginning, `weather` rules.

    A pause or a time-out that has begun in them may outlast them by `AFTERMATH`.
    """

    begin: float
    end: float
    weather: Callable[[Service], Weather]


class Load:
    """Jobs that are followed for `seconds`; `ending` of them end on the way.

    Somebody reads something of their own every ten seconds. `session` is what all that needed.
    """

    session: Session

    def __init__(
        self,
        *,
        seconds: float,
        jobs: int = 1000,
        ending: int = 0,
        bad: BadTimes | None = None,
        seed: int = 7,
    ) -> None:
        self._seconds, self._jobs, self._ending, self._bad = seconds, jobs, ending, bad
        self._chance = Random(seed)
        self._seen: dict[str, float] = {}
        self._noticed: dict[str, float] = {}
        self._oldest = 0.0
        self._own: list[tuple[float, float, bool]] = []  # begun, took, answered
        self._recovered = 0.0

    async def run(self) -> Report:
        """Let it happen, in virtual time (`tests.virtual_time.run`)."""
        clock = VirtualClock()
        self._clock, self._begin = clock, clock.monotonic()
        self._service = Service(clock, begin=clock.now())
        cloud = self._cloud()
        session = open_session(PLACE, cloud, MemoryJournal(), clock, Requests(), self._chance)
        self.session = session
        session.watcher.subscribe(self._heard)
        for number in range(self._jobs):
            self._follow(session, f"job-{number}", ends=number < self._ending)
        work = [session.watcher.run(), self._read_own(cloud), self._change_weather()]
        tasks = [asyncio.ensure_future(one) for one in work]
        await clock.sleep(self._seconds)
        assert not tasks[0].done(), tasks[0]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await session.close()
        return self._report()

    def sent(self, begin: float, end: float) -> int:
        """Return how many requests went out between these seconds."""
        return sum(begin <= at - self._begin < end for at in self._service.asked)

    def _cloud(self) -> HuaweiCloud:
        return open_cloud(
            endpoint="https://sdrs.example",
            credential=AccessKey("EXAMPLEACCESSKEY0001", Secret("EXAMPLE-secret-key-not-real")),
            project_id=PLACE.project_id,
            clock=self._clock,
            log=Requests(),
            chance=self._chance,
            transport=self._service,
        )

    def _follow(self, session: Session, name: str, *, ends: bool) -> None:
        now = self._clock.monotonic()
        if ends:
            self._service.ends[name] = now + self._chance.uniform(0.1, 0.8) * self._seconds
        self._seen[name] = now
        session.watcher.watch(
            Target(
                job_id=name,
                action="create",
                record_id="",
                group_id="g",
                drill_name=name,
                begun_at=self._clock.now(),
                begun=now,
            )
        )

    def _heard(self, sight: Sight) -> None:
        name, seen = sight.target.job_id, sight.seen
        if seen is None or name in self._noticed or seen == self._seen[name]:
            return
        self._oldest = max(self._oldest, seen - self._seen[name])
        self._seen[name] = seen
        if sight.ended:
            self._noticed[name] = self._clock.monotonic() - self._service.ends[name]
        if self._bad and not self._recovered:
            good = self._begin + self._bad.end
            if min(self._seen.values()) > good:
                self._recovered = self._clock.monotonic() - good

    async def _read_own(self, cloud: HuaweiCloud) -> None:
        while True:
            await self._clock.sleep(10)
            begun = self._clock.monotonic()
            answered = False
            with suppress(CloudError):
                await cloud.group("g")
                answered = True
            took = self._clock.monotonic() - begun
            self._own.append((begun - self._begin, took, answered))

    async def _change_weather(self) -> None:
        if self._bad:
            await self._clock.sleep(self._bad.begin)
            self._service.weather = self._bad.weather(self._service)
            await self._clock.sleep(self._bad.end - self._bad.begin)
            self._service.weather = None

    def _is_bad(self, begun: float, took: float) -> bool:
        bad = self._bad
        return bad is not None and begun < bad.end + AFTERMATH and begun + took > bad.begin

    def _report(self) -> Report:
        asked, now = self._service.asked, self._clock.monotonic()
        bad = [took for begun, took, _ in self._own if self._is_bad(begun, took)]
        good = [one for one in self._own if not self._is_bad(*one[:2])]
        assert all(answered for _, _, answered in good)
        going = [name for name in self._seen if name not in self._service.ends]
        oldest = max([self._oldest, *(now - self._seen[name] for name in going)])
        return Report(
            requests=len(asked),
            per_second=max(bisect_left(asked, at + 1.0) - i for i, at in enumerate(asked)),
            mean_per_second=len(asked) / self._seconds,
            oldest_view=oldest,
            looks=tuple(self._service.looks[name] for name in going),
            own_reads=tuple(took for _, took, _ in good),
            own_in_bad=tuple(bad),
            noticed=tuple(self._noticed.values()),
            recovered=self._recovered,
        )


def throttled(retry_after: float | None = None) -> Callable[[Service], Weather]:
    """Everything is answered 429, with a Retry-After of so many seconds."""

    def begin(service: Service) -> Weather:
        async def weather(request: Request) -> Response:
            await service.clock.sleep(LATENCY)
            asked = {} if retry_after is None else {"Retry-After": f"{retry_after:.0f}"}
            body = {"error_code": "APIGW.0308", "error_msg": "throttled"}
            return Response(429, json=body, headers=service.date() | asked)

        return weather

    return begin


def refused(service: Service) -> Weather:
    """Nobody listens there."""

    async def weather(request: Request) -> Response:
        await service.clock.sleep(LATENCY)
        raise ConnectError("connection refused", request=request)

    return weather


def silent(service: Service) -> Weather:
    """Requests go out, and there is no answer until the client gives up."""

    async def weather(request: Request) -> Response:
        await service.clock.sleep(READ_SECONDS)
        raise ReadTimeout("timed out", request=request)

    return weather

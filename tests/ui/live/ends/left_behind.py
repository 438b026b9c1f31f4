"""What a run that has ended left in its journal, read by the services of a second run."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from drilltui.clock import SystemClock
from drilltui.cloud.huawei import open_cloud
from drilltui.domain.call import Call
from drilltui.domain.credential import AccessKey
from drilltui.domain.folding import fold
from drilltui.domain.place import Mode, Place
from drilltui.domain.record import Kind, broken_at
from drilltui.domain.secret import Secret
from drilltui.sandbox.embedded import Access
from drilltui.services.requests import Requests
from drilltui.services.session import Session, open_session
from drilltui.services.sight import Sight
from drilltui.wiring.journal import open_journal

LIMIT = 20.0

_GENERATED = "-prod-"
"""What the names of generated groups have, and no other's; they end in a number of their own."""


@dataclass(frozen=True)
class LeftBehind:
    """The one record of a run: its events by kind, its create, and what a second run sees of it.

    `drills` is how many the cloud has of the group.
    """

    kinds: tuple[str, ...]
    create: Call
    sight: Sight
    drills: int


def state_of(home: Path) -> Path:
    """Return the folder of the journal of a person at home there."""
    return home / ".local" / "state" / "drilltui"


def left_behind(home: Path, access: Access) -> LeftBehind:
    """Check that the only record is whole, take it up, and look once at what it is about."""
    return asyncio.run(_left_behind(home, access))


def free_groups(access: Access) -> tuple[str, ...]:
    """Return the names of the generated groups that may be drilled now."""
    return asyncio.run(_free_groups(access))


async def _free_groups(access: Access) -> tuple[str, ...]:
    with TemporaryDirectory() as folder:
        async with _second_run(Path(folder), access) as session:
            overviews = await session.groups.list()
    return tuple(
        one.group.name
        for one in overviews
        if one.readiness.ready and not one.drills and _GENERATED in one.group.name
    )


def drills_of(access: Access, group: str) -> int:
    """Return how many drills the cloud has of the group of this name."""
    return asyncio.run(_drills_of(access, group))


async def _drills_of(access: Access, group: str) -> int:
    with TemporaryDirectory() as folder:
        async with _second_run(Path(folder), access) as session:
            (found,) = [one for one in await session.groups.list() if one.group.name == group]
    return len(found.drills)


def kinds_of(home: Path) -> tuple[str, ...]:
    """Return the kinds of the events of the only record so far; empty for no record."""
    return asyncio.run(_kinds(home))


def wait_for(home: Path, kind: Kind) -> None:
    """Wait until the only record has an event of this kind."""
    pause = threading.Event()  # which nobody sets
    deadline = time.monotonic() + LIMIT
    while kind not in (kinds := kinds_of(home)):
        assert time.monotonic() < deadline, kinds
        pause.wait(0.05)


async def _kinds(home: Path) -> tuple[str, ...]:
    journal = await open_journal(state_of(home))
    try:
        records = await journal.records()
        return tuple([one.kind for one in await journal.read(records[0])]) if records else ()
    finally:
        await journal.close()


async def _left_behind(home: Path, access: Access) -> LeftBehind:
    async with _second_run(home, access) as session:
        (exercise,) = await session.exercises.here()
        events = await session.exercises.events(exercise.record_id)
        assert broken_at(events) is None
        assert fold(events) == exercise
        assert [one.record_id for one in await session.resumption.left()] == [exercise.record_id]
        assert exercise.create is not None
        sight = await _looked_at(session, exercise.record_id)
        found = await session.groups.detail(exercise.group_id)
        kinds = tuple(event.kind for event in events)
        return LeftBehind(kinds, exercise.create, sight, len(found.overview.drills))


async def _looked_at(session: Session, record_id: str) -> Sight:
    """Take the record up and return the first look that succeeded: nobody else holds it."""
    looked: asyncio.Future[Sight] = asyncio.get_running_loop().create_future()

    def seen(sight: Sight) -> None:
        if sight.seen is not None and not looked.done():
            looked.set_result(sight)

    session.watcher.subscribe(seen)
    watching = asyncio.ensure_future(session.watcher.run())
    try:
        taken = await session.resumption.take_up(await session.exercises.load(record_id))
        assert taken is not None
        session.watcher.look_now(taken.target.key)
        sight = await asyncio.wait_for(looked, LIMIT)
    finally:
        watching.cancel()
    assert not sight.elsewhere
    return sight


@asynccontextmanager
async def _second_run(home: Path, access: Access) -> AsyncIterator[Session]:
    clock, requests = SystemClock(), Requests()
    cloud = open_cloud(
        endpoint=access.endpoint,
        credential=AccessKey(access.ak, Secret(access.sk)),
        project_id=access.project_id,
        region=access.region,
        clock=clock,
        log=requests,
        chance=Random(1),
    )
    place = Place(
        mode=Mode.LIVE,
        profile="second",
        region=access.region,
        project_id=access.project_id,
        endpoint=access.endpoint,
        person="ada",
        host="jump-1",
    )
    journal = await open_journal(state_of(home))
    session = open_session(place, cloud, journal, clock, requests, Random(1))
    try:
        yield session
    finally:
        await session.close()

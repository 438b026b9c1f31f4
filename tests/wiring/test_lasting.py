"""Rehearsals that outlive their program."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest

from drilltui.domain.drill import AVAILABLE, DrillDraft
from drilltui.domain.folding import fold
from drilltui.domain.job import SUCCESS
from drilltui.domain.record import Action, Kind
from drilltui.domain.said import Result
from drilltui.play import Play
from drilltui.services.session import Session
from drilltui.settings import RehearsalSettings
from drilltui.store.memory_journal import MemoryJournal, Shelf
from drilltui.wiring import open_rehearsal
from tests.chance import Even
from tests.clock import FakeClock

_Answer = TypeVar("_Answer")

LONGEST = 600
"""Tenths of a second after which a call counts as stuck."""


class Host:
    """A person's host: its clock and its disk outlive every run of the program."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.clock = FakeClock()
        self.shelf = Shelf()
        self.settings = RehearsalSettings("throttled", lasting=True, state_dir=folder)

    async def open(self, settings: RehearsalSettings | None = None) -> Session:
        return await open_rehearsal(
            settings or self.settings,
            clock=self.clock,
            journal=MemoryJournal(self.shelf),
            chance=Even(1) if not self.shelf.records else Even(2),
        )

    @asynccontextmanager
    async def run(self, settings: RehearsalSettings | None = None) -> AsyncIterator[Session]:
        session = await self.open(settings)
        watching = asyncio.ensure_future(session.watcher.run())
        try:
            yield session
        finally:
            watching.cancel()
            await session.close()

    async def done(self, call: Awaitable[_Answer]) -> _Answer:
        """Let time pass until `call` has its answer: requests wait for their turn by the clock."""
        waiting = asyncio.ensure_future(call)
        for _ in range(LONGEST):
            if waiting.done():
                break
            await self.clock.advance(0.1)
        assert waiting.done(), "no answer came"
        return waiting.result()

    def files(self) -> list[str]:
        return sorted(path.name for path in (self.folder / "rehearsals").glob("*"))


@pytest.fixture
def host(tmp_path: Path) -> Host:
    return Host(tmp_path)


async def start(session: Session, name: str = "drill-1") -> str:
    groups = await session.groups.list()
    group = next(one.group for one in groups if one.group.name in ("pg-shop", "pg-payments"))
    answer = await session.drills.start(DrillDraft(group.id, name), group, {})
    return answer.record_id


async def test_a_job_that_ended_meanwhile_is_found_ended_and_nothing_is_doubled(
    host: Host,
) -> None:
    settings = replace(host.settings, scenario="smooth")
    async with host.run(settings) as session:
        record_id = await host.done(start(session))
        await host.clock.advance(12)
        world = session.place.world
        before = (await host.done(session.drills.list()))[0]
    await host.clock.advance(300)

    async with host.run(settings) as session:
        assert session.place.world == world
        assert any("goes on" in notice for notice in session.notices)
        (drill,) = [one for one in await host.done(session.drills.list()) if one.name == "drill-1"]
        assert (drill.id, drill.status) == (before.id, AVAILABLE)
        (left,) = await session.resumption.left()
        await host.done(session.resumption.take_up(left))
        await host.clock.advance(30)
        exercise = await session.exercises.load(record_id)

    assert exercise.drill_id == before.id
    assert exercise.create is not None
    assert exercise.create.job_status == SUCCESS
    kinds = [one.kind for one in host.shelf.records[record_id] if one.kind == Kind.INTENDED]
    assert kinds == [Kind.INTENDED]


async def test_a_record_goes_on_to_its_close_and_its_file_goes(host: Host) -> None:
    settings = replace(host.settings, scenario="smooth")
    async with host.run(settings) as session:
        record_id = await host.done(start(session))
        await host.clock.advance(200)
    assert len(host.files()) == 1

    async with host.run(settings) as session:
        (drill,) = [one for one in await host.done(session.drills.list()) if one.name == "drill-1"]
        await host.done(session.drills.delete(drill, {}))
        await host.clock.advance(120)
        plan = await host.done(session.cleanup.plan(record_id))
        await host.done(session.cleanup.remove(plan, plan.word))
        await host.done(session.cleanup.close(record_id, result=Result.FAILED))

    assert host.files() == []
    exercise = fold(host.shelf.records[record_id])
    assert exercise.closed
    assert exercise.call_of(Action.DELETE) is not None


async def test_faults_that_struck_do_not_strike_again_and_are_in_the_debrief(host: Host) -> None:
    async with host.run() as session:
        await host.done(start(session))  # the first is throttled
    async with host.run() as session:
        record_id = await host.done(start(session, "drill-2"))
        assert (await session.exercises.load(record_id)).create is not None
        strikes = session.lessons.closing(record_id, None)[-1].data["faults"]

    assert isinstance(strikes, list)
    assert len(strikes) == 1


async def test_a_new_one_is_begun_where_that_is_asked_for(host: Host) -> None:
    async with host.run() as session:
        await host.done(start(session))
        world = session.place.world
    async with host.run(replace(host.settings, new=True)) as session:
        assert session.place.world != world
        assert session.notices == ()
        await host.done(start(session))

    assert len(host.files()) == 2


async def test_another_scenario_is_not_taken_for_it(host: Host) -> None:
    async with host.run() as session:
        await host.done(start(session))
        world = session.place.world
    async with host.run(replace(host.settings, scenario="quota")) as session:
        assert session.place.world != world
    anything = replace(host.settings, scenario="smooth", any_scenario=True)
    async with host.run(anything) as session:
        assert (session.place.world, session.place.profile) == (world, "throttled")


async def test_nothing_is_left_of_one_that_did_nothing(host: Host) -> None:
    async with host.run() as session:
        await host.done(session.groups.list())

    assert host.files() == []


async def test_one_that_somebody_sits_at_is_left_alone(host: Host) -> None:
    async with host.run() as first:
        await host.done(start(first))
        async with host.run() as second:
            assert second.place.world != first.place.world


async def test_a_file_that_is_none_of_ours_is_put_away(host: Host) -> None:
    async with host.run() as session:
        await host.done(start(session))
        world = session.place.world
    path = host.folder / "rehearsals" / f"{world}.jsonl"
    path.write_bytes(path.read_bytes() + b'{"method": "POST"}\n')

    async with host.run() as session:
        assert session.place.world != world
    assert not path.exists()


async def test_one_of_another_version_stays_where_it_is(host: Host) -> None:
    async with host.run() as session:
        await host.done(start(session))
        world = session.place.world
    path = host.folder / "rehearsals" / f"{world}.jsonl"
    path.write_bytes(path.read_bytes().replace(b'"version":"', b'"version":"0.0.0-'))

    async with host.run() as session:
        assert session.place.world != world
    assert path.exists()


async def test_what_is_not_to_last_leaves_nothing(host: Host) -> None:
    session = await host.open(replace(host.settings, lasting=False))
    lines: list[str] = []
    playing = asyncio.ensure_future(Play(session, lines.append).run())
    while not playing.done():
        await host.clock.advance(5)
    await session.close()

    assert host.files() == []

"""The bundle of services over one set of adapters."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path
from random import Random

import pytest

from drilltui.domain.drill import DrillDraft
from drilltui.domain.errors import JournalError
from drilltui.domain.preflight.vpc_choice import vpc_choices
from drilltui.services.requests import Requests
from drilltui.settings import RehearsalSettings
from drilltui.store.memory_journal import MemoryJournal
from drilltui.wiring import open_rehearsal
from tests.clock import FakeClock
from tests.services.stage import DRAFT, GROUP, NAMES, PLACE, Stage


def test_a_session_knows_its_place_its_clock_and_its_request_log() -> None:
    stage = Stage()

    assert stage.session.place == PLACE
    assert stage.session.clock is stage.clock
    assert isinstance(stage.session.requests, Requests)


async def test_closing_waits_for_the_answer_that_is_out_and_records_it() -> None:
    stage = Stage()
    answered = asyncio.Event()
    stage.cloud.during("create_drill", answered.wait)
    sending = asyncio.ensure_future(stage.session.drills.start(DRAFT, GROUP, NAMES))
    await stage.clock.settle()
    (record_id,) = await stage.journal.records()
    closing = asyncio.ensure_future(stage.session.close())
    await stage.clock.settle()
    assert (closing.done(), stage.cloud.closed, stage.journal.closed) == (False, False, False)
    kept: list[str] = []
    stage.journal.subscribe(lambda event: kept.append(f"{event.record_id} {event.kind}"))

    answered.set()
    await closing

    assert kept == [f"{record_id} accepted"]
    assert (await sending).accepted
    assert (stage.cloud.closed, stage.journal.closed) == (True, True)


async def test_closing_does_not_wait_for_ever_and_leaves_the_intention_open(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("drilltui.services.session.LAST_ANSWERS", 0.001)
    stage = Stage()
    stage.cloud.during("create_drill", asyncio.Event().wait)
    sending = asyncio.ensure_future(stage.session.drills.start(DRAFT, GROUP, NAMES))
    await stage.clock.settle()
    kinds: list[str] = []
    stage.journal.subscribe(lambda event: kinds.append(event.kind))

    await stage.session.close()
    await asyncio.gather(sending, return_exceptions=True)

    assert (stage.cloud.closed, stage.journal.closed, kinds) == (True, True, [])
    assert asyncio.all_tasks() == {asyncio.current_task()}


async def test_the_journal_is_closed_when_the_cloud_cannot_be() -> None:
    stage = Stage()

    async def broken() -> None:
        raise OSError("a bug in the client")

    stage.cloud.close = broken  # type: ignore[method-assign]
    with pytest.raises(OSError, match="a bug"):
        await stage.session.close()

    assert stage.journal.closed


async def test_closing_that_is_cut_short_still_lets_go_of_cloud_and_journal() -> None:
    stage = Stage()
    stage.cloud.during("create_drill", asyncio.Event().wait)
    sending = asyncio.ensure_future(stage.session.drills.start(DRAFT, GROUP, NAMES))
    await stage.clock.settle()
    closing = asyncio.ensure_future(stage.session.close())
    await stage.clock.settle()
    closing.cancel()
    await asyncio.gather(closing, sending, return_exceptions=True)

    assert (stage.cloud.closed, stage.journal.closed) == (True, True)


async def test_with_a_journal_that_cannot_be_written_everything_is_read_and_nothing_changed(
    tmp_path: Path,
) -> None:
    (tmp_path / "file").write_text("in the way", "utf-8")

    session = await open_rehearsal(RehearsalSettings(state_dir=tmp_path / "file"))
    try:
        group = next(one.group for one in await session.groups.list() if one.readiness.ready)
        with pytest.raises(JournalError):
            await session.drills.start(DrillDraft(group.id, "drill-1"), group, {})
        sent = [one.request.method for one in session.requests.latest()]
    finally:
        await session.close()

    assert session.exercises.refusal is not None
    assert set(sent) == {"GET"}


async def test_each_rehearsal_is_a_world_of_its_own() -> None:
    worlds = []
    for seed in (1, 1, 2):
        session = await open_rehearsal(
            RehearsalSettings(), clock=FakeClock(), journal=MemoryJournal(), chance=Random(seed)
        )
        worlds.append(session.place.world)
        await session.close()

    assert all(re.fullmatch("[0-9a-f]{8}", world) for world in worlds)
    assert worlds[0] == worlds[1] != worlds[2]


async def test_every_service_speaks_to_the_same_cloud_and_the_same_journal() -> None:
    clock, journal = FakeClock(), MemoryJournal()
    session = await open_rehearsal(
        RehearsalSettings(), clock=clock, journal=journal, chance=Random(1)
    )
    heard: list[str] = []
    session.requests.subscribe(lambda exchange: heard.append(exchange.request.url))

    reading = asyncio.ensure_future(session.groups.list())
    while not reading.done():
        await clock.advance(0.2)
    group = next(one.group for one in reading.result() if one.group.name == "pg-payments")
    choosing = asyncio.ensure_future(session.preflight.look(group.id))
    while not choosing.done():
        await clock.advance(0.2)
    await session.close()

    refused = [one.vpc.name for one in vpc_choices(choosing.result()) if not one.usable]
    assert "vpc-prod" in refused
    assert len(heard) == len(session.requests.latest()) > 2
    assert all(url.startswith(session.place.endpoint) for url in heard)
    assert session.place.mode.value == "rehearsal"


def test_another_try_after_a_refused_sign_in_is_the_clouds() -> None:
    stage = Stage()

    stage.session.try_again()

    assert stage.cloud.calls("try_again") == [""]

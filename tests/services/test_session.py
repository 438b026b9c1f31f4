"""The bundle of services over one set of adapters."""

from __future__ import annotations

import asyncio
from random import Random

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
    choosing = asyncio.ensure_future(session.networks.choices(group))
    while not choosing.done():
        await clock.advance(0.2)
    await session.close()

    refused = [choice.vpc.name for choice in choosing.result() if choice.code]
    assert refused == ["vpc-prod"]
    assert len(heard) == len(session.requests.latest()) > 2
    assert all(url.startswith(session.place.endpoint) for url in heard)
    assert session.place.mode.value == "rehearsal"

"""The record knows of a call before the cloud does, and says only what its answer proves."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from drilltui.domain.errors import CloudError, JournalError, Refused, Unreachable, Unreadable
from drilltui.domain.exchange import PlannedRequest
from drilltui.domain.exercise import Sending
from drilltui.domain.json_value import JsonObject
from drilltui.domain.record import Action, Kind
from drilltui.services.sending import Answer, Sender
from tests.services.stage import Stage

REQUEST = PlannedRequest("POST", "https://sdrs.example/v1/p/drills", '{"name":"drill-1"}')
ABOUT = {"name": "drill-1", "vpc_id": ""}


def refused(status: int, code: str = "SDRS.1002") -> Refused:
    return Refused(status=status, code=code, message="the state is wrong", request_id="req-9")


class Wire:
    """A sender, and the call it is given: answered when the test lets it be."""

    def __init__(self) -> None:
        self.stage = Stage()
        self.sender = Sender(self.stage.exercises)
        self.open = asyncio.Event()
        self.begun = asyncio.Event()
        self.calls = 0

    async def call(self) -> JsonObject:
        self.calls += 1
        self.begun.set()
        await self.open.wait()
        return {"job_id": "job-1"}

    async def send(self, call: Callable[[], Awaitable[JsonObject]]) -> Answer:
        return await self.sender.send("record-1", Action.CREATE, REQUEST, ABOUT, call)

    async def kinds(self) -> list[str]:
        return await self.stage.kinds("record-1")


async def test_the_intention_is_in_the_record_before_the_call_begins() -> None:
    wire = Wire()
    seen: list[tuple[str, JsonObject]] = []

    async def call() -> JsonObject:
        seen.extend((event.kind, event.data) for event in await wire.stage.events("record-1"))
        return {}

    await wire.send(call)

    assert seen == [
        (
            Kind.INTENDED,
            {
                "action": "create",
                "method": "POST",
                "url": REQUEST.url,
                "body": REQUEST.body,
                "fingerprint": REQUEST.fingerprint,
                "name": "drill-1",
                "vpc_id": "",
            },
        )
    ]


async def test_an_accepted_call_is_recorded_with_what_it_told() -> None:
    wire = Wire()
    wire.open.set()

    answer = await wire.send(wire.call)

    assert answer == Answer("record-1", Sending.ACCEPTED, {"job_id": "job-1"})
    assert (answer.accepted, answer.open) == (True, False)
    assert await wire.kinds() == ["intended", "accepted"]
    told = await wire.stage.last("record-1", Kind.ACCEPTED)
    assert told.data == {"action": "create", "job_id": "job-1"}


@pytest.mark.parametrize(
    ("error", "sending"),
    [
        (refused(400), Sending.REFUSED),
        (refused(401, "APIGW.0301"), Sending.REFUSED),
        (refused(403), Sending.REFUSED),
        (refused(404), Sending.REFUSED),
        (refused(409), Sending.REFUSED),
        (refused(429, "APIGW.0308"), Sending.REFUSED),
        (refused(499), Sending.REFUSED),
        (refused(500), Sending.UNKNOWN),
        (refused(502, "502"), Sending.UNKNOWN),
        (refused(503, "503"), Sending.UNKNOWN),
        (refused(504, "504"), Sending.UNKNOWN),
        (Unreachable("The connection was refused.", sent=False), Sending.NOT_SENT),
        (Unreachable("The connection broke.", sent=True), Sending.UNKNOWN),
        (Unreadable("The answer is not JSON.", status=200), Sending.UNKNOWN),
    ],
    ids=str,
)
async def test_a_failure_proves_only_what_it_can(error: CloudError, sending: Sending) -> None:
    wire = Wire()

    async def call() -> JsonObject:
        raise error

    answer = await wire.send(call)

    assert (answer.sending, answer.error) == (sending, error)
    assert not answer.accepted
    assert answer.open == (sending is Sending.UNKNOWN)
    kind = sending.value.replace(" ", "-")
    assert await wire.kinds() == ["intended", kind]
    told = (await wire.stage.last("record-1", kind)).data
    assert (told["action"], told == answer.told) == ("create", True)
    unsettled = (await wire.stage.exercise("record-1")).unsettled
    assert (unsettled is not None) == answer.open


async def test_a_refusal_is_recorded_in_the_services_own_words() -> None:
    wire = Wire()

    async def call() -> JsonObject:
        raise refused(400)

    await wire.send(call)

    assert (await wire.stage.last("record-1", Kind.REFUSED)).data == {
        "action": "create",
        "code": "SDRS.1002",
        "message": "the state is wrong",
        "status": 400,
        "request_id": "req-9",
    }


async def test_what_cannot_be_recorded_is_not_sent() -> None:
    wire = Wire()
    wire.stage.journal.full = {Kind.INTENDED}

    with pytest.raises(JournalError, match="disk is full"):
        await wire.send(wire.call)

    assert wire.calls == 0


async def test_an_answer_that_cannot_be_recorded_leaves_the_intention_open() -> None:
    wire = Wire()
    wire.stage.journal.full = {Kind.ACCEPTED}
    wire.open.set()

    with pytest.raises(JournalError):
        await wire.send(wire.call)

    exercise = await wire.stage.exercise("record-1")
    assert exercise.unsettled is not None
    assert exercise.unsettled.sending is Sending.INTENDED


async def test_a_caller_that_leaves_does_not_lose_the_answer() -> None:
    wire = Wire()
    caller = asyncio.ensure_future(wire.send(wire.call))
    await wire.begun.wait()
    caller.cancel()
    await asyncio.gather(caller, return_exceptions=True)
    assert caller.cancelled()
    assert await wire.kinds() == ["intended"]

    wire.open.set()
    await wire.sender.finish()

    assert wire.calls == 1
    assert await wire.kinds() == ["intended", "accepted"]


async def test_finish_waits_for_every_answer_that_is_out() -> None:
    wire = Wire()
    calls = [asyncio.ensure_future(wire.send(wire.call)) for _ in range(2)]
    await wire.begun.wait()
    finishing = asyncio.ensure_future(wire.sender.finish())
    await wire.stage.clock.settle()
    assert not finishing.done()

    wire.open.set()
    await finishing

    assert all(one.done() for one in calls)
    assert (await wire.kinds()).count("accepted") == 2


async def test_finish_has_nothing_to_wait_for_when_all_is_answered() -> None:
    wire = Wire()
    wire.open.set()
    await wire.send(wire.call)

    finishing = asyncio.ensure_future(wire.sender.finish())
    await asyncio.sleep(0)
    await asyncio.sleep(0)

    assert finishing.done()


async def test_finish_goes_on_when_a_call_ended_in_a_bug() -> None:
    wire = Wire()

    async def call() -> JsonObject:
        wire.begun.set()
        await wire.open.wait()
        raise ZeroDivisionError("a bug")

    caller = asyncio.ensure_future(wire.send(call))
    await wire.begun.wait()
    finishing = asyncio.ensure_future(wire.sender.finish())
    await wire.stage.clock.settle()
    wire.open.set()
    await finishing

    with pytest.raises(ZeroDivisionError):
        await caller
    assert await wire.kinds() == ["intended"]

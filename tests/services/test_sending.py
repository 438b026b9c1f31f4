"""The record knows of a call before the cloud does, and says only what its answer proves."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from drilltui.domain.errors import (
    CloudError,
    JournalError,
    Unreachable,
    Unreadable,
)
from drilltui.domain.json_value import JsonObject
from drilltui.domain.record import Action, Kind
from drilltui.domain.sending import Sending
from drilltui.services.sending import Answer
from tests.services.stage import target
from tests.services.wire import REQUEST, Wire, refused


async def test_the_intention_is_in_the_record_before_the_call_begins() -> None:
    wire = Wire()
    seen: list[tuple[str, JsonObject]] = []

    async def call() -> JsonObject:
        seen.extend((event.kind, event.data) for event in await wire.stage.events("record-1"))
        return {}

    await wire.send(call)

    assert seen[0][0] == Kind.OPENED
    assert seen[1:] == [
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

    assert answer == Answer("record-1", Sending.ACCEPTED, {"job_id": "job-1"}, None, "")
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


async def test_what_support_asks_for_is_recorded_of_an_answer_that_cannot_be_read() -> None:
    wire = Wire()

    async def call() -> JsonObject:
        raise Unreadable("The answer is not JSON.", status=200, request_id="req-7")

    await wire.send(call)

    assert (await wire.stage.last("record-1", Kind.UNKNOWN)).data == {
        "action": "create",
        "message": "The answer is not JSON.",
        "status": 200,
        "request_id": "req-7",
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

    answer = await wire.send(wire.call)

    assert answer.accepted
    assert answer.complaint == (
        "The cloud took it, but that could not be recorded: The disk is full. "
        "It is followed all the same, and recorded as soon as that can be."
    )
    (followed,) = wire.watched
    assert (followed.key, followed.unsettled) == (answer.key, True)
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
    calls = [asyncio.ensure_future(wire.send(wire.call, group)) for group in ("g1", "g2")]
    await wire.begun.wait()
    finishing = asyncio.ensure_future(wire.sender.finish())
    await wire.stage.clock.settle()
    assert not finishing.done()

    wire.open.set()
    await finishing

    assert all(one.done() for one in calls)
    kinds = [await wire.stage.kinds(record_id) for record_id in wire.records.values()]
    assert kinds == [["opened", "intended", "accepted"]] * 2


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


@pytest.mark.parametrize("full", [False, True], ids=["recorded", "disk full"])
async def test_a_job_is_followed_only_after_its_acceptance_was_written_or_could_not_be(
    full: bool,
) -> None:
    wire = Wire()
    wire.open.set()
    wire.stage.journal.full = {Kind.ACCEPTED} if full else set()
    kept: list[int] = []
    wire.stage.journal.subscribe(lambda event: kept.append(len(wire.watched)))
    job = target(Action.CREATE)

    sending = asyncio.ensure_future(wire.send(wire.call, job=job))
    answer = await sending

    assert wire.watched == [job]
    assert kept == [0] * (2 if full else 3)
    assert (answer.unrecorded is not None) == full


def test_the_advice_for_a_change_that_may_have_arrived_is_not_to_repeat_it() -> None:
    lost = Unreachable("It broke.", sent=True, remedy="Try again.")
    unknown = Answer("record-1", Sending.UNKNOWN, {}, lost)

    assert unknown.advice == (
        "It is looked up now; nothing like it is sent before that is settled."
    )
    assert replace(unknown, sending=Sending.NOT_SENT).advice == "Try again."
    assert Answer("record-1", Sending.ACCEPTED, {}).advice == ""


async def test_a_complaint_tells_what_to_do_and_what_support_asks_for() -> None:
    wire = Wire()

    async def call() -> JsonObject:
        raise refused(400)

    answer = await wire.send(call)

    assert answer.complaint == "SDRS.1002: the state is wrong (request req-9)"
    assert Answer("record-1", Sending.ACCEPTED, {}).complaint == ""

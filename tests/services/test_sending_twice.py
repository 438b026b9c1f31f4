"""One change of a kind at a time for each subject, and none after one that may have arrived."""

from __future__ import annotations

import asyncio

import pytest

from drilltui.domain.errors import Blocked, CloudError, JournalError, Unreachable, UsageError
from drilltui.domain.json_value import JsonObject
from drilltui.domain.record import Action, Kind
from tests.services.wire import Wire, refused


@pytest.mark.parametrize("action", list(Action))
async def test_while_a_change_is_out_a_second_of_its_kind_is_refused(action: Action) -> None:
    wire = Wire()
    first = asyncio.ensure_future(wire.send(wire.call, "s", action))
    await wire.begun.wait()
    assert wire.sender.under_way == 1

    with pytest.raises(UsageError, match="is being submitted already") as caught:
        await wire.send(wire.call, "s", action)
    assert caught.value.remedy == "Wait for its answer."
    others = [
        asyncio.ensure_future(wire.send(wire.call, *other))
        for other in [("t", action), *(("s", one) for one in Action if one != action)]
    ]
    await wire.stage.clock.settle()
    assert wire.sender.under_way == len(Action) + 1
    wire.open.set()
    await asyncio.gather(first, *others)

    assert (wire.calls, wire.sender.under_way) == (len(Action) + 1, 0)
    await wire.conclude("s")
    assert (await wire.send(wire.call, "s", action)).accepted


@pytest.mark.parametrize("action", [Action.CREATE, Action.DELETE])
async def test_while_a_change_is_carried_out_a_second_of_its_kind_is_refused(
    action: Action,
) -> None:
    wire = Wire()
    wire.open.set()
    await wire.send(wire.call, "s", action)

    with pytest.raises(Blocked, match="still being carried out") as caught:
        await wire.send(wire.call, "s", action)

    assert (caught.value.record_id, caught.value.exit_code) == ("record-1", 3)
    assert wire.calls == 1


@pytest.mark.parametrize("action", list(Action))
@pytest.mark.parametrize(
    "outcome", [Unreachable("The connection broke.", sent=True), ZeroDivisionError("a bug")]
)
async def test_after_a_change_that_may_have_arrived_a_second_one_is_refused(
    action: Action, outcome: Exception
) -> None:
    wire = Wire()

    async def call() -> JsonObject:
        raise outcome

    await asyncio.gather(wire.send(call, "s", action), return_exceptions=True)
    with pytest.raises(Blocked, match=r"nobody knows yet .* \(record record-1\)\. Nothing was"):
        await wire.send(wire.call, "s", action)

    assert wire.calls == 0
    wire.open.set()
    assert (await wire.send(wire.call, "t", action)).accepted


@pytest.mark.parametrize("outcome", [refused(400), Unreachable("No.", sent=False)], ids=str)
async def test_after_a_clear_no_it_may_be_tried_again(outcome: CloudError) -> None:
    wire = Wire()
    wire.open.set()

    async def call() -> JsonObject:
        raise outcome

    await wire.send(call)

    assert (await wire.send(wire.call)).accepted
    assert wire.stage.journal.shelf.takers == {}


@pytest.mark.parametrize("kind", [Kind.ACCEPTED, Kind.REFUSED])
async def test_an_answer_that_cannot_be_recorded_keeps_the_subject_taken(kind: Kind) -> None:
    wire = Wire()
    wire.open.set()
    wire.stage.journal.full = {kind}

    async def call() -> JsonObject:
        if kind == Kind.REFUSED:
            raise refused(400)
        return {}

    assert (await wire.send(call)).unrecorded is not None
    with pytest.raises(UsageError, match="nobody knows"):
        await wire.send(wire.call)

    assert wire.calls == 0


async def test_an_intention_that_cannot_be_recorded_leaves_the_subject_free() -> None:
    wire = Wire()
    wire.open.set()
    wire.stage.journal.full = {Kind.INTENDED}
    with pytest.raises(JournalError):
        await wire.send(wire.call)
    wire.stage.journal.full = set()

    assert (await wire.send(wire.call)).accepted

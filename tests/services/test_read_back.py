"""After a delete: proof that the drill is gone, and a list of what is not."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from dataclasses import replace
from datetime import UTC, datetime
from typing import TypeVar

import pytest

from drilltui.domain.drill import DELETING
from drilltui.domain.errors import CloudError, JournalError, Refused, Unreachable
from drilltui.domain.job import FAIL, SUCCESS
from drilltui.domain.record import Action, Kind
from drilltui.services.sight import ReadBack, Sight, record_of
from tests.services.stage import (
    DRILL,
    SERVERS,
    SUBNET,
    VPC,
    Stage,
    job,
    target,
)
from tests.services.stub_cloud import missing

_Value = TypeVar("_Value")

AT = datetime(2026, 11, 23, 9, 15, tzinfo=UTC)
LATER = datetime(2026, 12, 1, tzinfo=UTC)
LOST = Unreachable("No route to the cloud.", sent=True)
GONE = missing("SDRS.1902", "drill", 400)


def sight(action: Action, status: str = SUCCESS, *, drill_id: str = DRILL.id) -> Sight:
    """A job that has just been seen in `status`; a delete job knows what it was about."""
    known = {"drill_id": DRILL.id, "vpc_id": VPC.id} if action == Action.DELETE else {}
    return Sight(target(action, **known), 0.0, job=job(action, status, drill_id=drill_id))


async def over(stage: Stage, call: Awaitable[_Value]) -> tuple[_Value, float]:
    """Let time pass until `call` returns; also say how many seconds that took."""
    begin = stage.clock.monotonic()
    task = asyncio.ensure_future(call)
    while not task.done():
        await stage.clock.advance(1)
        assert stage.clock.monotonic() < begin + 3600, "it never ends"
    return task.result(), stage.clock.monotonic() - begin


def _ids(found: ReadBack) -> list[str]:
    return [one.id for one in found.leftovers]


async def read_back(stage: Stage, status: str = SUCCESS) -> tuple[ReadBack, float]:
    ended, seconds = await over(stage, stage.aftermath.ended(sight(Action.DELETE, status)))
    assert isinstance(ended.result, ReadBack)
    return ended.result, seconds


async def test_a_deleted_drill_is_proven_gone_and_what_stayed_is_listed() -> None:
    stage = Stage()

    found, seconds = await read_back(stage)

    assert (found.gone, found.doubts) == (True, ())
    assert seconds <= 1
    assert stage.cloud.calls("drill") == [DRILL.id]
    assert stage.cloud.calls("servers") == [("server-1", "server-2")]
    assert (await stage.last("record-1", Kind.READ_BACK)).data == record_of(found)
    exercise = await stage.exercise("record-1")
    assert exercise.gone
    assert [one.called for one in exercise.leftovers] == ["VPC vpc-drill-1", "subnet subnet-app"]


async def test_a_drill_that_is_still_shown_is_looked_at_again_until_it_is_gone() -> None:
    stage = Stage()
    still = replace(DRILL, status=DELETING)
    stage.cloud.script("drill", still, still, GONE)

    found, seconds = await read_back(stage)

    assert found.gone
    assert len(stage.cloud.calls("drill")) == 3
    assert seconds == 6


async def test_a_drill_that_stays_is_said_to_be_there() -> None:
    stage = Stage()
    stage.add_drill()

    found, seconds = await read_back(stage)

    assert not found.gone
    assert len(stage.cloud.calls("drill")) == 5
    assert seconds == 12
    assert (await stage.last("record-1", Kind.READ_BACK)).data["gone"] is False


async def test_after_a_delete_that_failed_one_look_is_enough() -> None:
    stage = Stage()
    stage.add_drill(replace(DRILL, status="error-deleting"))

    found, seconds = await read_back(stage, FAIL)

    assert (found.gone, found.status) == (False, "error-deleting")
    assert _ids(found) == [DRILL.id, VPC.id, SUBNET.id, *(server.id for server in SERVERS)]
    assert len(stage.cloud.calls("drill")) == 1
    assert seconds <= 1


@pytest.mark.parametrize(
    "error",
    [LOST, Refused(status=403, code="SDRS.0012", message="no right"), missing("404", "page")],
    ids=str,
)
async def test_only_the_services_own_word_proves_that_a_drill_is_gone(error: CloudError) -> None:
    stage = Stage()
    stage.cloud.script("drill", error)

    with pytest.raises(type(error)):
        await stage.aftermath.ended(sight(Action.DELETE))

    assert await stage.events("record-1") == ()


async def test_servers_that_still_answer_are_leftovers() -> None:
    stage = Stage()
    stage.cloud.known_servers = {"server-2": SERVERS[1]}

    found, _ = await read_back(stage)

    assert found.leftovers[-1].called == "server pay-db-01"
    exercise = await stage.exercise("record-1")
    assert exercise.leftovers[-1] == found.leftovers[-1]


async def test_servers_that_cannot_be_looked_at_are_a_doubt_and_not_an_absence() -> None:
    stage = Stage()
    stage.cloud.script("servers", LOST)

    found, _ = await read_back(stage)

    assert found.doubts == ("could not look at the drill servers: No route to the cloud.",)
    assert (found.gone, _ids(found)) == (True, [VPC.id, SUBNET.id])
    event = await stage.last("record-1", Kind.READ_BACK)
    assert event.data["doubts"] == list(found.doubts)


@pytest.mark.parametrize(
    "error", [LOST, Refused(status=403, code="VPC.0002", message="no right")], ids=str
)
async def test_a_vpc_that_cannot_be_looked_at_is_a_doubt(error: CloudError) -> None:
    stage = Stage()
    stage.cloud.script("vpc", error)

    found, _ = await read_back(stage)

    assert found.leftovers == ()
    assert found.doubts == (f"could not look at VPC vpc-1: {error}",)


async def test_a_vpc_that_is_gone_too_is_no_doubt() -> None:
    stage = Stage()
    stage.cloud.known_vpcs.clear()
    stage.cloud.known_subnets.clear()

    assert (await read_back(stage))[0] == ReadBack(True)


async def test_subnets_that_cannot_be_read_are_a_doubt_beside_the_vpc() -> None:
    stage = Stage()
    stage.cloud.script("subnets", LOST)

    found, _ = await read_back(stage)

    assert _ids(found) == [VPC.id]
    assert found.doubts == ("could not look at the subnets of VPC vpc-1: No route to the cloud.",)


async def test_a_vpc_that_was_never_told_is_a_doubt() -> None:
    stage = Stage()
    unknown = replace(target(Action.DELETE, drill_id=DRILL.id), vpc_id="")

    found = await stage.aftermath.read_back(unknown)

    assert found.leftovers == ()
    assert found.doubts == ("the service never told the drill's VPC: look for it in the console",)
    assert stage.cloud.calls("vpc") == []


async def test_a_read_back_that_cannot_be_recorded_is_told() -> None:
    stage = Stage()
    stage.journal.full = {Kind.READ_BACK}

    with pytest.raises(JournalError):
        await stage.aftermath.read_back(target(Action.DELETE, drill_id=DRILL.id, vpc_id=VPC.id))

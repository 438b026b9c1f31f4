"""What an ended job left: told, read and recorded."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from drilltui.cli import outcome
from drilltui.cli.result import Result, of_sight
from drilltui.domain.drill import ERROR
from drilltui.domain.errors import Unreachable
from drilltui.domain.job import FAIL, RUNNING, SUCCESS, Job
from drilltui.domain.json_value import JsonValue
from drilltui.domain.record import Action, Kind
from drilltui.domain.server import Server
from drilltui.services.sight import Change, DrillDetail, Sight
from tests.services.stage import (
    DRILL,
    NAMES,
    SERVERS,
    VPC,
    Stage,
    job,
    target,
)
from tests.services.stub_cloud import CREATE_JOB, missing

NOTHING: dict[str, JsonValue] = {"made": True, "detail": "", "parent_id": ""}
AT = datetime(2026, 11, 23, 9, 15, tzinfo=UTC)
LATER = datetime(2026, 12, 1, tzinfo=UTC)
LOST = Unreachable("No route to the cloud.", sent=True)
GONE = missing("SDRS.1902", "drill", 400)


def sight(action: Action, status: str = SUCCESS, *, drill_id: str = DRILL.id) -> Sight:
    """A job that has just been seen in `status`; a delete job knows what it was about."""
    known = {"drill_id": DRILL.id, "vpc_id": VPC.id} if action == Action.DELETE else {}
    return Sight(target(action, **known), 0.0, job=job(action, status, drill_id=drill_id))


async def ended(stage: Stage, sight: Sight) -> tuple[Sight, float]:
    """Let time pass until what the job left was read; also say how many seconds that took."""
    begin = stage.clock.monotonic()
    reading = asyncio.ensure_future(stage.aftermath.ended(sight))
    while not reading.done():
        await stage.clock.advance(1)
        assert stage.clock.monotonic() < begin + 600, "it never ends"
    return reading.result(), stage.clock.monotonic() - begin


async def test_what_the_cloud_told_of_a_job_is_recorded_with_its_sub_jobs() -> None:
    stage = Stage()
    seen = replace(
        job(Action.CREATE, FAIL, code="SDRS.1905", why="no volumes left"),
        drill_id=DRILL.id,
        sub_jobs=(
            Job("sub-1", "createServer", RUNNING, begin=AT, subject="instance-1"),
            Job("sub-2", "createVpc", FAIL, AT, AT, error_code="VPC.0007", fail_reason="quota"),
        ),
    )

    changes = (Change(AT, "pay-app-01", RUNNING), Change(AT, "job", FAIL))
    await stage.aftermath.changed(replace(sight(Action.CREATE), job=seen), changes)

    (event,) = await stage.events("record-1")
    assert event.kind == Kind.JOB
    assert event.data == {
        "action": "create",
        "job_id": "job-create",
        "type": "createDrill",
        "status": "FAIL",
        "begin": "",
        "end": "",
        "error_code": "SDRS.1905",
        "fail_reason": "no volumes left",
        "drill_id": "drill-id-1",
        "subject": "",
        "changed": ["pay-app-01", "job"],
        "sub_jobs": [
            {
                "job_id": "sub-1",
                "type": "createServer",
                "status": "RUNNING",
                "begin": "2026-11-23T09:15:00+00:00",
                "end": "",
                "error_code": "",
                "fail_reason": "",
                "drill_id": "",
                "sub_jobs": [],
                "subject": "instance-1",
            },
            {
                "job_id": "sub-2",
                "type": "createVpc",
                "status": "FAIL",
                "begin": "2026-11-23T09:15:00+00:00",
                "end": "2026-11-23T09:15:00+00:00",
                "error_code": "VPC.0007",
                "fail_reason": "quota",
                "drill_id": "",
                "sub_jobs": [],
                "subject": "",
            },
        ],
    }


async def test_a_job_that_was_never_seen_has_nothing_to_record() -> None:
    stage = Stage()

    await stage.aftermath.changed(replace(sight(Action.CREATE), job=None), ())

    assert await stage.events("record-1") == ()


async def test_a_created_drill_is_read_with_its_servers_and_recorded() -> None:
    stage = Stage()
    stage.add_drill()

    after, _ = await ended(stage, sight(Action.CREATE))

    assert after.result == DrillDetail(DRILL, SERVERS, NAMES)
    assert after.target.drill_id == DRILL.id
    assert stage.cloud.calls("servers") == [("server-1", "server-2")]
    assert stage.cloud.calls("instances") == []
    assert (await stage.last("record-1", Kind.DRILL)).data == {
        "drill_id": "drill-id-1",
        "name": "drill-1",
        "status": "available",
        "vpc_id": "vpc-1",
        "servers": [
            {
                "id": "server-1",
                "name": "pay-app-01",
                "instance_id": "instance-1",
                "status": "ACTIVE",
                "addresses": ["10.20.0.10"],
            },
            {
                "id": "server-2",
                "name": "pay-db-01",
                "instance_id": "instance-2",
                "status": "ACTIVE",
                "addresses": ["10.20.0.11", "80.1.2.3"],
            },
        ],
        "twins": [],
        "resources": [
            {**NOTHING, "kind": "VPC", "id": "vpc-1", "name": "vpc-drill-1",
             "made": False, "detail": "10.20.0.0/16"},
            {**NOTHING, "kind": "subnet", "id": "subnet-1", "name": "subnet-app",
             "made": False, "detail": "10.20.0.0/24", "parent_id": "vpc-1"},
            {**NOTHING, "kind": "server", "id": "server-1", "name": "pay-app-01",
             "detail": "10.20.0.10"},
            {**NOTHING, "kind": "server", "id": "server-2", "name": "pay-db-01",
             "detail": "10.20.0.11, 80.1.2.3"},
        ],
        "resource_doubts": [],
    }  # fmt: skip


async def test_a_job_that_does_not_name_its_drill_is_matched_by_name() -> None:
    stage = Stage()
    stage.add_drill()
    stage.add_drill(replace(DRILL, id="other-name", name="drill-2", created_at=LATER))
    stage.add_drill(replace(DRILL, id="other-group", group_id="group-2", created_at=LATER))

    after, _ = await ended(stage, sight(Action.CREATE, drill_id=""))

    assert isinstance(after.result, DrillDetail)
    assert after.result.drill.id == after.target.drill_id == DRILL.id
    assert stage.cloud.calls("drills") == ["group-1"]


@pytest.mark.parametrize("status", [SUCCESS, FAIL])
async def test_of_two_drills_that_a_job_may_have_made_none_is_guessed(status: str) -> None:
    stage = Stage()
    stage.add_drill()
    stage.add_drill(replace(DRILL, id="newer", created_at=LATER))

    after, _ = await ended(stage, sight(Action.CREATE, status, drill_id=""))

    assert (after.result, after.target.drill_id, after.target.unsettled) == (None, "", True)
    assert after.search is not None
    candidates = after.search.settlement.candidates
    assert [drill.id for drill in candidates] == [DRILL.id, "newer"]
    told = (await stage.last("record-1", Kind.AMBIGUOUS)).data
    assert (told["action"], told["candidates"]) == ("create", [DRILL.id, "newer"])
    assert of_sight(replace(after, ended_at=0.0, settled=True)) is Result.AMBIGUOUS


async def test_a_drill_that_nothing_names_is_written_down_as_not_there() -> None:
    stage = Stage()
    before = sight(Action.CREATE, drill_id="")

    assert await ended(stage, before) == (before, 126)
    assert [event.data for event in await stage.events("record-1")] == [
        {"drill_id": "", "status": "gone"}
    ]


async def test_a_drill_that_was_deleted_before_it_was_read_is_an_end_without_a_result() -> None:
    stage = Stage()

    after, _ = await ended(stage, sight(Action.CREATE))

    assert after.result is None
    assert (await stage.last("record-1", Kind.DRILL)).data == {
        "drill_id": DRILL.id,
        "status": "gone",
    }


@pytest.mark.parametrize("named", [DRILL.id, ""], ids=["by the job", "by its name"])
async def test_a_drill_that_is_shown_late_is_waited_for(named: str) -> None:
    stage = Stage()
    stage.cloud.script("drill", GONE, GONE) if named else stage.cloud.script("drills", (), ())
    stage.add_drill()

    after, seconds = await ended(stage, sight(Action.CREATE, drill_id=named))

    assert isinstance(after.result, DrillDetail)
    assert (after.result.drill, seconds) == (DRILL, 6)


async def test_a_job_that_was_begun_elsewhere_and_names_no_drill_is_not_guessed_at() -> None:
    stage = Stage()
    stage.add_drill()
    stranger = replace(target(Action.CREATE), record_id="", group_id="", drill_name="")

    after, _ = await ended(stage, replace(sight(Action.CREATE, drill_id=""), target=stranger))

    assert after.result is None
    assert stage.cloud.calls("drills") == []


async def test_a_drill_that_cannot_be_read_now_is_an_error_to_try_again() -> None:
    stage = Stage()
    stage.add_drill()
    stage.cloud.script("drill", LOST)

    with pytest.raises(Unreachable):
        await stage.aftermath.ended(sight(Action.CREATE))

    assert (await stage.aftermath.ended(sight(Action.CREATE))).result is not None


@pytest.mark.parametrize("named", [DRILL.id, ""], ids=["by the job", "by its name"])
async def test_the_half_of_a_drill_that_a_failed_job_left_is_read_and_recorded(named: str) -> None:
    stage = Stage()
    half = replace(DRILL, status=ERROR)
    stage.add_drill(half)
    stage.add_drill(replace(DRILL, id="other-name", name="drill-1b", created_at=LATER))

    after, _ = await ended(stage, sight(Action.CREATE, FAIL, drill_id=named))

    assert after.result == DrillDetail(half, SERVERS, NAMES)
    assert after.target.drill_id == DRILL.id
    told = (await stage.last("record-1", Kind.DRILL)).data
    assert (told["drill_id"], told["status"]) == (DRILL.id, "error")
    assert (await stage.exercise("record-1")).drill_status == "error"


@pytest.mark.parametrize("named", [DRILL.id, ""], ids=["by the job", "by its name"])
async def test_a_failed_job_that_left_no_drill_is_an_end_without_a_result(named: str) -> None:
    stage = Stage()
    stage.add_drill(replace(DRILL, id="other", name="drill-1b"))

    after, _ = await ended(stage, sight(Action.CREATE, FAIL, drill_id=named))

    assert after.result is None
    assert (await stage.last("record-1", Kind.DRILL)).data == {"drill_id": named, "status": "gone"}


async def test_the_half_of_a_drill_is_waited_for_less_and_from_the_end_of_its_job() -> None:
    stage = Stage()
    failed = sight(Action.CREATE, FAIL, drill_id="")
    await stage.clock.advance(500)
    now = stage.clock.monotonic()

    _, whole = await ended(stage, replace(failed, ended_at=now))
    _, rest = await ended(stage, replace(failed, ended_at=stage.clock.monotonic() - 50))
    _, none = await ended(stage, replace(failed, ended_at=now))

    assert (whole, rest, none) == (66, 11, 1)


async def test_a_drill_that_was_made_and_deleted_since_is_waited_for_no_more() -> None:
    stage = Stage()
    await stage.record(drill_id=DRILL.id.upper())
    (other,) = await stage.journal.records()
    intention = {"action": "delete", "drill_id": DRILL.id, "was": "available"}
    await stage.exercises.add(other, Kind.INTENDED, intention)
    await stage.exercises.add(other, Kind.ACCEPTED, {"action": "delete", "job_id": "job-2"})
    await stage.exercises.add(other, Kind.READ_BACK, {"gone": True})
    record_id = await stage.record()
    await stage.exercises.add(record_id, Kind.INTENDED, {"action": "create", "name": "drill-1"})
    await stage.exercises.add(record_id, Kind.ACCEPTED, {"action": "create", "job_id": CREATE_JOB})
    made = sight(Action.CREATE)
    made = replace(made, target=replace(made.target, record_id=record_id))

    after, seconds = await ended(stage, made)

    assert (after.result, after.made, seconds) == (None, True, 1)
    followed = outcome.of_sight(replace(after, ended_at=0.0, settled=True), 0.0)
    recorded = outcome.of_record(await stage.exercise(record_id))
    for one in (followed, recorded):
        assert (one.exit, one.message) == (0, "made, and deleted since")


async def test_the_detail_of_a_drill_asks_for_the_names_it_was_not_given() -> None:
    stage = Stage()
    stage.add_drill()

    assert await stage.aftermath.detail(DRILL.id) == DrillDetail(DRILL, SERVERS, NAMES)
    assert stage.cloud.calls("instances") == [DRILL.group_id]


async def test_the_detail_shows_servers_that_are_gone_in_their_place() -> None:
    stage = Stage()
    stage.add_drill()
    stage.cloud.known_servers = {"server-2": SERVERS[1]}

    detail = await stage.aftermath.detail(DRILL.id, NAMES)

    assert detail.servers == (Server("server-1", fault="gone"), SERVERS[1])

"""Drills are listed, renamed and deleted on the record, one record for each."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from drilltui.domain.drill import DrillDraft
from drilltui.domain.errors import Blocked, ReadOnly, Refused, Unreachable, UsageError
from drilltui.domain.job import RUNNING, SUCCESS
from drilltui.domain.record import Action, Kind, broken_at
from drilltui.domain.sending import Sending
from drilltui.services.sending import Answer
from drilltui.services.sight import DrillDetail, ReadBack
from tests.services.stage import DRAFT, DRILL, GROUP, NAMES, PLACE, SERVERS, SUBNET, VPC, Stage, job
from tests.services.stub_cloud import CREATE_JOB, DELETE_JOB

VPC_ID = "5a1b0c9e-1111-4222-8333-444455556666"
LOST = Unreachable("The connection broke.", sent=True)
NOT_SENT = Unreachable("The connection was refused.", sent=False)
BUSY = Refused(status=400, code="SDRS.1002", message="wrong state", request_id="req-9")


async def start(stage: Stage, draft: DrillDraft = DRAFT) -> Answer:
    return await stage.session.drills.start(draft, GROUP, NAMES)


async def record_ids(stage: Stage) -> tuple[str, ...]:
    return await stage.journal.records()


async def test_a_rename_is_recorded_with_the_old_drill_and_the_new_name() -> None:
    stage = Stage()
    stage.add_drill()

    answer = await stage.session.drills.rename(DRILL, "drill-1-verified")

    assert stage.cloud.calls("rename_drill") == [(DRILL.id, "drill-1-verified")]
    assert answer.told == {"drill_id": DRILL.id, "name": "drill-1-verified"}
    intention = (await stage.last(answer.record_id, Kind.INTENDED)).data
    assert (intention["action"], intention["method"]) == ("rename", "PUT")
    assert (intention["drill_id"], intention["name"]) == (DRILL.id, "drill-1-verified")
    exercise = await stage.exercise(answer.record_id)
    assert (exercise.name, exercise.drill_id) == ("drill-1-verified", DRILL.id)
    assert exercise.rename is not None
    assert not exercise.rename.running
    assert stage.session.watcher.sights() == ()


async def test_a_refused_rename_leaves_the_name_as_it_is() -> None:
    stage = Stage()
    stage.cloud.script("rename_drill", BUSY)

    answer = await stage.session.drills.rename(DRILL, "drill-2")

    assert answer.sending is Sending.REFUSED
    assert (await stage.exercise(answer.record_id)).name == "drill-1"


async def test_a_name_with_a_problem_is_never_sent() -> None:
    stage = Stage()

    with pytest.raises(UsageError, match="only letters"):
        await stage.session.drills.rename(DRILL, "päyments")

    assert stage.cloud.asked == []
    assert await record_ids(stage) == ()


async def test_a_delete_goes_on_in_the_record_of_its_drill() -> None:
    stage = Stage()
    made = await start(stage)
    await stage.exercises.add(made.record_id, Kind.DRILL, {"drill_id": DRILL.id})

    answer = await stage.session.drills.delete(DRILL, NAMES)

    assert answer.record_id == made.record_id
    assert await record_ids(stage) == (made.record_id,)
    assert stage.cloud.calls("delete_drill") == [DRILL.id]
    assert answer.told == {
        "job_id": DELETE_JOB,
        "request_id": "req-delete",
        "drill_id": DRILL.id,
    }
    intention = (await stage.last(made.record_id, Kind.INTENDED)).data
    assert (intention["action"], intention["drill_id"]) == ("delete", DRILL.id)
    assert (intention["name"], intention["vpc_id"]) == ("drill-1", VPC.id)
    sight = stage.session.watcher.sight(DELETE_JOB)
    assert sight is not None
    followed = sight.target
    assert (followed.action, followed.drill_id, followed.vpc_id) == ("delete", DRILL.id, VPC.id)
    assert followed.server_ids == ("server-1", "server-2")


@pytest.mark.parametrize("action", [Action.DELETE, Action.RENAME])
async def test_a_drill_made_elsewhere_gets_a_record_when_it_is_touched(action: Action) -> None:
    stage = Stage()
    stage.add_drill()
    drills = stage.session.drills
    calls: dict[Action, Callable[[], Awaitable[Answer]]] = {
        Action.DELETE: lambda: drills.delete(DRILL, NAMES),
        Action.RENAME: lambda: drills.rename(DRILL, "drill-2"),
    }

    answer = await calls[action]()

    assert await stage.kinds(answer.record_id) == ["opened", "intended", "accepted"]
    exercise = await stage.exercise(answer.record_id)
    assert (exercise.drill_id, exercise.group_name) == (DRILL.id, "pg-payments")
    (opened, *_) = await stage.events(answer.record_id)
    assert (opened.data["drill_id"], opened.data["drill_name"]) == (DRILL.id, "drill-1")
    assert len(await record_ids(stage)) == 1


async def test_a_drill_whose_group_cannot_be_read_is_not_touched() -> None:
    stage = Stage()
    stage.cloud.script("group", Unreachable("No route to the cloud.", sent=True))

    with pytest.raises(Unreachable):
        await stage.session.drills.delete(DRILL, NAMES)

    assert stage.cloud.calls("delete_drill") == []


@pytest.mark.parametrize("action", [Action.DELETE, Action.RENAME])
async def test_a_drill_is_not_changed_twice_while_nobody_knows_what_came_of_it(
    action: Action,
) -> None:
    stage = Stage()
    stage.add_drill()
    drills = stage.session.drills
    calls: dict[Action, Callable[[], Awaitable[Answer]]] = {
        Action.DELETE: lambda: drills.delete(DRILL, NAMES),
        Action.RENAME: lambda: drills.rename(DRILL, "drill-2"),
    }
    method, call = f"{action}_drill", calls[action]
    answered = asyncio.Event()
    stage.cloud.during(method, answered.wait)
    stage.cloud.script(method, LOST)

    first = asyncio.ensure_future(call())
    await stage.clock.settle()
    assert drills.under_way == 1
    with pytest.raises(UsageError, match="submitted already"):
        await call()
    answered.set()
    answer = await first
    with pytest.raises(Blocked, match=answer.record_id):
        await call()

    assert (answer.open, drills.under_way) == (True, 0)
    assert len(stage.cloud.calls(method)) == 1
    assert await record_ids(stage) == (answer.record_id,)


async def test_drills_are_listed_newest_first() -> None:
    stage = Stage()
    for number, created in enumerate([datetime(2026, 1, 1, tzinfo=UTC), None, DRILL.created_at]):
        stage.add_drill(replace(DRILL, id=f"d-{number}", created_at=created))
    stage.add_drill(replace(DRILL, id="elsewhere", group_id="group-2"))

    assert [drill.id for drill in await stage.session.drills.list(GROUP.id)] == [
        "d-2",
        "d-0",
        "d-1",
    ]
    assert len(await stage.session.drills.list()) == 4


async def test_a_drill_is_shown_with_its_servers() -> None:
    stage = Stage()
    stage.add_drill()

    assert await stage.session.drills.show(DRILL.id) == DrillDetail(DRILL, SERVERS, NAMES)
    with pytest.raises(Refused, match=r"SDRS\.1902"):
        await stage.session.drills.show("nobody")


async def test_a_whole_exercise_is_one_record_from_choice_to_proof() -> None:
    stage = Stage()
    stage.cloud.script(
        "job",
        job(Action.CREATE, RUNNING),
        job(Action.CREATE, SUCCESS, drill_id=DRILL.id),
        job(Action.DELETE, SUCCESS),
    )
    async with stage.watching():
        answer = await start(stage)
        stage.add_drill()
        await stage.clock.advance(6)
        made = stage.session.watcher.sight(CREATE_JOB)
        await stage.session.drills.delete(DRILL, NAMES)
        stage.cloud.known_drills.clear()
        stage.cloud.known_servers.clear()
        await stage.clock.advance(3)
        deleted = stage.session.watcher.sight(DELETE_JOB)

    assert made is not None
    assert isinstance(made.result, DrillDetail)
    assert deleted is not None
    assert isinstance(deleted.result, ReadBack)
    assert deleted.result.gone
    assert [one.id for one in deleted.result.leftovers] == [VPC.id, SUBNET.id]
    events = await stage.events(answer.record_id)
    assert [event.kind for event in events] == [
        "opened", "preflight", "intended", "accepted", "job", "job", "drill",
        "intended", "accepted", "job", "read-back",
    ]  # fmt: skip
    assert broken_at(events) is None
    exercise = await stage.exercise(answer.record_id)
    assert (exercise.gone, exercise.unsettled) == (True, None)


@pytest.mark.parametrize("change", ["start", "rename", "delete"])
async def test_a_run_that_may_only_read_neither_sends_nor_writes_down(change: str) -> None:
    stage = Stage(place=replace(PLACE, readonly=True))
    stage.add_drill()
    drills = stage.session.drills
    calls = {
        "start": lambda: drills.start(DRAFT, GROUP, NAMES),
        "rename": lambda: drills.rename(DRILL, "drill-2"),
        "delete": lambda: drills.delete(DRILL, NAMES),
    }

    with pytest.raises(ReadOnly, match="nothing was sent"):
        await calls[change]()

    assert stage.cloud.asked == []
    assert await record_ids(stage) == ()
    assert (await drills.show(DRILL.id)).drill == DRILL


async def test_ids_in_capitals_are_the_same_group_and_the_same_drill() -> None:
    stage = Stage()
    made = await start(stage)
    with pytest.raises(Blocked, match=made.record_id):
        await stage.session.drills.start(
            replace(DRAFT, name="drill-2"), replace(GROUP, id=GROUP.id.upper()), NAMES
        )
    await stage.exercises.add(made.record_id, Kind.DRILL, {"drill_id": DRILL.id})
    capitals = replace(DRILL, id=DRILL.id.upper())
    stage.add_drill(capitals)

    renamed = await stage.session.drills.rename(capitals, "drill-1-verified")

    assert renamed.record_id == made.record_id

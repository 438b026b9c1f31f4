"""A drill is started on the record, and never twice by accident."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from drilltui.domain.drill import DrillDraft
from drilltui.domain.errors import (
    Blocked,
    JournalError,
    NameInUse,
    Refused,
    Unreachable,
    UsageError,
)
from drilltui.domain.job import FAIL, RUNNING
from drilltui.domain.record import Action, Kind
from drilltui.domain.sending import Sending
from drilltui.services.sending import Answer
from tests.services.stage import DRAFT, DRILL, GROUP, NAMES, SUBNET, VPC, Stage, job
from tests.services.stub_cloud import CREATE_JOB

OTHER = replace(GROUP, id="group-2")
VPC_ID = "5a1b0c9e-1111-4222-8333-444455556666"
LOST = Unreachable("The connection broke.", sent=True)
NOT_SENT = Unreachable("The connection was refused.", sent=False)
BUSY = Refused(status=400, code="SDRS.1002", message="wrong state", request_id="req-9")


async def start(stage: Stage, draft: DrillDraft = DRAFT) -> Answer:
    return await stage.session.drills.start(draft, GROUP, NAMES)


async def record_ids(stage: Stage) -> tuple[str, ...]:
    return await stage.journal.records()


async def test_an_accepted_drill_is_on_record_and_followed() -> None:
    stage = Stage()

    answer = await start(stage)

    assert answer.sending is Sending.ACCEPTED
    assert answer.told == {"job_id": CREATE_JOB, "request_id": "req-create"}
    assert await stage.kinds(answer.record_id) == ["opened", "preflight", "intended", "accepted"]
    assert stage.cloud.calls("create_drill") == [DRAFT]
    sight = stage.session.watcher.sight(CREATE_JOB)
    assert sight is not None
    followed = sight.target
    assert (followed.action, followed.record_id) == ("create", answer.record_id)
    assert (followed.group_id, followed.drill_name, followed.names) == (GROUP.id, "drill-1", NAMES)
    assert (followed.request_id, followed.drill_id, followed.vpc_id) == ("req-create", "", "")
    assert (followed.begun, followed.begun_at) == (stage.clock.monotonic(), stage.clock.now())


async def test_the_intention_holds_the_request_that_was_previewed() -> None:
    stage = Stage()
    stage.cloud.known_vpcs = {VPC_ID: replace(VPC, id=VPC_ID)}
    stage.cloud.known_subnets = {VPC_ID: (replace(SUBNET, vpc_id=VPC_ID),)}
    draft = replace(DRAFT, vpc_id=VPC_ID)
    request = stage.session.drills.preview(draft)
    assert stage.cloud.asked == []

    answer = await start(stage, draft)

    told = (await stage.last(answer.record_id, Kind.INTENDED)).data
    assert (told["method"], told["url"], told["body"]) == (
        request.method,
        request.url,
        request.body,
    )
    assert told["fingerprint"] == request.fingerprint
    assert (told["action"], told["name"], told["vpc_id"]) == ("create", "drill-1", VPC_ID)
    sight = stage.session.watcher.sight(CREATE_JOB)
    assert sight is not None
    assert sight.target.vpc_id == VPC_ID


async def test_the_intention_is_in_the_journal_when_the_cloud_is_called() -> None:
    stage = Stage()
    seen: list[str] = []

    async def look() -> None:
        (record_id,) = await record_ids(stage)
        seen.extend(await stage.kinds(record_id))

    stage.cloud.during("create_drill", look)
    await start(stage)

    assert seen == ["opened", "preflight", "intended"]


@pytest.mark.parametrize(
    ("draft", "why"),
    [
        (replace(DRAFT, name=""), "a name is needed"),
        (replace(DRAFT, name="drill 1"), "only letters"),
        (replace(DRAFT, name="d" * 65), "65 bytes"),
        (replace(DRAFT, vpc_id="vpc-1"), "only 0-9"),
        (replace(DRAFT, vpc_id=""), "a VPC id is needed"),
    ],
)
async def test_a_draft_with_a_problem_is_never_sent(draft: DrillDraft, why: str) -> None:
    stage = Stage()

    with pytest.raises(UsageError, match=why) as caught:
        await start(stage, draft)

    assert caught.value.remedy == "Nothing was sent."
    assert stage.cloud.asked == []
    assert await record_ids(stage) == ()


@pytest.mark.parametrize("full", [Kind.OPENED, Kind.INTENDED])
async def test_without_a_record_nothing_is_sent(full: Kind) -> None:
    stage = Stage()
    stage.journal.full = {full}

    with pytest.raises(JournalError):
        await start(stage)

    assert stage.cloud.calls("create_drill") == []
    assert stage.session.watcher.sights() == ()
    assert await record_ids(stage) == ()


async def test_without_the_drills_of_the_group_nothing_is_sent() -> None:
    """A drill whose answer is lost could not be told from those that were there."""
    stage = Stage()
    stage.cloud.script("drills", (), LOST)

    with pytest.raises(Unreachable):
        await start(stage)

    assert (stage.cloud.calls("create_drill"), await record_ids(stage)) == ([], ())


async def test_drills_are_read_after_all_that_preflight_looks_at() -> None:
    """What was made while it looked counts: the name, and which drills were there before."""
    stage = Stage()
    ours = replace(DRILL, id="of-a-colleague", name=DRAFT.name, group_id=GROUP.id)
    stage.cloud.script("drills", (), (ours,))
    with pytest.raises(NameInUse):
        await start(stage)

    stage.cloud.script("drills", LOST, (replace(ours, name="another"),))
    answer = await start(stage)
    assert answer.accepted
    (_, _, intended, _) = await stage.events(answer.record_id)
    assert intended.data["drills_before"] == ["of-a-colleague"]


async def test_a_second_submission_is_refused_while_the_first_is_out() -> None:
    stage = Stage()
    answered = asyncio.Event()
    stage.cloud.during("create_drill", answered.wait)
    first = asyncio.ensure_future(start(stage))
    await stage.clock.settle()

    with pytest.raises(UsageError, match="being submitted already"):
        await start(stage)
    answered.set()

    assert (await first).accepted
    assert len(stage.cloud.calls("create_drill")) == 1
    assert len(await record_ids(stage)) == 1


async def test_another_group_may_be_drilled_at_the_same_time() -> None:
    stage = Stage()
    answered = asyncio.Event()
    stage.cloud.during("create_drill", answered.wait)
    stage.cloud.pages = [(GROUP, OTHER)]
    first = asyncio.ensure_future(start(stage))
    second = asyncio.ensure_future(
        stage.session.drills.start(DrillDraft(OTHER.id, "drill-2"), OTHER, {})
    )
    await stage.clock.settle()
    answered.set()

    assert (await first).accepted
    assert (await second).accepted


@pytest.mark.parametrize("outcome", [BUSY, NOT_SENT], ids=str)
async def test_after_a_clear_no_the_group_may_be_tried_again(outcome: Exception) -> None:
    stage = Stage()
    stage.cloud.script("create_drill", outcome)

    first = await start(stage)
    second = await start(stage)

    assert (first.accepted, first.error) == (False, outcome)
    assert second.accepted
    assert first.record_id != second.record_id


async def test_while_nobody_knows_what_came_of_it_there_is_no_second_submission() -> None:
    stage = Stage()
    stage.cloud.script("create_drill", LOST)
    first = await start(stage)

    with pytest.raises(UsageError, match=first.record_id):
        await start(stage)

    assert first.open
    assert len(stage.cloud.calls("create_drill")) == 1
    assert await record_ids(stage) == (first.record_id,)
    stage.cloud.pages = [(GROUP, OTHER)]
    other = await stage.session.drills.start(replace(DRAFT, group_id=OTHER.id), OTHER, NAMES)
    assert other.accepted


@pytest.mark.parametrize("outcome", [None, LOST], ids=["accepted", "lost"])
async def test_leaving_does_not_open_the_way_for_a_second_submission(
    outcome: Exception | None,
) -> None:
    stage = Stage()
    answered = asyncio.Event()
    stage.cloud.during("create_drill", answered.wait)
    if outcome:
        stage.cloud.script("create_drill", outcome)
    first = asyncio.ensure_future(start(stage))
    await stage.clock.settle()
    first.cancel()
    await asyncio.gather(first, return_exceptions=True)

    again = asyncio.ensure_future(start(stage))
    await stage.clock.settle()
    answered.set()
    await stage.clock.settle()

    assert isinstance(again.exception(), UsageError)
    assert len(stage.cloud.calls("create_drill")) == 1
    with pytest.raises(Blocked, match="nobody knows" if outcome else "still being carried out"):
        await start(stage)


async def test_an_answer_that_cannot_be_recorded_holds_back_a_second_submission() -> None:
    stage = Stage()
    stage.journal.full = {Kind.ACCEPTED}

    assert (await start(stage)).unrecorded is not None
    with pytest.raises(UsageError, match="nobody knows"):
        await start(stage)

    assert len(stage.cloud.calls("create_drill")) == 1
    assert stage.session.watcher.sight(CREATE_JOB) is not None


async def test_an_acceptance_that_is_written_late_still_comes_before_what_the_job_tells() -> None:
    stage = Stage()
    stage.journal.slow[Kind.ACCEPTED] = lambda: stage.clock.sleep(30)
    failed = job(Action.CREATE, FAIL, code="SDRS.1905", why="no volumes left")
    stage.cloud.known_jobs = {CREATE_JOB: failed}
    async with stage.watching():
        starting = asyncio.ensure_future(start(stage))
        await stage.clock.advance(200)
        answer = await starting
    sight = stage.session.watcher.sight(CREATE_JOB)

    assert await stage.kinds(answer.record_id) == [
        "opened", "preflight", "intended", "accepted", "job", "drill",
    ]  # fmt: skip
    create = (await stage.exercise(answer.record_id)).create
    assert create is not None
    assert (create.running, create.code, create.message) == (False, "SDRS.1905", "no volumes left")
    assert sight is not None
    assert sight.target.begun == 1000.0


async def test_a_job_whose_acceptance_is_missing_in_the_record_is_known_by_what_it_tells() -> None:
    stage = Stage()
    stage.journal.full = {Kind.ACCEPTED}
    stage.cloud.known_jobs = {CREATE_JOB: job(Action.CREATE, RUNNING)}
    async with stage.watching():
        assert (await start(stage)).unrecorded is not None
        await stage.clock.advance(4)
    (record_id,) = await record_ids(stage)

    assert await stage.kinds(record_id) == ["opened", "preflight", "intended", "job"]
    exercise = await stage.exercise(record_id)
    assert exercise.create is not None
    assert (exercise.create.job_id, exercise.create.running) == (CREATE_JOB, True)
    assert exercise.unsettled is None


async def test_a_refused_drill_is_on_record_and_not_followed() -> None:
    stage = Stage()
    stage.cloud.script("create_drill", BUSY)

    answer = await start(stage)

    assert await stage.kinds(answer.record_id) == ["opened", "preflight", "intended", "refused"]
    assert stage.session.watcher.sights() == ()


async def test_each_drill_has_a_record_of_its_own() -> None:
    stage = Stage()

    answers = [await start(stage)]
    await stage.exercises.add(answers[0].record_id, Kind.DRILL, {"status": "available"})
    answers += [await start(stage, replace(DRAFT, name="drill-2"))]

    assert len({answer.record_id for answer in answers}) == 2
    names = [(await stage.exercise(answer.record_id)).name for answer in answers]
    assert names == ["drill-1", "drill-2"]

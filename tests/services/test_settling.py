"""A create of which nobody knows whether it arrived: looked up, adopted, denied, or for a person.

Also by another drilltui, after the one that sent it was killed.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest

from drilltui.domain.call import Call
from drilltui.domain.drill import CREATING
from drilltui.domain.errors import Blocked, JournalError, NameInUse, Unreachable, UsageError
from drilltui.domain.job import FAIL, RUNNING, SUCCESS, FailedTask
from drilltui.domain.record import Action, Kind, broken_at
from drilltui.domain.sending import Sending
from drilltui.services.sending import Answer
from drilltui.services.sight import DrillDetail, Sight
from tests.services.refusing_journal import RefusingJournal
from tests.services.stage import DRAFT, DRILL, GROUP, NAMES, PLACE, SUBNET, VPC, Stage, job
from tests.services.stub_cloud import CREATE_JOB, missing

LOST = Unreachable("The connection broke.", sent=True)
NO_JOB = missing("SDRS.0408", "job")
BUSY = missing("SDRS.1002", "such state", 400)
HALF = replace(DRILL, status=CREATING)


def another(stage: Stage) -> Stage:
    """Another drilltui of the same user, looking at the same cloud."""
    journal = RefusingJournal(stage.journal.shelf)
    return Stage(stage.cloud, journal, stage.clock, Random(2))


async def start(stage: Stage, name: str = DRAFT.name, again: str = "") -> Answer:
    draft = replace(DRAFT, name=name)
    return await stage.session.drills.start(draft, GROUP, NAMES, again=again)


async def lost(stage: Stage) -> str:
    """Send a create whose answer is lost; return its record."""
    stage.cloud.script("create_drill", LOST)
    answer = await start(stage)
    assert answer.open
    return answer.record_id


async def create_of(stage: Stage, record_id: str) -> Call:
    call = (await stage.exercise(record_id)).create
    assert call is not None
    return call


async def taken_up(stage: Stage) -> Sight:
    """Take up the only record that is left."""
    (left,) = await stage.session.resumption.left()
    sight = await stage.session.resumption.take_up(left)
    assert sight is not None
    return sight


def sight_of(stage: Stage) -> Sight:
    (sight,) = stage.session.watcher.sights()
    return sight


@pytest.fixture(params=["the same run", "another run after a kill"])
async def survivor(request: pytest.FixtureRequest) -> tuple[Stage, str]:
    """A lost create, and the drilltui that looks it up."""
    stage = Stage()
    record_id = await lost(stage)
    if request.param == "the same run":
        return stage, record_id
    await stage.journal.close()
    other = another(stage)
    await taken_up(other)
    return other, record_id


async def test_one_that_is_there_is_adopted_and_followed(survivor: tuple[Stage, str]) -> None:
    stage, record_id = survivor
    stage.add_drill(HALF)
    async with stage.watching():
        await stage.clock.advance(4)
        assert (sight_of(stage).status, sight_of(stage).succeeded) == (CREATING, False)
        stage.add_drill()
        await stage.clock.advance(20)
    sight = sight_of(stage)

    assert isinstance(sight.result, DrillDetail)
    assert (sight.succeeded, sight.status, sight.settled) == (True, "available", True)
    assert (await stage.kinds(record_id))[-3:] == ["found", "drill", "drill"]
    exercise = await stage.exercise(record_id)
    assert (exercise.drill_id, exercise.unfinished) == (DRILL.id, None)
    assert (await create_of(stage, record_id)).sending is Sending.FOUND
    assert broken_at(await stage.events(record_id)) is None
    assert len(stage.cloud.calls("create_drill")) == 1
    assert stage.journal.shelf.takers == {}


async def test_one_that_is_shown_late_is_adopted(survivor: tuple[Stage, str]) -> None:
    stage, record_id = survivor
    async with stage.watching():
        await stage.clock.advance(110)
        assert sight_of(stage).status == "unknown"
        with pytest.raises(Blocked, match=record_id):
            await start(stage, "drill-2")
        stage.add_drill()
        await stage.clock.advance(15)

    assert (await stage.exercise(record_id)).drill_id == DRILL.id


async def test_one_that_never_comes_is_absent_and_may_be_sent_again_in_its_record(
    survivor: tuple[Stage, str],
) -> None:
    stage, record_id = survivor
    async with stage.watching():
        await stage.clock.advance(119)
        assert (await create_of(stage, record_id)).open
        await stage.clock.advance(30)
        sight = sight_of(stage)
        told = (await stage.last(record_id, Kind.ABSENT)).data
        again = await start(stage, again=record_id)

    assert (sight.status, sight.succeeded, sight.settled) == ("absent", False, True)
    assert told["message"] == "the group has no such drill"
    assert told["seconds"] == pytest.approx(125, abs=8)
    assert again.record_id == record_id
    assert again.accepted
    passed_over = {"unknown", "resumed"}
    assert [kind for kind in await stage.kinds(record_id) if kind not in passed_over] == [
        "opened", "preflight", "intended", "absent", "preflight", "intended", "accepted",
    ]  # fmt: skip
    assert len(stage.cloud.calls("create_drill")) == 2


async def test_of_two_a_person_decides_and_the_record_says_who(
    survivor: tuple[Stage, str],
) -> None:
    stage, record_id = survivor
    foreign = replace(DRILL, id="drill-id-2")
    stage.add_drill()
    stage.add_drill(foreign)
    async with stage.watching():
        await stage.clock.advance(200)
        sight = sight_of(stage)
        assert (sight.status, sight.settled) == ("ambiguous", True)
        assert sight.search is not None
        assert sight.search.settlement.candidates == (DRILL, foreign)
        with pytest.raises(Blocked, match="for a person to settle"):
            await start(stage, "drill-2")
        del stage.cloud.known_drills[foreign.id]  # proves nothing: it may have been ours
        (left,) = await stage.session.resumption.left()
        await stage.session.resumption.take_up(left)
        await stage.clock.advance(20)
        assert (await create_of(stage, record_id)).sending is Sending.AMBIGUOUS
        followed = await stage.session.resumption.decide(record_id, DRILL.id.upper())
        await stage.clock.advance(20)

    assert followed is not None
    assert sight_of(stage).succeeded
    told = (await stage.last(record_id, Kind.FOUND)).data
    assert (told["by"], told["drill_id"]) == ("ada", DRILL.id)
    assert told["chosen_from"] == [DRILL.id, foreign.id]
    exercise = await stage.exercise(record_id)
    assert (exercise.drill_id, exercise.unfinished) == (DRILL.id, None)
    assert (await stage.kinds(record_id)).count("ambiguous") == 1


async def test_a_person_may_say_that_there_is_nothing(survivor: tuple[Stage, str]) -> None:
    stage, record_id = survivor
    stage.add_drill(replace(DRILL, created_at=stage.clock.now() - timedelta(days=1)))
    async with stage.watching():
        await stage.clock.advance(10)
        followed = await stage.session.resumption.decide(record_id, None)

    assert followed is None
    call = await create_of(stage, record_id)
    assert (call.sending, call.by) == (Sending.ABSENT, "ada")
    assert stage.journal.shelf.takers == {}


async def test_only_what_is_there_and_nobody_elses_can_be_chosen(
    survivor: tuple[Stage, str],
) -> None:
    stage, record_id = survivor
    stage.add_drill()
    stage.add_drill(replace(DRILL, id="drill-id-2"))
    stage.add_drill(replace(DRILL, id="drill-id-3", name="claimed"))
    async with stage.watching():
        await stage.clock.advance(10)
        await another(stage).record(drill_id="drill-id-3")
        for wrong in ("drill-id-9", "drill-id-3", ""):
            with pytest.raises(UsageError, match="is none that the create of") as caught:
                await stage.session.resumption.decide(record_id, wrong)
            assert caught.value.remedy == "Take one of: drill-id-1, drill-id-2."

    assert (await create_of(stage, record_id)).sending is Sending.AMBIGUOUS
    assert stage.journal.shelf.takers == {}


async def test_what_is_still_looked_up_is_not_for_a_person() -> None:
    stage = Stage()
    record_id = await lost(stage)

    with pytest.raises(UsageError, match="nothing that a person has to settle") as caught:
        await stage.session.resumption.decide(record_id, None)
    assert caught.value.remedy == "It is still being looked up."
    with pytest.raises(UsageError) as nobody:
        await stage.session.resumption.decide("no-such-record", None)
    assert nobody.value.remedy == "See 'drilltui records'."

    assert (await create_of(stage, record_id)).sending is Sending.UNKNOWN


async def test_while_another_one_works_on_it_nobody_else_decides() -> None:
    stage = Stage()
    record_id = await lost(stage)

    with pytest.raises(Blocked, match="Another drilltui works on the record"):
        await another(stage).session.resumption.decide(record_id, None)


TASK = FailedTask(
    "gone-1",
    DRAFT.name,
    "disaster_recovery_drills",
    "createFail",
    CREATE_JOB,
    "createDisasterRecoveryDrill",
    begin=DRILL.created_at,
    error_code="SDRS.1905",
    fail_reason="no volumes left",
)


@pytest.mark.parametrize("job_is_lost", [False, True])
async def test_a_failed_task_alone_settles_it(
    survivor: tuple[Stage, str], job_is_lost: bool
) -> None:
    stage, record_id = survivor
    stage.cloud.script("failed_tasks", *[(TASK,)] * 9)
    if not job_is_lost:
        failed = job(Action.CREATE, FAIL, code="SDRS.1905", why="no volumes left")
        stage.cloud.known_jobs = {CREATE_JOB: failed}
    async with stage.watching():
        await stage.clock.advance(200)

    call = await create_of(stage, record_id)
    assert (call.sending, call.job_id, call.job_status) == (Sending.FOUND, CREATE_JOB, FAIL)
    assert (call.code, call.message, call.concluded) == ("SDRS.1905", "no volumes left", True)
    assert (await stage.exercise(record_id)).drill_status == "gone"
    sight = sight_of(stage)
    assert (sight.status, sight.succeeded, sight.settled) == (FAIL, False, True)


async def test_who_reads_along_sees_what_the_other_records_and_takes_over_when_it_dies() -> None:
    first = Stage()
    record_id = await lost(first)
    second = another(first)
    await taken_up(second)
    looks = len(first.cloud.calls("failed_tasks"))
    async with second.watching():
        await second.clock.advance(30)
        assert sight_of(second).elsewhere == "create unknown"
        assert len(first.cloud.calls("failed_tasks")) == looks
        # The answer turns out to have come, and the first one dies before it has said more.
        await first.exercises.add(
            record_id, Kind.ACCEPTED, {"action": "create", "job_id": CREATE_JOB}
        )
        await first.journal.close()
        first.cloud.known_jobs = {CREATE_JOB: job(Action.CREATE, RUNNING)}
        await second.clock.advance(12)
        seen = sight_of(second)

    assert (seen.elsewhere, seen.status, seen.target.job_id) == ("", RUNNING, CREATE_JOB)
    assert (await create_of(second, record_id)).job_status == RUNNING


async def test_who_reads_along_writes_nothing_and_ends_with_the_other() -> None:
    first = Stage()
    record_id = await lost(first)
    second = another(first)
    await taken_up(second)
    first.add_drill()
    async with first.watching(), second.watching():
        await first.clock.advance(60)
    seen = sight_of(second)

    assert (seen.settled, seen.succeeded, seen.elsewhere) == (True, True, "available")
    assert (await first.kinds(record_id)).count("drill") == 1


async def test_an_accepted_job_that_vanishes_is_followed_by_its_drill() -> None:
    stage = Stage()
    answer = await start(stage)
    stage.add_drill(HALF)
    async with stage.watching():
        await stage.clock.advance(60)
        assert sight_of(stage).status == CREATING
        stage.add_drill()
        await stage.clock.advance(20)

    exercise = await stage.exercise(answer.record_id)
    assert (exercise.drill_id, exercise.drill_status) == (DRILL.id, "available")
    assert (await create_of(stage, answer.record_id)).sending is Sending.ACCEPTED
    assert sight_of(stage).succeeded


async def test_an_accepted_job_that_is_lost_and_whose_drill_never_shows_ends_as_gone() -> None:
    stage = Stage()
    answer = await start(stage)
    async with stage.watching():
        await stage.clock.advance(300)
    sight = sight_of(stage)

    assert (sight.status, sight.succeeded, sight.settled) == ("gone", False, True)
    exercise = await stage.exercise(answer.record_id)
    assert (exercise.drill_status, exercise.unfinished) == ("gone", None)
    assert "absent" not in await stage.kinds(answer.record_id)


@pytest.mark.parametrize("chosen", [DRILL.id, None])
async def test_an_accepted_job_that_is_lost_among_two_drills_is_for_a_person(
    chosen: str | None,
) -> None:
    stage = Stage()
    answer = await start(stage)
    stage.add_drill()
    stage.add_drill(replace(DRILL, id="drill-id-2"))
    async with stage.watching():
        await stage.clock.advance(60)
        assert (await stage.exercise(answer.record_id)).drill_id == ""
        await stage.session.resumption.decide(answer.record_id, chosen)
        await stage.clock.advance(60)

    exercise = await stage.exercise(answer.record_id)
    assert exercise.unfinished is None
    assert exercise.drill_id == (chosen or "")
    assert exercise.drill_status == ("available" if chosen else "gone")
    assert (await create_of(stage, answer.record_id)).sending is Sending.FOUND


async def test_a_request_that_was_delivered_twice_is_told() -> None:
    stage = Stage()
    answer = await start(stage)
    twin = replace(DRILL, id="drill-id-2")
    stage.add_drill()
    stage.add_drill(twin)
    stage.cloud.known_jobs = {CREATE_JOB: job(Action.CREATE, "SUCCESS", drill_id=DRILL.id)}
    async with stage.watching():
        await stage.clock.advance(10)

    result = sight_of(stage).result
    assert isinstance(result, DrillDetail)
    assert result.twins == (twin,)
    assert (await stage.last(answer.record_id, Kind.DRILL)).data["twins"] == [twin.id]


@pytest.mark.parametrize("seconds", [-7200, 7200])
async def test_a_clock_that_is_set_meanwhile_proves_nothing(seconds: float) -> None:
    stage = Stage()
    stage.cloud.skew = timedelta(0)
    record_id = await lost(stage)
    stage.clock.wall_jump(seconds)
    async with stage.watching():
        await stage.clock.advance(60)
        assert (await create_of(stage, record_id)).open
        stage.add_drill()
        await stage.clock.advance(12)

    assert (await stage.exercise(record_id)).drill_id == DRILL.id


async def test_a_drill_of_a_closed_record_is_not_adopted() -> None:
    stage = Stage()
    older = await stage.record(drill_id=DRILL.id)
    await stage.exercises.add(older, Kind.CLOSED, {"outcome": "passed"})
    old = {"action": "create", "name": DRAFT.name}  # as an older version wrote it
    record_id = await stage.record()
    await stage.exercises.add(record_id, Kind.INTENDED, old)
    await stage.exercises.add(record_id, Kind.UNKNOWN, {"action": "create"})
    stage.add_drill()
    later = another(stage)
    await taken_up(later)
    async with later.watching():
        await later.clock.advance(150)

    assert (await create_of(later, record_id)).sending is Sending.ABSENT


@pytest.mark.parametrize(
    "events",
    [
        [(Kind.ACCEPTED, {"job_id": CREATE_JOB}), (Kind.JOB, {"status": "FAIL"})],
        [(Kind.ACCEPTED, {"job_id": CREATE_JOB}), (Kind.JOB, {"status": "RUNNING"})],
        [(Kind.UNKNOWN, {})],
        [],
    ],
    ids=["failed", "left running", "unknown", "intended"],
)
async def test_what_an_older_version_left_does_not_block_for_ever(
    events: list[tuple[Kind, dict[str, str]]],
) -> None:
    stage = Stage()
    record_id = await stage.record()
    await stage.exercises.add(record_id, Kind.INTENDED, {"action": "create", "name": "old"})
    for kind, data in events:
        told = {"action": "create", "job_id": CREATE_JOB, **data}
        await stage.exercises.add(record_id, kind, told)
    later = another(stage)
    await taken_up(later)
    async with later.watching():
        await later.clock.advance(400)
        assert (await later.exercise(record_id)).unfinished is None
        assert (await start(later)).accepted


@pytest.mark.parametrize("kind", [Kind.ACCEPTED, Kind.UNKNOWN, Kind.REFUSED])
async def test_an_answer_that_could_not_be_recorded_is_looked_up(kind: Kind) -> None:
    stage = Stage()
    if kind is Kind.UNKNOWN:
        stage.cloud.script("create_drill", LOST)
    if kind is Kind.REFUSED:
        stage.cloud.script("create_drill", missing("SDRS.1013", "group", 400))
    stage.journal.full = {kind}
    answer = await start(stage)
    assert answer.unrecorded is not None
    stage.journal.full = set()
    async with stage.watching():
        await stage.clock.advance(300)
    (record_id,) = await stage.journal.records()

    assert (await stage.exercise(record_id)).unfinished is None
    assert len(stage.cloud.calls("create_drill")) == 1


async def test_a_finding_that_cannot_be_recorded_is_recorded_when_there_is_room() -> None:
    stage = Stage()
    record_id = await lost(stage)
    stage.add_drill()
    stage.journal.full = {Kind.FOUND}
    async with stage.watching():
        await stage.clock.advance(30)
        assert (await create_of(stage, record_id)).open
        assert "disk is full" in sight_of(stage).failure
        stage.journal.full = set()
        await stage.clock.advance(120)

    assert (await stage.exercise(record_id)).drill_status == "available"


async def test_without_a_journal_nothing_is_sent_by_anybody() -> None:
    stage = Stage()
    stage.add_drill()
    stage.journal.refused = JournalError("The home is read-only.", "Make it writable.")
    drills = stage.session.drills

    with pytest.raises(JournalError, match="read-only"):
        await start(stage, "drill-2")
    with pytest.raises(JournalError, match="read-only"):
        await drills.rename(DRILL, "drill-2")
    with pytest.raises(JournalError, match="read-only"):
        await drills.delete(DRILL, NAMES)
    assert [name for name, _ in stage.cloud.asked] == []


async def test_a_name_in_use_is_refused_with_a_free_one() -> None:
    stage = Stage()
    stage.add_drill()

    with pytest.raises(NameInUse, match="drill-1 already") as caught:
        await start(stage)
    with pytest.raises(NameInUse):
        await stage.session.drills.rename(replace(DRILL, id="other"), DRILL.name)

    assert (caught.value.free, caught.value.exit_code) == ("drill-1-2", 2)
    assert await stage.journal.records() == ()


async def test_a_drill_that_shows_after_it_was_called_absent_is_not_made_again() -> None:
    stage = Stage()
    record_id = await lost(stage)
    async with stage.watching():
        await taken_up(stage)
        await stage.clock.advance(300)
        assert (await create_of(stage, record_id)).sending is Sending.ABSENT
        stage.add_drill()
        with pytest.raises(NameInUse, match="may have made after all: nothing was sent") as caught:
            await start(stage, again=record_id)
        assert caught.value.free == ""  # a program would take it
        assert f"drilltui resume {record_id} --adopt drill-1" in caught.value.remedy
        with pytest.raises(UsageError, match="nothing that a person has to settle"):
            await stage.session.resumption.decide(record_id, None)
        followed = await stage.session.resumption.decide(record_id, DRILL.id)
        await stage.clock.advance(20)

    assert followed is not None
    assert len(stage.cloud.calls("create_drill")) == 1
    exercise = await stage.exercise(record_id)
    assert (exercise.drill_id, exercise.state, exercise.unfinished) == (DRILL.id, "available", None)
    assert exercise.create is not None
    assert exercise.create.by == "ada"


async def test_a_name_in_use_says_nothing_of_a_submission_that_was_refused() -> None:
    stage = Stage()
    stage.cloud.script("create_drill", missing("SDRS.1002", "such group", 400))
    record_id = (await start(stage)).record_id
    stage.add_drill()

    with pytest.raises(NameInUse, match="drill-1 already"):
        await start(stage, again=record_id)


async def test_what_is_lastingly_not_shown_is_held_no_longer() -> None:
    stage = Stage()
    answer = await start(stage)
    stage.cloud.known_jobs[CREATE_JOB] = job(Action.CREATE, SUCCESS, drill_id=DRILL.id)
    stage.add_drill()
    stage.cloud.script("drill", Unreachable("No route.", sent=True), missing("SDRS.0201", "right"))
    async with stage.watching():
        await stage.clock.advance(4)
        assert stage.journal.shelf.takers != {}  # it is tried again
        await stage.clock.advance(20)

    sight = stage.session.watcher.sight(answer.key)
    assert sight is not None
    assert (sight.settled, sight.result) == (True, None)
    assert stage.journal.shelf.takers == {}


async def test_the_name_of_a_drill_that_does_not_show_yet_is_in_use_too() -> None:
    stage = Stage()
    answer = await start(stage)
    await stage.exercises.add(answer.record_id, Kind.JOB, {"job_id": CREATE_JOB, "status": FAIL})

    with pytest.raises(NameInUse):
        await start(stage)
    assert (await start(stage, "drill-2")).accepted


@pytest.mark.parametrize("when", ["before its reading", "after its reading"])
async def test_of_two_at_once_one_is_told_why(when: str) -> None:
    first = Stage()
    second = another(first)
    blocked: list[Blocked] = []

    async def other() -> None:
        del first.cloud._inside["drills" if when == "after its reading" else "group"]
        made = await start(second, "drill-2")
        await second.exercises.add(made.record_id, Kind.DRILL, {"status": "available"})

    first.cloud.during("drills" if when == "after its reading" else "group", other)
    try:
        await start(first)
    except Blocked as error:
        blocked.append(error)

    assert [error.exit_code for error in blocked] == [3]
    assert "has just been submitted" in str(blocked[0])
    assert [draft.name for draft in first.cloud.calls("create_drill")] == ["drill-2"]  # type: ignore[attr-defined]
    assert len(first.journal.shelf.takers) == 1


async def test_again_only_while_the_record_says_so() -> None:
    stage = Stage()
    stage.cloud.script("create_drill", BUSY)
    record_id = (await start(stage)).record_id

    async def closed() -> None:
        await stage.exercises.add(record_id, Kind.CLOSED, {"outcome": "failed"})

    stage.cloud.during("drills", closed)
    with pytest.raises(UsageError, match=f"{record_id} has changed meanwhile. Nothing was sent."):
        await start(stage, again=record_id)
    assert len(stage.cloud.calls("create_drill")) == 1
    assert stage.journal.shelf.takers == {}


@pytest.mark.parametrize("before", [0, 1])
async def test_again_not_while_the_group_counts_a_drill_that_it_did_not_and_does_not_show(
    before: int,
) -> None:
    stage = Stage()
    stage.cloud.script("create_drill", BUSY)
    stage.cloud.pages = [(replace(GROUP, drill_count=before),)]
    record_id = (await start(stage)).record_id

    stage.cloud.pages = [(replace(GROUP, drill_count=before + 1),)]
    with pytest.raises(Blocked, match=f"counts {before + 1} drills and lists 0") as caught:
        await start(stage, again=record_id)
    assert caught.value.record_id == record_id
    assert len(stage.cloud.calls("create_drill")) == 1

    stage.cloud.pages = [(replace(GROUP, drill_count=before),)]
    assert (await start(stage, again=record_id)).accepted


async def test_a_record_of_another_place_is_neither_repeated_nor_decided_on() -> None:
    there = Stage()
    record_id = await lost(there)
    await there.exercises.add(record_id, Kind.AMBIGUOUS, {"action": "create"})
    refused = await there.record()
    await there.exercises.add(refused, Kind.INTENDED, {"action": "create", "name": "x"})
    await there.exercises.add(refused, Kind.REFUSED, {"action": "create"})
    await there.journal.close()
    place = replace(PLACE, project_id="project-2")
    here = Stage(there.cloud, RefusingJournal(there.journal.shelf), there.clock, Random(2), place)

    with pytest.raises(UsageError, match="no such record of this project"):
        await here.session.resumption.decide(record_id, None)
    with pytest.raises(UsageError, match="no submission for this group"):
        await start(here, again=refused)
    assert (await create_of(here, record_id)).sending is Sending.AMBIGUOUS
    assert len(here.cloud.calls("create_drill")) == 1
    assert here.journal.shelf.takers == {}


async def test_again_only_where_nothing_was_done_and_the_record_is_open() -> None:
    stage = Stage()
    answer = await start(stage)
    await stage.exercises.add(answer.record_id, Kind.DRILL, {"status": "available"})
    refused = await stage.record()
    await stage.exercises.add(refused, Kind.INTENDED, {"action": "create", "name": "x"})
    await stage.exercises.add(refused, Kind.REFUSED, {"action": "create"})
    await stage.exercises.add(refused, Kind.CLOSED, {"outcome": "failed"})

    for record_id in (answer.record_id, refused, "nobody"):
        with pytest.raises(UsageError, match="no submission for this group to be sent again"):
            await start(stage, "drill-2", again=record_id)
    assert len(stage.cloud.calls("create_drill")) == 1


async def test_a_job_that_a_record_knows_is_attached_for_it() -> None:
    first = Stage()
    answer = await start(first)
    await first.journal.close()
    second = another(first)
    second.cloud.known_jobs = {CREATE_JOB: job(Action.CREATE, RUNNING)}

    sight = await second.session.resumption.attach(CREATE_JOB)

    assert sight.target.record_id == answer.record_id
    assert await second.session.resumption.attach(CREATE_JOB) is sight


async def test_any_job_of_the_project_can_be_attached_and_leaves_no_record() -> None:
    stage = Stage()
    stage.add_drill()
    begun = stage.clock.now() - timedelta(seconds=50)
    seen = replace(
        job(Action.CREATE, "SUCCESS", drill_id=DRILL.id),
        type="createDisasterRecoveryDrill",
        begin=begun,
    )
    stage.cloud.known_jobs = {CREATE_JOB: seen}

    sight = await stage.session.resumption.attach(CREATE_JOB)
    async with stage.watching():
        await stage.clock.advance(12)
    after = sight_of(stage)

    assert (sight.target.action, sight.elapsed(stage.clock.monotonic() - 12)) == ("create", 50)
    assert isinstance(after.result, DrillDetail)
    assert await stage.journal.records() == ()
    with pytest.raises(Exception, match="no job"):
        await stage.session.resumption.attach("nobody")


async def test_a_foreign_job_that_vanishes_is_followed_by_the_drill_it_named() -> None:
    stage = Stage()
    stage.add_drill()
    running = replace(job(Action.CREATE, RUNNING, drill_id=DRILL.id), type="createX")
    stage.cloud.script("job", running, running, NO_JOB, NO_JOB, NO_JOB)
    await stage.session.resumption.attach(CREATE_JOB)
    async with stage.watching():
        await stage.clock.advance(60)

    assert sight_of(stage).drill == DRILL


async def test_a_closed_session_lets_go_of_what_another_one_takes_up() -> None:
    first = Stage()
    record_id = await lost(first)
    async with first.watching():
        await first.clock.advance(10)
        assert record_id in first.journal.shelf.takers
    await first.session.close()
    second = another(first)
    second.cloud.known_drills = {DRILL.id: DRILL}
    await taken_up(second)
    async with second.watching():
        await second.clock.advance(10)

    assert (await second.exercise(record_id)).drill_id == DRILL.id


async def test_failed_tasks_that_are_not_shown_block_no_group_for_ever() -> None:
    stage = Stage()
    record_id = await lost(stage)
    denied = missing("SDRS.0003", "right to see failed tasks", 403)
    stage.cloud.script("failed_tasks", *[denied] * 60)
    async with stage.watching():
        await stage.clock.advance(200)
        assert (await create_of(stage, record_id)).sending is Sending.AMBIGUOUS
        await stage.session.resumption.decide(record_id, None)

    assert (await create_of(stage, record_id)).sending is Sending.ABSENT


@pytest.mark.parametrize(
    ("occupant", "sending"),
    [(None, Sending.UNKNOWN), ("drill-1", Sending.UNKNOWN), ("drill-of-others", Sending.REFUSED)],
)
async def test_a_vpc_in_use_is_a_no_only_where_another_drill_is_seen_in_it(
    occupant: str | None, sending: Sending
) -> None:
    stage = Stage()
    vpc_id = "0a1b2c3d-0000-4000-8000-00000000000a"
    stage.cloud.known_vpcs = {vpc_id: replace(VPC, id=vpc_id)}
    stage.cloud.known_subnets = {vpc_id: (replace(SUBNET, vpc_id=vpc_id),)}

    async def taken() -> None:
        if occupant:
            stage.add_drill(replace(DRILL, name=occupant, vpc_id=vpc_id))

    stage.cloud.during("create_drill", taken)
    stage.cloud.script("create_drill", missing("SDRS.1921", "free VPC", 400))
    answer = await stage.session.drills.start(replace(DRAFT, vpc_id=vpc_id), GROUP, NAMES)

    assert answer.sending is sending


@pytest.mark.parametrize(
    "before", [[], [Kind.INTENDED, Kind.ABSENT], [Kind.INTENDED, Kind.REFUSED]]
)
async def test_a_record_without_its_end_stops_its_group_until_a_person_has_decided(
    before: list[Kind],
) -> None:
    stage = Stage()
    opening = stage.exercises.begin(GROUP)
    await stage.journal.append(
        opening.record_id, Kind.OPENED, opening.first[0].data, stage.clock.now()
    )
    for kind in (*before, Kind.CUT):
        await stage.exercises.add(opening.record_id, kind, {"action": "create", "name": "drill-1"})

    with pytest.raises(Blocked, match="is for a person to settle"):
        await start(stage, "drill-2")
    (left,) = await stage.session.resumption.left()
    assert left.record_id == opening.record_id
    async with stage.watching():
        await stage.session.resumption.decide(left.record_id, None)
        assert (await start(stage, "drill-2")).accepted


@pytest.mark.parametrize("sending", [Kind.ACCEPTED, Kind.UNKNOWN])
async def test_what_can_still_be_proven_of_a_record_without_its_end_is_not_asked(
    sending: Kind,
) -> None:
    stage = Stage()
    opening = stage.exercises.begin(GROUP)
    await stage.journal.append(
        opening.record_id, Kind.OPENED, opening.first[0].data, stage.clock.now()
    )
    for kind in (Kind.INTENDED, sending, Kind.CUT):
        await stage.exercises.add(opening.record_id, kind, {"action": "create", "name": "drill-1"})

    assert (await create_of(stage, opening.record_id)).sending.value == sending.value

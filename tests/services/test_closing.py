"""How a record closes: clean, clean with accepted leftovers, or not clean and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from drilltui.domain.errors import Blocked, NotClean, ReadOnly, Unreachable, UsageError
from drilltui.domain.json_value import JsonValue
from drilltui.domain.leftover import Cleanliness
from drilltui.domain.network import PublicIp
from drilltui.domain.record import Kind
from drilltui.domain.said import Result
from tests.services.left_network import RESOURCES, clear, left_by_a_drill
from tests.services.stage import DRILL, PLACE, SUBNET, VPC, Stage

TODAY = date(2026, 11, 23)
FAILED = Result.FAILED
KEYS = [("VPC", VPC.id), ("subnet", SUBNET.id)]


async def test_a_drill_that_left_nothing_closes_clean() -> None:
    stage = Stage()
    record_id = await left_by_a_drill(stage)
    await clear(stage, record_id)

    judgement = await stage.session.cleanup.close(record_id, result=FAILED)

    assert judgement.cleanliness is Cleanliness.CLEAN
    closed = (await stage.last(record_id, Kind.CLOSED)).data
    assert closed == {
        "outcome": "clean",
        "by": "ada",
        "why": "",
        "missing": [],
        "result": "failed",
        "compared": "",
    }
    assert await stage.exercises.here() == ()


async def test_a_vpc_that_was_chosen_is_no_leftover() -> None:
    stage = Stage()
    record_id = await left_by_a_drill(stage, vpc_id=VPC.id)

    assert (
        await stage.session.cleanup.close(record_id, result=FAILED)
    ).cleanliness is Cleanliness.CLEAN


async def test_what_is_left_keeps_it_from_being_clean() -> None:
    stage = Stage()
    record_id = await left_by_a_drill(stage)

    with pytest.raises(NotClean) as told:
        await stage.session.cleanup.close(record_id, result=FAILED)

    assert told.value.missing == (
        "The VPC vpc-drill-1 is there, and nobody has accepted that.",
        "The subnet subnet-app is there, and nobody has accepted that.",
    )
    assert Kind.CLOSED not in await stage.kinds(record_id)


async def test_with_a_reason_it_closes_as_not_clean() -> None:
    stage = Stage()
    record_id = await left_by_a_drill(stage)

    judgement = await stage.session.cleanup.close(
        record_id, "handed over to the network team", result=FAILED
    )

    assert judgement.cleanliness is Cleanliness.NOT_CLEAN
    exercise = await stage.exercise(record_id)
    assert (exercise.outcome, exercise.closed_by) == ("not clean", "ada")
    assert exercise.closed_why == "handed over to the network team"


async def test_leftovers_are_let_be_with_who_why_and_until_when() -> None:
    stage = Stage()
    record_id = await left_by_a_drill(stage)
    cleanup = stage.session.cleanup
    await cleanup.plan(record_id)

    await cleanup.accept(record_id, KEYS, "forensics", TODAY)

    (word,) = (await stage.exercise(record_id)).accepted
    assert (word.by, word.why, word.until) == ("ada", "forensics", TODAY)
    judgement = await cleanup.close(record_id, result=FAILED)
    assert judgement.cleanliness is Cleanliness.ACCEPTED
    assert (await stage.exercise(record_id)).outcome == "clean with accepted leftovers"


async def test_an_acceptance_that_is_over_covers_nothing() -> None:
    stage = Stage()
    record_id = await left_by_a_drill(stage)
    cleanup = stage.session.cleanup
    await cleanup.plan(record_id)
    await cleanup.accept(record_id, KEYS, "forensics", TODAY)
    await stage.clock.advance(24 * 3600)

    with pytest.raises(NotClean):
        await cleanup.close(record_id, result=FAILED)


async def test_what_comes_after_an_acceptance_is_not_covered_by_it() -> None:
    stage = Stage()
    rows = [
        *RESOURCES,
        {"kind": "elastic IP", "id": "eip-1", "name": "80.1.2.3", "detail": "bound to pay-db-01"},
    ]
    record_id = await left_by_a_drill(stage, resources=rows)
    cleanup = stage.session.cleanup
    await cleanup.plan(record_id)
    await cleanup.accept(record_id, KEYS, "forensics", None)
    made_at = datetime(2026, 11, 20, tzinfo=UTC)
    stage.cloud.known_public_ips = (PublicIp("eip-1", "80.1.2.3", created_at=made_at),)

    with pytest.raises(NotClean, match=r"elastic IP 80\.1\.2\.3 is there"):
        await cleanup.close(record_id, result=FAILED)


@pytest.mark.parametrize(
    ("keys", "why", "until", "says"),
    [
        (KEYS, " ", None, "for a reason only"),
        (KEYS, "why", date(2026, 11, 22), "is over"),
        ([("VPC", "vpc-other")], "why", None, "no leftover of the record"),
        ([], "why", None, "no leftover of the record"),
    ],
)
async def test_what_cannot_be_accepted(
    keys: list[tuple[str, str]], why: str, until: date | None, says: str
) -> None:
    stage = Stage()
    record_id = await left_by_a_drill(stage)
    await stage.session.cleanup.plan(record_id)

    with pytest.raises(UsageError, match=says):
        await stage.session.cleanup.accept(record_id, keys, why, until)

    assert Kind.KEPT not in await stage.kinds(record_id)


async def test_a_drill_that_is_there_cannot_be_let_be() -> None:
    stage = Stage()
    record_id = await left_by_a_drill(stage)
    stage.add_drill()
    await stage.session.cleanup.plan(record_id)

    with pytest.raises(UsageError, match="Delete it first"):
        await stage.session.cleanup.accept(record_id, [("drill", "drill-id-1")], "why", None)
    with pytest.raises(NotClean, match="is still there"):
        await stage.session.cleanup.close(record_id, result=FAILED)


async def test_what_could_not_be_read_is_not_clean() -> None:
    stage = Stage()
    record_id = await left_by_a_drill(stage)
    await clear(stage, record_id)
    stage.cloud.script("vpc", Unreachable("No route.", sent=True))

    with pytest.raises(NotClean, match="Not known: could not look at VPC vpc-1") as told:
        await stage.session.cleanup.close(record_id, result=FAILED)
    assert "No route. Clean up" in str(told.value)


async def test_a_call_that_is_not_settled_keeps_the_record_open() -> None:
    stage = Stage()
    record_id = await left_by_a_drill(stage)
    about = {"action": "delete-vpc", "subject": VPC.id}
    await stage.exercises.add(record_id, Kind.INTENDED, about)

    with pytest.raises(Blocked, match=r"delete-vpc .* is not settled"):
        await stage.session.cleanup.close(record_id, "because", result=FAILED)


async def test_a_record_that_another_one_works_on_stays_open() -> None:
    stage = Stage()
    record_id = await left_by_a_drill(stage)
    other = Stage(journal=type(stage.journal)(stage.journal.shelf))
    assert await other.journal.take(record_id)

    with pytest.raises(Blocked, match="Another drilltui"):
        await stage.session.cleanup.close(record_id, "because", result=FAILED)


async def test_a_record_without_a_drill_closes_without_a_look() -> None:
    stage = Stage()
    record_id = await stage.record()
    await stage.exercises.add(record_id, Kind.INTENDED, {"action": "create", "name": "drill-1"})
    await stage.exercises.add(record_id, Kind.REFUSED, {"action": "create"})

    judgement = await stage.session.cleanup.close(record_id, result=FAILED)

    assert judgement.cleanliness is Cleanliness.CLEAN
    assert stage.cloud.asked == []


async def called_absent(stage: Stage) -> str:
    """Write the record of a create that a search of the cloud did not find; return its id."""
    record_id = await stage.record()
    about: dict[str, JsonValue] = {"action": "create", "name": DRILL.name, "drills_before": []}
    await stage.exercises.add(record_id, Kind.INTENDED, about)
    await stage.exercises.add(record_id, Kind.ABSENT, {"action": "create"})
    return record_id


async def test_a_create_that_was_called_absent_closes_when_its_group_has_no_such_drill() -> None:
    stage = Stage()
    record_id = await called_absent(stage)

    judgement = await stage.session.cleanup.close(record_id, result=FAILED)

    assert judgement.cleanliness is Cleanliness.CLEAN
    assert [name for name, _ in stage.cloud.asked] == ["drills"]


async def test_a_drill_that_shows_late_keeps_its_record_from_being_clean() -> None:
    stage = Stage()
    record_id = await called_absent(stage)
    stage.add_drill()

    with pytest.raises(NotClean, match=f"resume {record_id} --adopt {DRILL.id}"):
        await stage.session.cleanup.close(record_id, result=FAILED)
    (doubt,) = (await stage.session.cleanup.plan(record_id)).doubts
    assert doubt.startswith(f"the drill {DRILL.name} ({DRILL.id}) may be")


async def test_what_was_not_read_while_the_drill_was_there_keeps_it_from_being_clean() -> None:
    stage = Stage()
    record_id = await left_by_a_drill(stage)
    doubt = "could not look at the elastic IPs: no right"
    await stage.exercises.add(record_id, Kind.DRILL, {"resource_doubts": [doubt]})
    await clear(stage, record_id)

    with pytest.raises(NotClean, match=f"Not known: when the drill was there: {doubt}"):
        await stage.session.cleanup.close(record_id, result=FAILED)
    judgement = await stage.session.cleanup.close(record_id, "looked at by hand", result=FAILED)
    assert judgement.cleanliness is Cleanliness.NOT_CLEAN


async def test_a_reason_for_what_is_clean_is_no_reason() -> None:
    stage = Stage()
    record_id = await left_by_a_drill(stage)
    await clear(stage, record_id)

    with pytest.raises(UsageError, match="The drill is clean"):
        await stage.session.cleanup.close(record_id, "because", result=FAILED)
    assert Kind.CLOSED not in await stage.kinds(record_id)


async def test_a_failed_create_into_a_chosen_vpc_may_have_left_servers() -> None:
    stage = Stage()
    record_id = await stage.record()
    add = stage.exercises.add
    await add(record_id, Kind.INTENDED, {"action": "create", "name": "drill-1", "vpc_id": VPC.id})
    await add(record_id, Kind.ACCEPTED, {"action": "create", "job_id": "job-1"})
    await add(record_id, Kind.JOB, {"job_id": "job-1", "status": "FAIL"})
    await add(record_id, Kind.DRILL, {"status": "gone"})

    with pytest.raises(NotClean, match="servers and disks that its failed create may have left"):
        await stage.session.cleanup.close(record_id, result=FAILED)


async def test_a_failed_create_that_told_no_drill_is_a_doubt() -> None:
    stage = Stage()
    record_id = await stage.record()
    add = stage.exercises.add
    await add(record_id, Kind.INTENDED, {"action": "create", "name": "drill-1"})
    await add(record_id, Kind.ACCEPTED, {"action": "create", "job_id": "job-1"})
    await add(record_id, Kind.JOB, {"job_id": "job-1", "status": "FAIL"})
    await add(record_id, Kind.DRILL, {"status": "gone"})

    with pytest.raises(NotClean, match="a VPC that its failed create may have left"):
        await stage.session.cleanup.close(record_id, result=FAILED)


async def test_a_closed_record_closes_no_second_time_and_a_reader_closes_none() -> None:
    stage = Stage()
    record_id = await left_by_a_drill(stage)
    await stage.session.cleanup.close(record_id, "because", result=FAILED)

    with pytest.raises(UsageError, match="not closed"):
        await stage.session.cleanup.close(record_id, result=FAILED)
    reader = Stage(place=replace(PLACE, readonly=True), journal=stage.journal)
    with pytest.raises(ReadOnly):
        await reader.session.cleanup.close(record_id, "because", result=FAILED)

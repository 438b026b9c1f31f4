"""The unattended exercise, over the embedded cloud, in the test's own time."""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace
from datetime import datetime
from itertools import groupby
from pathlib import Path

import pytest

from drilltui.domain.errors import CloudError, DrilltuiError, Refused, Unreachable
from drilltui.domain.job import SUCCESS
from drilltui.domain.json_value import JsonObject
from drilltui.domain.plain_text import UNSAFE
from drilltui.domain.record import Action, Event, Kind
from drilltui.play.starting import MOST_TRIES
from drilltui.store.memory_journal import MemoryJournal
from tests.clock import FakeClock
from tests.services.stage import DRILL, Stage, job
from tests.services.stub_cloud import CREATE_JOB, DELETE_JOB
from tests.theatre import Theatre, small_world, theatre


def said(found: re.Match[str] | None) -> tuple[str, ...]:
    assert found is not None
    return found.groups()


async def test_a_whole_exercise_can_be_read_from_the_transcript() -> None:
    stage = await theatre("smooth")
    await stage.play()
    told = stage.transcript

    assert "REHEARSAL smooth, region eu-demo-1" in stage.lines[0]
    assert "Nothing here touches a real cloud." in stage.lines[1]
    assert re.search(r"15 protection groups, 7 may be drilled now", told)
    assert "not pg-payments-batch: first sync 63 % (SDRS.1830)" in told
    assert "Chosen: pg-payments, protected, eu-demo-1a -> eu-demo-1b" in told
    assert "protects pay-gw-01 (protected)" in told
    for name in ("pay-app-01", "pay-app-02", "pay-db-01", "pay-gw-01", "createDrillVpc"):
        assert re.search(rf"^  [ \d]\d*:\d\d  {name}: RUNNING$", told, re.MULTILINE), name
        assert re.search(rf"^  [ \d]\d*:\d\d  {name}: SUCCESS$", told, re.MULTILINE), name
    assert "Drill drill-pg-payments-20261123 is available" in told
    assert "pay-app-01 for pay-app-01: ACTIVE 10.20.0.10" in told
    assert "pay-gw-01 for pay-gw-01: ACTIVE 10.20.0.12 10.20.16.11" in told
    assert "Deleting drill-pg-payments-20261123 with its 4 servers" in told
    assert "Read back: the drill is gone" in told
    assert re.search(r"stays: VPC vpc-drill-\w{4} 10\.20\.0\.0/16", told)
    assert "stays: subnet subnet-app 10.20.0.0/24" in told
    assert "stays: subnet subnet-db 10.20.16.0/24" in told


async def test_the_request_is_shown_as_it_was_sent() -> None:
    stage = await theatre("smooth")
    await stage.play()

    (sent,) = [
        exchange
        for exchange in stage.session.requests.latest()
        if exchange.request.method == "POST"
    ]
    place = next(at for at, line in enumerate(stage.lines) if "POST " in line)
    assert stage.lines[place].strip() == f"POST {sent.request.url}"
    assert stage.lines[place + 1].strip() == sent.request.body


async def test_the_record_behind_the_transcript_is_whole() -> None:
    stage = await theatre("smooth")
    await stage.play()

    (record_id,) = stage.journal.shelf.records
    events = stage.journal.shelf.records[record_id]
    shown, count = said(
        re.search(r"Record (\S+): (\d+) events, hash chain whole", stage.transcript)
    )
    assert (shown, int(count)) == (record_id, len(events))
    assert f"        last hash {events[-1].hash}" in stage.lines
    kinds = [event.kind for event in events]
    assert [kind for kind, _ in groupby(kinds) if kind != Kind.JOB] == [
        "opened", "preflight", "intended", "accepted", "drill",
        "verified", "service",
        "intended", "accepted", "read-back",
        "intended", "accepted", "intended", "accepted", "intended", "accepted", "read-back",
        "closed", "debrief",
    ]  # fmt: skip


async def test_times_run_from_the_beginning_and_never_back() -> None:
    stage = await theatre("smooth")
    await stage.play()

    times = [
        int(minutes) * 60 + int(seconds)
        for minutes, seconds in re.findall(r"^ {0,2}(\d+):(\d\d)  ", stage.transcript, re.MULTILINE)
    ]
    assert times == sorted(times)
    assert times[0] == 0
    assert 40 < times[-1] < 200


async def test_the_same_exercise_has_the_same_transcript() -> None:
    first, second = await theatre("smooth"), await theatre("smooth")
    await first.play()
    await second.play()

    assert first.lines == second.lines


async def test_nothing_goes_on_after_the_end() -> None:
    stage = await theatre("smooth")
    await stage.play()
    await stage.clock.settle()

    assert asyncio.all_tasks() == {asyncio.current_task()}


async def test_hostile_names_are_shown_and_not_obeyed() -> None:
    stage = await theatre("hostile")
    await stage.play()

    assert not [line for line in stage.lines if UNSAFE.search(line)]
    assert "Chosen: [@click=app.quit]pg-payments[/], protected" in stage.transcript
    assert "app-02?[2J: SUCCESS" in stage.transcript
    assert "支付服务器-02 for app-02?[2J: ACTIVE" in stage.transcript
    assert "stays: subnet subnet-?bd? 10.20.16.0/24" in stage.transcript
    assert "hash chain whole" in stage.transcript


@pytest.mark.parametrize(
    ("status", "more", "why"),
    [
        ("starting", "", "not pg-only: protection is being enabled (SDRS.1002)"),
        ("protected", 'drills = [{ name = "drill-old", created = "9 days ago" }]', "1 may be"),
    ],
    ids=["not ready", "has a drill"],
)
async def test_a_scenario_without_a_free_group_ends_with_a_sentence(
    tmp_path: Path, status: str, more: str, why: str
) -> None:
    stage = await theatre(small_world(tmp_path, status, more))

    with pytest.raises(DrilltuiError, match="No protection group of this scenario is free") as end:
        await stage.play()

    assert end.value.remedy == "Choose another one."
    assert why in stage.transcript
    assert stage.journal.shelf.records == {}


async def test_a_drill_that_fails_ends_with_code_and_reason(tmp_path: Path) -> None:
    failure = '[groups.creation_failure]\ncode = "SDRS.1905"\nreason = "no volumes left"'
    stage = await theatre(small_world(tmp_path, more=failure))

    with pytest.raises(DrilltuiError) as end:
        await stage.play()

    assert str(end.value) == "The job ended in FAIL: SDRS.1905 no volumes left"
    assert "job: FAIL SDRS.1905" in stage.transcript
    assert "Deleting" not in stage.transcript


async def test_a_delete_that_fails_ends_with_code_and_reason(tmp_path: Path) -> None:
    failure = '[groups.deletion_failure]\ncode = "SDRS.1918"\nreason = "port is in use"'
    stage = await theatre(small_world(tmp_path, more=failure))

    with pytest.raises(DrilltuiError, match=r"The job ended in FAIL: SDRS\.1918 port is in use"):
        await stage.play()

    assert "Read back" not in stage.transcript


class LateJournal(MemoryJournal):
    """A disk so slow that a job is over before its acceptance is written."""

    def __init__(self, clock: FakeClock) -> None:
        super().__init__()
        self._clock = clock

    async def append(self, record_id: str, kind: str, data: JsonObject, at: datetime) -> Event:
        if kind == Kind.ACCEPTED:
            await self._clock.sleep(120)
        return await super().append(record_id, kind, data, at)


async def test_a_job_that_ends_before_its_acceptance_is_written_is_not_waited_for_ever() -> None:
    stage = await theatre("smooth", LateJournal)
    await stage.play()

    assert stage.transcript.count("job: SUCCESS") == 2
    assert "Read back: the drill is gone" in stage.transcript


async def test_a_bug_in_the_watcher_ends_the_exercise_loudly() -> None:
    stage = await theatre("smooth")

    async def broken(job_id: str) -> None:
        raise ZeroDivisionError(job_id)

    stage.session.watcher._look = broken  # type: ignore[assignment]
    with pytest.raises(ZeroDivisionError):
        await stage.play()
    await stage.clock.settle()

    assert asyncio.all_tasks() == {asyncio.current_task()}


async def test_servers_that_stayed_are_told() -> None:
    stage = Stage()
    cloud = stage.cloud
    cloud.known_jobs = {
        CREATE_JOB: job(Action.CREATE, SUCCESS, drill_id=DRILL.id),
        DELETE_JOB: job(Action.DELETE, SUCCESS),
    }

    async def make() -> None:
        stage.add_drill()

    async def unmake() -> None:
        cloud.known_drills.clear()
        del cloud.known_servers["server-1"]
        cloud.script("subnets", Unreachable("No route to the cloud.", sent=True))

    cloud.during("create_drill", make)
    cloud.during("delete_drill", unmake)
    lost = Unreachable("No route to the cloud.", sent=True)
    cloud.script("subnets", lost, lost, lost)  # when it is made, before its delete, after that
    played = Theatre(stage.session, stage.clock, stage.journal, [])
    await played.play()

    assert [line.strip() for line in played.lines if "stays:" in line or "not sure" in line] == [
        "stays: VPC vpc-drill-1 10.20.0.0/16",
        "stays: server pay-db-01 ACTIVE",
        "not sure: could not look at the subnets of VPC vpc-1: No route to the cloud.",
        "not sure: when the drill was there: could not look at its subnets: No route to the cloud.",
    ]


@pytest.mark.parametrize(
    ("outcome", "told"),
    [
        (Refused(status=400, code="SDRS.1002", message="wrong state"), "SDRS.1002: wrong state"),
        (
            Unreachable("The connection broke.", sent=True, remedy="Try again."),
            r"^The look-up ended in absent: the group has no such drill$",
        ),
        (
            Unreachable("Nobody is there.", sent=False, remedy="Try again."),
            r"^Nobody is there\. Try again\.$",
        ),
    ],
)
async def test_a_request_that_is_not_accepted_ends_with_what_was_answered(
    outcome: CloudError, told: str
) -> None:
    stage = Stage()
    stage.cloud.script("create_drill", *[outcome] * MOST_TRIES)
    played = Theatre(stage.session, stage.clock, stage.journal, [])

    with pytest.raises(DrilltuiError, match=told):
        await played.play()

    assert "Accepted" not in played.transcript


async def test_a_lost_answer_is_looked_up_and_the_exercise_goes_on() -> None:
    stage = Stage()
    cloud = stage.cloud

    async def made_and_lost() -> None:
        stage.add_drill(replace(DRILL, name="drill-pg-payments-20261123"))

    async def gone() -> None:
        cloud.known_drills.clear()

    cloud.during("create_drill", made_and_lost)
    cloud.script("create_drill", Unreachable("The connection broke.", sent=True))
    cloud.during("delete_drill", gone)
    cloud.known_jobs = {DELETE_JOB: job(Action.DELETE, SUCCESS)}
    played = Theatre(stage.session, stage.clock, stage.journal, [])
    await played.play()

    assert "Nobody knows whether it arrived: The connection broke." in played.transcript
    assert "The drill available after" in played.transcript
    assert "Read back: the drill is gone" in played.transcript


async def test_a_drill_that_is_still_shown_after_its_deletion_is_no_success() -> None:
    stage = Stage()
    stage.cloud.known_jobs = {
        CREATE_JOB: job(Action.CREATE, SUCCESS, drill_id=DRILL.id),
        DELETE_JOB: job(Action.DELETE, SUCCESS),
    }

    async def make() -> None:
        stage.add_drill()

    stage.cloud.during("create_drill", make)
    played = Theatre(stage.session, stage.clock, stage.journal, [])

    with pytest.raises(DrilltuiError, match="the service still shows the drill"):
        await played.play()


@pytest.mark.parametrize("action", [Action.CREATE, Action.DELETE])
async def test_what_the_cloud_refuses_to_show_after_the_job_is_said(action: Action) -> None:
    stage = Stage()
    stage.cloud.known_jobs = {
        CREATE_JOB: job(Action.CREATE, SUCCESS, drill_id=DRILL.id),
        DELETE_JOB: job(Action.DELETE, SUCCESS),
    }

    async def make() -> None:
        stage.add_drill()

    async def forbid() -> None:
        stage.cloud.script("drill", Refused(status=403, code="SDRS.0012", message="no right"))

    stage.cloud.during("create_drill", make)
    stage.cloud.during("job", forbid)
    if action == Action.DELETE:
        stage.cloud.script("drill", DRILL)  # after the create job it may still be read
    played = Theatre(stage.session, stage.clock, stage.journal, [])

    with pytest.raises(DrilltuiError, match=r"The job ended, but .*SDRS\.0012: no right"):
        await played.play()

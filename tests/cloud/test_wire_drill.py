from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drilltui.cloud.wire_drill import drill, failed_task, job
from drilltui.domain.drill import Drill, DrillServer
from drilltui.domain.job import FailedTask, Job
from drilltui.domain.json_value import JsonObject, JsonValue
from tests.cloud.json_values import ANY_JSON, rows

DRILL: JsonObject = {
    "id": "d", "name": "drill-2025-09", "status": "available", "server_group_id": "g",
    "drill_vpc_id": "v", "created_at": "2025-09-17 06:45:02.9",
    "updated_at": "2025-09-17 06:47:31.042",
    "drill_servers": [
        {"protected_instance": "i1", "drill_server_id": "s1"},
        {"protected_instance": "i2", "drill_server_id": None},
        {},
        "junk",
    ],
}  # fmt: skip
JOB: JsonObject = {
    "job_id": "j", "job_type": "createDisasterRecoveryDrill", "status": "FAIL",
    "begin_time": "2025-09-17T06:45:02.871Z", "end_time": "2025-09-17T06:47:31.040Z",
    "error_code": "EVS.2024", "fail_reason": "x-fail:y", "entities": {},
}  # fmt: skip
TASK: JsonObject = {
    "job_status": "FAIL", "resource_id": "r", "resource_name": "n",
    "resource_type": "disaster_recovery_drills", "failure_status": "createFail", "job_id": "j",
    "job_type": "t", "begin_time": "2025-09-17T07:10:11.201Z", "error_code": "SDRS.1905",
    "fail_reason": "why",
}  # fmt: skip


def sub(job_id: str, **entities: JsonValue) -> dict[str, JsonValue]:
    return {"job_id": job_id, "job_type": "t", "status": "RUNNING", "entities": entities}


def with_entities(entities: JsonValue) -> Job:
    return job({**JOB, "entities": entities}, "")


def test_a_drill_is_read() -> None:
    found = drill(DRILL, "")
    assert found == Drill(
        id="d",
        name="drill-2025-09",
        group_id="g",
        status="available",
        vpc_id="v",
        servers=(DrillServer("i1", "s1"), DrillServer("i2", "")),
        created_at=datetime(2025, 9, 17, 6, 45, 2, 900000, UTC),
        updated_at=datetime(2025, 9, 17, 6, 47, 31, 42000, UTC),
    )
    assert found.raw is DRILL


@pytest.mark.parametrize("servers", [None, [], "x", {}])
def test_a_drill_may_have_no_servers(servers: JsonValue) -> None:
    assert drill({**DRILL, "drill_servers": servers}, "").servers == ()


def test_a_job_is_read() -> None:
    found = job(JOB, "")
    assert found == Job(
        id="j",
        type="createDisasterRecoveryDrill",
        status="FAIL",
        begin=datetime(2025, 9, 17, 6, 45, 2, 871000, UTC),
        end=datetime(2025, 9, 17, 6, 47, 31, 40000, UTC),
        error_code="EVS.2024",
        fail_reason="x-fail:y",
    )
    assert found.raw is JOB


@pytest.mark.parametrize("end", [None, ""])
def test_a_running_job_has_no_end(end: JsonValue) -> None:
    assert job({**JOB, "status": "RUNNING", "end_time": end}, "").end is None


@pytest.mark.parametrize("entities", [None, {}, {"sub_jobs": None}, {"sub_jobs": []}, [], "x"])
def test_sub_jobs_may_be_missing_in_every_way(entities: JsonValue) -> None:
    assert with_entities(entities).sub_jobs == ()


def test_sub_jobs_are_read_in_order_with_their_subject() -> None:
    found = with_entities(
        {
            "sub_jobs": [
                sub("a", protected_instance_id="i1"),
                sub("b", native_server_id="s"),
                sub(""),
            ]
        }
    )
    assert [(each.id, each.subject) for each in found.sub_jobs] == [
        ("a", "i1"),
        ("b", "s"),
        ("?3", ""),
    ]
    assert found.sub_jobs[0].type == "t"


@pytest.mark.parametrize(
    "name",
    ["native_server_id", "server_id", "replication_pair_id", "nic_id", "vpc_id", "subnet_id"],
)
def test_a_sub_job_may_work_on_many_things(name: str) -> None:
    assert with_entities({"sub_jobs": [sub("a", **{name: "x"})]}).sub_jobs[0].subject == "x"
    both = sub("a", **{name: "x", "protected_instance_id": "i"})
    assert with_entities({"sub_jobs": [both]}).sub_jobs[0].subject == "i"


def test_the_drill_id_of_the_job_comes_first() -> None:
    own: JsonObject = {
        "disaster_recovery_drill_id": "own",
        "sub_jobs": [sub("a", disaster_recovery_drill_id="s")],
    }
    assert with_entities(own).drill_id == "own"


def test_the_drill_id_may_be_in_any_sub_job() -> None:
    inner: JsonObject = {
        "sub_jobs": [sub("a"), sub("b", sub_jobs=[sub("c", disaster_recovery_drill_id="deep")])]
    }
    assert with_entities(inner).drill_id == "deep"


def test_a_job_inside_itself_a_thousand_times_is_read() -> None:
    row = sub("last")
    for _ in range(1000):
        row = sub("more", sub_jobs=[row])
    assert job(row, "").sub_jobs[0].id == "more"


def test_a_failed_task_is_read() -> None:
    found = failed_task(TASK)
    assert found == FailedTask(
        resource_id="r",
        resource_name="n",
        resource_type="disaster_recovery_drills",
        failure_status="createFail",
        job_id="j",
        job_type="t",
        begin=datetime(2025, 9, 17, 7, 10, 11, 201000, UTC),
        error_code="SDRS.1905",
        fail_reason="why",
    )
    assert found.raw is TASK


def test_nothing_at_all_gives_empty_values() -> None:
    assert drill({}, "?1") == Drill("?1", "", "", "")
    assert job({}, "asked") == Job("asked", "", "")
    assert failed_task({}) == FailedTask("", "", "", "", "", "")


def test_null_is_like_absent() -> None:
    assert drill(dict.fromkeys(DRILL), "") == drill({}, "")
    assert job(dict.fromkeys(JOB), "") == job({}, "")
    assert failed_task(dict.fromkeys(TASK)) == failed_task({})


@given(rows(*DRILL))
def test_any_json_in_any_field_gives_a_drill(row: JsonObject) -> None:
    assert drill(row, "?").raw is row


@given(rows(*JOB), st.lists(rows(*JOB) | ANY_JSON))
def test_any_json_in_any_field_gives_a_job(
    row: dict[str, JsonValue], subs: list[JsonValue]
) -> None:
    assert job(row, "?").raw is row
    row["entities"] = {"sub_jobs": subs}
    assert job(row, "?").raw is row


@given(rows(*TASK))
def test_any_json_in_any_field_gives_a_failed_task(row: JsonObject) -> None:
    assert failed_task(row).raw is row

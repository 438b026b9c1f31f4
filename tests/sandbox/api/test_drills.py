"""Drills, jobs and failed tasks as a client sees them."""

import re
from typing import Any

import pytest

from tests.sandbox.cloud import Cloud, drill_body

NOWHERE = "00000000-0000-4000-8000-000000000000"


async def test_a_drill_from_request_to_read_back() -> None:
    cloud = Cloud()
    job_id = await cloud.create("pg-payments")
    drill = await cloud.drill()
    assert drill == {
        "id": drill["id"],
        "name": "drill-1",
        "status": "creating",
        "server_group_id": (await cloud.group("pg-payments"))["id"],
        "drill_vpc_id": None,
        "created_at": "2026-11-23 09:14:02.0",
        "updated_at": "2026-11-23 09:14:02.0",
        "drill_servers": [],
    }
    assert await cloud.get(f"jobs/{job_id}") == {
        "job_id": job_id,
        "job_type": "createDisasterRecoveryDrill",
        "status": "INIT",
        "begin_time": "2026-11-23T09:14:02.000Z",
        "end_time": None,
        "error_code": None,
        "fail_reason": None,
        "entities": {},
    }
    cloud.clock.tick(90)
    job = await cloud.get(f"jobs/{job_id}")
    assert (job["status"], job["error_code"], job["fail_reason"]) == ("SUCCESS", None, None)
    assert re.fullmatch(r"2026-11-23T09:1[45]:\d\d\.\d{3}Z", job["end_time"])
    assert job["entities"]["disaster_recovery_drill_id"] == drill["id"]
    shown = (await cloud.get(f"disaster-recovery-drills/{drill['id']}"))["disaster_recovery_drill"]
    assert shown["status"] == "available"
    assert shown["updated_at"] > shown["created_at"]
    assert shown["drill_vpc_id"] in [vpc["id"] for vpc in (await cloud.get("vpcs"))["vpcs"]]
    instances = (
        await cloud.get(f"protected-instances?server_group_id={shown['server_group_id']}")
    )["protected_instances"]
    assert [one["protected_instance"] for one in shown["drill_servers"]] == [
        instance["id"] for instance in instances
    ]
    assert (await cloud.group("pg-payments"))["disaster_recovery_drill_num"] == 1


async def test_sub_jobs_are_listed_once_the_job_runs_and_tell_their_instance() -> None:
    cloud = Cloud()
    job_id = await cloud.create("pg-payments")
    cloud.clock.tick(12)
    job = await cloud.get(f"jobs/{job_id}")
    assert job["status"] == "RUNNING"
    assert job["entities"].keys() == {"sub_jobs"}
    parts = job["entities"]["sub_jobs"]
    assert [part["job_type"] for part in parts] == ["createDrillVpc"] + ["createDrillServer"] * 4
    waiting = [part for part in parts if part["status"] == "INIT"]
    assert waiting
    assert {part["begin_time"] for part in waiting} == {None}
    assert all(part["begin_time"] for part in parts if part not in waiting)
    assert await cloud.get(f"jobs/{parts[1]['job_id']}") == parts[1]
    instances = (await cloud.get("protected-instances?name=pay-"))["protected_instances"]
    assert {part["entities"]["protected_instance_id"] for part in parts[1:]} <= {
        instance["id"] for instance in instances
    }


async def test_a_frozen_clock_gives_a_frozen_world() -> None:
    cloud = Cloud()
    job_id = await cloud.create("pg-payments")
    cloud.clock.tick(20)
    first = await cloud.get(f"jobs/{job_id}"), await cloud.drill()
    for _ in range(5):
        assert (await cloud.get(f"jobs/{job_id}"), await cloud.drill()) == first


async def test_the_same_requests_at_the_same_times_get_the_same_answers() -> None:
    answers: list[list[Any]] = []
    for seed in (7, 7, 8):
        cloud = Cloud(seed=seed)
        job_id = await cloud.create("pg-payments")
        cloud.clock.tick(45)
        answers.append([job_id, await cloud.get(f"jobs/{job_id}"), await cloud.drill()])
    assert answers[0] == answers[1]
    assert answers[0] != answers[2]


async def test_a_failed_creation_as_told_everywhere() -> None:
    cloud = Cloud()
    job_id = await cloud.create("pg-ledger")
    cloud.clock.tick(90)
    job, drill = await cloud.get(f"jobs/{job_id}"), await cloud.drill()
    assert (job["status"], job["error_code"]) == ("FAIL", "SDRS.1905")
    assert job["fail_reason"].startswith(
        "SdrsCreateDrillVolumeTask-fail:SDRS.1905:Client error : {"
    )
    assert job["entities"].keys() == {"sub_jobs"}
    assert [part["status"] for part in job["entities"]["sub_jobs"]][-2:] == ["SUCCESS", "FAIL"]
    assert drill["status"] == "error"
    assert len(drill["drill_servers"]) == 1
    tasks = await cloud.get(
        f"task-center/failure-jobs?server_group_id={drill['server_group_id']}&resource_name=drill-1"
    )
    assert tasks == {
        "failure_jobs": [
            {
                "job_status": "FAIL",
                "resource_id": drill["id"],
                "resource_name": "drill-1",
                "resource_type": "disaster_recovery_drills",
                "failure_status": "createFail",
                "job_id": job_id,
                "job_type": "createDisasterRecoveryDrill",
                "begin_time": job["begin_time"],
                "error_code": "SDRS.1905",
                "fail_reason": job["fail_reason"],
            }
        ],
        "count": 1,
    }


async def test_deleting_to_the_end() -> None:
    cloud = Cloud()
    await cloud.create("pg-payments")
    cloud.clock.tick(90)
    drill = await cloud.drill()
    path = f"disaster-recovery-drills/{drill['id']}"
    answer = await cloud.send("DELETE", path)
    assert answer.status_code == 200
    assert list(answer.json()) == ["job_id"]
    assert (await cloud.drill())["status"] == "deleting"
    assert await cloud.refusal("DELETE", path) == (400, "SDRS.1913")
    cloud.clock.tick(40)
    job = await cloud.get(f"jobs/{answer.json()['job_id']}")
    assert (job["job_type"], job["status"]) == ("deleteDisasterRecoveryDrill", "SUCCESS")
    assert {part["job_type"] for part in job["entities"]["sub_jobs"]} == {"deleteDrillServer"}
    for method in ("GET", "DELETE"):
        assert await cloud.refusal(method, path) == (400, "SDRS.1902")
    server = drill["drill_servers"][0]["drill_server_id"]
    assert await cloud.refusal("GET", f"cloudservers/{server}") == (404, "Ecs.0114")
    assert drill["drill_vpc_id"] in [vpc["id"] for vpc in (await cloud.get("vpcs"))["vpcs"]]


async def test_renaming() -> None:
    cloud = Cloud()
    await cloud.create("pg-payments")
    drill = await cloud.drill()
    path = f"disaster-recovery-drills/{drill['id']}"
    cloud.clock.tick(1.5)
    answer = await cloud.send("PUT", path, {"disaster_recovery_drill": {"name": "演练-2"}})
    assert answer.json()["disaster_recovery_drill"] == drill | {
        "name": "演练-2",
        "updated_at": "2026-11-23 09:14:03.5",
    }
    for name in ("a b", None):
        document = {"disaster_recovery_drill": {"name": name}}
        assert await cloud.refusal("PUT", path, document) == (400, "SDRS.0202")
    assert await cloud.refusal("PUT", path, {"name": "x"}) == (400, "SDRS.0201")
    assert await cloud.refusal("PUT", f"disaster-recovery-drills/{NOWHERE}", document) == (
        400,
        "SDRS.1902",
    )


@pytest.mark.parametrize(
    ("document", "code"),
    [
        (None, "SDRS.0201"),
        ([], "SDRS.0201"),
        ({"disaster_recovery_drill": []}, "SDRS.0201"),
        ({"disaster_recovery_drill": {"name": "x"}}, "SDRS.0201"),
        (drill_body(5), "SDRS.0201"),
        (drill_body("x"), "SDRS.0207"),
        (drill_body(NOWHERE), "SDRS.1013"),
        (drill_body(NOWHERE, ""), "SDRS.0202"),
        (drill_body(NOWHERE, None), "SDRS.0202"),
        (drill_body(NOWHERE, drill_vpc_id=None), "SDRS.0204"),
        (drill_body(NOWHERE, drill_vpc_id=""), "SDRS.0204"),
        (drill_body(NOWHERE, drill_vpc_id="vpc-drill-a"), "SDRS.0204"),
    ],
)
async def test_malformed_requests(document: object, code: str) -> None:
    cloud = Cloud()
    assert await cloud.refusal("POST", "disaster-recovery-drills", document) == (400, code)


@pytest.mark.parametrize(
    ("group", "vpc", "code"),
    [
        ("pg-paydesk", None, "SDRS.1002"),
        ("pg-archive", None, "SDRS.1015"),
        ("pg-payments-batch", None, "SDRS.1830"),
        ("pg-payments", "vpc-prod", "SDRS.1907"),
        ("pg-payments", "vpc-empty", "SDRS.1908"),
        ("pg-payments", "vpc-lab", "SDRS.1909"),
        ("pg-payments", "vpc-drill-b", "SDRS.1921"),
        ("pg-payments", NOWHERE, "SDRS.0204"),
    ],
)
async def test_refused_creations(group: str, vpc: str | None, code: str) -> None:
    cloud = Cloud()
    more = {}
    if vpc:
        more["drill_vpc_id"] = vpc if vpc == NOWHERE else (await cloud.vpc(vpc))["id"]
    body = drill_body((await cloud.group(group))["id"], **more)
    answer = await cloud.send("POST", "disaster-recovery-drills", body)
    assert answer.status_code == 400
    assert answer.json().keys() == {"error"}
    assert answer.json()["error"].keys() == {"code", "message"}
    assert answer.json()["error"]["code"] == code


async def test_ids_that_are_none_and_jobs_that_are_not_there() -> None:
    cloud = Cloud()
    for method in ("GET", "PUT", "DELETE"):
        path = "disaster-recovery-drills/nonsense"
        assert await cloud.refusal(method, path) == (400, "SDRS.1900")
    assert await cloud.refusal("GET", f"jobs/{'f' * 32}") == (404, "SDRS.0408")


async def test_lists_of_drills() -> None:
    cloud = Cloud()
    whole = await cloud.get("disaster-recovery-drills")
    assert whole["count"] == 3
    page = await cloud.get("disaster-recovery-drills?limit=2&offset=2")
    assert page == {
        "disaster_recovery_drills": whole["disaster_recovery_drills"][2:],
        "count": 1,
    }
    for query, code in (
        ("status=x", "SDRS.0201"),
        ("server_group_id=x", "SDRS.0207"),
        ("drill_vpc_id=x", "SDRS.0204"),
        ("limit=1001", "SDRS.0221"),
        ("offset=-1", "SDRS.0222"),
    ):
        assert await cloud.refusal("GET", f"disaster-recovery-drills?{query}") == (400, code)


async def test_clearing_failed_tasks() -> None:
    cloud = Cloud()
    group = (await cloud.group("pg-mailrelay"))["id"]
    listed = f"task-center/failure-jobs?server_group_id={group}"
    rows = (await cloud.get(listed))["failure_jobs"]
    assert [row["failure_status"] for row in rows] == ["reverseFail", "deleteFail"]
    answer = await cloud.send("DELETE", f"task-center/failure-jobs/{rows[1]['resource_id']}")
    assert (answer.status_code, answer.content) == (204, b"")
    path = f"task-center/failure-jobs/{rows[1]['resource_id']}"
    assert await cloud.refusal("DELETE", path) == (400, "SDRS.0201")
    assert (await cloud.send("DELETE", "task-center/failure-jobs/batch")).status_code == 204
    assert (await cloud.get(listed))["failure_jobs"] == []
    ledger = (await cloud.group("pg-ledger"))["id"]
    assert (await cloud.get(f"task-center/failure-jobs?server_group_id={ledger}"))["count"] == 1
    cleared = await cloud.send("DELETE", f"task-center/{ledger}/failure-jobs/batch")
    assert cleared.status_code == 204
    assert (await cloud.get(f"task-center/failure-jobs?server_group_id={ledger}"))["count"] == 0
    unknown = f"task-center/{NOWHERE}/failure-jobs/batch"
    assert await cloud.refusal("DELETE", unknown) == (400, "SDRS.1013")

"""Deletions of drills and of their networks that do not go as they should."""

from pathlib import Path
from typing import Any

import pytest

from drilltui.sandbox.groups import Course, Failure
from tests.sandbox.cloud import Cloud
from tests.sandbox.small import request, small

FAILURE = 'deletion_failure = { code = "SDRS.1918", reason = "port is in use" }'


async def drilled(cloud: Cloud) -> dict[str, Any]:
    """A drill of the group, ready."""
    answer = await cloud.send("POST", "disaster-recovery-drills", await request(cloud))
    assert answer.status_code == 200, answer.text
    cloud.clock.tick(90)
    return await cloud.drill()


async def deleted(cloud: Cloud, drill: dict[str, Any]) -> dict[str, Any]:
    """The job of a request to delete ``drill``, once it is over."""
    answer = await cloud.send("DELETE", f"disaster-recovery-drills/{drill['id']}")
    assert answer.status_code == 200, answer.text
    cloud.clock.tick(40)
    job: dict[str, Any] = await cloud.get(f"jobs/{answer.json()['job_id']}")
    return job


async def status_of(cloud: Cloud, drill: dict[str, Any]) -> str:
    found: str = (await cloud.get(f"disaster-recovery-drills/{drill['id']}"))[
        "disaster_recovery_drill"
    ]["status"]
    return found


async def is_gone(cloud: Cloud, drill: dict[str, Any]) -> bool:
    answer = await cloud.refusal("GET", f"disaster-recovery-drills/{drill['id']}")
    return answer == (400, "SDRS.1902")


async def test_a_deletion_that_is_refused_at_first(tmp_path: Path) -> None:
    cloud = small(tmp_path, group="deletion_refusals = 2")
    drill = await drilled(cloud)
    for _ in range(2):
        path = f"disaster-recovery-drills/{drill['id']}"
        assert await cloud.refusal("DELETE", path) == (400, "SDRS.1913")
        assert await status_of(cloud, drill) == "available"
    assert (await deleted(cloud, drill))["status"] == "SUCCESS"
    assert await is_gone(cloud, drill)


async def test_a_deletion_that_fails_more_than_once(tmp_path: Path) -> None:
    cloud = small(tmp_path, group=f"deletion_failures = 2\n{FAILURE}")
    drill = await drilled(cloud)
    for _ in range(2):
        job = await deleted(cloud, drill)
        assert (job["status"], job["error_code"]) == ("FAIL", "SDRS.1918")
        assert await status_of(cloud, drill) == "error-deleting"
    assert (await deleted(cloud, drill))["status"] == "SUCCESS"
    assert await is_gone(cloud, drill)


async def test_a_deletion_that_lies(tmp_path: Path) -> None:
    cloud = small(tmp_path, group="deletion_lies = 1")
    drill = await drilled(cloud)
    assert (await deleted(cloud, drill))["status"] == "SUCCESS"
    assert await status_of(cloud, drill) == "available"
    assert len((await cloud.drill())["drill_servers"]) == 3
    assert (await deleted(cloud, drill))["status"] == "SUCCESS"
    assert await is_gone(cloud, drill)


async def test_a_drill_that_never_goes(tmp_path: Path) -> None:
    cloud = small(tmp_path, group="deletion_lies = -1")
    drill = await drilled(cloud)
    for _ in range(4):
        assert (await deleted(cloud, drill))["status"] == "SUCCESS"
    assert await status_of(cloud, drill) == "available"


@pytest.mark.parametrize("code", ["SDRS.1902", "SDRS.1913"])
async def test_deleting_what_is_gone(code: str, tmp_path: Path) -> None:
    cloud = small(tmp_path, tables=f'[service]\nmissing_drill = "{code}"')
    drill = await drilled(cloud)
    await deleted(cloud, drill)
    path = f"disaster-recovery-drills/{drill['id']}"
    assert await cloud.refusal("DELETE", path) == (400, code)
    assert await cloud.refusal("GET", path) == (400, "SDRS.1902")


def test_the_outcomes_of_a_course_come_in_turn() -> None:
    failure = Failure("SDRS.1923", "")
    course = Course(
        deletion_refusals=1, deletion_failure=failure, deletion_failures=2, deletion_lies=1
    )
    outcomes = [course.of_deletion(earlier) for earlier in range(6)]
    assert outcomes == ["refused", "failed", "failed", "stays", "gone", "gone"]
    assert Course(deletion_failures=2).of_deletion(0) == "gone"
    assert Course(deletion_refusals=-1).of_deletion(99) == "refused"


async def test_a_request_that_a_group_refuses(tmp_path: Path) -> None:
    cloud = small(tmp_path, group='creation_refusal = { code = "SDRS.1922", reason = "not today" }')
    answer = await cloud.send("POST", "disaster-recovery-drills", await request(cloud))
    assert (answer.status_code, answer.json()["error"]) == (
        400,
        {"code": "SDRS.1922", "message": "not today"},
    )
    assert (await cloud.get("disaster-recovery-drills"))["count"] == 0


async def test_a_failed_creation_that_leaves_no_drill(tmp_path: Path) -> None:
    cloud = small(
        tmp_path,
        tables='[service]\nfailed_drill = "none"',
        group='creation_failure = { code = "EVS.2024", reason = "volume is busy" }',
    )
    await cloud.send("POST", "disaster-recovery-drills", await request(cloud))
    assert (await cloud.drill())["status"] == "creating"
    drill = await cloud.drill()
    servers = (await cloud.get("cloudservers/detail"))["count"]
    cloud.clock.tick(90)
    assert await is_gone(cloud, drill)
    assert (await cloud.get("cloudservers/detail"))["count"] == servers + 2
    group = drill["server_group_id"]
    (task,) = (await cloud.get(f"task-center/failure-jobs?server_group_id={group}"))["failure_jobs"]
    assert (task["resource_id"], task["error_code"]) == (drill["id"], "EVS.2024")
    assert [vpc["name"] for vpc in (await cloud.get("vpcs"))["vpcs"]][2:] != []


async def test_a_subnet_that_takes_a_second_try(tmp_path: Path) -> None:
    cloud = small(tmp_path, own="subnet_delete_tries = 2")
    drill = await drilled(cloud)
    await deleted(cloud, drill)
    vpc = f"vpcs/{drill['drill_vpc_id']}"
    subnets = (await cloud.get(f"subnets?vpc_id={drill['drill_vpc_id']}"))["subnets"]
    for subnet in subnets:
        path = f"{vpc}/subnets/{subnet['id']}"
        assert await cloud.refusal("DELETE", path) == (500, "VPC.0208")
        assert await cloud.refusal("DELETE", vpc) == (409, "VPC.0104")
        assert (await cloud.send("DELETE", path)).status_code == 204
    assert (await cloud.send("DELETE", vpc)).status_code == 204
    assert await cloud.refusal("GET", vpc) == (404, "VPC.0003")


async def test_a_vpc_whose_deletion_is_a_lie(tmp_path: Path) -> None:
    cloud = small(tmp_path, other="delete_lies = true", other_subnets="")
    vpc = f"vpcs/{(await cloud.vpc('other'))['id']}"
    for _ in range(2):
        assert (await cloud.send("DELETE", vpc)).status_code == 204
        assert (await cloud.get(vpc))["vpc"]["name"] == "other"


async def test_a_vpc_that_another_drill_is_in_keeps_its_subnets(tmp_path: Path) -> None:
    cloud = small(
        tmp_path, group='drills = [{ name = "past", created = "3 days ago", vpc = "other" }]'
    )
    vpc = (await cloud.vpc("other"))["id"]
    for subnet in (await cloud.get(f"subnets?vpc_id={vpc}"))["subnets"]:
        path = f"vpcs/{vpc}/subnets/{subnet['id']}"
        assert await cloud.refusal("DELETE", path) == (500, "VPC.0208")


async def test_a_port_that_a_drill_leaves_holds_its_subnet(tmp_path: Path) -> None:
    cloud = small(tmp_path, group='leaves = ["port"]')
    drill = await drilled(cloud)
    assert (await deleted(cloud, drill))["status"] == "SUCCESS"
    assert await is_gone(cloud, drill)
    server = drill["drill_servers"][0]["drill_server_id"]
    assert await cloud.refusal("GET", f"cloudservers/{server}") == (404, "Ecs.0114")
    vpc = drill["drill_vpc_id"]
    for subnet in (await cloud.get(f"subnets?vpc_id={vpc}"))["subnets"]:
        path = f"vpcs/{vpc}/subnets/{subnet['id']}"
        assert await cloud.refusal("DELETE", path) == (500, "VPC.0208")
    assert await cloud.refusal("DELETE", f"vpcs/{vpc}") == (409, "VPC.0104")


async def test_a_server_of_somebody_else_keeps_the_subnet_of_a_drill_vpc(tmp_path: Path) -> None:
    cloud = small(tmp_path, group="stranger = true")
    drill = await drilled(cloud)
    assert len(drill["drill_servers"]) == 3
    assert (await deleted(cloud, drill))["status"] == "SUCCESS"
    servers = (await cloud.get("cloudservers/detail?name=stranger"))["servers"]
    vpc = drill["drill_vpc_id"]
    assert [server["metadata"]["vpc_id"] for server in servers] == [vpc]
    first, second = (await cloud.get(f"subnets?vpc_id={vpc}"))["subnets"]
    path = f"vpcs/{vpc}/subnets"
    assert await cloud.refusal("DELETE", f"{path}/{first['id']}") == (500, "VPC.0208")
    assert (await cloud.send("DELETE", f"{path}/{second['id']}")).status_code == 204
    assert await cloud.refusal("DELETE", f"vpcs/{vpc}") == (409, "VPC.0104")

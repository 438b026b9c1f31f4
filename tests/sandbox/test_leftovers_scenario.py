"""The scenario ``leftovers``: each group shows what its name says."""

from typing import Any

import pytest

from drilltui.sandbox.scenario_file import load_scenario
from tests.sandbox.cloud import Cloud

SCENARIO = load_scenario("leftovers")


async def made_for(cloud: Cloud, group: str) -> list[dict[str, Any]]:
    """The automatic drill VPCs that are like the VPC of the group, ours to delete."""
    own = next(one.vpc for one in SCENARIO.groups if one.name == group)
    model = await cloud.vpc(own)
    vpcs = (await cloud.get("vpcs"))["vpcs"]
    return [one for one in vpcs if one["cidr"] == model["cidr"] and "drill" in one["name"]]


async def drill_of(cloud: Cloud, group: str) -> dict[str, Any]:
    group_id = (await cloud.group(group))["id"]
    found = await cloud.get(f"disaster-recovery-drills?server_group_id={group_id}")
    drill: dict[str, Any] = found["disaster_recovery_drills"][-1]
    return drill


async def test_each_past_drill_has_left_its_vpc() -> None:
    cloud = Cloud("leftovers")
    automatic = [drill for group in SCENARIO.groups for drill in group.drills if not drill.vpc]
    kept = {vpc.name for vpc in SCENARIO.vpcs}
    vpcs = [one for one in (await cloud.get("vpcs"))["vpcs"] if one["name"] not in kept]
    assert len(vpcs) == len(automatic)
    assert len(await made_for(cloud, "pg-two-tries")) == 1


@pytest.mark.parametrize(
    ("group", "answers"),
    [
        ("pg-delete-refused", ["SDRS.1913", "SDRS.1913", "gone"]),
        ("pg-delete-fails", ["FAIL", "gone"]),
        ("pg-delete-lies", ["stays", "gone"]),
        ("pg-never-goes", ["stays", "stays", "stays"]),
        ("pg-half-made", ["gone"]),
        ("pg-takes-turns", ["gone"]),
    ],
)
async def test_deleting_a_drill(group: str, answers: list[str]) -> None:
    cloud = Cloud("leftovers")
    path = f"disaster-recovery-drills/{(await drill_of(cloud, group))['id']}"
    assert [await deletion(cloud, path) for _ in answers] == answers


async def deletion(cloud: Cloud, path: str) -> str:
    """What a request to delete a drill comes to."""
    answer = await cloud.send("DELETE", path)
    if answer.status_code != 200:
        code: str = answer.json()["error"]["code"]
        return code
    cloud.clock.tick(40)
    job = await cloud.get(f"jobs/{answer.json()['job_id']}")
    if job["status"] == "FAIL":
        return "FAIL"
    return "stays" if (await cloud.send("GET", path)).status_code == 200 else "gone"


@pytest.mark.parametrize(
    ("group", "subnet", "vpc"),
    [
        ("pg-two-tries", ["VPC.0208", ""], "gone"),
        ("pg-vpc-stays", [""], "stays"),
    ],
)
async def test_deleting_a_drill_vpc(group: str, subnet: list[str], vpc: str) -> None:
    cloud = Cloud("leftovers")
    (made,) = await made_for(cloud, group)
    path = f"vpcs/{made['id']}"
    (inner,) = (await cloud.get(f"subnets?vpc_id={made['id']}"))["subnets"]
    answers = [await cloud.send("DELETE", f"{path}/subnets/{inner['id']}") for _ in subnet]
    assert [one.json()["code"] if one.content else "" for one in answers] == subnet
    assert (await cloud.send("DELETE", path)).status_code == 204
    left = await cloud.send("GET", path)
    assert ("stays" if left.status_code == 200 else "gone") == vpc


async def test_what_a_failed_creation_has_left() -> None:
    cloud = Cloud("leftovers")
    drill = await drill_of(cloud, "pg-half-made")
    assert (drill["status"], len(drill["drill_servers"])) == ("error", 2)
    assert (await cloud.get(f"vpcs/{drill['drill_vpc_id']}"))["vpc"]["status"] == "OK"

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


async def test_elastic_ips_that_past_drills_have_left() -> None:
    cloud = Cloud("leftovers")
    ips = (await cloud.get("publicips"))["publicips"]
    assert [ip["status"] for ip in ips] == ["ACTIVE", "DOWN", "DOWN", "DOWN"]
    past = next(group for group in SCENARIO.groups if group.name == "pg-leaves-eips")
    assert sum(drill.eips for drill in past.drills) == 2


async def test_an_elastic_ip_is_unbound_with_its_drill_and_stays() -> None:
    cloud = Cloud("leftovers")
    before = {ip["id"] for ip in (await cloud.get("publicips"))["publicips"]}
    await cloud.create("pg-leaves-eips", "drill-now")
    cloud.clock.tick(90)
    drill = await cloud.drill("drill-now")

    async def made() -> dict[str, Any]:
        ips = (await cloud.get("publicips"))["publicips"]
        (ip,) = [one for one in ips if one["id"] not in before]
        found: dict[str, Any] = ip
        return found

    server = drill["drill_servers"][0]["drill_server_id"]
    shown = (await cloud.get(f"cloudservers/{server}"))["server"]
    (fixed, floating) = shown["addresses"][drill["drill_vpc_id"]]
    ip = await made()
    assert (ip["status"], ip["port_id"]) == ("ACTIVE", fixed["OS-EXT-IPS:port_id"])
    assert (floating["addr"], floating["OS-EXT-IPS:type"]) == (ip["public_ip_address"], "floating")
    assert await deletion(cloud, f"disaster-recovery-drills/{drill['id']}") == "gone"
    left = await made()
    assert (left["id"], left["status"], "port_id" in left) == (ip["id"], "DOWN", False)


async def test_disks_and_snapshots_that_a_past_drill_has_left() -> None:
    cloud = Cloud("leftovers")
    volumes = (await cloud.get(evs(cloud, "cloudvolumes/detail")))["volumes"]
    loose = [volume for volume in volumes if not volume["attachments"]]
    assert [volume["size"] for volume in loose] == [40, 200]
    snapshots = (await cloud.get(evs(cloud, "cloudsnapshots/detail")))["snapshots"]
    assert [snapshot["size"] for snapshot in snapshots] == [40, 200]
    standby = {one["volume_id"] for one in snapshots}
    assert len(standby & {volume["id"] for volume in volumes if volume["attachments"]}) == 2


async def test_a_port_and_a_security_group_that_a_past_drill_has_left() -> None:
    cloud = Cloud("leftovers")
    ports = [one for one in (await cloud.get("ports"))["ports"] if not one["device_owner"]]
    groups = (await cloud.get("security-groups"))["security_groups"]
    (own,) = [one["id"] for one in groups if one["name"].startswith("sg-drill-")]
    assert [(port["device_id"], port["security_groups"]) for port in ports] == [("", [own])]


def evs(cloud: Cloud, target: str) -> str:
    """The target of a call of EVS, which has v2 in its path."""
    return f"{cloud.project.replace('/v1/', '/v2/')}/{target}"


async def test_snapshots_are_there_while_a_drill_is_being_made() -> None:
    cloud = Cloud("leftovers")
    await cloud.create("pg-clean", "drill-now")

    async def names() -> list[str]:
        found = (await cloud.get(evs(cloud, "cloudsnapshots/detail")))["snapshots"]
        return [one["name"] for one in found if "drill-now" in one["name"]]

    assert await names() == []
    cloud.clock.tick(19)
    assert len(await names()) == 2
    cloud.clock.tick(90)
    assert await names() == []


async def test_a_server_of_somebody_else_is_in_a_vpc_kept_for_drills_and_in_one_of_a_drill() -> (
    None
):
    cloud = Cloud("leftovers")
    kept = (await cloud.vpc("vpc-foreign-server"))["id"]
    servers = (await cloud.get("cloudservers/detail?limit=1000"))["servers"]
    homes = {one["name"]: one["metadata"]["vpc_id"] for one in servers}
    assert homes["lab-01"] == kept
    made = [one["id"] for one in await made_for(cloud, "pg-stranger")]
    assert homes["stranger-01"] in made

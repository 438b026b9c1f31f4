"""Servers as a client sees them."""

import pytest

from tests.sandbox.cloud import Cloud

NOWHERE = "00000000-0000-4000-8000-000000000000"


async def test_a_server_has_its_addresses_under_its_vpc() -> None:
    cloud = Cloud()
    (instance,) = (await cloud.get("protected-instances?name=pay-gw-01"))["protected_instances"]
    server = (await cloud.get(f"cloudservers/{instance['source_server']}"))["server"]
    vpc = await cloud.vpc("vpc-prod")
    assert (server["name"], server["status"]) == ("pay-gw-01", "ACTIVE")
    assert server["flavor"] == {
        "id": "c6.xlarge.4",
        "name": "c6.xlarge.4",
        "vcpus": "4",
        "ram": "16384",
        "disk": "0",
    }
    (cards,) = server["addresses"].values()
    assert list(server["addresses"]) == [vpc["id"]] == [server["metadata"]["vpc_id"]]
    assert [(card["addr"], card["OS-EXT-IPS:type"], card.get("primary")) for card in cards] == [
        ("10.20.0.12", "fixed", True),
        ("80.158.44.11", "floating", None),
        ("10.20.16.11", "fixed", False),
    ]
    assert [disk["bootIndex"] for disk in server["os-extended-volumes:volumes_attached"]] == [
        "0",
        "-1",
    ]
    standby = (await cloud.get(f"cloudservers/{instance['target_server']}"))["server"]
    assert (standby["status"], standby["OS-EXT-STS:power_state"]) == ("SHUTOFF", 4)
    assert standby["OS-EXT-AZ:availability_zone"] == "eu-demo-1b"


async def test_a_drill_server_is_built_and_then_active() -> None:
    cloud = Cloud()
    await cloud.create("pg-payments")
    before = (await cloud.get("cloudservers/detail?limit=1000"))["servers"]
    for _ in range(30):
        cloud.clock.tick(1)
        servers = (await cloud.get("cloudservers/detail?status=BUILD"))["servers"]
        if servers:
            break
    (building,) = servers
    assert building["addresses"] == {}
    assert building["OS-EXT-STS:power_state"] == 0
    assert building["OS-SRV-USG:launched_at"] is None
    cloud.clock.tick(60)
    active = (await cloud.get(f"cloudservers/{building['id']}"))["server"]
    assert active["status"] == "ACTIVE"
    assert active["addresses"]
    after = (await cloud.get("cloudservers/detail?limit=1000"))["servers"]
    drill = await cloud.drill()
    assert {one["id"] for one in after} - {one["id"] for one in before} == {
        one["drill_server_id"] for one in drill["drill_servers"]
    }


async def test_offset_is_a_page_number() -> None:
    cloud = Cloud()
    first = await cloud.get("cloudservers/detail")
    assert len(first["servers"]) == 25
    assert first["count"] > 50
    assert await cloud.get("cloudservers/detail?offset=0") == first
    assert await cloud.get("cloudservers/detail?offset=1") == first
    second = await cloud.get("cloudservers/detail?offset=2&limit=10")
    assert second["servers"] == first["servers"][10:20]
    assert (await cloud.get("cloudservers/detail?offset=99"))["servers"] == []


async def test_servers_by_id_and_how_one_looks_that_is_gone() -> None:
    cloud = Cloud()
    servers = (await cloud.get("cloudservers/detail"))["servers"]
    one, two = servers[3], servers[7]
    repeated = f"server_id={one['id']}&server_id={NOWHERE}&server_id={two['id']}&name=nothing"
    answer = await cloud.get(f"cloudservers/detail?{repeated}")
    assert answer["count"] == 3
    assert [answer["servers"][0], answer["servers"][2]] == [one, two]
    missing = answer["servers"][1]
    assert missing.keys() == one.keys()
    assert {key for key, value in missing.items() if value is not None} == {"id", "fault"}
    assert missing["fault"]["code"] == 404
    joined = await cloud.get(f"cloudservers/detail?server_id={one['id']},{two['id']}")
    assert joined["servers"] == [one, two]


async def test_a_hundred_ids_are_the_most() -> None:
    cloud = Cloud()
    ids = ",".join([NOWHERE] * 100)
    assert (await cloud.get(f"cloudservers/detail?server_id={ids}"))["count"] == 1
    refusal = await cloud.refusal("GET", f"cloudservers/detail?server_id={ids},{NOWHERE}")
    assert refusal == (400, "Ecs.0005")


@pytest.mark.parametrize(
    ("target", "status", "code"),
    [
        (f"cloudservers/{NOWHERE}", 404, "Ecs.0114"),
        ("cloudservers/detail?limit=1001", 400, "Ecs.0005"),
        ("cloudservers/detail?offset=x", 400, "Ecs.0005"),
        (f"/v1/{'0' * 32}/cloudservers/detail", 400, "Ecs.0023"),
    ],
)
async def test_refusals(target: str, status: int, code: str) -> None:
    assert await Cloud().refusal("GET", target) == (status, code)


async def test_a_server_tells_its_key_its_image_and_where_it_belongs() -> None:
    cloud = Cloud()
    (server, _) = (await cloud.get("cloudservers/detail?name=pay-db-01"))["servers"]
    projects = (await cloud.get("/v1.0/enterprise-projects?name=payments"))["enterprise_projects"]
    assert server["key_name"] == "ops-linux"
    assert server["metadata"]["image_name"] == "EulerOS 2.9 64bit"
    assert server["enterprise_project_id"] == projects[0]["id"]
    assert server["sys_tags"][0]["value"] == projects[0]["id"]
    (group,) = server["security_groups"]
    known = (await cloud.get("security-groups"))["security_groups"]
    assert group["id"] == next(one["id"] for one in known if one["name"] == "sg-payments-db")
    (windows, _) = (await cloud.get("cloudservers/detail?name=tickets-01"))["servers"]
    assert windows["metadata"]["os_type"] == "Windows"
    assert windows["image"]["id"] != server["image"]["id"]


async def test_servers_of_one_enterprise_project() -> None:
    cloud = Cloud()
    whole = (await cloud.get("cloudservers/detail?limit=1000"))["servers"]
    project = next(one for one in whole if one["name"] == "pay-app-01")["enterprise_project_id"]
    for wanted in (project, "0"):
        found = await cloud.get(f"cloudservers/detail?limit=1000&enterprise_project_id={wanted}")
        assert found["servers"] == [s for s in whole if s["enterprise_project_id"] == wanted]
        assert 0 < found["count"] < len(whole)


async def test_a_drill_s_servers_join_no_enterprise_project() -> None:
    cloud = Cloud()
    await cloud.create("pg-payments")
    cloud.clock.tick(120)
    drill = await cloud.drill()
    ids = ",".join(one["drill_server_id"] for one in drill["drill_servers"])
    servers = (await cloud.get(f"cloudservers/detail?server_id={ids}"))["servers"]
    assert {one["enterprise_project_id"] for one in servers} == {"0"}
    assert {one["key_name"] for one in servers} == {"ops-linux"}
    (vpc,) = (await cloud.get(f"vpcs?id={drill['drill_vpc_id']}"))["vpcs"]
    assert vpc["enterprise_project_id"] == "0"


async def test_limits_follow_from_the_servers() -> None:
    cloud = Cloud()
    before = (await cloud.get("cloudservers/limits"))["absolute"]
    whole = (await cloud.get("cloudservers/detail?limit=1000"))["servers"]
    assert before["totalInstancesUsed"] == len(whole)
    assert before["totalCoresUsed"] == sum(int(one["flavor"]["vcpus"]) for one in whole)
    assert before["totalRAMUsed"] == sum(int(one["flavor"]["ram"]) for one in whole)
    assert (before["maxTotalInstances"], before["maxTotalCores"]) == (400, 1600)
    await cloud.create("pg-payments")
    cloud.clock.tick(120)
    after = (await cloud.get("cloudservers/limits"))["absolute"]
    assert after["totalInstancesUsed"] == before["totalInstancesUsed"] + 4

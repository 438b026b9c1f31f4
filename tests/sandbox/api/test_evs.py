"""Disks as a client sees them."""

from typing import Any

import pytest

from tests.sandbox.cloud import Cloud

NOWHERE = "00000000-0000-4000-8000-000000000000"


def evs(cloud: Cloud, path: str) -> str:
    return f"/v2/{cloud.access.project_id}/{path}"


async def quotas(cloud: Cloud) -> dict[str, Any]:
    target = evs(cloud, f"os-quota-sets/{cloud.access.project_id}?usage=True")
    told: dict[str, Any] = (await cloud.get(target))["quota_set"]
    return told


async def test_the_disks_of_a_server() -> None:
    cloud = Cloud()
    (server, _) = (await cloud.get("cloudservers/detail?name=pay-db-01"))["servers"]
    ids = [one["id"] for one in server["os-extended-volumes:volumes_attached"]]
    listed = ",".join(f"'{one}'" for one in [*ids, NOWHERE])
    answer = await cloud.get(evs(cloud, f"cloudvolumes/detail?ids=%5B{listed}%5D"))
    assert answer["count"] == 3
    assert [(one["size"], one["volume_type"], one["status"]) for one in answer["volumes"]] == [
        (40, "SAS", "in-use"),
        (500, "SSD", "in-use"),
        (200, "SSD", "in-use"),
    ]
    (attachment,) = answer["volumes"][1]["attachments"]
    assert (attachment["server_id"], attachment["device"]) == (server["id"], "/dev/vdb")
    shown = await cloud.get(evs(cloud, f"cloudvolumes/{ids[1]}"))
    assert shown == {"volume": answer["volumes"][1]}


async def test_a_disk_that_no_server_has_and_its_snapshot() -> None:
    cloud = Cloud()
    found = await cloud.get(evs(cloud, "cloudvolumes/detail?name=payroll-db-restore-test"))
    (disk,) = found["volumes"]
    assert (disk["status"], disk["attachments"]) == ("available", [])
    answer = await cloud.get(evs(cloud, f"cloudsnapshots/detail?volume_id={disk['id']}"))
    assert [one["name"] for one in answer["snapshots"]] == ["payroll-db-before-patch"]
    assert answer["count"] == 1
    none = await cloud.get(evs(cloud, f"cloudsnapshots/detail?volume_id={NOWHERE}"))
    assert none == {"snapshots": [], "count": 0}


async def test_the_disks_of_a_drill_come_and_go_with_its_servers() -> None:
    cloud = Cloud()
    before = await quotas(cloud)
    await cloud.create("pg-payments")
    cloud.clock.tick(120)
    during = await quotas(cloud)
    assert during["volumes"]["in_use"] == before["volumes"]["in_use"] + 9
    assert during["gigabytes"]["in_use"] == before["gigabytes"]["in_use"] + 1100
    drill = await cloud.drill()
    await cloud.send("DELETE", f"disaster-recovery-drills/{drill['id']}")
    cloud.clock.tick(120)
    assert await quotas(cloud) == before


async def test_quotas_tell_limits() -> None:
    cloud = Cloud()
    told = await quotas(cloud)
    assert told["id"] == cloud.access.project_id
    assert told["snapshots"] == {"in_use": 1, "limit": 600, "reserved": 0}
    whole = await cloud.get(evs(cloud, "cloudvolumes/detail"))
    assert told["volumes"]["in_use"] == whole["count"] == len(whole["volumes"])
    second = await cloud.get(evs(cloud, "cloudvolumes/detail?limit=10&offset=10"))
    assert second == {"volumes": whole["volumes"][10:20], "count": whole["count"]}


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        (f"cloudvolumes/{NOWHERE}", 404, "EVS.5404"),
        ("cloudvolumes/x", 400, "EVS.1002"),
        ("cloudvolumes/detail?ids=x", 400, "EVS.5400"),
        ("cloudvolumes/detail?limit=1001", 400, "EVS.5400"),
        (f"os-quota-sets/{'0' * 32}?usage=True", 400, "EVS.0001"),
    ],
)
async def test_refusals(path: str, status: int, code: str) -> None:
    cloud = Cloud()
    assert await cloud.refusal("GET", evs(cloud, path)) == (status, code)


async def test_sixty_disks_are_the_most_that_are_asked_for() -> None:
    cloud = Cloud()
    ids = ",".join([NOWHERE] * 61)
    answer = await cloud.refusal("GET", evs(cloud, f"cloudvolumes/detail?ids=%5B{ids}%5D"))
    assert answer == (400, "EVS.5400")

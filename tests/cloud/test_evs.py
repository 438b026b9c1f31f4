from __future__ import annotations

import re

import httpx
import pytest

from drilltui.cloud.evs import EvsApi
from drilltui.domain.errors import Refused, SignInRefused, Unreachable, Unreadable, UsageError
from drilltui.domain.quota import Counted, Quota
from tests.cloud.far_end import PROJECT, URL, FarEnd, Reply
from tests.cloud.test_huawei import opened

VOLUMES = f"/v2/{PROJECT}/cloudvolumes"
GONE = Reply(404, {"error": {"code": "EVS.5404", "message": "could not be found"}})


def api(far: FarEnd) -> EvsApi:
    return EvsApi(far.caller(), URL, PROJECT)


def wanted(request: httpx.Request) -> list[str]:
    """The ids that a list is asked for, in the form ['a','b']."""
    said = request.url.params["ids"]
    assert re.fullmatch(r"\[('[a-z0-9]+')(,'[a-z0-9]+')*\]", said)
    return re.findall(r"'([a-z0-9]+)'", said)


def listed(request: httpx.Request) -> Reply:
    rows = [{"id": each, "status": "in-use", "size": 40} for each in reversed(wanted(request))]
    return Reply(body={"count": len(rows), "volumes": rows})


async def test_disks_in_the_order_asked_for() -> None:
    far = FarEnd(listed)
    assert [volume.id for volume in await api(far).volumes(["b", "a", "b"])] == ["b", "a"]
    assert far.targets() == [f"{VOLUMES}/detail?ids=%5B%27b%27%2C%27a%27%5D"]


async def test_disks_are_asked_for_by_sixties() -> None:
    far = FarEnd(listed)
    ids = [f"d{number}" for number in range(130)]
    assert [volume.id for volume in await api(far).volumes(ids)] == ids
    assert [len(wanted(request)) for request in far.asked] == [60, 60, 10]


async def test_a_disk_that_the_list_leaves_out_is_asked_for_by_itself() -> None:
    far = FarEnd(
        Reply(body={"volumes": [{"id": "b"}, {"id": "another"}]}),
        Reply(body={"volume": {"id": "a", "status": "available"}}),
        GONE,
    )
    assert [volume.id for volume in await api(far).volumes(["a", "b", "c"])] == ["a", "b"]
    assert far.targets()[1:] == [f"{VOLUMES}/a", f"{VOLUMES}/c"]


async def test_a_page_that_is_not_there_is_no_disk_that_is_gone() -> None:
    for body in ({"error_code": "APIGW.0101", "error_msg": "no such API"}, b"404 page not found"):
        far = FarEnd(Reply(body={"volumes": []}), Reply(404, body))
        with pytest.raises(Refused):
            await api(far).volumes(["a"])


async def test_a_disk_is_gone_only_when_the_service_says_so() -> None:
    far = FarEnd(
        Reply(body={"volumes": []}), Reply(403, {"error": {"code": "EVS.0003", "message": "no"}})
    )
    with pytest.raises(Refused, match=r"EVS\.0003"):
        await api(far).volumes(["a"])


async def test_what_can_be_no_id_is_not_sent() -> None:
    far = FarEnd(listed)
    assert [volume.id for volume in await api(far).volumes(["", "a", "b']&x", "../x"])] == ["a"]
    assert len(far.asked) == 1
    with pytest.raises(UsageError, match="disk"):
        await api(far).snapshots("")
    assert len(far.asked) == 1


async def test_no_disks_need_no_call() -> None:
    far = FarEnd(listed)
    assert await api(far).volumes([]) == ()
    assert far.asked == []


async def test_the_snapshots_of_a_disk() -> None:
    rows = [{"id": "n", "volume_id": "d"}, {"id": "m", "volume_id": "other"}, {"id": "k"}]
    far = FarEnd(Reply(body={"count": 3, "snapshots": rows}))
    assert [each.id for each in await api(far).snapshots("d")] == ["n", "k"]
    assert far.targets() == [f"/v2/{PROJECT}/cloudsnapshots/detail?limit=999&offset=0&volume_id=d"]


async def test_quotas() -> None:
    far = FarEnd(
        Reply(body={"quota_set": {"volumes": {"in_use": 8, "limit": 50, "reserved": 0}}}),
        Reply(body={}),
    )
    assert await api(far).quotas() == (Quota(Counted.VOLUME, 8, 50),)
    assert far.targets() == [f"/v2/{PROJECT}/os-quota-sets/{PROJECT}?usage=True"]
    with pytest.raises(Unreadable, match="lacks quota_set"):
        await api(far).quotas()


async def test_who_is_not_taken_there_goes_on_elsewhere() -> None:
    def answer(request: httpx.Request) -> Reply:
        if request.url.host.startswith("evs"):
            return Reply(401, {"error": {"code": "EVS.0001", "message": "not here"}})
        return Reply(body={"server_groups": []})

    cloud = opened(FarEnd(answer))
    with pytest.raises(SignInRefused):
        await cloud.disk_quotas()
    assert await cloud.groups() == ()


async def test_where_nobody_knows_the_service_nothing_is_sent() -> None:
    far = FarEnd(listed)
    nowhere = EvsApi(far.caller(), "", PROJECT)
    for call in (nowhere.volumes(["a"]), nowhere.snapshots("d"), nowhere.quotas()):
        with pytest.raises(Unreachable, match="endpoint of EVS is not known"):
            await call
    assert far.asked == []

from __future__ import annotations

import pytest

from drilltui.cloud.vpc import VpcApi
from drilltui.domain.errors import Refused, UsageError
from tests.cloud.far_end import PROJECT, URL, FarEnd, Reply


def api(far: FarEnd) -> VpcApi:
    return VpcApi(far.caller(), URL, PROJECT)


async def test_vpcs() -> None:
    far = FarEnd(Reply(body={"vpcs": [{"id": "v", "cidr": "10.0.0.0/8"}, 5]}))
    found = await api(far).vpcs()
    assert [(vpc.id, vpc.cidr) for vpc in found] == [("v", "10.0.0.0/8"), ("?2", "")]
    assert far.targets() == [f"/v1/{PROJECT}/vpcs?limit=1000"]


async def test_a_vpc() -> None:
    far = FarEnd(Reply(body={"vpc": {"id": "v"}}))
    assert (await api(far).vpc("v")).id == "v"
    assert far.targets() == [f"/v1/{PROJECT}/vpcs/v"]


async def test_a_vpc_that_is_not_there() -> None:
    far = FarEnd(Reply(404, {"code": "VPC.0003", "message": "not found"}))
    with pytest.raises(Refused, match=r"VPC\.0003") as caught:
        await api(far).vpc("v")
    assert caught.value.status == 404


async def test_subnets() -> None:
    far = FarEnd(Reply(body={"subnets": [{"id": "n", "vpc_id": "v"}]}))
    assert [(each.id, each.vpc_id) for each in await api(far).subnets("v")] == [("n", "v")]
    assert far.targets() == [f"/v1/{PROJECT}/subnets?limit=1000&vpc_id=v"]


async def test_an_id_that_can_be_none_is_not_sent() -> None:
    far = FarEnd(Reply(body={}))
    with pytest.raises(UsageError, match="VPC"):
        await api(far).vpc("../x")
    assert far.asked == []

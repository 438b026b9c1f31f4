from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

import httpx
import pytest

from drilltui.cloud.vpc import VpcApi
from drilltui.domain.errors import (
    CloudError,
    Intercepted,
    Refused,
    Unreachable,
    Unreadable,
    UsageError,
)
from drilltui.domain.network import Route
from drilltui.domain.quota import Counted, Quota
from drilltui.domain.sending import Sending, meaning
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


async def test_the_subnets_of_all_vpcs() -> None:
    far = FarEnd(Reply(body={"subnets": [{"id": "n", "vpc_id": "v"}, {"id": "m", "vpc_id": "w"}]}))
    assert [each.vpc_id for each in await api(far).subnets()] == ["v", "w"]
    assert far.targets() == [f"/v1/{PROJECT}/subnets?limit=1000"]


async def test_a_subnet() -> None:
    far = FarEnd(Reply(body={"subnet": {"id": "n", "vpc_id": "v"}}))
    assert (await api(far).subnet("n")).vpc_id == "v"
    assert far.targets() == [f"/v1/{PROJECT}/subnets/n"]


TABLES = f"/v1/{PROJECT}/routetables"


def tables(request: httpx.Request) -> Reply:
    """Two tables whose routes only their details tell, and one that has gone since the list."""
    table_id = request.url.path.removeprefix(TABLES).strip("/")
    if not table_id:
        return Reply(body={"routetables": [{"id": "a"}, {"id": "gone"}, {"id": "b"}, 5]})
    if table_id == "gone":
        return Reply(404, {"code": "VPC.2701", "message": "not found"})
    routes = [{"type": "ecs", "destination": "10.0.0.0/8", "nexthop": f"s-{table_id}"}]
    return Reply(body={"routetable": {"id": table_id, "vpc_id": "v", "routes": routes}})


async def test_route_tables_have_the_routes_that_the_list_leaves_out() -> None:
    far = FarEnd(tables)
    found = await api(far).route_tables("v")
    assert [(table.id, table.routes) for table in found] == [
        ("a", (Route("10.0.0.0/8", "s-a", "ecs"),)),
        ("b", (Route("10.0.0.0/8", "s-b", "ecs"),)),
        ("?4", ()),
    ]
    assert far.targets()[0] == f"{TABLES}?limit=1000&vpc_id=v"
    assert sorted(far.targets()[1:]) == [f"{TABLES}/{each}" for each in ("a", "b", "gone")]


@pytest.mark.parametrize(
    ("listed", "detailed", "default"),
    [(True, None, True), (None, True, True), (False, True, True), (None, None, None)],
)
async def test_whether_a_table_is_the_default_one_is_told_here_or_there(
    listed: bool | None, detailed: bool | None, default: bool | None
) -> None:
    far = FarEnd(
        Reply(body={"routetables": [{"id": "a", "default": listed}]}),
        Reply(body={"routetable": {"id": "a", "default": detailed}}),
    )
    (table,) = await api(far).route_tables("v")
    assert table.default is default


async def test_a_table_that_cannot_be_read_is_told_as_it_is() -> None:
    far = FarEnd(
        Reply(body={"routetables": [{"id": "a"}, {"id": "b"}]}),
        Reply(403, {"code": "VPC.0010", "message": "no"}),
    )
    with pytest.raises(Refused, match=r"VPC\.0010"):
        await api(far).route_tables("v")


async def test_the_ports_in_a_subnet() -> None:
    far = FarEnd(Reply(body={"ports": [{"id": "p", "network_id": "n", "device_id": "s"}]}))
    assert [(each.id, each.device_id) for each in await api(far).ports("n")] == [("p", "s")]
    assert far.targets() == [f"/v1/{PROJECT}/ports?limit=1000&network_id=n"]


async def test_elastic_ips() -> None:
    far = FarEnd(Reply(body={"publicips": [{"id": "e", "public_ip_address": "80.1.2.3"}]}))
    assert [each.address for each in await api(far).public_ips()] == ["80.1.2.3"]
    assert far.targets() == [f"/v1/{PROJECT}/publicips?limit=1000"]


async def test_security_groups() -> None:
    far = FarEnd(Reply(body={"security_groups": [{"id": "sg", "name": "default"}]}))
    assert [each.name for each in await api(far).security_groups()] == ["default"]
    assert far.targets() == [f"/v1/{PROJECT}/security-groups?limit=1000"]


async def test_quotas() -> None:
    resources = [{"type": "vpc", "used": 4, "quota": 5, "min": 0}]
    far = FarEnd(Reply(body={"quotas": {"resources": resources}}), Reply(body={}))
    assert await api(far).quotas() == (Quota(Counted.VPC, 4, 5),)
    assert far.targets() == [f"/v1/{PROJECT}/quotas"]
    with pytest.raises(Unreadable, match="lacks quotas"):
        await api(far).quotas()


Removal = Callable[[VpcApi], Coroutine[Any, Any, None]]
REMOVALS: list[Removal] = [
    lambda vpc: vpc.delete_subnet("v", "n"),
    lambda vpc: vpc.delete_vpc("v"),
]


@pytest.mark.parametrize(
    ("remove", "path"), [(REMOVALS[0], "vpcs/v/subnets/n"), (REMOVALS[1], "vpcs/v")]
)
@pytest.mark.parametrize("status", [200, 204])
async def test_a_removal_is_one_request(remove: Removal, path: str, status: int) -> None:
    far = FarEnd(Reply(status, b""))
    await remove(api(far))
    assert [request.method for request in far.asked] == ["DELETE"]
    assert far.targets() == [f"/v1/{PROJECT}/{path}"]
    assert far.asked[0].content == b""


def test_the_request_of_a_removal_can_be_seen_before() -> None:
    far = FarEnd(Reply(204, b""))
    vpc = api(far)
    assert vpc.delete_vpc_request("v").url == f"{URL}/v1/{PROJECT}/vpcs/v"
    assert vpc.delete_subnet_request("v", "n").url == f"{URL}/v1/{PROJECT}/vpcs/v/subnets/n"
    assert far.asked == []


@pytest.mark.parametrize("remove", REMOVALS)
@pytest.mark.parametrize(
    ("answer", "error", "sending"),
    [
        (Reply(409, {"code": "VPC.0104", "message": "has subnets"}), Refused, Sending.REFUSED),
        (Reply(500, {"code": "VPC.0208", "message": "in use"}), Refused, Sending.REFUSED),
        (Reply(404, {"code": "VPC.0003", "message": "none"}), Refused, Sending.REFUSED),
        (Reply(503, b""), Refused, Sending.UNKNOWN),
        (Reply(202, b""), Unreadable, Sending.UNKNOWN),
        (Reply(200, {"job_id": "j"}), Unreadable, Sending.UNKNOWN),
        (Reply(200, b"{"), Unreadable, Sending.UNKNOWN),
        (Reply(200, b"<html>sign in"), Intercepted, Sending.UNKNOWN),
        (httpx.ReadTimeout("slow"), Unreachable, Sending.UNKNOWN),
        (httpx.ConnectError("refused"), Unreachable, Sending.NOT_SENT),
    ],
)
async def test_a_removal_that_fails_is_not_sent_again_and_its_failure_has_its_meaning(
    remove: Removal, answer: Reply | Exception, error: type[CloudError], sending: Sending
) -> None:
    far = FarEnd(answer)
    with pytest.raises(error) as caught:
        await remove(api(far))
    assert len(far.asked) == 1
    assert meaning(caught.value).sending is sending


@pytest.mark.parametrize(
    ("call", "named"),
    [
        (lambda vpc: vpc.vpc("../x"), "VPC"),
        (lambda vpc: vpc.subnet(""), "subnet"),
        (lambda vpc: vpc.ports("?3"), "subnet"),
        (lambda vpc: vpc.delete_vpc(""), "VPC"),
        (lambda vpc: vpc.delete_subnet("v", ""), "subnet"),
        (lambda vpc: vpc.delete_subnet("..", "n"), "VPC"),
    ],
)
async def test_an_id_that_can_be_none_is_not_sent(
    call: Callable[[VpcApi], Coroutine[Any, Any, object]], named: str
) -> None:
    far = FarEnd(Reply(204, b""))
    with pytest.raises(UsageError, match=f"not an id of a {named}"):
        await call(api(far))
    assert far.asked == []

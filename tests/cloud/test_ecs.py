from __future__ import annotations

from typing import Any

import httpx
import pytest

from drilltui.cloud.ecs import EcsApi
from drilltui.domain.errors import Refused, Unreadable, UsageError
from drilltui.domain.quota import Counted, Quota
from tests.cloud.far_end import PROJECT, URL, FarEnd, Reply

SERVERS = f"/v1/{PROJECT}/cloudservers"
GONE = Reply(404, {"error": {"code": "Ecs.0114", "message": "does not exist"}})


def api(far: FarEnd) -> EcsApi:
    return EcsApi(far.caller(), URL, PROJECT)


def listed(request: httpx.Request) -> Reply:
    """The servers that were asked for, in the wrong order."""
    ids = request.url.params.get_list("server_id")
    return Reply(body={"servers": [{"id": each, "status": "ACTIVE"} for each in reversed(ids)]})


async def test_servers_keep_the_order_asked_for() -> None:
    far = FarEnd(listed)
    found = await api(far).servers(["b", "a", "b"])
    assert [(server.id, server.status) for server in found] == [
        ("b", "ACTIVE"),
        ("a", "ACTIVE"),
        ("b", "ACTIVE"),
    ]
    assert far.targets() == [f"{SERVERS}/detail?limit=100&server_id=a&server_id=b"]


async def test_servers_are_asked_for_in_hundreds() -> None:
    far = FarEnd(listed)
    wanted = [f"s{number}" for number in range(250)]
    found = await api(far).servers(wanted)
    assert [server.id for server in found] == wanted
    assert [len(r.url.params.get_list("server_id")) for r in far.asked] == [100, 100, 50]


async def test_no_servers_need_no_call() -> None:
    far = FarEnd(listed)
    assert await api(far).servers([]) == ()
    assert far.asked == []


async def test_missing_ones_are_asked_for_one_by_one() -> None:
    far = FarEnd(
        Reply(body={"servers": [{"id": "b", "status": "ACTIVE"}, {"id": "x", "status": "ACTIVE"}]}),
        Reply(body={"server": {"id": "a", "status": "BUILD"}}),
        GONE,
    )
    found = await api(far).servers(["a", "b", "c"])
    assert [(server.id, server.status, server.fault) for server in found] == [
        ("a", "BUILD", ""),
        ("b", "ACTIVE", ""),
        ("c", "", "does not exist"),
    ]
    assert far.targets()[1:] == [f"{SERVERS}/a", f"{SERVERS}/c"]


async def test_a_vanished_server_in_the_list_is_gone() -> None:
    far = FarEnd(Reply(body={"servers": [{"id": "a", "status": None, "fault": {"message": "f"}}]}))
    (found,) = await api(far).servers(["a"])
    assert found.gone
    assert found.fault == "f"


async def test_a_refusal_other_than_missing_is_told() -> None:
    far = FarEnd(Reply(body={"servers": []}), Reply(403, {"code": "Ecs.0003", "message": "m"}))
    with pytest.raises(Refused, match=r"Ecs\.0003"):
        await api(far).servers(["a"])


@pytest.mark.parametrize(
    ("body", "proven"),
    [
        ({"code": "Ecs.0114", "message": "none"}, True),
        ({"itemNotFound": {"message": "Instance a could not be found.", "code": 404}}, True),
        ({"itemNotFound": {"message": "Instance b could not be found.", "code": 404}}, False),
        ({"error_code": "APIGW.0101", "error_msg": "The API does not exist"}, False),
        (b"404 page not found", False),
    ],
)
async def test_a_server_is_gone_only_when_the_service_says_so(body: Any, proven: bool) -> None:
    far = FarEnd(Reply(body={"servers": []}), Reply(404, body))
    if proven:
        assert [server.gone for server in await api(far).servers(["a"])] == [True]
    else:
        with pytest.raises(Refused):
            await api(far).servers(["a"])


async def test_ids_that_can_be_none_are_gone_without_a_call() -> None:
    far = FarEnd(listed)
    found = await api(far).servers(["", "a", "../x"])
    assert [server.gone for server in found] == [True, False, True]
    assert far.targets() == [f"{SERVERS}/detail?limit=100&server_id=a"]


async def test_a_server() -> None:
    far = FarEnd(Reply(body={"server": {"id": "a"}}), GONE)
    assert (await api(far).server("a")).id == "a"
    with pytest.raises(Refused) as caught:
        await api(far).server("a")
    assert caught.value.status == 404
    assert far.targets() == [f"{SERVERS}/a"] * 2
    with pytest.raises(UsageError, match="server"):
        await api(far).server("a b")


async def test_quotas() -> None:
    limits = {"absolute": {"maxTotalInstances": 20, "totalInstancesUsed": 4}}
    far = FarEnd(Reply(body=limits), Reply(body={"limits": {}}))
    assert await api(far).quotas() == (Quota(Counted.SERVER, 4, 20),)
    assert far.targets() == [f"{SERVERS}/limits"]
    with pytest.raises(Unreadable, match="lacks absolute"):
        await api(far).quotas()


async def test_key_pairs_are_known_by_their_names() -> None:
    rows = [{"keypair": {"name": "ops"}}, {"keypair": {"name": None}}, {"keypair": 5}, None]
    far = FarEnd(Reply(body={"keypairs": rows}), Reply(body={}))
    assert await api(far).key_pairs() == {"ops"}
    assert far.targets() == [f"/v2.1/{PROJECT}/os-keypairs"]
    with pytest.raises(Unreadable, match="lacks keypairs"):
        await api(far).key_pairs()

from __future__ import annotations

import json

import pytest

from drilltui.cloud.sdrs import SdrsApi
from drilltui.domain.drill import DrillDraft
from drilltui.domain.errors import Refused, Unreadable, UsageError
from drilltui.domain.exchange import Receipt
from drilltui.domain.json_value import JsonValue
from tests.cloud.far_end import PROJECT, URL, FarEnd, Reply

DRILLS = f"/v1/{PROJECT}/disaster-recovery-drills"
PAGE = "limit=999&offset=0"


def api(far: FarEnd) -> SdrsApi:
    return SdrsApi(far.caller(), URL, PROJECT)


def listing(member: str, *rows: JsonValue) -> FarEnd:
    return FarEnd(Reply(body={member: rows, "count": len(rows)}))


async def test_groups() -> None:
    far = listing("server_groups", {"id": "g", "name": "pg"}, "junk")
    found = await api(far).groups()
    assert [(group.id, group.name) for group in found] == [("g", "pg"), ("?2", "")]
    assert far.targets() == [f"/v1/{PROJECT}/server-groups?{PAGE}"]


async def test_groups_page_by_page() -> None:
    rows: list[JsonValue] = [{"id": f"g{number}"} for number in range(99)]
    far = FarEnd(
        Reply(body={"server_groups": [*rows, None]}),
        Reply(body={"server_groups": [{"id": "late"}, None]}),
    )
    pages = [page async for page in api(far).group_pages()]
    assert [len(page) for page in pages] == [100, 2]
    assert [group.id for group in (*pages[0][-2:], *pages[1])] == ["g98", "?100", "late", "?102"]
    path = f"/v1/{PROJECT}/server-groups"
    assert far.targets() == [f"{path}?limit=100&offset=0", f"{path}?limit=999&offset=100"]


async def test_a_group() -> None:
    far = FarEnd(Reply(body={"server_group": {"id": "g"}}))
    assert (await api(far).group("g")).id == "g"
    assert far.targets() == [f"/v1/{PROJECT}/server-groups/g"]


async def test_instances() -> None:
    far = listing("protected_instances", {"id": "i"})
    assert [each.id for each in await api(far).instances("g")] == ["i"]
    assert far.targets() == [f"/v1/{PROJECT}/protected-instances?{PAGE}&server_group_id=g"]


async def test_pairs() -> None:
    far = listing("replications", {"id": "p"})
    assert [each.id for each in await api(far).pairs("g")] == ["p"]
    assert far.targets() == [f"/v1/{PROJECT}/replications?{PAGE}&server_group_id=g"]


async def test_drills_of_a_group_or_of_all() -> None:
    far = listing("disaster_recovery_drills", {"id": "d"})
    assert [each.id for each in await api(far).drills("g")] == ["d"]
    assert [each.id for each in await api(far).drills()] == ["d"]
    assert far.targets() == [f"{DRILLS}?{PAGE}&server_group_id=g", f"{DRILLS}?{PAGE}"]


async def test_a_drill() -> None:
    far = FarEnd(Reply(body={"disaster_recovery_drill": {"id": "d"}}))
    assert (await api(far).drill("d")).id == "d"
    assert far.targets() == [f"{DRILLS}/d"]


@pytest.mark.parametrize(
    ("draft", "body"),
    [
        (
            DrillDraft("g", "n"),
            '{"disaster_recovery_drill":{"name":"n","server_group_id":"g"}}',
        ),
        (
            DrillDraft("g", "演练", "v"),
            '{"disaster_recovery_drill":{"name":"演练","server_group_id":"g","drill_vpc_id":"v"}}',
        ),
    ],
)
async def test_what_is_planned_is_what_is_sent(draft: DrillDraft, body: str) -> None:
    far = FarEnd(Reply(body={"job_id": "j"}, headers={"X-Request-Id": "req-1"}))
    planned = api(far).create_request(draft)
    assert (planned.method, planned.url, planned.body) == ("POST", f"{URL}{DRILLS}", body)
    assert await api(far).create_drill(draft) == Receipt("j", "req-1")
    request = far.asked[0]
    assert (request.method, str(request.url), request.content) == (
        "POST",
        planned.url,
        body.encode(),
    )


async def test_a_name_that_no_encoding_takes_is_the_services_to_refuse() -> None:
    far = FarEnd(Reply(400, {"error": {"code": "SDRS.0202", "message": "name"}}))
    with pytest.raises(Refused):
        await api(far).create_drill(DrillDraft("g", "\ud800"))
    assert b"\xed\xa0\x80" in far.asked[0].content


async def test_rename() -> None:
    far = FarEnd(Reply(body={"disaster_recovery_drill": {"id": "d", "name": "new"}}))
    planned = api(far).rename_request("d", "new")
    assert (planned.method, planned.url) == ("PUT", f"{URL}{DRILLS}/d")
    assert json.loads(planned.body) == {"disaster_recovery_drill": {"name": "new"}}
    assert (await api(far).rename_drill("d", "new")).name == "new"
    assert far.asked[0].content.decode() == planned.body
    assert far.asked[0].method == "PUT"


async def test_delete() -> None:
    far = FarEnd(Reply(body={"job_id": "j"}, headers={"X-Request-Id": "req-1"}))
    planned = api(far).delete_request("d")
    assert (planned.method, planned.url, planned.body) == ("DELETE", f"{URL}{DRILLS}/d", "")
    assert await api(far).delete_drill("d") == Receipt("j", "req-1")
    assert (far.asked[0].method, far.asked[0].content) == ("DELETE", b"")
    assert far.targets() == [f"{DRILLS}/d"]


async def test_an_accepted_change_without_a_job_is_unreadable() -> None:
    far = FarEnd(Reply(body={}))
    with pytest.raises(Unreadable, match="job_id"):
        await api(far).create_drill(DrillDraft("g", "n"))
    with pytest.raises(Unreadable, match="job_id"):
        await api(far).delete_drill("d")
    assert len(far.asked) == 2


async def test_a_job() -> None:
    far = FarEnd(Reply(body={"status": "RUNNING"}))
    found = await api(far).job("j")
    assert (found.id, found.status) == ("j", "RUNNING")
    assert far.targets() == [f"/v1/{PROJECT}/jobs/j"]


@pytest.mark.parametrize("body", [{}, {"status": None}, [], None, {"code": "x", "message": "y"}])
async def test_a_job_without_a_status_is_no_news(body: JsonValue) -> None:
    with pytest.raises(Unreadable):
        await api(FarEnd(Reply(body=body))).job("j")


async def test_failed_tasks() -> None:
    far = listing(
        "failure_jobs",
        {"resource_id": "r", "job_id": "1"},
        {"resource_id": "r", "job_id": "2"},
        {"resource_id": "r", "job_id": "1"},
        {"resource_id": "r2", "job_id": "1"},
        None,
    )
    found = await api(far).failed_tasks("g")
    assert [task.job_id for task in found] == ["1", "2", "1", ""]
    await api(far).failed_tasks()
    path = f"/v1/{PROJECT}/task-center/failure-jobs"
    assert far.targets() == [f"{path}?{PAGE}&server_group_id=g", f"{path}?{PAGE}"]


async def test_an_id_that_can_be_none_is_not_sent() -> None:
    far = FarEnd(Reply(body={}))
    sdrs = api(far)
    for call, what in (
        (sdrs.group("?3"), "protection group"),
        (sdrs.drill(".."), "drill"),
        (sdrs.job("a/b"), "job"),
        (sdrs.rename_drill("a b", "n"), "drill"),
        (sdrs.delete_drill(""), "drill"),
    ):
        with pytest.raises(UsageError, match=rf"is not an id of a {what}\."):
            await call
    assert far.asked == []


async def test_without_a_project_nothing_is_sent() -> None:
    far = FarEnd(Reply(body={}))
    with pytest.raises(UsageError, match="project"):
        await SdrsApi(far.caller(), URL, "").groups()

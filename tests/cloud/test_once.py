"""Reads that are a single attempt, and how slowly a host is asked that said 429."""

from __future__ import annotations

import httpx
import pytest

from drilltui.cloud.caller import Caller
from drilltui.domain.errors import CloudError, Refused, Unreachable
from drilltui.domain.ports import Cloud
from tests.cloud.far_end import URL, FarEnd, Reply
from tests.cloud.test_huawei import ANYTHING, opened

GET = f"{URL}/v1/x"
OK = Reply(body={"fine": True})


def busy(retry_after: str | None = None, status: int = 429) -> Reply:
    headers = {"Retry-After": retry_after} if retry_after else None
    return Reply(status, {"error_code": "APIGW.0308", "error_msg": "slow down"}, headers)


@pytest.mark.parametrize("status", [429, 502, 503, 504])
async def test_a_single_read_fails_at_once_and_tells_for_how_long(status: int) -> None:
    far = FarEnd(busy("40", status), OK)
    with pytest.raises(Refused) as caught:
        await far.caller().once().read(GET)

    assert (caught.value.status, caught.value.retry_after) == (status, 40)
    assert (len(far.asked), far.clock.slept) == (1, [])


async def test_who_asks_for_no_wait_is_not_said_to() -> None:
    far = FarEnd(busy(), OK)
    with pytest.raises(Refused) as caught:
        await far.caller().once().read(GET)

    assert caught.value.retry_after is None


async def test_the_usual_caller_still_tries_again() -> None:
    far = FarEnd(busy("1"), busy("1"), OK)
    caller = far.caller()
    with pytest.raises(CloudError):
        await caller.once().read(GET)

    assert (await caller.read(GET)).body == {"fine": True}
    assert len(far.asked) == 3


READS = ["job", "drill", "group", "drills", "failed_tasks"]
READS += ["subnet", "route_tables", "network_ports", "snapshots"]


@pytest.mark.parametrize("read", READS)
async def test_all_that_a_watcher_reads_is_sent_once(read: str) -> None:
    far = FarEnd(Reply(503, {"error": {"code": "SDRS.0008", "message": "busy"}}), ANYTHING)
    once: Cloud = opened(far).once()
    with pytest.raises(Refused):
        await getattr(once, read)("an-id")

    assert len(far.asked) == 1


async def test_both_are_the_same_cloud() -> None:
    far = FarEnd(ANYTHING)
    cloud = opened(far)
    once = cloud.once()
    await once.group("g")

    assert once.skew == cloud.skew
    await once.close()
    with pytest.raises(RuntimeError, match="closed"):
        await cloud.groups()


async def test_a_429_slows_down_every_caller_of_that_host_and_of_no_other() -> None:
    far = FarEnd(busy("7"), OK)
    caller: Caller = far.caller()
    with pytest.raises(Refused):
        await caller.once().read(GET)
    begun = far.clock.passed
    await caller.read("https://vpc.eu-example-1.example.com/v1/x")
    assert far.clock.passed == begun
    await caller.read(GET)
    assert far.clock.passed == begun + 7

    before = far.clock.passed
    for _ in range(10):
        await caller.read(GET)
    # Ten a second otherwise; at five to six a second ten calls take most of two.
    assert 1.5 < far.clock.passed - before < 2


async def test_no_answer_is_no_429() -> None:
    far = FarEnd(httpx.ReadTimeout("slow"), OK)
    caller = far.caller()
    with pytest.raises(Unreachable):
        await caller.once().read(GET)
    begun = far.clock.passed
    for _ in range(9):
        await caller.read(GET)

    assert far.clock.passed == pytest.approx(begun)

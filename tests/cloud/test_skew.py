"""How far the cloud's clock is ahead, by the newest answer."""

from __future__ import annotations

from datetime import timedelta
from email.utils import format_datetime

import httpx
import pytest

from drilltui.domain.errors import CloudError
from tests.cloud.far_end import FarEnd, Reply


def dated(far: FarEnd, ahead: timedelta, status: int = 200, body: object = None) -> Reply:
    date = format_datetime(far.clock.now() + ahead, usegmt=True)
    return Reply(status, {"server_groups": []} if body is None else body, {"Date": date})


async def test_nothing_is_known_before_an_answer_or_without_a_date() -> None:
    far = FarEnd(Reply(body={"server_groups": []}))
    cloud = far.cloud()
    assert cloud.skew is None
    await cloud.look()
    assert cloud.skew is None


@pytest.mark.parametrize("minutes", [17, -17, 0])
async def test_the_newest_answer_tells(minutes: int) -> None:
    far = FarEnd(Reply())
    far.script = [dated(far, timedelta(hours=3)), dated(far, timedelta(minutes=minutes))]
    cloud = far.cloud()
    await cloud.look()
    await cloud.look()
    assert cloud.skew == timedelta(minutes=minutes)


async def test_an_error_tells_too() -> None:
    far = FarEnd(Reply())
    far.script = [dated(far, timedelta(minutes=17), 403, {})]
    cloud = far.cloud()
    with pytest.raises(CloudError):
        await cloud.look()
    assert cloud.skew == timedelta(minutes=17)


async def test_half_of_the_way_there_and_back_is_taken_off() -> None:
    far = FarEnd(Reply())

    def slow(_: httpx.Request) -> Reply:
        far.clock.passed += 10
        reply = dated(far, timedelta())
        far.clock.passed += 10
        return reply

    far.script = [slow]
    cloud = far.cloud()
    await cloud.look()
    assert cloud.skew == timedelta()


@pytest.mark.parametrize("status", [407, 511])
async def test_the_clock_of_a_proxy_or_a_portal_is_not_the_clouds(status: int) -> None:
    far = FarEnd(Reply())
    far.script = [dated(far, timedelta(hours=3), status)]
    cloud = far.cloud()
    with pytest.raises(CloudError):
        await cloud.look()
    assert cloud.skew is None


async def test_a_look_asks_for_one_group() -> None:
    far = FarEnd(Reply(body={"server_groups": [], "count": 0}))
    await far.cloud().look()
    assert [one.rpartition("/")[2] for one in far.targets()] == ["server-groups?limit=1&offset=0"]


async def test_a_look_at_something_else_proves_nothing() -> None:
    with pytest.raises(CloudError, match="The answer lacks server_groups"):
        await FarEnd(Reply(body={})).cloud().look()


async def test_what_cannot_be_a_clock_changes_nothing() -> None:
    far = FarEnd(Reply())
    never = Reply(body={"server_groups": []}, headers={"Date": "Fri, 31 Dec 9999 23:59:59 GMT"})
    far.script = [never, dated(far, timedelta(minutes=17)), never]
    cloud = far.cloud()
    await cloud.look()
    assert cloud.skew is None
    await cloud.look()
    await cloud.look()
    assert cloud.skew == timedelta(minutes=17)

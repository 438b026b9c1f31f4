"""The list of groups: it grows by pages, and knows each group's drills."""

from __future__ import annotations

import asyncio
import gc
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from drilltui.domain.drill import CREATING, DELETING
from drilltui.domain.errors import Refused, Unreachable
from drilltui.domain.group import ProtectionGroup, ReplicationPair
from drilltui.domain.verdict import Verdict
from drilltui.services.groups import GroupOverview, Groups
from tests.services.stage import DRILL, GROUP, INSTANCES, NAMES
from tests.services.stub_cloud import StubCloud

LOST = Unreachable("No route to the cloud.", sent=True)


def named(name: str) -> ProtectionGroup:
    return replace(GROUP, id=f"id-{name}", name=name)


def cloud_of(*pages: tuple[ProtectionGroup, ...]) -> StubCloud:
    cloud = StubCloud()
    cloud.pages = list(pages)
    return cloud


def names_of(overviews: tuple[GroupOverview, ...]) -> list[str]:
    return [overview.group.name for overview in overviews]


async def test_the_list_grows_by_pages_and_is_in_order_each_time() -> None:
    cloud = cloud_of((named("pg-c"), named("PG-B")), (), (named("pg-a"),))

    grown = [names_of(one) async for one in Groups(cloud).growing()]

    assert grown == [["PG-B", "pg-c"], ["PG-B", "pg-c"], ["pg-a", "PG-B", "pg-c"]]


async def test_a_list_that_has_grown_does_not_change_what_was_shown() -> None:
    cloud = cloud_of((named("b"),), (named("a"),))

    shown = [one async for one in Groups(cloud).growing()]

    assert names_of(shown[0]) == ["b"]


async def test_the_whole_list_is_the_last_of_the_growing_ones() -> None:
    assert names_of(await Groups(cloud_of((named("b"),), (named("a"),))).list()) == ["a", "b"]


async def test_a_project_without_groups_has_an_empty_list() -> None:
    assert await Groups(cloud_of()).list() == ()
    assert await Groups(cloud_of(())).list() == ()


async def test_each_group_has_its_own_drills_and_they_are_read_once() -> None:
    other = named("other")
    cloud = cloud_of((GROUP,), (other,), (named("none"),))
    first, second = DRILL, replace(DRILL, id="drill-id-2", name="drill-2", status=CREATING)
    third = replace(DRILL, id="drill-id-3", group_id=other.id)
    cloud.known_drills = {drill.id: drill for drill in (first, second, third)}

    found = {one.group.name: one for one in await Groups(cloud).list()}

    assert found["pg-payments"].drills == (first, second)
    assert found["other"].drills == (third,)
    assert found["none"].drills == ()
    assert cloud.calls("drills") == [None]


async def test_readiness_is_judged_with_the_drills_in_view() -> None:
    cloud = cloud_of((GROUP, replace(named("busy"), status="starting")))
    cloud.known_drills = {DRILL.id: replace(DRILL, status=DELETING)}

    found = {one.group.name: one.readiness for one in await Groups(cloud).list()}

    assert found["pg-payments"].verdict is Verdict.WARN
    assert found["pg-payments"].reason == "drill-1 is being deleted"
    assert (found["busy"].ready, found["busy"].code) == (False, "SDRS.1002")


async def test_the_last_drill_is_the_newest_that_is_still_there() -> None:
    cloud = cloud_of((GROUP,))
    newest = datetime(2026, 11, 20, tzinfo=UTC)
    cloud.known_drills = {
        name: replace(DRILL, id=name, created_at=created)
        for name, created in (("a", newest - timedelta(9)), ("b", newest), ("c", None))
    }

    (overview,) = await Groups(cloud).list()

    assert overview.last_drill_at == newest
    assert replace(overview, drills=()).last_drill_at is None


async def test_a_page_that_fails_fails_the_list_but_not_what_was_shown() -> None:
    cloud = cloud_of((GROUP,), (named("b"),))
    cloud.script("group_pages", (GROUP,), LOST)
    growing = Groups(cloud).growing()

    assert names_of(await anext(growing)) == ["pg-payments"]
    with pytest.raises(Unreachable):
        await anext(growing)


async def test_without_the_drills_no_group_is_shown_as_free() -> None:
    cloud = cloud_of((GROUP,))
    cloud.script("drills", Refused(status=403, code="403", message="no right"))

    with pytest.raises(Refused):
        await Groups(cloud).list()


async def test_a_list_that_nobody_waits_for_any_more_stops_asking() -> None:
    cloud = cloud_of((GROUP,))
    cloud.during("drills", asyncio.Event().wait)
    reading = asyncio.ensure_future(Groups(cloud).list())
    for _ in range(5):
        await asyncio.sleep(0)
    reading.cancel()
    await asyncio.gather(reading, return_exceptions=True)
    await asyncio.sleep(0)

    assert asyncio.all_tasks() == {asyncio.current_task()}


async def test_a_cloud_that_is_not_there_is_told_once() -> None:
    complaints: list[str] = []
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda _, told: complaints.append(str(told["message"])))
    cloud = cloud_of((GROUP,))
    for method in ("drills", "group_pages"):
        cloud.script(method, Unreachable("No route to the cloud.", sent=True))

    async def after_the_drills() -> None:
        for _ in range(5):
            await asyncio.sleep(0)

    cloud.during("group_pages", after_the_drills)
    with suppress(Unreachable):
        await Groups(cloud).list()
    gc.collect()

    assert complaints == []


async def test_names_of_all_groups_by_id() -> None:
    cloud = cloud_of((GROUP,), (named("b"),))

    assert await Groups(cloud).names() == {"group-1": "pg-payments", "id-b": "b"}


async def test_the_name_of_one_group() -> None:
    cloud = cloud_of((GROUP,))

    assert await Groups(cloud).name("group-1") == "pg-payments"
    with pytest.raises(Refused, match=r"SDRS\.1013"):
        await Groups(cloud).name("nobody")


async def test_a_group_with_everything_that_belongs_to_it() -> None:
    cloud = cloud_of((GROUP, named("other")))
    cloud.known_instances = INSTANCES
    cloud.known_pairs = (ReplicationPair("pair-1", "pay-app-01-sys", GROUP.id, "protected"),)
    cloud.known_drills = {
        DRILL.id: DRILL,
        "elsewhere": replace(DRILL, id="elsewhere", group_id="id-other"),
    }

    detail = await Groups(cloud).detail(GROUP.id)

    assert (detail.overview.group, detail.overview.drills) == (GROUP, (DRILL,))
    assert detail.overview.readiness.reason == "drill-1 is there"
    assert (detail.instances, detail.pairs) == (INSTANCES, cloud.known_pairs)
    assert detail.names == NAMES


async def test_a_group_that_is_not_there_is_the_services_refusal() -> None:
    with pytest.raises(Refused, match=r"SDRS\.1013"):
        await Groups(cloud_of((GROUP,))).detail("nobody")

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from drilltui.domain.checklist import Item
from drilltui.domain.drill import DrillServer
from drilltui.domain.errors import JournalError, Refused, UsageError
from drilltui.domain.group import ProtectionGroup
from drilltui.domain.network import NetworkAcl, Route, RouteTable, Subnet, Vpc
from drilltui.domain.record import Kind
from drilltui.domain.server import Server
from drilltui.services.equipment import Equipment
from drilltui.services.requests import Requests
from drilltui.services.session import open_session
from drilltui.services.steps import Checklist
from drilltui.store.memory_journal import MemoryJournal
from tests.services.stage import DRILL, INSTANCES, SERVERS, VPC, Stage

OWN = Item("own.tell", "Tell the desk", "w", "h")
OURS = RouteTable("rtb-1", "rtb", "vpc-prod", routes=(Route("10.9.0.0/16", "peer-1"),))
THEIRS = RouteTable("rtb-2", "rtb", VPC.id, routes=(Route("10.9.0.0/16", "peer-2"),))


class Site(Stage):
    """A group whose own VPC has a custom route, and a drill of it."""

    def __post_init__(self) -> None:
        super().__post_init__()
        group = ProtectionGroup("group-1", "pg-payments", "protected", source_vpc_id="vpc-prod")
        self.cloud.pages = [(group,)]
        self.cloud.known_vpcs["vpc-prod"] = Vpc("vpc-prod", "prod")
        self.cloud.known_route_tables = (OURS,)
        self.add_drill()
        self.cloud.known_instances = tuple(
            replace(one, target_server_id=f"standby-{number}")
            for number, one in enumerate(INSTANCES, start=1)
        )

    async def open(self) -> Checklist:
        return await self.session.steps.open(DRILL, SERVERS)

    async def with_record(self, *keys: str) -> str:
        """Begin a record of the drill whose preflight has listed these items."""
        record_id = await self.record(drill_id=DRILL.id, drill_name=DRILL.name)
        listed = [{"key": key, "title": key, "about": "", "when": "running"} for key in keys]
        await self.exercises.add(record_id, Kind.PREFLIGHT, {"checklist": listed})
        return record_id


def done(found: Checklist, key: str) -> bool:
    step = found.step(key)
    assert step is not None
    return step.done


async def test_a_drill_without_a_record_is_judged_by_what_is_there_now() -> None:
    site = Site()
    found = await site.open()
    routes = found.step("routes")
    assert routes is not None
    assert routes.item.about == "1 route of prod: 10.9.0.0/16"
    assert not routes.done
    assert found.exercise.record_id == ""
    assert await site.journal.records() == ()


async def test_own_items_belong_to_every_drill() -> None:
    site = Site()
    session = open_session(
        site.place,
        site.cloud,
        site.journal,
        site.clock,
        Requests(),
        site.chance,
        Equipment(checklist=(OWN,)),
    )
    assert (await session.steps.open(DRILL, SERVERS)).step(OWN.key)
    await site.with_record("log-in")
    found = await session.steps.open(DRILL, SERVERS)
    assert [one.item.key for one in found.steps] == ["log-in", OWN.key]


async def test_what_the_record_has_listed_is_what_is_to_be_done() -> None:
    site = Site()
    await site.with_record("log-in", "routes")
    found = await site.open()
    assert [one.item.key for one in found.steps] == ["log-in", "routes"]
    assert (found.done, found.next) == (0, found.steps[0])


async def test_routes_that_are_there_are_ticked_by_reading_and_recorded() -> None:
    site = Site()
    record_id = await site.with_record("routes")
    assert not done(await site.open(), "routes")
    site.cloud.known_route_tables = (OURS, THEIRS)
    assert done(await site.open(), "routes")
    event = await site.last(record_id, Kind.STEP)
    assert event.data == {
        "item": "routes",
        "done": True,
        "by": "",
        "remark": "",
        "by_reading": True,
    }
    await site.open()
    assert (await site.kinds(record_id)).count(Kind.STEP) == 1  # it is no news


async def test_what_is_not_so_any_more_is_unticked_by_reading() -> None:
    site = Site()
    record_id = await site.with_record("routes")
    site.cloud.known_route_tables = (OURS, THEIRS)
    await site.open()
    site.cloud.known_route_tables = (OURS,)
    assert not done(await site.open(), "routes")
    assert (await site.last(record_id, Kind.STEP)).data["done"] is False


async def test_a_persons_word_stands_against_a_reading() -> None:
    site = Site()
    record_id = await site.with_record("routes")
    await site.session.steps.tick(record_id, "routes", done=True, remark="by a peering")
    found = (await site.open()).step("routes")
    assert found is not None
    assert found.tick is not None
    assert (found.done, found.tick.by, found.tick.remark) == (True, "ada", "by a peering")


async def test_a_servers_enterprise_project_is_read() -> None:
    site = Site()
    await site.with_record("enterprise-project")
    for number in (1, 2):
        standby = Server(f"standby-{number}", status="ACTIVE", enterprise_project_id="ep-1")
        site.cloud.known_servers[standby.id] = standby
    assert not done(await site.open(), "enterprise-project")
    moved = tuple(replace(one, enterprise_project_id="ep-1") for one in SERVERS)
    found = await site.session.steps.open(DRILL, moved)
    assert done(found, "enterprise-project")


async def test_an_acl_on_the_drills_subnets_is_read() -> None:
    site = Site()
    await site.with_record("acl")
    site.cloud.known_subnets["vpc-prod"] = (Subnet("sub-p", "a", "vpc-prod", "10.20.0.0/24"),)
    site.cloud.known_acls = (NetworkAcl("acl-1", "acl", ("sub-p",)),)
    assert not done(await site.open(), "acl")
    site.cloud.known_acls = (NetworkAcl("acl-1", "acl", ("sub-p", "subnet-1")),)
    assert done(await site.open(), "acl")


async def test_what_cannot_be_read_is_told_and_ticks_nothing() -> None:
    site = Site()
    record_id = await site.with_record("routes")
    site.cloud.script("route_tables", Refused(status=403, code="VPC.0011", message="no right"))
    found = await site.open()
    assert not done(found, "routes")
    assert found.doubts == ("could not look at route tables: VPC.0011: no right",)
    assert Kind.STEP not in await site.kinds(record_id)


async def test_what_was_read_is_shown_where_it_cannot_be_recorded() -> None:
    site = Site()
    await site.with_record("routes")
    site.cloud.known_route_tables = (OURS, THEIRS)
    site.journal.full.add(Kind.STEP)
    found = await site.open()
    assert done(found, "routes")
    assert "The disk is full." in found.doubts[0]


async def test_the_first_word_on_a_drill_made_elsewhere_begins_its_record() -> None:
    site = Site()
    record_id = await site.session.steps.tick(DRILL, "log-in", done=True)
    assert await site.kinds(record_id) == [Kind.OPENED, Kind.STEP]
    assert (await site.exercise(record_id)).drill_id == DRILL.id
    assert await site.session.steps.note(DRILL, " slow\n disk ") == record_id
    assert (await site.last(record_id, Kind.NOTE)).data == {"text": "slow disk", "by": "ada"}
    await site.session.steps.tick(DRILL, "log-in", done=False, remark="not yet")
    assert not (await site.exercise(record_id)).ticks["log-in"].done


async def test_two_first_words_at_once_are_in_one_record() -> None:
    site = Site()
    session = open_session(
        site.place,
        site.cloud,
        MemoryJournal(site.journal.shelf),
        site.clock,
        Requests(),
        site.chance,
    )
    first, second = await asyncio.gather(
        site.session.steps.note(DRILL, "one"), session.steps.note(DRILL, "two")
    )
    assert first == second
    assert await site.kinds(first) == [Kind.OPENED, Kind.NOTE, Kind.NOTE]


async def test_a_closed_record_takes_no_word_more() -> None:
    site = Site()
    record_id = await site.with_record("log-in")
    await site.exercises.add(record_id, Kind.CLOSED, {"outcome": "clean"})
    with pytest.raises(UsageError, match="is closed"):
        await site.session.steps.tick(record_id, "log-in", done=True)
    with pytest.raises(UsageError, match="is closed"):
        await site.session.steps.note("20261123-0914-none", "x")


async def test_where_nothing_can_be_recorded_nothing_is_said_to_be() -> None:
    site = Site()
    site.journal.refused = JournalError("The journal cannot be written.")
    with pytest.raises(JournalError):
        await site.session.steps.tick(DRILL, "log-in", done=True)
    with pytest.raises(JournalError):
        await site.session.verifying.say(DRILL, "server-1", passed=True)


@pytest.mark.parametrize("text", ["", " \n ", "x" * 1001])
async def test_no_text_and_too_much_are_refused(text: str) -> None:
    site = Site()
    with pytest.raises(UsageError):
        await site.session.steps.note(DRILL, text)
    assert await site.journal.records() == ()


async def test_servers_of_a_switched_group_are_made_from_the_other_side() -> None:
    site = Site()
    (group,) = site.cloud.pages[0]
    site.cloud.pages = [(replace(group, priority_station="target"),)]
    site.cloud.known_instances = (
        replace(INSTANCES[0], source_server_id="source-1", priority_station="target"),
    )
    site.cloud.known_servers["source-1"] = Server("source-1", "app", "ACTIVE", system="Linux")
    drill = replace(DRILL, servers=(DrillServer("instance-1", "server-1"),))
    found = await site.session.steps.open(drill, SERVERS[:1])
    passwords = found.step("passwords")
    assert passwords is not None
    assert passwords.item.about == "1 Linux"

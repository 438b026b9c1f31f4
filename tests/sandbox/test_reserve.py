"""Generated groups come into being when they are looked at, and nobody can tell."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drilltui.sandbox.fleet import Fleet
from drilltui.sandbox.genesis import open_world
from drilltui.sandbox.groups import GroupFilter
from drilltui.sandbox.holding import Contents
from drilltui.sandbox.instance_genesis import InstanceMaker
from drilltui.sandbox.instances import InstanceFilter
from drilltui.sandbox.pairs import PairFilter
from drilltui.sandbox.refusals import Refusal
from drilltui.sandbox.scenario import GroupTable, InstanceTable
from drilltui.sandbox.scenario_file import load_scenario
from drilltui.sandbox.servers import ServerFilter
from drilltui.sandbox.world import World
from tests.sandbox.cloud import START, Cloud
from tests.sandbox.worlds import Site

#: The groups that the scenario tells in its first project.
TOLD = 15

SMOOTH = load_scenario("smooth")


def open_smooth() -> World:
    """A world with so many generated groups that they are in two VPCs."""
    return open_world(SMOOTH, START, 7, groups=230)


def reference() -> World:
    """A world whose fleet was made at once, from the first to the last."""
    world = open_smooth()
    project = world.account.projects[0].id
    list(world.protection.groups(project))
    world.servers.servers(project, ServerFilter(), START)
    return world


WHOLE = reference()
PROJECT = WHOLE.account.projects[0].id
GROUPS = WHOLE.protection.groups(PROJECT)[:]
INSTANCES = WHOLE.protection.instances(PROJECT)
PAIRS = WHOLE.protection.pairs(PROJECT)
SERVERS = WHOLE.servers.servers(PROJECT, ServerFilter(), START)


def one_of(items: Sequence[Any], place: int) -> Any:
    return items[place % len(items)]


LOOKS: dict[str, Callable[[World, int], object]] = {
    "page": lambda world, place: world.protection.groups(PROJECT)[place : place + 30],
    "last": lambda world, _: world.protection.groups(PROJECT)[-1],
    "group": lambda world, place: world.protection.group(PROJECT, one_of(GROUPS, place).id),
    "outline": lambda world, place: world.protection.outline_of(one_of(GROUPS, place)),
    "instances of": lambda world, place: world.protection.instances_of(one_of(GROUPS, place)),
    "pairs of": lambda world, place: world.protection.pairs_of(one_of(GROUPS, place)),
    "instance": lambda world, place: world.protection.instance(
        PROJECT, one_of(INSTANCES, place).id
    ),
    "pair": lambda world, place: world.protection.pair(PROJECT, one_of(PAIRS, place).id),
    "server": lambda world, place: world.servers.server(PROJECT, one_of(SERVERS, place).id, START),
    "instances by group": lambda world, place: world.protection.instances(
        PROJECT, InstanceFilter(group_ids=tuple(one.id for one in GROUPS[place : place + 3]))
    ),
    "pairs by instance": lambda world, place: world.protection.pairs(
        PROJECT, PairFilter(instance_id=one_of(INSTANCES, place).id)
    ),
    "by status": lambda world, _: world.groups(PROJECT, GroupFilter(status="available"), START),
    "use of a subnet": lambda world, place: world.servers.in_subnet(
        one_of(world.networks.subnets(PROJECT, "", START), place), START
    ),
    "vpc": lambda world, place: world.networks.vpc(PROJECT, one_of(GROUPS, place).vpc_id, START),
    "nothing": lambda world, place: world.servers.find(PROJECT, f"{place}", START),
}


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(sorted(LOOKS)), st.integers(0, 400)), max_size=12))
def test_whatever_is_looked_at_first_the_world_is_the_same(looks: list[tuple[str, int]]) -> None:
    world = open_smooth()
    for name, place in looks:
        assert LOOKS[name](world, place) == LOOKS[name](WHOLE, place), name
    assert list(world.protection.groups(PROJECT)) == GROUPS
    assert world.protection.instances(PROJECT) == INSTANCES
    assert world.protection.pairs(PROJECT) == PAIRS
    assert world.servers.servers(PROJECT, ServerFilter(), START) == SERVERS


def test_every_id_of_a_world_is_its_own() -> None:
    lists: tuple[Sequence[Any], ...] = (GROUPS, INSTANCES, PAIRS, SERVERS)
    ids = [thing.id for things in lists for thing in things]
    assert len(set(ids)) == len(ids) > 5 * 200


class Made:
    """Which groups of a fleet were made, and how often the contents of a group."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.groups: list[int] = []
        self.contents = 0
        self._group, self._contents = Fleet.group, InstanceMaker.contents
        monkeypatch.setattr(Fleet, "group", lambda fleet, number: self._count(fleet, number))

        def contents(maker: InstanceMaker, tables: tuple[InstanceTable, ...]) -> Contents:
            self.contents += 1
            return self._contents(maker, tables)

        monkeypatch.setattr(InstanceMaker, "contents", contents)

    def _count(self, fleet: Fleet, number: int) -> GroupTable:
        self.groups.append(number)
        return self._group(fleet, number)


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> Made:
    return Made(monkeypatch)


async def test_a_group_is_made_when_it_is_first_looked_at_and_never_again(made: Made) -> None:
    cloud = Cloud(groups=10_000)
    assert made.groups == []
    told = made.contents

    page = await cloud.get("server-groups?limit=100")
    assert (len(page["server_groups"]), page["count"]) == (100, TOLD + 10_000)
    assert made.groups == [*range(100 - TOLD)]

    page = await cloud.get("server-groups?limit=5&offset=9015")
    assert made.groups == [*range(100 - TOLD), *range(9000, 9005)]
    assert await cloud.get("server-groups?limit=5&offset=9015") == page
    assert len(made.groups) == 105 - TOLD
    assert made.contents == told

    shown = next(one for one in page["server_groups"] if one["protected_instance_num"])
    for _ in range(2):
        found = await cloud.get(f"protected-instances?server_group_id={shown['id']}")
        server_id = found["protected_instances"][0]["source_server"]
        await cloud.get(f"replications?server_group_id={shown['id']}")
        await cloud.get(f"cloudservers/{server_id}")
        assert await cloud.get(f"server-groups/{shown['id']}") == {"server_group": shown}
    assert (len(made.groups), made.contents) == (105 - TOLD, told + 1)


async def test_an_id_makes_its_own_group_and_no_other(made: Made) -> None:
    before = Cloud(groups=10_000)
    page = await before.get("server-groups?limit=40&offset=8015")
    place, shown = next(
        (place, one)
        for place, one in enumerate(page["server_groups"])
        if one["protected_instance_num"]
    )
    found = await before.get(f"replications?server_group_id={shown['id']}")
    made.groups.clear()
    cloud = Cloud(groups=10_000)
    await cloud.get(f"replications/{found['replications'][0]['id']}")
    assert made.groups == [8000 + place]


def test_a_subnet_is_deleted_without_a_look_at_groups_that_cannot_use_it(made: Made) -> None:
    world = open_smooth()
    site = Site(world)

    def delete_first_subnet(vpc_name: str) -> None:
        vpc = site.vpc(vpc_name)
        subnet = world.networks.subnets(PROJECT, vpc.id, START)[0]
        world.delete_subnet(PROJECT, vpc.id, subnet.id, START)

    with pytest.raises(Refusal, match=r"VPC\.0208"):
        delete_first_subnet("vpc-prod")
    delete_first_subnet("vpc-drill-a")
    assert made.groups == []
    with pytest.raises(Refusal, match=r"VPC\.0208"):
        delete_first_subnet("vpc-fleet-01")
    assert made.groups
    assert min(made.groups) >= 200

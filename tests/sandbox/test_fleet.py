from collections import Counter
from dataclasses import replace
from functools import cache

import pytest

from drilltui.sandbox.fleet import Fleet
from drilltui.sandbox.genesis import open_world
from drilltui.sandbox.groups import GroupFilter
from drilltui.sandbox.holding import Outline
from drilltui.sandbox.scenario import GroupTable, Scenario, ScenarioError
from drilltui.sandbox.scenario_file import load_scenario
from drilltui.sandbox.scenario_rules import check_scenario
from drilltui.sandbox.world import DrillRequest, World
from tests.sandbox.cloud import START
from tests.sandbox.worlds import Site, after

#: The groups that the scenario tells in its first project.
TOLD = 15


@cache
def smooth() -> Scenario:
    return load_scenario("smooth")


def world_with(groups: int) -> World:
    return open_world(smooth(), START, 7, groups=groups)


def tables(size: int, seed: int) -> tuple[GroupTable, ...]:
    fleet = Fleet("eu-demo-1", size, seed)
    return tuple(map(fleet.group, range(size)))


def test_a_fleet_keeps_the_rules_of_scenarios_and_is_the_same_for_a_seed() -> None:
    fleet = Fleet("eu-demo-1", 450, 7)
    joined = fleet.join(smooth())
    groups = tables(450, 7)
    check_scenario(replace(joined, groups=joined.groups + groups), "fleet")
    assert len(joined.vpcs) == len(smooth().vpcs) + 3
    assert groups == tables(450, 7)
    assert groups[:300] == tables(300, 7)
    assert groups != tables(450, 8)


def test_a_fleet_is_varied() -> None:
    groups = tables(2000, 7)
    states = Counter(group.status for group in groups)
    assert len(states) == 10
    assert 0.7 < states["protected"] / 2000 < 0.86
    assert 0.5 < sum(group.last_drill is not None for group in groups) / 2000 < 0.7
    assert len({group.name[:-6] for group in groups}) > 300
    assert {len(group.instances) for group in groups if group.status == "creating"} == {0}
    disks = {disk for group in groups for one in group.instances for disk in one.disks}
    assert len(disks) == 6


def test_none_is_none_and_fewer_is_refused() -> None:
    assert Fleet("eu-demo-1", 0, 7).join(smooth()) is smooth()
    with pytest.raises(ScenarioError, match="0 or more, not -1"):
        world_with(groups=-1)


def test_the_hand_made_part_is_not_touched_and_generated_groups_can_be_drilled() -> None:
    plain, site = open_world(smooth(), START, 7), Site(world_with(300))
    groups = site.world.protection.groups(site.project)
    assert len(groups) == TOLD + 300
    assert groups[:TOLD] == plain.protection.groups(site.project)[:]
    other = site.world.account.projects[1].id
    assert list(site.world.protection.groups(other)) == list(plain.protection.groups(other))
    assert site.world.account.group_quota == -1
    assert site.world.quota("instances", site.project, START)[1] == -1
    group = site.world.groups(site.project, GroupFilter(status="protected"), START)[-1]
    job = site.world.create_drill(site.project, DrillRequest(group.id, "d"), START)
    assert job.status(after(90)) == "SUCCESS"
    (drill,) = (one for one in site.drills(after(90)) if one.creation is job)
    (built,) = site.world.drill_servers(drill, after(90))
    (instance,) = site.world.protection.instances_of(group)
    standby = site.world.servers.server(site.project, instance.recovery_server, after(90))
    server = site.world.servers.server(site.project, built.server_id, after(90))
    assert [nic.address for nic in server.nics] == [nic.address for nic in standby.nics]


def test_outlines_tell_of_contents_and_addresses_are_held_once() -> None:
    site = Site(world_with(230))
    held = []
    for group in site.world.protection.groups(site.project)[TOLD:]:
        instances = site.world.protection.instances_of(group)
        pairs = site.world.protection.pairs_of(group)
        expected = Outline(len(instances), len(pairs), pairs[0].progress if pairs else 0)
        assert site.world.protection.outline_of(group) == expected
        for instance in instances:
            server = site.world.servers.server(site.project, instance.source_server, START)
            held += [(nic.subnet_id, nic.address) for nic in server.nics]
    assert len(set(held)) == len(held) > 200

"""Disks that are being copied when the sandbox opens."""

from datetime import timedelta
from pathlib import Path

import pytest

from drilltui.sandbox.genesis import open_world
from drilltui.sandbox.refusals import Refusal
from drilltui.sandbox.scenario_file import load_scenario
from drilltui.sandbox.world import DrillRequest, World
from tests.sandbox.cloud import START
from tests.sandbox.small import small_file

COPYING = '{ name = "i", disks = [{ size = 40, progress = 60, replication = "copying" }] }'


def world_of(folder: Path) -> World:
    path = small_file(folder, instances=COPYING, group='synchronised_in = "10 minutes"')
    return open_world(load_scenario(path), START, 7)


def progress(world: World, minutes: float) -> int:
    now = START + timedelta(minutes=minutes)
    world.synchronisations.turn(now)
    project = world.account.projects[0].id
    (pair,) = world.protection.pairs(project)
    (instance,) = world.protection.instances(project)
    assert instance.progress == pair.progress
    group = world.protection.group(project, pair.group_id)
    assert world.protection.outline_of(group).progress == pair.progress
    return pair.progress


def test_they_get_on_and_are_whole_in_time(tmp_path: Path) -> None:
    world = world_of(tmp_path)
    assert [progress(world, at) for at in (0, 5, 9, 10, 60)] == [60, 80, 96, 100, 100]


def test_a_drill_is_refused_until_then(tmp_path: Path) -> None:
    world = world_of(tmp_path)
    project = world.account.projects[0].id
    request = DrillRequest(world.protection.groups(project)[0].id, "d")
    with pytest.raises(Refusal, match=r"SDRS\.1830"):
        world.create_drill(project, request, START)
    progress(world, 11)
    job = world.create_drill(project, request, START + timedelta(minutes=11))
    assert job.failure is None


def test_nothing_gets_another_id(tmp_path: Path) -> None:
    world = world_of(tmp_path)
    project = world.account.projects[0].id
    before = [one.id for one in world.protection.pairs(project)]
    progress(world, 30)
    assert [one.id for one in world.protection.pairs(project)] == before

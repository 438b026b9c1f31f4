from datetime import datetime
from pathlib import Path

import pytest

from drilltui.sandbox.genesis import open_world
from drilltui.sandbox.scenario_file import load_scenario
from tests.sandbox.cloud import START
from tests.sandbox.small import small_file
from tests.sandbox.worlds import Site


def site_of(folder: Path, group: str = "") -> Site:
    return Site(open_world(load_scenario(small_file(folder, group=group)), START, 7))


def volumes(site: Site, now: datetime) -> set[str]:
    found = site.world.volumes.snapshots(site.project, now)
    return {snapshot.volume_id for snapshot in found}


@pytest.mark.parametrize(("group", "stay"), [("", False), ('leaves = ["snapshot"]', True)])
def test_a_creation_takes_snapshots_of_the_disks_that_stand_by(
    tmp_path: Path, group: str, stay: bool
) -> None:
    site = site_of(tmp_path, group)
    drill = site.create("g", START)
    ends = drill.creation.ends
    standby = {
        volume.id
        for instance in site.world.protection.instances(site.project)
        for volume in site.world.servers.blueprint(instance.recovery_server).volumes
    }
    assert volumes(site, START) == set()
    during = volumes(site, max(part.begins for part in drill.creation.sub_jobs))
    assert during == standby
    assert volumes(site, ends) == (standby if stay else set())

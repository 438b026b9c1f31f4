"""What drills take while they are made, and what they leave, by the registers of the world."""

from datetime import datetime
from pathlib import Path

import pytest

from drilltui.sandbox.drills import Drill
from drilltui.sandbox.genesis import open_world
from drilltui.sandbox.scenario_file import load_scenario
from drilltui.sandbox.security_groups import DEFAULT_GROUP
from tests.sandbox.cloud import START
from tests.sandbox.small import small_file
from tests.sandbox.worlds import Site, after


def site_of(folder: Path, group: str = "") -> Site:
    return Site(open_world(load_scenario(small_file(folder, group=group)), START, 7))


def snapshotted(site: Site, now: datetime) -> set[str]:
    found = site.world.volumes.snapshots(site.project, now)
    return {snapshot.volume_id for snapshot in found}


def gone_with(site: Site, drill: Drill) -> datetime:
    """When a deletion of the drill, asked for as soon as it is made, is over."""
    return site.world.delete_drill(site.project, drill.id, drill.creation.ends).ends


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
    assert snapshotted(site, START) == set()
    during = snapshotted(site, max(part.begins for part in drill.creation.sub_jobs))
    assert during == standby
    assert snapshotted(site, ends) == (standby if stay else set())


@pytest.mark.parametrize(("group", "left"), [("", 0), ('leaves = ["disk"]', 3)])
def test_disks_of_drill_servers(tmp_path: Path, group: str, left: int) -> None:
    site = site_of(tmp_path, group)
    before = site.world.volumes.disks(site.project, START)
    drill = site.create("g", START)
    made = site.world.volumes.disks(site.project, drill.creation.ends)[len(before) :]
    assert len(made) == 3
    assert {disk.server_id for disk in made} == {server.server_id for server in drill.servers}
    stay = site.world.volumes.disks(site.project, gone_with(site, drill))[len(before) :]
    assert len(stay) == left
    assert {disk.id for disk in stay} <= {disk.id for disk in made}
    assert not any(disk.server_id or disk.device for disk in stay)


@pytest.mark.parametrize(("group", "left"), [("", 0), ('leaves = ["port"]', 3)])
def test_ports_of_drill_servers(tmp_path: Path, group: str, left: int) -> None:
    site = site_of(tmp_path, group)
    drill = site.create("g", START)

    def used(now: datetime) -> int:
        return site.world.quota("port", site.project, now)[0]

    gone = gone_with(site, drill)
    # A subnet has two ports of the service's own, and the drill VPC has two subnets.
    assert used(gone) - used(START) == left + 4


def test_an_elastic_ip_is_bound_while_its_server_is_there_and_stays(tmp_path: Path) -> None:
    site = site_of(tmp_path, "drill_eips = 2")
    drill = site.create("g", START)
    bound = site.world.public_ips.public_ips(site.project, drill.creation.ends)
    assert [one.server_id for one in bound] == [one.server_id for one in drill.servers[:2]]
    assert all(one.port_id and one.private_address for one in bound)
    unbound = site.world.public_ips.public_ips(site.project, gone_with(site, drill))
    assert [one.address for one in unbound] == [one.address for one in bound]
    assert not any(one.server_id or one.port_id or one.private_address for one in unbound)
    assert site.world.quota("public_ip", site.project, after(999))[0] == 2


def test_a_drill_of_the_past_had_elastic_ips(tmp_path: Path) -> None:
    past = 'drills = [{ name = "d", created = "9 hours ago", deletion = "8 hours ago", eips = 1 }]'
    site = site_of(tmp_path, past)
    (left,) = site.world.public_ips.public_ips(site.project, START)
    assert (left.server_id, left.created < START) == ("", True)


def test_a_security_group_that_stays(tmp_path: Path) -> None:
    site = site_of(tmp_path, 'leaves = ["security-group"]')
    drill = site.create("g", START)
    gone = gone_with(site, drill)

    def names(now: datetime) -> list[str]:
        return [one.name for one in site.world.security_groups.groups(site.project, now)]

    assert names(START) == [DEFAULT_GROUP]
    server = site.world.servers.blueprint(drill.servers[0].server_id)
    assert names(gone) == [DEFAULT_GROUP, *server.groups]

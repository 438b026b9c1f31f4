"""How much a project has is counted, how much it may have is told."""

from dataclasses import asdict
from pathlib import Path

import pytest

from drilltui.sandbox.genesis import open_world
from drilltui.sandbox.neighbour_tables import QuotasTable
from drilltui.sandbox.networks import Subnet
from tests.sandbox.cloud import START
from tests.sandbox.test_scenario_file import SMALL, load
from tests.sandbox.worlds import Site, after

KINDS = sorted(asdict(QuotasTable()))


def test_a_scenario_that_says_nothing_has_no_limits(tmp_path: Path) -> None:
    world = open_world(load(tmp_path, SMALL), START, 1)
    project = world.account.projects[0].id
    assert {kind: world.quota(kind, project, START) for kind in KINDS} == {
        "vpc": (1, -1),
        "subnet": (1, -1),
        "port": (4, -1),
        "public_ip": (0, -1),
        "security_group": (1, -1),
        "instances": (2, -1),
        "cores": (4, -1),
        "ram_mb": (8192, -1),
        "volumes": (2, -1),
        "snapshots": (0, -1),
        "gigabytes": (80, -1),
    }


def test_a_drill_uses_quota_until_it_is_deleted() -> None:
    site = Site()

    def used(seconds: float) -> dict[str, int]:
        now = after(seconds)
        return {kind: site.world.quota(kind, site.project, now)[0] for kind in KINDS}

    before = used(0)
    drill = site.create("pg-payments", START, vpc="vpc-drill-a")
    gained = {kind: count - before[kind] for kind, count in used(200).items()}
    assert {kind: count for kind, count in gained.items() if count} == {
        "instances": 4,
        "cores": 16,
        "ram_mb": 90112,
        "port": 5,
        "volumes": 9,
        "gigabytes": 1100,
    }
    site.world.delete_drill(site.project, drill.id, after(200))
    assert used(400) == before


@pytest.mark.parametrize(
    ("cidr", "room", "capacity"),
    [
        ("10.0.0.0/24", None, 251),
        ("10.0.0.0/29", None, 3),
        ("10.0.0.0/30", None, 0),
        ("10.0.0.0/24", 7, 7),
        ("10.0.0.0/29", 7, 3),
    ],
)
def test_the_service_keeps_five_addresses_of_a_subnet(
    cidr: str, room: int | None, capacity: int
) -> None:
    subnet = Subnet("s", "p", "v", "a", cidr, "10.0.0.1", "z", "n", START, room)
    assert subnet.capacity == capacity

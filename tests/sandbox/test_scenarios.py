"""What the scenarios that come along promise."""

import unicodedata
from collections import Counter
from dataclasses import asdict

import pytest

from drilltui.sandbox.genesis import open_world
from drilltui.sandbox.groups import STATES, GroupFilter
from drilltui.sandbox.neighbour_tables import NO_LIMITS
from drilltui.sandbox.refusals import Refusal
from drilltui.sandbox.scenario_file import load_scenario
from drilltui.sandbox.world import DrillRequest, World
from tests.sandbox.cloud import START
from tests.sandbox.worlds import Site, after


def all_groups(world: World) -> dict[str, str]:
    return {
        group.name: group.status
        for project in world.account.projects
        for group in world.protection.groups(project.id)
    }


def test_smooth_has_every_group_state_over_two_projects() -> None:
    world = Site().world
    assert len(world.account.projects) == 2
    assert set(all_groups(world).values()) == set(STATES)
    assert len(all_groups(world)) >= 14


def test_smooth_has_two_clean_ready_groups_and_one_to_rehearse_with() -> None:
    site = Site()
    ready = []
    for group in site.world.groups(site.project, GroupFilter(status="protected"), START):
        pairs = site.world.protection.pairs_of(group)
        instances = site.world.protection.instances_of(group)
        if (
            all(pair.progress == 100 and pair.fault_level == "0" for pair in pairs)
            and not any(instance.frozen for instance in instances)
            and group.course.creation_failure is None
            and site.world.drills.count_of(group.id, START) == 0
        ):
            ready.append(group.name)
    assert ready == ["pg-payments", "pg-intranet"]
    assert len(site.world.protection.instances_of(site.group("pg-payments"))) == 4


def test_smooth_has_its_troubles() -> None:
    site = Site()
    protection = site.world.protection
    pairs = protection.pairs(site.project)
    assert Counter(pair.fault_level for pair in pairs)["5"] == 1
    assert {pair.progress for pair in pairs if pair.is_syncing} == {35, 40, 63, 88} - {35}
    assert [one.name for one in protection.instances(site.project) if one.frozen] == ["report-02"]
    assert protection.instances_of(site.group("pg-archive")) == ()
    assert {drill.status(START) for drill in site.drills(START)} == {
        "available",
        "error",
        "error-deleting",
    }


def test_smooth_has_a_drill_vpc_for_every_verdict() -> None:
    site = Site()
    verdicts = {}
    for vpc in site.world.networks.vpcs(site.project, START):
        request = DrillRequest(site.group("pg-payments").id, "d", vpc.id)
        try:
            Site().world.create_drill(site.project, request, START)
            verdicts[vpc.name] = ""
        except Refusal as refusal:
            verdicts[vpc.name] = refusal.code
    assert verdicts["vpc-drill-a"] == ""
    assert set(verdicts.values()) == {"", "SDRS.1907", "SDRS.1908", "SDRS.1909", "SDRS.1921"}


def test_hostile_has_every_kind_of_character_that_can_hurt() -> None:
    world = open_world(load_scenario("hostile"), START, 7)
    names = "".join(all_groups(world))
    for text in (
        "[@click=app.quit]",
        "[/x]",
        "\x1b]52;",
        "\x1b[2J",
        "\x9b",
        "\x85",
        "\x07",
        "\x7f",
    ):
        assert text in names
    for text in ("\t", "\r", "\n", "\u202e", "\u2066", "\u200b", "护", "\u200d"):
        assert text in names
    assert "\0" not in names
    combining = "".join(
        instance.name
        for project in world.account.projects
        for instance in world.protection.instances(project.id)
    )
    assert any(unicodedata.combining(character) for character in combining)


@pytest.mark.parametrize(
    "name", ["[@click=app.quit]pg-payments[/]", "[EU] [/x] pg", "支付-保护组-生产环境"]
)
def test_drills_of_hostile_groups_work(name: str) -> None:
    site = Site(open_world(load_scenario("hostile"), START, 7))
    drill = site.create(name, START)
    assert drill.status(after(90)) == "available"
    assert site.world.drill_servers(drill, after(90))


def test_doors_has_a_group_to_drill_one_drill_left_over_and_a_sub_project() -> None:
    site = Site(open_world(load_scenario("doors"), START, 7))
    main, branch = site.world.account.projects
    assert branch.parent_id == main.id
    assert [drill.status(START) for drill in site.drills(START)] == ["available"]
    drill = site.create("pg-payments", START, vpc="vpc-drill")
    assert drill.status(after(120)) == "available"


def test_every_user_of_doors_proves_themselves_with_something_of_their_own() -> None:
    users = load_scenario("doors").users
    secrets = [user.password for user in users]
    secrets += [key.sk for user in users for key in user.keys]
    assert len(set(secrets)) == len(secrets)
    kinds = {
        (user.disabled, user.programmatic_access, user.region_access, user.roles, user.denied)
        for user in users
    }
    assert len(kinds) == 9  # the operator's rights are those of the mfa user and the temporary key


def test_smooth_has_something_for_every_look_at_its_neighbours() -> None:
    site = Site()
    neighbours = site.world.neighbours
    bound = [bool(ip.server_id) for ip in neighbours.public_ips]
    assert (bound.count(True), bound.count(False)) == (2, 1)
    assert not all(one.enabled for one in neighbours.enterprise_projects)
    prod = site.vpc("vpc-prod")
    subnets = site.world.networks.subnets(site.project, prod.id, START)
    (acl,) = neighbours.firewalls
    assert acl.subnet_ids == (subnets[1].id,)
    instances = site.world.protection.instances_of(site.group("pg-payments"))
    servers = [site.world.servers.blueprint(one.source_server) for one in instances]
    assert {server.key for server in servers} == {"ops-linux"}
    assert "0" not in {server.enterprise_project for server in servers}


def test_smooth_has_room_for_several_drills_of_every_kind() -> None:
    site = Site()
    for kind in asdict(NO_LIMITS):
        used, limit = site.world.quota(kind, site.project, START)
        assert used * 1.2 < limit, kind


def test_hostile_names_reach_the_neighbours() -> None:
    neighbours = open_world(load_scenario("hostile"), START, 7).neighbours
    names = [one.name for one in neighbours.key_pairs]
    names += [one.name for one in neighbours.firewalls]
    names += [one.name for one in neighbours.enterprise_projects[1:]]
    names += [one.name for one in neighbours.security_groups if one.name != "default"]
    assert len(names) == 4
    assert all("\x1b" in name or "\x9b" in name for name in names)

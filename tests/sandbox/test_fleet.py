import pytest

from drilltui.sandbox.fleet import with_fleet
from drilltui.sandbox.genesis import open_world
from drilltui.sandbox.groups import GroupFilter
from drilltui.sandbox.scenario import ScenarioError
from drilltui.sandbox.scenario_file import load_scenario
from drilltui.sandbox.scenario_rules import check_scenario
from drilltui.sandbox.world import DrillRequest
from tests.sandbox.cloud import START
from tests.sandbox.worlds import after


def test_a_fleet_keeps_the_rules_of_scenarios_and_is_the_same_for_a_seed() -> None:
    smooth = load_scenario("smooth")
    big = with_fleet(smooth, 450, 7)
    check_scenario(big, "fleet")
    assert big == with_fleet(smooth, 450, 7)
    assert big != with_fleet(smooth, 450, 8)
    assert len(big.groups) == len(smooth.groups) + 450
    assert {group.project for group in big.groups[len(smooth.groups) :]} == {"eu-demo-1"}
    assert len({group.status for group in big.groups[len(smooth.groups) :]}) > 5


def test_none_is_none_and_fewer_is_refused() -> None:
    smooth = load_scenario("smooth")
    assert with_fleet(smooth, 0, 7) is smooth
    with pytest.raises(ScenarioError, match="0 or more, not -1"):
        with_fleet(smooth, -1, 7)


def test_the_hand_made_part_is_not_touched_and_generated_groups_can_be_drilled() -> None:
    smooth = load_scenario("smooth")
    plain = open_world(smooth, START, 7)
    world = open_world(with_fleet(smooth, 300, 7), START, 7)
    project = world.account.projects[0].id
    assert list(world.protection.groups(project))[:15] == list(plain.protection.groups(project))
    assert world.account.group_quota == -1
    group = world.groups(project, GroupFilter(status="protected"), START)[-1]
    job = world.create_drill(project, DrillRequest(group.id, "d"), START)
    assert job.status(after(90)) == "SUCCESS"

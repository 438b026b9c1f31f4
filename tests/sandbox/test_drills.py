import pytest

from drilltui.sandbox.drills import DrillFilter, check_name
from drilltui.sandbox.refusals import Refusal
from tests.sandbox.cloud import START
from tests.sandbox.worlds import Site


@pytest.mark.parametrize("name", ["a", "Drill_2026.11-23", "x" * 64, "演练", "护" * 21])
def test_names_that_are_taken(name: str) -> None:
    assert check_name(name) == name


@pytest.mark.parametrize(
    "name", ["", "x" * 65, "护" * 22, "a b", "a/b", "a\n", "[x]", "é", "🧯", None, 5, "a\u202eb"]
)
def test_names_that_are_not(name: object) -> None:
    with pytest.raises(Refusal, match=r"SDRS\.0202"):
        check_name(name)


def test_lists_are_filtered() -> None:
    site = Site()
    drill = site.create("pg-payments", START, "drill-pay", vpc="vpc-drill-a")

    def names(**wanted: str) -> set[str]:
        found = site.world.drills.drills(site.project, DrillFilter(**wanted), START)
        return {one.name for one in found}

    assert names() == {"drill-0911", "drill-ledger-2", "drill-relay", "drill-pay"}
    assert names(group_id=drill.group_id) == {"drill-pay"}
    assert names(group_id=site.project) == set()
    assert names(name="l-pa") == {"drill-pay"}
    assert names(status="creating") == {"drill-pay"}
    assert names(status="error-deleting") == {"drill-relay"}
    assert names(vpc_id=drill.vpc_id) == {"drill-pay"}
    with pytest.raises(Refusal, match=r"SDRS\.0201"):
        DrillFilter(status="gone")


def test_a_list_by_vpc_does_not_find_one_that_is_still_being_made() -> None:
    site = Site()
    drill = site.create("pg-payments", START)
    wanted = DrillFilter(vpc_id=drill.vpc_id)
    assert site.world.drills.drills(site.project, wanted, START) == []
    ends = drill.creation.ends
    assert site.world.drills.drills(site.project, wanted, ends) == [drill]

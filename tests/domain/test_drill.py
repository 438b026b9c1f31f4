import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drilltui.domain.drill import Drill, DrillDraft, free_name, suggest_name, with_ending
from drilltui.domain.field import name_problem, vpc_id_problem

DAY = date(2026, 11, 23)
VPC = "7d1f6c02-5a5b-4a3f-9e0c-2f8f0a6b1c77"
DAYS = st.dates()
ANY_NAME = st.text(st.characters(), max_size=90)


@given(group=ANY_NAME, day=DAYS, taken=st.sets(ANY_NAME, max_size=3), more=st.integers(0, 12))
def test_a_suggested_name_is_valid_and_free(
    group: str, day: date, taken: set[str], more: int
) -> None:
    for _ in range(more + 1):
        name = suggest_name(group, day, taken)
        assert name_problem(name) is None
        assert name not in taken
        taken.add(name)


@pytest.mark.parametrize(
    ("group", "taken", "name"),
    [
        ("pg-billing", [], "drill-pg-billing-20261123"),
        ("pg-billing", ["other"], "drill-pg-billing-20261123"),
        ("pg-billing", ["drill-pg-billing-20261123"], "drill-pg-billing-20261123-2"),
        ("[EU] pay / ments", [], "drill-EU-pay-ments-20261123"),
        ("", [], "drill-20261123"),
        ("日本", ["drill-20261123", "drill-20261123-2"], "drill-20261123-3"),
        ("x" * 64, [], f"drill-{'x' * 49}-20261123"),
        ("x" * 64, [f"drill-{'x' * 49}-20261123"], f"drill-{'x' * 47}-20261123-2"),
    ],
)
def test_what_is_suggested(group: str, taken: list[str], name: str) -> None:
    assert suggest_name(group, DAY, taken) == name


@pytest.mark.parametrize("status", ["available", "error", "error-deleting"])
def test_a_drill_at_rest_can_be_deleted(status: str) -> None:
    drill = Drill("d", "n", "g", status)

    assert drill.deletable


@pytest.mark.parametrize("status", ["creating", "deleting", "", "AVAILABLE", "rehearsing"])
def test_a_drill_in_any_other_state_can_not(status: str) -> None:
    drill = Drill("d", "n", "g", status)

    assert not drill.deletable


@given(name=ANY_NAME, vpc_id=st.none() | st.just(VPC) | st.text(max_size=40))
def test_a_draft_names_its_problems_in_the_order_of_the_form(name: str, vpc_id: str | None) -> None:
    expected = [name_problem(name), vpc_id_problem(vpc_id) if vpc_id is not None else None]

    assert list(DrillDraft("g", name, vpc_id).problems()) == [one for one in expected if one]


def test_a_draft_without_a_vpc_asks_for_a_new_one_and_an_empty_one_is_a_problem() -> None:
    assert DrillDraft("g", "drill").problems() == ()
    (problem,) = DrillDraft("g", "drill", "").problems()
    assert problem.code == "SDRS.0204"


@pytest.mark.parametrize("group_id", ["", "?1", "a b", "a/b", "../x", "é", "a_b"])
def test_a_draft_for_a_group_whose_id_can_be_none_is_not_sent(group_id: str) -> None:
    (problem,) = DrillDraft(group_id, "drill").problems()

    assert problem.code == "SDRS.0207"
    assert [one.code for one in DrillDraft(group_id, "", "").problems()] == [
        "SDRS.0202",
        "SDRS.0204",
        "SDRS.0207",
    ]


@pytest.mark.parametrize("group_id", [VPC, "9f" * 16, "Group-1", "0"])
def test_a_draft_for_a_group_with_an_id_is_sent(group_id: str) -> None:
    assert DrillDraft(group_id, "drill").problems() == ()


def test_what_the_cloud_sent_is_not_part_of_a_drills_equality_or_repr() -> None:
    one = Drill("d", "n", "g", "available", raw={"token": "x"})

    assert one == Drill("d", "n", "g", "available")
    assert not re.search("token|raw", repr(one))


@pytest.mark.parametrize(
    ("name", "taken", "free"),
    [
        ("drill-1", {"drill-1"}, "drill-1-2"),
        ("drill-1", {"drill-1", "drill-1-2", "drill-1-3"}, "drill-1-4"),
        ("d" * 64, {"d" * 64}, "d" * 62 + "-2"),
        ("演" * 21, set(), "演" * 20 + "-2"),
        ("x" + "演" * 21, set(), "x" + "演" * 20 + "-2"),
        ("a" * 61 + "演", {"a" * 61 + "-2"}, "a" * 61 + "-3"),
    ],
)
def test_a_free_name_is_the_wish_with_a_number_within_64_bytes(
    name: str, taken: set[str], free: str
) -> None:
    assert free_name(name, taken) == free
    assert len(free.encode()) <= 64


@given(name=ANY_NAME.filter(str.isprintable), ending=st.text("abc234", min_size=1, max_size=6))
def test_an_ending_is_kept_whole_and_no_character_is_cut(name: str, ending: str) -> None:
    made = with_ending(name, ending)
    head = made.removesuffix(f"-{ending}")

    assert len(made.encode()) <= 64
    assert name.startswith(head)
    assert head == name or len((head + name[len(head)]).encode()) + len(ending) + 1 > 64


@given(name=st.text("ab演", min_size=1, max_size=30), taken=st.sets(ANY_NAME, max_size=4))
def test_a_free_name_is_free(name: str, taken: set[str]) -> None:
    for _ in range(12):
        taken.add(free_name(name, taken))
    assert free_name(name, taken) not in taken

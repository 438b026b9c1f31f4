from __future__ import annotations

from datetime import UTC
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from drilltui.domain.group import ProtectedInstance, ReplicationPair
from drilltui.services.groups import GroupDetail
from drilltui.ui.line import Role
from drilltui.ui.present import groups
from tests.ui.present.things import NOW, UUID, drill, group, later, overview, texts


def cells(**fields: Any) -> list[str]:
    return [span.text for span in groups.row(overview(**fields), NOW)]


def test_a_row_holds_what_decides_about_a_drill() -> None:
    made = drill(created_at=later(-12 * 86_400))
    row = groups.row(overview(made), NOW)
    assert [span.text for span in row] == [
        "pg-payments",
        "+ protected",
        "1a->1b",
        "100",
        "4",
        "9",
        "12 d ago",
        "drill-1 is there",
    ]
    assert row[-1].role is Role.WARN


@pytest.mark.parametrize(
    ("fields", "said", "role"),
    [
        ({}, "ready", Role.OK),
        ({"status": "stopping"}, "no: stopping", Role.TEXT),
        ({"status": "odd"}, "no: odd", Role.TEXT),
        ({"progress": 63}, "no: first sync 63 %", Role.TEXT),
        ({"instance_count": 0, "pair_count": 0}, "no: nothing is protected", Role.TEXT),
    ],
)
def test_the_last_column_answers_whether_a_drill_may_start(
    fields: dict[str, Any], said: str, role: Role
) -> None:
    span = groups.row(overview(**fields), NOW)[-1]
    assert (span.text, span.role) == (said, role)


def test_what_is_not_known_is_a_dash() -> None:
    assert cells(progress=None)[3] == "-"
    assert cells()[6] == "-"
    assert groups.direction(group(source_zone="", target_zone="")) == "-"


def test_production_is_at_the_left_after_a_switch_too() -> None:
    assert groups.direction(group()) == "eu-demo-1a -> eu-demo-1b"
    assert groups.direction(group(priority_station="target")) == "eu-demo-1b -> eu-demo-1a"
    assert groups.direction(group(target_zone=""), short=True) == "1a->?"


def test_the_summary_says_why_not_with_code_and_remedy() -> None:
    first, second = groups.summary(overview(status="stopping"))
    assert first.plain == "pg-payments   eu-demo-1a -> eu-demo-1b   9 pairs   0 drills"
    assert second.plain.startswith("stop  ")
    assert "SDRS.1002" in second.plain
    assert "protection is being disabled: wait until it is available" in second.plain
    assert groups.summary(overview())[1].plain == UUID


def instance(name: str, **fields: Any) -> ProtectedInstance:
    sound: dict[str, Any] = {"group_id": UUID, "status": "protected", "progress": 100}
    return ProtectedInstance("e30c52b7-2a5b-4c43-4fb5-a6b6fd4833d6", name, **(sound | fields))


def pair(name: str, **fields: Any) -> ReplicationPair:
    sound: dict[str, Any] = {"group_id": UUID, "status": "protected", "progress": 100}
    return ReplicationPair("id", name, **(sound | fields))


def shown(*parts: ProtectedInstance | ReplicationPair, **fields: Any) -> list[str]:
    found = GroupDetail(
        overview(drill(), **fields),
        tuple(part for part in parts if isinstance(part, ProtectedInstance)),
        tuple(part for part in parts if isinstance(part, ReplicationPair)),
    )
    return texts(groups.detail(found, NOW, UTC))


def test_the_detail_names_everything_that_belongs_to_the_group() -> None:
    lines = shown(
        instance("app-01"),
        instance("app-02", metadata={"__system__frozen": "true"}),
        pair("app-01-sys", replication_status="active", fault_level="0"),
        pair("app-02-sys", replication_status="", fault_level="5", progress=None),
        source_vpc_id="vpc-1",
        description="Tier 1",
    )
    assert "2 protected instances" in lines
    assert "2 replication pairs" in lines
    assert "1 drill" in lines
    assert "VPC        vpc-1" in lines
    assert "Text       Tier 1" in lines
    assert any(row.startswith("  app-02") and "frozen: unpaid" in row for row in lines)
    assert not any(row.startswith("  app-01 ") and "frozen" in row for row in lines)
    assert any("active" in row and "fault" not in row for row in lines)
    assert any("   - %   -   fault level 5" in row for row in lines)
    assert any(row.startswith("  drill-1 ") and row.endswith("60 min ago") for row in lines)


def test_a_group_without_a_description_has_no_line_for_it() -> None:
    assert not any(row.startswith("Text") for row in shown())


@given(st.lists(st.text(min_size=1), min_size=1, max_size=4))
def test_the_columns_stay_straight_whatever_names_hold(names: list[str]) -> None:
    rows = [row for row in shown(*map(instance, names)) if "e30c52b7..33d6" in row]
    assert len(rows) == len(names)
    assert {cell_len(row[: row.index("+ protected")]) for row in rows} == {27}

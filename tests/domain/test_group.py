import pytest

from drilltui.domain.group import ProtectedInstance, ProtectionGroup


@pytest.mark.parametrize(
    ("station", "production", "recovery"),
    [("source", "1a", "1b"), ("target", "1b", "1a"), ("", "1a", "1b"), ("moon", "1a", "1b")],
)
def test_zones_change_places_with_the_priority_station(
    station: str, production: str, recovery: str
) -> None:
    group = ProtectionGroup(
        "g", "n", "protected", source_zone="1a", target_zone="1b", priority_station=station
    )

    assert (group.production_zone, group.recovery_zone) == (production, recovery)


@pytest.mark.parametrize(
    ("source", "target", "ids"),
    [("", "", set()), ("v", "", {"v"}), ("v", "v", {"v"}), ("v", "w", {"v", "w"})],
)
def test_a_groups_own_vpcs(source: str, target: str, ids: set[str]) -> None:
    group = ProtectionGroup("g", "n", "protected", source_vpc_id=source, target_vpc_id=target)

    assert group.vpc_ids == ids


@pytest.mark.parametrize(
    ("metadata", "frozen"),
    [
        ({}, False),
        ({"__system__frozen": "true"}, True),
        ({"__system__frozen": "True"}, True),
        ({"__system__frozen": ""}, False),
        ({"__system__frozen": "false"}, False),
        ({"frozen": "true"}, False),
    ],
)
def test_an_instance_that_is_not_paid_for_is_frozen(metadata: dict[str, str], frozen: bool) -> None:
    assert ProtectedInstance("i", "n", "g", "protected", metadata=metadata).frozen is frozen

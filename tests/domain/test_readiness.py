from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drilltui.domain.drill import Drill
from drilltui.domain.group import ProtectionGroup
from drilltui.domain.readiness import drillable_states, readiness
from drilltui.domain.verdict import Verdict

# The table of group states in the API reference, written down once more.
ALLOWED = {
    "available": True,
    "protected": True,
    "failed-over": True,
    "error-starting": True,
    "error-stopping": True,
    "error-reversing": True,
    "error-reprotecting": True,
    "error-failing-over": True,
    "creating": False,
    "deleting": False,
    "starting": False,
    "stopping": False,
    "reversing": False,
    "failing-over": False,
    "reprotecting": False,
    "error": False,
    "error-deleting": False,
}
# Error texts of the service mention these; no page lists them as states.
RUMOURED = ("failed-over-back", "error-failing-over-back", "error-failing-back")

GROUP = ProtectionGroup("g", "pg", "protected", progress=100, instance_count=1, pair_count=2)
DAY = datetime(2026, 11, 23, 9, 14, tzinfo=UTC)


@pytest.mark.parametrize(("status", "allowed"), ALLOWED.items())
def test_every_state_of_the_reference(status: str, allowed: bool) -> None:
    answer = readiness(replace(GROUP, status=status))

    assert answer.ready is allowed
    assert (status in drillable_states()) is allowed
    if allowed:
        assert (answer.verdict, answer.reason, answer.code) == (Verdict.OK, "ready", "")
    else:
        assert (answer.verdict, answer.code) == (Verdict.STOP, "SDRS.1002")
        assert answer.reason
        assert not answer.reason.startswith("unknown")
        assert answer.remedy


def test_no_state_is_allowed_that_the_reference_does_not_allow() -> None:
    assert drillable_states() == {status for status, allowed in ALLOWED.items() if allowed}


@pytest.mark.parametrize("status", [*RUMOURED, "PROTECTED", " protected"])
def test_an_unknown_state_is_no_and_is_named(status: str) -> None:
    answer = readiness(replace(GROUP, status=status))

    assert (answer.verdict, answer.code) == (Verdict.STOP, "SDRS.1002")
    assert answer.reason == f"unknown state {status}"
    assert answer.remedy


def test_a_group_without_a_state_is_no() -> None:
    assert readiness(replace(GROUP, status="")).reason == "unknown state (none)"


@pytest.mark.parametrize(("instances", "pairs"), [(0, 0), (0, 1), (1, 0), (3, 3)])
def test_a_group_that_protects_nothing_is_no(instances: int, pairs: int) -> None:
    answer = readiness(replace(GROUP, instance_count=instances, pair_count=pairs))

    assert answer.ready is (instances + pairs > 0)
    if not answer.ready:
        assert answer.reason == "nothing is protected"


@pytest.mark.parametrize("status", [status for status, allowed in ALLOWED.items() if allowed])
@pytest.mark.parametrize("progress", [None, 0, 99, 100, 101])
def test_the_first_synchronisation_counts_for_a_protected_group_only(
    status: str, progress: int | None
) -> None:
    answer = readiness(replace(GROUP, status=status, progress=progress))
    begun = status == "protected" and progress in (0, 99)

    assert answer.ready is not begun
    if begun:
        assert (answer.reason, answer.code) == (f"first sync {progress} %", "SDRS.1830")
        assert answer.remedy


@pytest.mark.parametrize(
    ("statuses", "reason"),
    [
        ([], "ready"),
        (["available"], "d0 is there"),
        (["available", "available"], "d1 is there"),
        (["error-deleting"], "d0 is there"),
        (["available", "deleting"], "d1 is being deleted"),
        (["deleting", "creating"], "d1 is being made"),
    ],
)
def test_present_drills_are_told_and_do_not_stop(statuses: list[str], reason: str) -> None:
    drills = [
        Drill(f"id{n}", f"d{n}", "g", status, created_at=DAY + timedelta(days=n))
        for n, status in enumerate(statuses)
    ]
    for order in (drills, drills[::-1]):
        answer = readiness(GROUP, order)
        assert answer.reason == reason
        assert answer.ready
        assert answer.verdict is (Verdict.WARN if drills else Verdict.OK)


def test_a_drill_without_a_date_is_not_the_newest() -> None:
    dated, undated = Drill("1", "old", "g", "error", created_at=DAY), Drill("2", "x", "g", "error")

    assert readiness(GROUP, [undated, dated]).reason == "old is there"


def test_a_refusing_state_outweighs_everything_else() -> None:
    group = replace(GROUP, status="creating", progress=3, instance_count=0, pair_count=0)
    drills = [Drill("1", "d", "g", "creating")]

    assert readiness(group, drills).code == "SDRS.1002"
    assert readiness(replace(group, status="protected"), drills).reason == "nothing is protected"


@given(
    status=st.sampled_from(sorted(ALLOWED)) | st.text(max_size=8),
    progress=st.none() | st.integers(-1, 101),
    instances=st.integers(0, 2),
    drill=st.sampled_from(["creating", "available", "error", "deleting", "x"]),
)
def test_never_ready_in_a_state_that_refuses(
    status: str, progress: int | None, instances: int, drill: str
) -> None:
    group = replace(GROUP, status=status, progress=progress, instance_count=instances, pair_count=0)
    answer = readiness(group, [Drill("1", "d", "g", drill)])

    assert not answer.ready or ALLOWED.get(status, False)
    assert answer.reason

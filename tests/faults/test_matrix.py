"""Every fault at every call: never lost, never doubled, and the record always knows."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.faults.call import Call
from tests.faults.matrix import GROUPS, results, rows
from tests.faults.operator import hurried_cloud
from tests.faults.table import PAGE, page
from tests.faults.trial import Result
from tests.faults.verdict import faults_of

pytestmark = pytest.mark.faults


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Sequence[Result]:
    """The results of the whole matrix, run once."""
    with hurried_cloud(GROUPS) as cloud:
        return results(cloud, tmp_path_factory.mktemp("matrix"))


def test_no_fault_does_harm(found: Sequence[Result]) -> None:
    harm = [
        f"{one.call.value}, {one.fault.name}: {', '.join(wrong)}; {[run.said for run in one.runs]}"
        for one in found
        if (wrong := faults_of(one))
    ]
    assert not harm, "\n".join(harm)


def test_every_fault_was_tried_at_every_call(found: Sequence[Result]) -> None:
    assert [(one.call, one.fault.name) for one in found] == [
        (call, fault.name) for call, fault in rows()
    ]
    assert {one.call for one in found} == set(Call)


def test_only_a_duplicate_makes_two_and_both_are_told(found: Sequence[Result]) -> None:
    doubled = [one for one in found if len(one.drills) > 1]
    assert {one.fault.deliveries for one in doubled} == {2}
    for one in doubled:
        ids = {row["id"] for row in one.drills}
        (record,) = one.records
        twins = [event.data["twins"] for event in record.events if event.data.get("twins")]
        assert {record.exercise.drill_id, *twins[-1]} == ids  # type: ignore[misc]


def test_the_page_says_what_is_so(found: Sequence[Result]) -> None:
    assert page(found) == PAGE.read_text("utf-8"), "write it anew: python -m tests.faults.table"

"""`drilltui overdue`: an exit status for cron, and the groups behind it."""

from __future__ import annotations

from tests.cli.far_side import FarSide, Printed

GROUPS = r"GET /v1/\w+/server-groups$"


def test_groups_that_wait_are_exit_1_with_the_word_of_the_service(
    far: FarSide, printed: Printed
) -> None:
    assert far.run("overdue", "--days", "1", "--json") == 1
    found = {one["group"]: one for one in printed.objects()}
    assert {one["type"] for one in found.values()} == {"overdue"}
    assert found["pg-payments"]["none_in_3_months"] is True
    assert found["pg-payments"]["clean_at"] is None
    assert found["pg-payments"]["days"] == 1
    assert found["pg-ledger"]["none_in_3_months"] is False
    assert printed.err.strip().endswith("groups without a clean drill in 1 days.")


def test_none_that_waits_is_exit_0_and_one_line(far: FarSide, printed: Printed) -> None:
    assert far.run("overdue", "--days", "3650") == 0
    assert printed.complaint().startswith("0 of ")


def test_the_table_says_what_a_state_means(far: FarSide, printed: Printed) -> None:
    assert far.run("overdue", "--days", "1") == 1
    out, _ = printed.read()
    assert out.splitlines()[0].split()[:2] == ["GROUP", "CLEAN"]
    assert "no drill possible: " in out


def test_days_that_are_none_are_exit_2(far: FarSide) -> None:
    assert far.run("overdue", "--days", "0") == 2


def test_a_cloud_that_cannot_be_reached_is_exit_4(far: FarSide, printed: Printed) -> None:
    far.wire.cut(".")
    assert far.run("overdue") == 4
    assert printed.complaint()

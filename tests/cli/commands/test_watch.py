"""`drilltui watch`: any job of the project, or what a record left."""

from __future__ import annotations

from typing import Any

import pytest
from httpx import ReadTimeout

from drilltui.domain.errors import JournalError
from tests.cli.far_side import CREATE, JOBS, FarSide, Printed

START = ("start", "--group", "pg-payments", "--yes", "--json")


LIST = r"GET /v1/\w+/disaster-recovery-drills$"


def being_made(answer: dict[str, Any]) -> dict[str, Any]:
    """The answer, with drills that are not there yet."""
    rows = answer["disaster_recovery_drills"]
    return answer | {"disaster_recovery_drills": [row | {"status": "creating"} for row in rows]}


@pytest.mark.parametrize("by", ["job_id", "record"])
def test_a_job_or_a_record_is_followed_to_its_end(by: str, far: FarSide, printed: Printed) -> None:
    assert far.run(*START) == 0
    begun = printed.outcome()

    assert far.run("watch", begun[by], "--json") == 0
    outcome = printed.outcome()
    assert (outcome["result"], outcome["record"]) == ("done", begun["record"])

    assert far.run("watch", begun[by]) == 0  # it has ended already
    assert "done" in printed.line()


def test_a_job_that_no_record_knows_is_followed_too(
    far: FarSide, printed: Printed, monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    assert far.run(*START) == 0
    job = printed.outcome()["job_id"]
    monkeypatch.setenv("XDG_STATE_HOME", f"{tmp_path}/another")

    assert far.run("watch", job, "--json") == 0
    outcome = printed.outcome()
    assert (outcome["action"], outcome["result"], outcome["record"]) == ("create", "done", "")
    assert outcome["drill"].startswith("drill-pg-payments-")


def test_a_drill_being_made_elsewhere_is_blocked_and_can_be_attached_to(
    far: FarSide, printed: Printed, monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    assert far.run(*START, "--name", "drill-a") == 0
    printed.outcome()
    monkeypatch.setenv("XDG_STATE_HOME", f"{tmp_path}/another")
    far.wire.change(LIST, being_made)

    assert far.run(*START, "--name", "drill-b") == 3
    outcome = printed.outcome()
    assert (outcome["result"], outcome["record"]) == ("blocked", "")
    assert "drill-a of this group is being made" in outcome["message"]

    assert far.run(*START, "--attach") == 0
    outcome = printed.outcome()
    assert (outcome["drill"], outcome["state"], outcome["result"]) == (
        "drill-a",
        "available",
        "done",
    )


def test_a_job_that_failed_is_exit_1(far: FarSide, printed: Printed) -> None:
    assert far.run(*START) == 0
    job = printed.outcome()["job_id"]
    far.wire.change(
        JOBS, lambda job: job | {"status": "FAIL", "error_code": "SDRS.1905", "fail_reason": "full"}
    )
    assert far.run("watch", job, "--json") == 1
    assert printed.outcome()["code"] == "SDRS.1905"


def test_an_unknown_job_is_exit_1_with_the_services_code(far: FarSide, printed: Printed) -> None:
    assert far.run("watch", "ff8080829a0b1c2d019a0b1c2d3e0001", "--json") == 1
    assert printed.outcome()["code"] == "SDRS.0408"


def test_an_unknown_record_is_exit_2(far: FarSide, printed: Printed) -> None:
    assert far.run("watch", "20261123-0914-none", "--json") == 2
    assert printed.outcome()["result"] == "wrong use"


def test_what_was_lost_is_looked_up_and_time_that_is_over_is_exit_3(
    far: FarSide, printed: Printed
) -> None:
    far.wire.cut(CREATE, ReadTimeout)
    assert far.run(*START) == 3
    record = printed.outcome()["record"]
    assert far.run("watch", record, "--timeout", "20", "--json") == 3
    assert printed.outcome()["result"] == "unknown"
    assert far.run("watch", record, "--json") == 4
    assert printed.outcome()["result"] == "absent"
    assert far.run("watch", record, "--json") == 4
    assert printed.outcome()["result"] == "absent"


def test_no_way_is_exit_4(far: FarSide, printed: Printed) -> None:
    far.wire.cut("GET")
    assert far.run("watch", "ff8080829a0b1c2d019a0b1c2d3e0001") == 4
    printed.complaint()


@pytest.mark.parametrize("by", ["job_id", "record"])
def test_where_no_record_can_be_written_the_state_is_shown_and_why_it_is_not_recorded(
    by: str, far: FarSide, printed: Printed
) -> None:
    assert far.run(*START) == 0
    begun = printed.outcome()
    far.refusal = JournalError("There is no room for the journal.")
    assert far.run("watch", begun[by], "--json") == 0
    seen = printed.outcome()
    assert (seen["record"], seen["result"]) == (begun["record"], "done")
    told = "Nothing of this is recorded. There is no room for the journal.\n"
    assert printed.err == told

    assert far.run("records", begun["record"], "--json") == 0
    events = [one["kind"] for one in printed.objects() if one["type"] == "event"]
    assert events == ["opened", "preflight", "intended", "accepted"]

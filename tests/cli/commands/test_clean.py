"""`drilltui clean` and `drilltui close`: over the embedded cloud, at the far end of a wire."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from httpx import ReadTimeout

from tests.cli.conftest import Typist
from tests.cli.far_side import FarSide, Printed
from tests.cli.live_world import LiveWorld

SUBNET = r"DELETE /v1/\w+/vpcs/[^/]+/subnets/"


@pytest.fixture
def left(world: LiveWorld, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> FarSide:
    """A cloud whose groups leave what their name says."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    return FarSide(world, tmp_path, "leftovers")


def deleted(far: FarSide, printed: Printed, group: str) -> str:
    """Make a drill of the group with a VPC of its own, and delete it; return its record."""
    made = far.run("start", "--group", group, "--name", "drill-x", "--yes", "--watch", "--json")
    assert made == 0
    record: str = printed.outcome()["record"]
    assert far.run("delete", "drill-x", "--yes", "--watch", "--json") == 0
    assert printed.outcome()["record"] == record
    return record


def word(far: FarSide, printed: Printed, record: str) -> str:
    """The name of the VPC that can be removed, as the page tells it without removing anything."""
    assert far.run("clean", record) == 2
    out = printed.read()
    name: str = out[1].rpartition("--confirm ")[2].strip()
    return name


def cleanup(printed: Printed) -> dict[str, Any]:
    """What `clean --json` has printed."""
    (one,) = printed.objects()
    assert one["type"] == "cleanup"
    return one


def test_what_a_drill_left_is_removed_and_its_record_closes_clean(
    left: FarSide, printed: Printed
) -> None:
    record = deleted(left, printed, "pg-clean")
    name = word(left, printed, record)

    assert left.run("clean", record, "--confirm", name, "--json") == 0
    told = cleanup(printed)

    assert [one["action"] for one in told["removals"]] == [
        *["delete-subnet"] * (len(told["removals"]) - 1),
        "delete-vpc",
    ]
    assert {one["result"] for one in told["removals"]} == {"gone"}
    assert (told["gone"], told["left"], told["keeps"]) == (True, [], [])
    assert all(one["proof"] == "recorded" and one["evidence"] for one in told["found"])
    assert left.run("close", record, "--result", "failed", "--json") == 0
    (closed,) = printed.objects()
    assert closed["outcome"] == "clean"
    assert left.run("close", record, "--result", "failed") == 2


def test_a_wrong_name_removes_nothing(left: FarSide, printed: Printed) -> None:
    record = deleted(left, printed, "pg-clean")

    assert left.run("clean", record, "--confirm", "vpc-prod", "--json") == 2
    assert "not the name of the VPC" in printed.outcome()["message"]
    assert left.wire.sent(r"DELETE .*/vpcs/") == []


def test_a_person_types_the_name_and_sees_each_step(
    left: FarSide, printed: Printed, typist: Typist
) -> None:
    record = deleted(left, printed, "pg-clean")
    typist.answers = [word_of(left, printed, record)]

    assert left.run("clean", "drill-x") == 0

    out, err = printed.read()
    assert "Type the VPC's name" in typist.asked[-1]
    assert "recorded: the drill drill-x asked for a new VPC and names this one" in out
    assert err.count(": gone") >= 2


def word_of(far: FarSide, printed: Printed, record: str) -> str:
    """The name of the VPC by a clean-up that is refused for a wrong one."""
    assert far.run("clean", record, "--confirm", "no", "--json") == 2
    message: str = printed.outcome()["message"]
    return message.rpartition(": ")[2].rstrip(".")


def test_a_server_of_somebody_else_keeps_the_vpc(left: FarSide, printed: Printed) -> None:
    record = deleted(left, printed, "pg-stranger")

    assert left.run("clean", record, "--confirm", "anything", "--json") == 1
    told = cleanup(printed)

    assert told["removals"] == []
    assert any(why.startswith("In it: server ") for why in told["keeps"]), told["keeps"]
    assert left.wire.sent(r"DELETE .*/vpcs/") == []


def test_a_subnet_that_needs_a_second_try_gets_it(left: FarSide, printed: Printed) -> None:
    record = deleted(left, printed, "pg-two-tries")
    name = word(left, printed, record)

    assert left.run("clean", record, "--confirm", name, "--json") == 0
    assert cleanup(printed)["removals"][0]["calls"] == 2


def test_a_vpc_that_stays_though_the_service_said_yes_is_told(
    left: FarSide, printed: Printed
) -> None:
    record = deleted(left, printed, "pg-vpc-stays")
    name = word(left, printed, record)

    assert left.run("clean", record, "--confirm", name, "--json") == 1
    last = cleanup(printed)["removals"][-1]
    assert (last["result"], last["message"]) == ("stays", "the service took it, and still shows it")


def test_a_lost_answer_is_settled_by_the_read_back(left: FarSide, printed: Printed) -> None:
    record = deleted(left, printed, "pg-clean")
    name = word(left, printed, record)
    left.wire.lose_answer(SUBNET, ReadTimeout)

    assert left.run("clean", record, "--confirm", name, "--json") == 0
    assert {one["calls"] for one in cleanup(printed)["removals"]} == {1}


def test_what_is_left_closes_with_a_reason_only(left: FarSide, printed: Printed) -> None:
    record = deleted(left, printed, "pg-clean")

    assert left.run("close", record, "--result", "failed", "--json") == 1
    assert "is not clean" in printed.outcome()["message"]
    assert (
        left.run(
            "close", record, "--result", "failed", "--accept", "forensics", "--until", "tomorrow"
        )
        == 2
    )
    assert "no day" in printed.complaint()
    assert (
        left.run(
            "close", record, "--result", "failed", "--accept", "forensics", "--until", "2020-01-01"
        )
        == 2
    )
    assert "is over" in printed.complaint()
    assert (
        left.run(
            "close",
            record,
            "--result",
            "failed",
            "--accept",
            "forensics",
            "--until",
            "2099-12-01",
            "--json",
        )
        == 0
    )
    (closed,) = printed.objects()
    assert closed["outcome"] == "clean with accepted leftovers"
    assert closed["accepted"]


def test_it_closes_as_not_clean_for_a_reason(left: FarSide, printed: Printed) -> None:
    record = deleted(left, printed, "pg-clean")

    assert left.run("close", record, "--result", "failed", "--not-clean", "handed over") == 0
    assert f"record {record}: closed, not clean" in printed.read()[0]


def test_a_drill_that_is_there_keeps_its_vpc(left: FarSide, printed: Printed) -> None:
    assert left.run("start", "--group", "pg-clean", "--yes", "--watch", "--json") == 0
    record = printed.outcome()["record"]

    assert left.run("clean", record, "--json") == 1
    told = cleanup(printed)
    assert (told["gone"], told["removals"]) == (False, [])
    assert any("delete it first" in why for why in told["keeps"])


def test_a_run_that_may_only_read_looks_and_changes_nothing(
    left: FarSide, printed: Printed
) -> None:
    record = deleted(left, printed, "pg-clean")

    assert left.run("clean", record, "--readonly", "--json") == 1
    told = cleanup(printed)
    assert {one["result"] for one in told["removals"]} == {""}
    assert [one["kind"] for one in told["left"]] == ["VPC", "subnet", "subnet"]
    assert left.run("close", record, "--result", "failed", "--readonly", "--json") == 2
    assert "may only read" in printed.outcome()["message"]
    assert left.wire.sent(r"DELETE .*/vpcs/") == []


def test_a_drill_that_was_made_closes_with_a_result_only(left: FarSide, printed: Printed) -> None:
    record = deleted(left, printed, "pg-clean")
    printed.read()

    assert left.run("close", record, "--not-clean", "handed over") == 2
    assert "say how the exercise ended" in printed.complaint()
    assert left.run("close", record, "--result", "fine") == 2
    assert "fine is no result. Take one of: passed, " in printed.complaint()
    assert left.run("close", record, "--result", "passed", "--not-clean", "handed over") == 2
    assert "Nobody has said that the service works" in printed.complaint()
    assert left.run("service", record, "--works", "--seen", "a payment") == 0
    ended = ("--result", "Passed", "--compared", "twice as slow", "--not-clean", "handed over")
    assert left.run("close", record, *ended) == 0
    assert "result: passed" in printed.read()[0].splitlines()
    assert left.run("records", record) == 0
    assert "result: passed, differs: twice as slow" in printed.read()[0]

"""`drilltui resume`: whatever was left comes to its end, and nobody guesses."""

from __future__ import annotations

from typing import Any

import pytest
from httpx import ReadTimeout

from drilltui.domain.errors import JournalError
from tests.cli.far_side import CREATE, JOBS, FarSide, Printed

START = ("start", "--group", "pg-payments", "--yes", "--json")


def left(far: FarSide, printed: Printed, *arguments: str, lost: bool = False) -> dict[str, Any]:
    """Start a drill and leave it; its outcome."""
    if lost:
        far.wire.lose_answer(CREATE, ReadTimeout)
    far.run(*START, *arguments)
    far.wire.mend()
    return printed.outcome()


def ambiguous(far: FarSide, printed: Printed) -> dict[str, Any]:
    """Two drills of one name, and the answer lost: only a person can tell which is ours."""
    far.wire.deliver_twice(CREATE)
    return left(far, printed, "--name", "drill-a", lost=True)


def test_nothing_left_is_done(far: FarSide, printed: Printed) -> None:
    assert far.run("resume", "--json") == 0
    assert printed.outcome()["message"] == "nothing is left to settle or to follow"
    assert far.run("resume") == 0
    assert printed.line() == "resume: done, nothing is left to settle or to follow"


def test_everything_that_was_left_is_followed_and_told_one_by_one(
    far: FarSide, printed: Printed
) -> None:
    first = left(far, printed)
    far.wire.lose_answer(CREATE, ReadTimeout)
    assert far.run("start", "--group", "pg-crm", "--yes", "--json") == 3
    second = printed.outcome()
    far.wire.mend()

    assert far.run("resume", "--json") == 0
    outcomes = [one for one in printed.objects() if one["type"] == "outcome"]
    assert {one["record"] for one in outcomes} == {first["record"], second["record"]}
    assert [one["result"] for one in outcomes] == ["done", "done"]
    assert far.run("resume", "--json") == 0
    assert printed.outcome()["record"] == ""


def test_only_the_records_that_are_named_are_taken_up(far: FarSide, printed: Printed) -> None:
    first = left(far, printed)
    assert far.run("start", "--group", "pg-crm", "--yes", "--json") == 0
    printed.outcome()

    assert far.run("resume", first["record"], "--json") == 0
    assert printed.outcome()["record"] == first["record"]
    assert far.run("resume", first["record"], "--json") == 0  # it has ended: the record says how
    assert printed.outcome()["result"] == "done"


def test_the_worst_of_several_counts(far: FarSide, printed: Printed) -> None:
    left(far, printed)
    far.wire.cut(CREATE, ReadTimeout)
    assert far.run("start", "--group", "pg-crm", "--yes", "--json") == 3
    printed.outcome()
    far.wire.mend()

    assert far.run("resume", "--json") == 4
    results = {one["result"] for one in printed.objects() if one["type"] == "outcome"}
    assert results == {"done", "absent"}


def test_a_job_that_failed_is_exit_1(far: FarSide, printed: Printed) -> None:
    left(far, printed)
    far.wire.change(
        JOBS, lambda job: job | {"status": "FAIL", "error_code": "SDRS.1905", "fail_reason": "full"}
    )
    assert far.run("resume", "--json") == 1
    assert printed.outcome()["code"] == "SDRS.1905"


def test_time_that_is_over_is_exit_3(far: FarSide, printed: Printed) -> None:
    left(far, printed)
    assert far.run("resume", "--timeout", "0") == 3
    assert "unfinished" in printed.line()


def test_what_is_ambiguous_lists_what_a_person_may_choose(
    far: FarSide, printed: Printed, capsys: pytest.CaptureFixture[str]
) -> None:
    record = ambiguous(far, printed)["record"]

    assert far.run("resume", "--json") == 3
    outcome = printed.outcome()
    assert outcome["result"] == "ambiguous"
    assert [one["name"] for one in outcome["candidates"]] == ["drill-a", "drill-a"]
    assert all(one["state"] and one["made_at"] for one in outcome["candidates"])

    assert far.run("resume") == 3
    lines = capsys.readouterr().out.splitlines()
    for candidate in outcome["candidates"]:
        assert f"drilltui resume {record} --adopt {candidate['id']}" in lines
        assert any(line.startswith("drill-a ") and candidate["id"] in line for line in lines)
    assert f"drilltui resume {record} --absent" in lines
    assert lines[-1].startswith("create drill-a: ambiguous, ")

    assert far.run(*START, "--attach") == 3
    printed.outcome()


def test_a_person_adopts_one_and_the_record_says_who(far: FarSide, printed: Printed) -> None:
    record = ambiguous(far, printed)["record"]
    far.run("resume", "--json")
    one, other = printed.outcome()["candidates"]

    assert far.run("resume", record, "--adopt", one["id"], "--json") == 1  # for the other one
    outcome = printed.outcome()
    assert (outcome["result"], outcome["drill_id"]) == ("twins", one["id"])
    assert [twin["id"] for twin in outcome["twins"]] == [other["id"]]

    assert far.run("records", record, "--json") == 0
    _, *events = printed.objects()
    found = next(event for event in events if event["kind"] == "found")
    assert (found["data"]["by"], found["data"]["drill_id"]) == ("ada", one["id"])


def test_a_person_says_that_it_never_arrived(far: FarSide, printed: Printed) -> None:
    record = ambiguous(far, printed)["record"]
    assert far.run("resume", record, "--absent") == 2
    assert "It is still being looked up." in printed.complaint()
    assert far.run("resume", "--json") == 3
    printed.outcome()

    assert far.run("resume", record, "--absent", "--json") == 0
    outcome = printed.outcome()
    assert (outcome["result"], outcome["by"]) == ("absent", "ada")
    assert far.run("resume", record, "--absent") == 2
    assert "has nothing that a person has to settle" in printed.complaint()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--absent",), "decide on one record"),
        (("a", "b", "--adopt", "x"), "decide on one record"),
        (("a", "--adopt", "x", "--absent"), "not allowed with argument"),
        (("20261123-0914-none",), "There is no record of this project 20261123-0914-none."),
        (("--timeout", "soon"), "is not a number from 0"),
    ],
)
def test_wrong_use_is_exit_2_and_one_sentence(
    arguments: tuple[str, ...], words: str, far: FarSide, printed: Printed
) -> None:
    assert far.run("resume", *arguments) == 2
    assert words.casefold() in printed.complaint().casefold()


def test_a_drill_that_the_group_has_not_is_adopted_by_nobody(
    far: FarSide, printed: Printed
) -> None:
    record = left(far, printed, "--name", "drill-a", lost=True)["record"]
    assert far.run("resume", record, "--adopt", "drill-0911") == 2
    assert "There is no drill drill-0911." in printed.complaint()


def test_a_refused_sign_in_is_exit_4_and_a_broken_disk_exit_5(
    far: FarSide, printed: Printed
) -> None:
    left(far, printed)
    far.wire.answer("GET", 401, "APIGW.0301", "wrong signature")
    assert far.run("resume", "--json") == 4
    assert printed.objects()[-1]["result"] == "not reached"
    far.wire.mend()
    far.refusal = JournalError("There is no room for the journal.")
    assert far.run("resume", "--json") == 5
    assert printed.outcome()["result"] == "fault"
    assert far.run("records", "--json") == 0
    assert len(printed.objects()) == 1

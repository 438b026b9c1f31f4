"""`drilltui start`: one drill, whatever becomes of the answer, and an exit status that says so."""

from __future__ import annotations

import asyncio
import re
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from httpx import ConnectError, ReadTimeout

from drilltui.domain.errors import JournalError
from drilltui.domain.json_value import JsonObject
from drilltui.domain.record import Event, Kind
from drilltui.store.sqlite_journal import SqliteJournal
from drilltui.wiring.journal import open_journal_or_read
from tests.cli.conftest import Typist
from tests.cli.far_side import CREATE, JOBS, FarSide, Printed

START = ("start", "--group", "pg-payments", "--yes")


def names_of(far: FarSide, printed: Printed, group: str = "pg-payments") -> list[str]:
    """The drills that the group has by now."""
    far.wire.mend()
    assert far.run("drills", "--group", group, "--json") == 0
    return [drill["name"] for drill in printed.objects()]


def test_a_drill_is_made_and_followed_to_its_end(far: FarSide, printed: Printed) -> None:
    assert far.run(*START, "--name", "drill-a", "--watch", "--json") == 0

    outcome = printed.outcome()
    assert (outcome["result"], outcome["state"], outcome["drill"]) == (
        "done",
        "available",
        "drill-a",
    )
    assert outcome["message"] == "4 servers"
    assert outcome["seconds"] > 0
    assert names_of(far, printed) == ["drill-a"]


def test_changes_come_a_line_each_and_never_twice(far: FarSide, printed: Printed) -> None:
    assert far.run(*START, "--watch", "--json") == 0

    *changes, outcome = printed.objects()
    faces = [(one["state"], one["finished"], one["steps"], one["why"]) for one in changes]
    assert len(faces) > 1
    assert all(before != after for before, after in pairwise(faces))
    assert faces[-1][0] == "SUCCESS"
    assert faces[-1][1] == faces[-1][2] > 0
    assert {one["record"] for one in changes} == {outcome["record"]}


def test_a_person_reads_one_line_and_a_pipe_no_progress(far: FarSide, printed: Printed) -> None:
    assert far.run(*START, "--watch") == 0

    line = printed.line()
    assert re.match(r"create drill-pg-payments-\d{8}: done, available, [0-9a-f-]{36}, ", line)
    assert "(record " in line
    assert "create drill" not in printed.err


def test_what_preflight_does_not_like_is_told_before_the_question(
    far: FarSide, printed: Printed, typist: Typist
) -> None:
    typist.answers = ["n"]
    far.run("start", "--group", "pg-payments")

    _, said = printed.read()
    assert "warn  custom routes            2 routes of rtb-vpc-prod-custom" in said
    assert "ok " not in said


def test_what_is_no_reason_to_stop_is_kept_by_the_record_where_nobody_is_asked(
    far: FarSide, printed: Printed
) -> None:
    assert far.run(*START, "--json") == 0

    assert printed.outcome()["result"] == "accepted"
    assert printed.err == ""


def test_on_a_terminal_progress_is_plain_lines_in_local_time(
    far: FarSide, printed: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)

    assert far.run(*START, "--name", "drill-x", "--watch") == 0

    printed.line()
    lines = [line for line in printed.err.splitlines() if "create drill-x" in line]
    assert all(re.match(r"\d\d:\d\d:\d\d  create drill-x  \S", line) for line in lines), lines
    assert any("SUCCESS" in line for line in lines)


def test_without_watch_it_ends_when_the_cloud_has_accepted(far: FarSide, printed: Printed) -> None:
    assert far.run(*START, "--json") == 0

    outcome = printed.outcome()
    assert (outcome["result"], outcome["exit"]) == ("accepted", 0)
    assert outcome["job_id"]
    assert outcome["remedy"] == f"Follow it: drilltui resume {outcome['record']}"


def test_a_drill_that_is_still_being_made_blocks_the_next_one(
    far: FarSide, printed: Printed
) -> None:
    assert far.run(*START, "--name", "drill-a", "--json") == 0
    first = printed.outcome()

    assert far.run(*START, "--name", "drill-b", "--json") == 3
    outcome = printed.outcome()
    assert (outcome["result"], outcome["record"]) == ("blocked", first["record"])
    assert "--attach" in outcome["remedy"]
    assert "still being carried out" in printed.err

    assert far.run(*START, "--name", "drill-b", "--attach", "--json") == 0
    outcome = printed.outcome()
    assert (outcome["record"], outcome["drill"]) == (first["record"], "drill-a")
    assert names_of(far, printed) == ["drill-a"]


def test_a_lost_answer_is_unknown_without_watch_and_blocks(far: FarSide, printed: Printed) -> None:
    far.wire.lose_answer(CREATE, ReadTimeout)

    assert far.run(*START, "--json") == 3
    outcome = printed.outcome()
    assert outcome["result"] == "unknown"
    assert outcome["remedy"] == f"Settle it: drilltui resume {outcome['record']}"

    assert far.run(*START) == 3
    assert "not settled" in printed.complaint()
    assert len(names_of(far, printed)) == 1


@pytest.mark.parametrize("how", ["--watch", "--attach"])
def test_a_lost_answer_is_looked_up_and_followed(how: str, far: FarSide, printed: Printed) -> None:
    far.wire.lose_answer(CREATE, ReadTimeout)
    status = far.run(*START, "--json", *([how] if how == "--watch" else []))
    if how == "--attach":
        assert status == 3
        far.wire.mend()
        status = far.run(*START, "--attach", "--json")

    assert status == 0
    outcome = printed.objects()[-1]
    assert (outcome["result"], outcome["state"]) == ("done", "available")
    assert len(names_of(far, printed)) == 1


def test_what_never_arrived_is_exit_4_and_is_sent_again_in_the_same_record(
    far: FarSide, printed: Printed
) -> None:
    far.wire.cut(CREATE, ReadTimeout)

    assert far.run(*START, "--name", "drill-a", "--watch", "--json") == 4
    first = printed.outcome()
    assert first["result"] == "absent"
    assert first["remedy"] == f"Send it again: drilltui start --again {first['record']}"

    far.wire.mend()
    assert far.run("start", "--again", first["record"], "--yes", "--watch", "--json") == 0
    again = printed.outcome()
    assert (again["record"], again["drill"]) == (first["record"], "drill-a")
    assert names_of(far, printed) == ["drill-a"]


def test_what_was_done_is_not_sent_again(far: FarSide, printed: Printed) -> None:
    assert far.run(*START, "--watch", "--json") == 0
    record = printed.outcome()["record"]

    assert far.run("start", "--again", record, "--yes") == 2
    complaint = printed.complaint()
    assert "already" in complaint or "no submission for this group to be sent again" in complaint
    assert len(names_of(far, printed)) == 1


@pytest.mark.parametrize("command", [["start", "--yes", "--again"], ["resume", "--absent"]])
def test_a_record_of_another_project_is_none_of_this_one(
    command: list[str], far: FarSide, printed: Printed
) -> None:
    record = "20261123-0914-k7q2"

    async def write() -> None:
        journal = await open_journal_or_read()
        opened = {"mode": "live", "project_id": "another", "group_id": "g"}
        create = {"action": "create", "name": "drill-a"}
        for kind, data in (("opened", opened), ("intended", create), ("refused", create)):
            await journal.append(record, kind, data, datetime(2026, 11, 23, 9, 14, tzinfo=UTC))
        await journal.close()

    asyncio.run(write())
    assert far.run(*command, record) == 2
    assert printed.complaint().startswith(f"There is no record of this project {record}.")
    assert names_of(far, printed) == []


def test_a_connection_that_was_never_made_is_exit_4(far: FarSide, printed: Printed) -> None:
    far.wire.cut(CREATE, ConnectError)

    assert far.run(*START, "--watch", "--json") == 4
    assert printed.outcome()["result"] == "not sent"
    assert names_of(far, printed) == []


def test_a_refusal_is_exit_1_with_the_services_code(far: FarSide, printed: Printed) -> None:
    far.wire.answer(CREATE, 400, "SDRS.1929", "VPC quota exceeded")

    assert far.run(*START, "--watch", "--json") == 1
    outcome = printed.outcome()
    assert (outcome["result"], outcome["code"]) == ("refused", "SDRS.1929")
    assert outcome["request_id"] == "request-400"

    assert far.run(*START) == 1
    assert "SDRS.1929: VPC quota exceeded" in printed.line()


def test_a_group_that_may_not_be_drilled_now_is_exit_1_and_nothing_is_sent(
    far: FarSide, printed: Printed
) -> None:
    assert far.run("start", "--group", "pg-kiosk", "--yes") == 1
    assert printed.page() == ""
    err = printed.err
    assert "stop  group state              protection is being enabled (SDRS.1002)" in err
    assert "Preflight stops it: group state" in err
    assert "Nothing was sent." in err
    assert names_of(far, printed) == []


def test_a_stop_is_exit_1_for_programs_with_the_code_it_prevents(
    far: FarSide, printed: Printed
) -> None:
    assert far.run("start", "--group", "pg-payments", "--vpc", "vpc-prod", "--yes", "--json") == 1

    outcome = printed.outcome()
    assert (outcome["result"], outcome["exit"], outcome["code"]) == ("stopped", 1, "SDRS.1907")


def test_a_reason_overrides_only_what_the_service_might_accept(
    far: FarSide, printed: Printed
) -> None:
    said = ("--override", "I know better", "--yes", "--json")
    assert far.run("start", "--group", "pg-kiosk", *said) == 1
    assert printed.outcome()["result"] == "stopped"


def test_a_second_drill_that_nobody_asked_for_is_exit_1(far: FarSide, printed: Printed) -> None:
    far.wire.deliver_twice(CREATE)

    assert far.run(*START, "--name", "drill-a", "--watch", "--json") == 1
    outcome = printed.outcome()
    assert outcome["result"] == "twins"
    (twin,) = outcome["twins"]
    assert twin["name"] == "drill-a"
    assert twin["id"] != outcome["drill_id"]
    assert names_of(far, printed) == ["drill-a", "drill-a"]


def test_time_that_is_over_is_exit_3_and_resume_goes_on(far: FarSide, printed: Printed) -> None:
    assert far.run(*START, "--watch", "--timeout", "1", "--json") == 3
    outcome = printed.outcome()
    assert outcome["result"] == "unfinished"

    assert far.run("resume", "--json") == 0
    assert printed.outcome()["record"] == outcome["record"]


def test_a_job_that_failed_is_exit_1_with_its_reason(far: FarSide, printed: Printed) -> None:
    def failed(job: dict[str, object]) -> dict[str, object]:
        return job | {"status": "FAIL", "error_code": "SDRS.1905", "fail_reason": "no volumes"}

    far.wire.change(JOBS, failed)

    assert far.run(*START, "--watch", "--json") == 1
    outcome = printed.outcome()
    assert (outcome["result"], outcome["code"]) == ("failed", "SDRS.1905")
    assert outcome["message"] == "no volumes"


def test_a_refused_sign_in_while_it_waits_leaves_it_unfinished(
    far: FarSide, printed: Printed
) -> None:
    far.wire.answer(JOBS, 401, "APIGW.0301", "Incorrect IAM authentication information")

    assert far.run(*START, "--watch", "--json") == 3
    outcome = printed.objects()[-1]
    assert outcome["result"] == "unfinished"
    assert "the last look failed: APIGW.0301" in outcome["message"]
    assert outcome["remedy"] == f"Follow it: drilltui resume {outcome['record']}"


def test_a_name_in_use_is_exit_2_with_a_free_one(far: FarSide, printed: Printed) -> None:
    assert far.run(*START, "--name", "drill-a", "--watch", "--json") == 0
    printed.outcome()

    assert far.run(*START, "--name", "drill-a", "--json") == 2
    outcome = printed.outcome()
    assert (outcome["result"], outcome["free"]) == ("name in use", "drill-a-2")
    assert "drill-a-2 is free" in printed.err


def test_a_suffix_makes_the_name_one_of_its_own(far: FarSide, printed: Printed) -> None:
    assert far.run(*START, "--name", "drill-a", "--suffix", "--json") == 0
    assert re.fullmatch(r"drill-a-[0-9a-f]{4}", printed.outcome()["drill"])


def test_without_a_terminal_it_needs_a_yes(far: FarSide, printed: Printed) -> None:
    assert far.run("start", "--group", "pg-payments") == 2
    assert printed.complaint().endswith("nothing was sent. Say --yes.")
    assert names_of(far, printed) == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--group", "pg-payment"), "There is no protection group pg-payment. Near it: pg-paym"),
        (("--group", "pg-payments", "--vpc", "vpc-prodd"), "There is no VPC vpc-prodd. Near it:"),
        (("--group", "pg-payments", "--name", "a b"), "Nothing was sent."),
        (("--again", "20261123-0914-none"), "There is no record of this project"),
        (("--again", "x", "--name", "y"), "--again takes name and VPC from the record."),
        (("--group", "pg-payments", "--timeout", "5"), "--timeout is of no use without --watch."),
        (("--group", "pg-payments", "--readonly"), "This run may only read"),
        ((), "one of the arguments --group --again is required"),
    ],
)
def test_wrong_use_is_exit_2_and_one_sentence(
    arguments: tuple[str, ...], words: str, far: FarSide, printed: Printed
) -> None:
    assert far.run("start", "--yes", *arguments) == 2
    assert words.casefold() in printed.complaint().casefold()


def test_on_a_terminal_everything_is_repeated_and_a_no_sends_nothing(
    far: FarSide, printed: Printed, typist: Typist, capsys: pytest.CaptureFixture[str]
) -> None:
    typist.answers = ["n"]
    assert far.run("start", "--group", "pg-payments", "--name", "drill-a") == 2
    err = capsys.readouterr().err
    for told in ("eu-demo-1", "pg-payments (", "drill-a", "a new one", "POST http", '"name"'):
        assert told in err
    assert err.endswith("drilltui: Nothing was sent.\n")
    assert typist.asked == ["Start it? [y/N] "]

    typist.answers = ["y"]
    assert far.run("start", "--group", "pg-payments", "--name", "drill-a") == 0


def test_a_disk_that_takes_no_record_is_exit_5_and_nothing_is_sent(
    far: FarSide, printed: Printed
) -> None:
    far.refusal = JournalError("There is no room for the journal.")
    assert far.run(*START, "--json") == 5
    assert printed.outcome()["result"] == "fault"
    far.refusal = None
    assert names_of(far, printed) == []


@pytest.mark.parametrize("how", ["alone", "--watch"])
def test_an_answer_that_cannot_be_recorded_is_told_and_settled_later(
    how: str, far: FarSide, printed: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    append = SqliteJournal.append
    refused: list[str] = []

    async def full(
        self: SqliteJournal, record_id: str, kind: str, data: JsonObject, at: datetime
    ) -> Event:
        if kind == Kind.ACCEPTED:
            refused.append(kind)
            raise JournalError("There is no room for the journal.")
        return await append(self, record_id, kind, data, at)

    monkeypatch.setattr(SqliteJournal, "append", full)
    if how == "--watch":
        assert far.run(*START, "--watch", "--json") == 0
        assert printed.outcome()["result"] == "done"
    else:
        assert far.run(*START, "--json") == 5
        outcome = printed.outcome()
        assert "could not be recorded: There is no room for the journal." in outcome["message"]
        assert outcome["remedy"] == f"Settle it: drilltui resume {outcome['record']}"
        assert far.run("resume", "--json") == 0
        printed.outcome()
    assert refused == [Kind.ACCEPTED]
    assert len(names_of(far, printed)) == 1

"""`drilltui delete`: gone means read back as gone."""

from __future__ import annotations

import pytest
from httpx import ConnectError, ReadTimeout

from drilltui.domain.errors import JournalError
from tests.cli.conftest import Typist
from tests.cli.far_side import DELETE, JOBS, FarSide, Printed

DRILL = "drill-0911"


def test_a_drill_is_deleted_and_read_back_as_gone(far: FarSide, printed: Printed) -> None:
    assert far.run("delete", DRILL, "--yes", "--watch", "--json") == 0
    outcome = printed.outcome()
    assert (outcome["action"], outcome["result"], outcome["message"]) == (
        "delete",
        "done",
        "it is gone",
    )
    assert any(left.startswith("VPC ") for left in outcome["leftovers"])
    assert far.run("show", DRILL) == 2
    printed.complaint()


def test_a_person_reads_what_stays(far: FarSide, printed: Printed) -> None:
    assert far.run("delete", DRILL, "--yes", "--watch") == 0
    line = printed.line()
    assert line.startswith(f"delete {DRILL}: done, SUCCESS, ")
    assert "it is gone, stays: VPC " in line


def test_without_watch_it_ends_when_the_cloud_has_accepted(far: FarSide, printed: Printed) -> None:
    assert far.run("delete", DRILL, "--yes", "--json") == 0
    accepted = printed.outcome()
    assert accepted["result"] == "accepted"

    assert far.run("delete", accepted["drill_id"], "--yes", "--json") == 3
    assert printed.outcome()["record"] == accepted["record"]

    assert far.run("resume", "--json") == 0
    assert printed.outcome()["message"] == "it is gone"


def test_a_lost_answer_is_followed_to_the_read_back(far: FarSide, printed: Printed) -> None:
    far.wire.lose_answer(DELETE, ReadTimeout)
    assert far.run("delete", DRILL, "--yes", "--watch", "--json") == 0
    outcome = printed.outcome()
    assert (outcome["result"], outcome["message"]) == ("done", "it is gone")


def test_one_that_is_gone_while_nobody_knows_is_blocked_and_not_unknown(
    far: FarSide, printed: Printed
) -> None:
    far.wire.lose_answer(DELETE, ReadTimeout)
    assert far.run("delete", DRILL, "--yes", "--json") == 3
    lost = printed.outcome()
    assert lost["result"] == "unknown"
    far.wire.mend()
    far.wire.change(
        r"GET /v1/\w+/disaster-recovery-drills$", lambda _: {"disaster_recovery_drills": []}
    )

    assert far.run("delete", DRILL, "--yes", "--json") == 3
    assert printed.outcome()["record"] == lost["record"]


def test_what_never_arrived_is_exit_4(far: FarSide, printed: Printed) -> None:
    far.wire.cut(DELETE, ReadTimeout)
    assert far.run("delete", DRILL, "--yes", "--watch", "--json") == 4
    assert printed.outcome()["result"] == "absent"
    far.wire.mend()
    far.wire.cut(DELETE, ConnectError)
    assert far.run("delete", DRILL, "--yes", "--watch", "--json") == 4
    assert printed.outcome()["result"] == "not sent"


def test_a_refusal_and_a_job_that_failed_are_exit_1(far: FarSide, printed: Printed) -> None:
    far.wire.answer(DELETE, 400, "SDRS.1913", "wrong status")
    assert far.run("delete", DRILL, "--yes", "--json") == 1
    assert printed.outcome()["code"] == "SDRS.1913"

    far.wire.mend()
    far.wire.change(
        JOBS, lambda job: job | {"status": "FAIL", "error_code": "SDRS.1918", "fail_reason": "port"}
    )
    far.wire.answer(r"GET /v1/\w+/disaster-recovery-drills/[0-9a-f-]+$", 400, "SDRS.0201", "bad")
    assert far.run("delete", "drill-relay", "--yes", "--watch", "--json") == 1
    printed.outcome()


def test_time_that_is_over_is_exit_3(far: FarSide, printed: Printed) -> None:
    assert far.run("delete", DRILL, "--yes", "--watch", "--timeout", "0", "--json") == 3
    assert printed.outcome()["result"] == "unfinished"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((DRILL,), "Say --yes."),
        (("drill-0912", "--yes"), "Near it: drill-0911"),
        ((DRILL, "--yes", "--readonly"), "This run may only read"),
        ((DRILL, "--yes", "--timeout", "3"), "--timeout is of no use without --watch."),
        ((), "the following arguments are required: DRILL"),
    ],
)
def test_wrong_use_is_exit_2_and_one_sentence(
    arguments: tuple[str, ...], words: str, far: FarSide, printed: Printed
) -> None:
    assert far.run("delete", *arguments) == 2
    assert words.casefold() in printed.complaint().casefold()


def test_a_disk_that_takes_no_record_is_exit_5(far: FarSide, printed: Printed) -> None:
    far.refusal = JournalError("There is no room for the journal.")
    assert far.run("delete", DRILL, "--yes") == 5
    printed.complaint()


@pytest.mark.parametrize("typed", ["y", "yes", "drill-091", "", None])
def test_on_a_terminal_only_its_name_deletes_it(
    typed: str, far: FarSide, printed: Printed, typist: Typist, capsys: pytest.CaptureFixture[str]
) -> None:
    typist.answers = [typed]
    assert far.run("delete", DRILL) == 2
    err = capsys.readouterr().err
    assert "stays    VPC" in err
    assert err.endswith("drilltui: That is not its name: nothing was sent.\n")
    typist.answers = [DRILL]
    assert far.run("delete", DRILL) == 0

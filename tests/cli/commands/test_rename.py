"""`drilltui rename`: another name, sent once."""

from __future__ import annotations

import pytest
from httpx import ConnectError, ReadTimeout

from drilltui.domain.errors import JournalError
from tests.cli.conftest import Typist
from tests.cli.far_side import RENAME, FarSide, Printed

DRILL = "drill-0911"


def test_a_drill_has_its_new_name(far: FarSide, printed: Printed) -> None:
    assert far.run("rename", DRILL, "drill-new", "--yes", "--json") == 0
    outcome = printed.outcome()
    assert (outcome["action"], outcome["result"], outcome["drill"]) == (
        "rename",
        "done",
        "drill-new",
    )
    assert far.run("show", "drill-new", "--json") == 0
    assert printed.objects()[0]["id"] == outcome["drill_id"]

    assert far.run("rename", "drill-new", DRILL, "--yes") == 0
    assert printed.line().startswith(f"rename {DRILL}: done, {outcome['drill_id']} (record ")


def test_a_lost_answer_is_unknown_and_resume_settles_it(far: FarSide, printed: Printed) -> None:
    far.wire.lose_answer(RENAME, ReadTimeout)
    assert far.run("rename", DRILL, "drill-new", "--yes", "--json") == 3
    lost = printed.outcome()
    assert lost["result"] == "unknown"

    assert far.run("rename", DRILL, "drill-newer", "--yes") == 2  # it has its new name already
    printed.complaint()
    assert far.run("rename", lost["drill_id"], "drill-newer", "--yes") == 3
    assert "not settled" in printed.complaint()

    far.wire.mend()
    assert far.run("resume", "--json") == 0
    settled = printed.outcome()
    assert (settled["action"], settled["result"]) == ("rename", "done")
    assert settled["drill"] == "drill-new"


def test_what_never_arrived_is_proven_absent(far: FarSide, printed: Printed) -> None:
    far.wire.cut(RENAME, ReadTimeout)
    assert far.run("rename", DRILL, "drill-new", "--yes") == 3
    printed.line()
    assert far.run("resume", "--json") == 4
    assert printed.outcome()["result"] == "absent"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((DRILL, "drill-new"), "Say --yes."),
        ((DRILL, "a b", "--yes"), "Nothing was sent."),
        (("drill-nowhere", "x", "--yes"), "There is no drill drill-nowhere."),
        ((DRILL, "x", "--yes", "--readonly"), "This run may only read"),
        ((DRILL,), "the following arguments are required: NEW"),
    ],
)
def test_wrong_use_is_exit_2_and_one_sentence(
    arguments: tuple[str, ...], words: str, far: FarSide, printed: Printed
) -> None:
    assert far.run("rename", *arguments) == 2
    assert words.casefold() in printed.complaint().casefold()


def test_a_name_of_another_drill_is_exit_2_with_a_free_one(far: FarSide, printed: Printed) -> None:
    start = ("start", "--group", "pg-payments", "--yes", "--watch", "--json")
    for name in ("drill-a", "drill-b"):
        assert far.run(*start, "--name", name) == 0
        printed.outcome()
    assert far.run("rename", "drill-a", "drill-b", "--yes", "--json") == 2
    assert printed.outcome()["free"] == "drill-b-2"


def test_refusals_and_no_way_have_their_status(far: FarSide, printed: Printed) -> None:
    far.wire.answer(RENAME, 400, "SDRS.0202", "invalid name")
    assert far.run("rename", DRILL, "drill-new", "--yes") == 1
    assert "SDRS.0202" in printed.line()
    far.wire.mend()
    far.wire.cut(RENAME, ConnectError)
    assert far.run("rename", DRILL, "drill-new", "--yes", "--json") == 4
    assert printed.outcome()["result"] == "not sent"
    far.refusal = JournalError("There is no room for the journal.")
    assert far.run("rename", DRILL, "drill-new", "--yes") == 5
    printed.complaint()


def test_on_a_terminal_a_no_sends_nothing(far: FarSide, printed: Printed, typist: Typist) -> None:
    typist.answers = [""]
    assert far.run("rename", DRILL, "drill-new") == 2
    assert typist.asked == ["Rename it? [y/N] "]
    typist.answers = ["yes"]
    assert far.run("rename", DRILL, "drill-new") == 0

"""`drilltui servers`: a person's word on drill servers, or a probe that was shown."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Typist
from tests.cli.far_side import FarSide, Printed

DRILL = "drill-0911"


def verified(far: FarSide, printed: Printed) -> dict[str, bool | None]:
    assert far.run("show", DRILL, "--json") == 0
    (shown,) = printed.objects()
    return {one["name"]: one["verified"] for one in shown["servers"]}


def test_a_persons_word_is_recorded_and_shown(far: FarSide, printed: Printed) -> None:
    name, *others = verified(far, printed)
    word = ("--failed", "--remark", "no login", "--yes", "--json")
    assert far.run("servers", DRILL, "--server", name, *word) == 0
    (said,) = printed.objects()
    assert (said["server"], said["passed"], said["how"]) == (name, False, "person")
    assert (said["instance"], said["by"], said["remark"]) == (name, "ada", "no login")
    assert verified(far, printed) == {name: False, **dict.fromkeys(others)}


def test_a_probe_of_all_is_shown_before_and_answered_by_the_world(
    far: FarSide, printed: Printed
) -> None:
    assert far.run("servers", DRILL, "--all", "--probe", "ssh answers", "--yes", "--json") == 0
    told = printed.objects()
    assert [one["passed"] for one in told] == [True, True, True]
    assert all(one["how"].startswith("tcp 10.20.") for one in told)
    assert printed.err.count(": TCP connection to 10.20.") == 3
    assert "nothing is run" in printed.err
    assert set(verified(far, printed).values()) == {True}


def test_a_server_that_does_not_run_fails_with_exit_1(far: FarSide, printed: Printed) -> None:
    def stopped(answer: dict[str, dict[str, object]]) -> dict[str, dict[str, object]]:
        return {"server": {**answer["server"], "status": "SHUTOFF"}}

    far.wire.change(r"GET .*/cloudservers/(?!detail)", stopped)
    assert far.run("servers", DRILL, "--all", "--probe", "ssh answers", "--yes", "--json") == 1
    assert {one["passed"] for one in printed.objects()} == {False}


def test_on_a_terminal_it_is_shown_and_a_no_runs_nothing(
    far: FarSide, printed: Printed, typist: Typist
) -> None:
    typist.answers = [""]
    assert far.run("servers", DRILL, "--all", "--probe", "ssh answers") == 2
    assert typist.asked == ["Run it? [y/N] "]
    assert set(verified(far, printed).values()) == {None}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--all", "--passed"), "Say --yes."),
        (("--all", "--yes"), "one of the arguments --probe --passed --failed is required"),
        (("--passed", "--yes"), "one of the arguments --server --all is required"),
        (("--server", "nobody", "--passed", "--yes"), "There is no server nobody."),
        (("--all", "--probe", "ssh", "--yes"), "There is no probe ssh."),
        (("--all", "--probe", "x", "--remark", "y", "--yes"), "Leave --remark out."),
    ],
)
def test_wrong_use_is_exit_2_and_one_sentence(
    arguments: tuple[str, ...], words: str, far: FarSide, printed: Printed
) -> None:
    assert far.run("servers", DRILL, *arguments) == 2
    assert words.casefold() in printed.complaint().casefold()

"""`drilltui checklist` and `drilltui note`: what is left to people, ticked into the record."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from drilltui.domain.errors import JournalError
from tests.cli.far_side import FarSide, Printed

DRILL = "drill-0911"


def keys(printed: Printed) -> dict[str, bool]:
    return {one["key"]: one["done"] for one in printed.objects()}


def test_a_drill_made_elsewhere_is_judged_now_and_gets_a_record_with_the_first_tick(
    far: FarSide, printed: Printed
) -> None:
    assert far.run("checklist", DRILL, "--json") == 0
    before = printed.objects()
    assert {one["record"] for one in before} == {""}
    assert {"log-in", "names", "close-openings"} <= {one["key"] for one in before}
    assert far.run("records", "--json") == 0
    assert printed.objects() == []

    assert far.run("checklist", DRILL, "--tick", "log-in", "--remark", "all fine", "--json") == 0
    ticked = next(one for one in printed.objects() if one["key"] == "log-in")
    assert (ticked["done"], ticked["by"], ticked["remark"]) == (True, "ada", "all fine")
    assert ticked["record"]
    assert far.run("checklist", ticked["record"], "--untick", "log-in", "--json") == 0
    assert keys(printed)["log-in"] is False


def test_for_people_each_open_item_says_why_and_how(
    far: FarSide, printed: Printed, capsys: pytest.CaptureFixture[str]
) -> None:
    assert far.run("checklist", DRILL) == 0
    page = capsys.readouterr().out
    assert "[ ] log-in  Log in, check app and data" in page
    assert "      how  Log in to each server" in page
    assert "next: " in page


def test_a_note_is_in_the_record(far: FarSide, printed: Printed) -> None:
    assert far.run("note", DRILL, "replica lag was 40 s") == 0
    record = printed.line().removeprefix("noted (record ").removesuffix(")")
    assert far.run("records", record, "--json") == 0
    noted = next(one for one in printed.objects() if one.get("kind") == "note")
    assert noted["data"] == {"text": "replica lag was 40 s", "by": "ada"}


def test_the_record_tells_it_to_people(
    far: FarSide, printed: Printed, capsys: pytest.CaptureFixture[str]
) -> None:
    assert far.run("checklist", DRILL, "--tick", "log-in", "--remark", "fine", "--json") == 0
    record = printed.objects()[0]["record"]
    assert far.run("note", record, "lag 40 s") == 0
    assert far.run("servers", DRILL, "--all", "--failed", "--yes") == 0
    capsys.readouterr()
    assert far.run("records", record) == 0
    page = capsys.readouterr().out
    assert "step       log-in, fine, ada, done" in page
    assert "note       lag 40 s, ada" in page
    told = re.findall(r"verified   (\S+), person, ada, failed", page)
    assert len(set(told)) == 3  # each server by its id


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("checklist", DRILL, "--tick", "log-im"), "There is no item of this drill log-im. Near"),
        (("checklist", DRILL, "--remark", "x"), "Say --tick or --untick too."),
        (("checklist", DRILL, "--tick", "a", "--untick", "b"), "not allowed with argument"),
        (("checklist", "drill-none"), "There is no drill drill-none."),
        (("checklist", "20260101-0000-aaaa"), "There is no record of this project"),
        (("note", DRILL, " "), "A note without text is none."),
        (("note", DRILL), "the following arguments are required: TEXT"),
    ],
)
def test_wrong_use_is_exit_2_and_one_sentence(
    arguments: tuple[str, ...], words: str, far: FarSide, printed: Printed
) -> None:
    assert far.run(*arguments) == 2
    assert words.casefold() in printed.complaint().casefold()


def test_without_a_journal_nothing_is_ticked(far: FarSide, printed: Printed) -> None:
    far.refusal = JournalError("There is no room for the journal.")
    assert far.run("checklist", DRILL, "--tick", "log-in") == 5
    assert "no room" in printed.complaint()


def test_a_file_is_attached_to_a_tick_by_name_and_digest(
    far: FarSide, printed: Printed, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "routes 网.txt"
    file.write_bytes(b"abc")
    digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"  # FIPS 180-2, B.1

    assert far.run("checklist", DRILL, "--tick", "routes", "--attach", str(file), "--json") == 0
    ticked = {one["key"]: one for one in printed.objects()}
    assert ticked["routes"]["attachment"] == {"name": "routes 网.txt", "sha256": digest}
    assert ticked["log-in"]["attachment"] is None
    record = ticked["routes"]["record"]
    assert far.run("checklist", DRILL) == 0
    assert f"routes 网.txt  {digest}" in capsys.readouterr().out
    assert far.run("records", record, "--json") == 0
    said = next(one for one in printed.objects() if one.get("kind") == "step")
    assert said["data"]["attachment"] == {"name": "routes 网.txt", "sha256": digest}

    assert far.run("checklist", DRILL, "--tick", "routes", "--json") == 0
    ticked = {one["key"]: one for one in printed.objects()}
    assert ticked["routes"]["attachment"] is None  # the last word has none


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--attach", "FOLDER"), "--attach is of no use alone."),
        (("--untick", "log-in", "--attach", "FOLDER"), "--attach is of no use alone."),
        (
            ("--tick", "log-in", "--attach", "FOLDER"),
            "is no file. Say a file: nothing was written.",
        ),
        (("--tick", "log-in", "--attach", "FOLDER/none"), "is no file."),
    ],
)
def test_what_cannot_be_attached_is_told_before_anybody_signs_in(
    arguments: tuple[str, ...], words: str, far: FarSide, printed: Printed, tmp_path: Path
) -> None:
    far.wire.cut(".")
    said = [one.replace("FOLDER", str(tmp_path)) for one in arguments]

    assert far.run("checklist", DRILL, *said) == 2
    assert words in printed.complaint()

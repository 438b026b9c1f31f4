"""`report`, `export`, `verify`: from a record of this host to evidence, and what stops that."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tests.cli.far_side import STRICT, FarSide, Printed
from tests.cli.running import one_sentence, run
from tests.requirements import need_ssh_keygen


@pytest.fixture
def drilled(far: FarSide, printed: Printed) -> str:
    """A record of a drill that was made, verified and deleted."""
    assert far.run("start", "--group", "pg-payments", "--yes", "--watch", "--json") == 0
    outcome = printed.outcome()
    assert far.run("note", str(outcome["record"]), "the pager was silent") == 0
    printed.read()
    assert far.run("delete", str(outcome["drill_id"]), "--yes", "--watch", "--json") == 0
    printed.outcome()
    return str(outcome["record"])


def test_a_real_record_is_exported_and_verified(
    drilled: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    for name in ("out", "out.zip"):
        assert run("export", drilled, "-o", str(tmp_path / name)) == 0
        assert f"The record {drilled} is in {tmp_path / name}: " in capsys.readouterr().out
        assert run("verify", str(tmp_path / name), "--json") == 0
        told = json.loads(capsys.readouterr().out)
        STRICT.validate(told)
        assert (told["whole"], told["remade"], told["record"]) == (True, True, drilled)
        assert (told["mode"], told["signature"], told["hidden"]) == ("live", "none", 0)
    assert run("verify", str(tmp_path / "out")) == 0
    said = capsys.readouterr().out
    assert "is whole." in said
    assert "This does not prove:" in said

    lines = (tmp_path / "out" / "events.jsonl").read_text().splitlines()
    about = json.loads((tmp_path / "out" / "schema.json").read_text())
    for line in lines:
        Draft202012Validator(about).validate(json.loads(line))


def test_a_change_is_exit_1_and_says_where(
    drilled: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("export", drilled, "-o", str(tmp_path / "out")) == 0
    events = tmp_path / "out" / "events.jsonl"
    events.write_text(events.read_text().replace("silent", "louder"))
    capsys.readouterr()

    assert run("verify", str(tmp_path / "out")) == 1
    said = capsys.readouterr().out
    assert "is NOT whole." in said
    assert "its hash is not that of what it says" in said
    assert run("verify", str(tmp_path / "out"), "--json") == 1
    told = json.loads(capsys.readouterr().out)
    STRICT.validate(told)
    assert [fault["file"] for fault in told["faults"]] == ["events.jsonl", "events.jsonl"]


def test_a_damaged_zip_is_not_whole_and_nobody_takes_it_over(
    drilled: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "out.zip"
    assert run("export", drilled, "-o", str(path)) == 0
    content = bytearray(path.read_bytes())
    content[200] ^= 1
    path.write_bytes(content)
    capsys.readouterr()

    assert run("verify", str(path)) == 1
    said = capsys.readouterr().out
    assert f"{path} is NOT whole." in said
    assert "events.jsonl: it is damaged" in said
    assert "It is not signed." not in said, "nobody knows"
    assert run("verify", str(path), "--json") == 1
    told = json.loads(capsys.readouterr().out)
    STRICT.validate(told)
    assert [fault["file"] for fault in told["faults"]] == ["events.jsonl"]
    assert run("takeover", str(path), "--name", "Bob") == 5
    assert "The export is not whole: events.jsonl: it is damaged" in one_sentence(capsys)


def test_a_record_of_this_host_is_verified(
    drilled: str, printed: Printed, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert run("verify", drilled, "--json") == 0
    (told,) = printed.objects()
    assert (told["type"], told["whole"], told["record"]) == ("evidence", True, drilled)
    assert run("verify", drilled) == 0
    assert f"The record {drilled} is whole: " in capsys.readouterr().out


@pytest.mark.parametrize("form", ["md", "html", "json"])
def test_a_report_is_printed_or_written(
    form: str, drilled: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert run("report", drilled, "--format", form) == 0
    printed = capsys.readouterr().out
    assert "the pager was silent" in printed

    path = tmp_path / "report"
    assert run("report", drilled, "--format", form, "-o", str(path)) == 0
    assert path.read_text("utf-8").rstrip() == printed.rstrip()
    capsys.readouterr()
    assert run("report", drilled, "-o", str(path)) == 2
    assert "already" in one_sentence(capsys)


def test_a_report_speaks_chinese(
    drilled: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "report"
    assert run("report", drilled, "--lang", "zh", "-o", str(path)) == 0
    assert "容灾演练报告" in path.read_text("utf-8")
    capsys.readouterr()


def test_people_are_hidden_when_asked_and_fields_by_the_configuration(
    drilled: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    (tmp_path / "config" / "drilltui").mkdir(parents=True)
    config = tmp_path / "config" / "drilltui" / "config.toml"
    config.write_text('[evidence]\nredact = ["note.text"]\n')
    capsys.readouterr()

    assert run("export", drilled, "-o", str(tmp_path / "out"), "--redact") == 0
    assert "with the salt" in capsys.readouterr().out
    text = "".join(one.read_text("utf-8") for one in (tmp_path / "out").iterdir())
    for value in ("silent", "jump-1", '"ada"'):
        assert value not in text
    assert run("verify", str(tmp_path / "out"), "--json") == 1, "nobody vouches for what is left"
    found = json.loads(capsys.readouterr().out)
    assert found["hidden"] > 0
    assert (found["whole"], found["faults"]) == (False, [])
    assert run("report", drilled) == 0
    assert "silent" not in capsys.readouterr().out

    config.write_text("[evidence]\nredact = [7]\n")
    assert run("export", drilled, "-o", str(tmp_path / "more")) == 2
    assert "evidence.redact" in one_sentence(capsys)


def test_the_drill_before_is_compared(
    drilled: str, far: FarSide, printed: Printed, capsys: pytest.CaptureFixture[str]
) -> None:
    assert far.run("start", "--group", "pg-payments", "--name", "second", "--yes", "--json") == 0
    second = str(printed.outcome()["record"])
    assert run("report", second, "--format", "json") == 0

    told = json.loads(capsys.readouterr().out)["sections"]["comparison"]
    assert told["record"] == drilled
    assert told["figures"][0]["before"] > 0


def test_an_export_is_signed_and_its_signer_checked(
    drilled: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    need_ssh_keygen()
    import subprocess

    key, out = tmp_path / "key", str(tmp_path / "out.zip")
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
    (tmp_path / "allowed").write_text(f"ada {key.with_suffix('.pub').read_text()}")
    assert run("export", drilled, "-o", out, "--sign", str(key)) == 0
    allowed = ("--allowed", str(tmp_path / "allowed"))
    capsys.readouterr()

    assert run("verify", out, "--signer", "ada", *allowed) == 0
    assert "It is signed by ada." in capsys.readouterr().out
    assert run("verify", out, "--signer", "bob", *allowed, "--json") == 1
    assert json.loads(capsys.readouterr().out)["signature"] == "bad"
    assert run("verify", out) == 0
    assert "nobody asked by whom" in capsys.readouterr().out
    assert run("verify", out, "--signer", "ada") == 2


def test_an_unsigned_export_has_no_signer(
    drilled: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("export", drilled, "-o", str(tmp_path / "out")) == 0
    (tmp_path / "allowed").write_text("")
    capsys.readouterr()
    arguments = ("--signer", "ada", "--allowed", str(tmp_path / "allowed"), "--json")
    assert run("verify", str(tmp_path / "out"), *arguments) == 1
    assert json.loads(capsys.readouterr().out)["signature"] == "bad"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("report", "20261123-0914-none"), "There is no record 20261123-0914-none."),
        (("export", "20261123-0914-none", "-o", "x"), "There is no record 20261123-0914-none."),
        (("verify", "20261123-0914-none"), "There is no record 20261123-0914-none."),
        (("verify", "/nowhere"), "There is nothing at /nowhere."),
        (("verify", "/dev/null"), "/dev/null is no plain file."),
        (("export", "20261123-0914-none"), "-o"),
    ],
)
def test_what_is_not_there_is_exit_2(
    arguments: tuple[str, ...], words: str, far: FarSide, capsys: pytest.CaptureFixture[str]
) -> None:
    assert far.run(*arguments) == 2
    assert words in one_sentence(capsys)


def test_a_key_that_does_not_sign_leaves_nothing(
    drilled: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    out = tmp_path / "out"
    assert run("export", drilled, "-o", str(out), "--sign", str(tmp_path / "none")) == 2
    assert "There is no key at" in one_sentence(capsys)
    assert not out.exists()

"""The command line: what it prints, how it ends, and that nothing ends in a traceback."""

from __future__ import annotations

import io
import re
import socket
import sys
from pathlib import Path

import pytest

from drilltui import __version__
from drilltui.cli import EXIT_CODES, main
from drilltui.cli.catalogue import COMMANDS
from drilltui.cli.catalogue import command as command_of
from tests.cli.live_world import LiveWorld
from tests.cli.running import one_sentence, run
from tests.theatre import small_world


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--version") == 0
    assert capsys.readouterr() == (f"drilltui {__version__}\n", "")


def test_help_names_every_command_and_every_exit_status(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--help") == 0
    out, err = capsys.readouterr()
    words = " ".join(out.split())
    assert err == ""
    assert all(f" {command} {tells}" in words for command, tells in COMMANDS.items())
    assert all(f"{code} {meaning}" in words for code, meaning in EXIT_CODES.items())


@pytest.mark.parametrize(
    ("command", "options"),
    [
        (
            "rehearse",
            ("--play", "--rto", "--scenario", "--speed", "--groups", "--ascii", "--mouse"),
        ),
        (
            "sandbox",
            ("--port", "--scenario", "--speed", "--groups", "--tls", "--proxy", "--skew"),
        ),
        ("info", ("--profile", "--secret-fd")),
        ("groups", ("--json", "--profile", "--readonly", "--secret-fd")),
        ("drills", ("--group", "--json", "--profile", "--readonly", "--secret-fd")),
        ("show", ("DRILL", "--group", "--json", "--profile", "--readonly", "--secret-fd")),
        (
            "start",
            (
                "--group",
                "--again",
                "--name",
                "--suffix",
                "--vpc",
                "--attach",
                "--watch",
                "--yes",
                "--timeout",
                "--json",
                "--profile",
                "--readonly",
                "--secret-fd",
            ),
        ),
        ("watch", ("JOB|RECORD", "--timeout", "--json", "--profile", "--secret-fd")),
        ("rename", ("DRILL", "NEW", "--group", "--yes", "--json", "--profile", "--secret-fd")),
        ("delete", ("DRILL", "--group", "--yes", "--watch", "--timeout", "--json", "--profile")),
        ("resume", ("RECORD", "--adopt", "--absent", "--timeout", "--json", "--profile")),
        ("records", ("RECORD", "--all", "--json", "--profile")),
        ("info", ("--schema",)),
        ("credentials", ("status", "set", "forget")),
        ("credentials set", ("--keep", "--no-check", "--profile", "--secret-fd")),
        ("credentials status", ("--profile",)),
        ("credentials forget", ("--yes", "--profile")),
        ("import", ("--yes", "--json")),
        ("keyring", ("run",)),
        ("keyring run", ("-- COMMAND",)),
        ("doctor", ("--json", "--profile", "0 all ok or warn")),
    ],
)
def test_each_command_has_help_with_an_example(
    command: str, options: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*command.split(), "--help") == 0
    out, _ = capsys.readouterr()
    assert out.startswith(f"usage: drilltui {command} ")
    assert all(option in out for option in options)
    assert "Example: drilltui " in out


def test_each_command_has_a_file_with_what_it_takes_and_what_it_does() -> None:
    for name in COMMANDS:
        assert callable(command_of(name).arguments)
        assert callable(command_of(name).run)


def test_info_says_versions_and_where_things_lie(
    world: LiveWorld,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    world.profiles = []
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))

    assert run("info") == 0

    rows = dict(line.split(maxsplit=1) for line in capsys.readouterr().out.splitlines())
    assert rows["drilltui"] == __version__
    assert rows["textual"] == "8.2.8"
    assert {"python", "httpx", "starlette", "uvicorn"} <= set(rows)
    assert rows["config"] == str(tmp_path / "config" / "drilltui" / "config.toml")
    assert rows["profiles"] == "none yet"
    assert rows["journal"] == str(tmp_path / "state" / "drilltui" / "journal.db")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("arguments", [(), ("rehearse",)])
def test_without_a_terminal_no_screen_is_tried(
    arguments: tuple[str, ...],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO())

    assert run(*arguments) == 2
    assert "standard input is not a terminal" in one_sentence(capsys)


def test_the_arguments_of_the_process_are_the_usual_ones(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["drilltui", "--version"])
    with pytest.raises(SystemExit) as leaving:
        main()
    assert leaving.value.code == 0
    assert capsys.readouterr().out.startswith("drilltui ")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--no-such-option",), "--no-such-option. See 'drilltui --help'."),
        (("drill",), "invalid choice: 'drill' (choose from"),
        (("",), "invalid choice: ''"),
        (("rehearse", "more"), "more. See"),
        (("rehearse", "--port", "1"), "--port 1. See"),
        (("rehearse", "--pla"), "--pla. See"),
        (("sandbox", "--por", "80"), "--por 80. See"),
        (("info", "--hel"), "--hel. See"),
        (("sandbox", "--port"), "--port: expected one argument. See 'drilltui sandbox --help'."),
        (("sandbox", "--port", "70000"), "'70000' is not a whole number from 0 to 65535. See"),
        (("sandbox", "--port", "-1"), "'-1' is not a whole number from 0 to 65535. See"),
        (("sandbox", "--port", "http"), "'http' is not a whole number from 0 to 65535. See"),
        (("sandbox", "--port", "80.0"), "'80.0' is not a whole number from 0 to 65535. See"),
        (("rehearse", "--speed", "0"), "'0' is not a number from 0.1 to 1000. See"),
        (("rehearse", "--speed", "0.09"), "'0.09' is not a number from 0.1 to 1000. See"),
        (("rehearse", "--speed", "1001"), "'1001' is not a number from 0.1 to 1000. See"),
        (("rehearse", "--speed", "nan"), "'nan' is not a number from 0.1 to 1000. See"),
        (("sandbox", "--speed", "inf"), "'inf' is not a number from 0.1 to 1000. See"),
        (("sandbox", "--speed", "fast"), "'fast' is not a number from 0.1 to 1000. See"),
        (("rehearse", "--groups", "100001"), "is not a whole number from 0 to 100000. See"),
        (("rehearse", "--groups", "1e3"), "'1e3' is not a whole number from 0 to 100000. See"),
        (("sandbox", "--skew", "-1441"), "'-1441' is not a number from -1440 to 1440. See"),
        (("sandbox", "--skew", "nan"), "'nan' is not a number from -1440 to 1440. See"),
        (("sandbox", "--groups=-1",), "'-1' is not a whole number from 0 to 100000. See"),
    ],
)  # fmt: skip
def test_impossible_arguments_are_one_sentence_with_a_remedy(
    arguments: tuple[str, ...], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*arguments) == 2
    sentence = one_sentence(capsys)
    assert words in sentence
    assert re.search(r" See 'drilltui( \w+)? --help'\.$", sentence)


@pytest.mark.parametrize("text", ["--\x1b[2J", "--\u202efdp", "\x1b]0;x\x07"])
def test_what_was_typed_is_repeated_as_text(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("rehearse", text) == 2
    assert text.strip("-")[0] not in one_sentence(capsys)


@pytest.mark.parametrize(
    "arguments", [("rehearse", "--play"), ("sandbox",)], ids=["rehearse", "sandbox"]
)
@pytest.mark.parametrize(
    ("scenario", "words"),
    [
        ("nope", "There is no scenario 'nope'; known scenarios: delete-refused, doors, hostile, "),
        ("", "There is no scenario ''"),
        ("./nope.toml", "nope.toml: cannot be read: No such file"),
        ("\x1b[2J.toml", "?[2J.toml: cannot be read"),
    ],
)
def test_an_unknown_scenario_is_named(
    arguments: tuple[str, ...], scenario: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*arguments, "--scenario", scenario) == 2
    assert words in one_sentence(capsys)


def test_a_scenario_file_that_is_not_one_is_named_with_what_is_wrong(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "mine.toml"
    path.write_text("titel = 'x'\n")

    assert run("rehearse", "--play", "--scenario", str(path)) == 2
    assert "unknown key 'titel' (did you mean 'title'?)" in one_sentence(capsys)


def test_a_drill_that_cannot_be_is_exit_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scenario = small_world(tmp_path, status="starting")

    assert run("rehearse", "--play", "--scenario", scenario) == 1

    out, err = capsys.readouterr()
    assert "1 protection groups, 0 may be drilled now" in out
    assert err == (
        "drilltui: No protection group of this scenario is free for a drill. Choose another one.\n"
    )


def test_a_state_folder_that_cannot_be_made_is_exit_5(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    occupied = tmp_path / "state"
    occupied.write_text("a file")
    monkeypatch.setenv("XDG_STATE_HOME", str(occupied))

    assert run("rehearse", "--play") == 5
    out, err = capsys.readouterr()
    assert "Accepted" not in out
    assert err.count("\n") == 1
    assert str(occupied) in err
    assert occupied.read_text() == "a file"


def test_a_journal_that_is_none_is_set_aside_as_it_was_and_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = tmp_path / "drilltui" / "journal.db"
    journal.parent.mkdir()
    journal.write_bytes(b"not a database, but long enough to look like one\n" * 50)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    before = journal.read_bytes()

    assert run("rehearse", "--play", "--speed", "1000") == 0
    assert "The journal was damaged. It was set aside" in capsys.readouterr().err
    (aside,) = journal.parent.glob("journal-damaged-*.db")
    assert aside.read_bytes() == before


def test_a_port_in_use_is_exit_1(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert run("sandbox", "--port", str(port)) == 1

    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert f"{port}" in err
    assert "in use" in err


def test_every_way_to_end_is_a_known_exit_status() -> None:
    from drilltui.domain.errors import CloudError, DrilltuiError, JournalError, UsageError

    kinds: list[type[DrilltuiError]] = [DrilltuiError, CloudError, UsageError, JournalError]
    assert [kind.exit_code for kind in kinds] == [1, 1, 2, 5]
    assert set(EXIT_CODES) == {0, 1, 2, 3, 4, 5, 75, 129}

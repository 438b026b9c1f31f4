"""`drilltui keyring run`: the command line of what is run, and who is asked."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

from drilltui.cli import prompt
from drilltui.cli.commands.keyring import itself
from drilltui.domain.errors import VaultError
from drilltui.domain.secret import Secret
from drilltui.wiring import live
from tests.cli.conftest import Typist
from tests.cli.running import one_sentence, run

Ran = list[tuple[Sequence[str], Mapping[str, str]]]


@pytest.fixture
def ran(typist: Typist, monkeypatch: pytest.MonkeyPatch) -> Ran:
    seen: Ran = []

    def run_in_keyring(
        command: Sequence[str], *, ask: Callable[[str], Secret], environ: Mapping[str, str]
    ) -> int:
        seen.append((list(command), environ))
        assert ask("Keyring password: ") == Secret("hunter2")
        return 7

    typist.answers = ["hunter2"]
    monkeypatch.setattr(live, "run_in_keyring", run_in_keyring)
    return seen


@pytest.mark.parametrize(
    ("words", "command"),
    [
        (("--", "drilltui", "groups", "--json"), ["drilltui", "groups", "--json"]),
        (("ls", "-la"), ["ls", "-la"]),
        (("ls", "--help"), ["ls", "--help"]),
        (("--", "ls", "--", "-la"), ["ls", "--", "-la"]),
        (("--", "--odd"), ["--odd"]),
    ],
)
def test_what_follows_is_run_as_it_stands(
    words: tuple[str, ...], command: list[str], ran: Ran, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MARK", "kept")
    assert run("keyring", "run", *words) == 7
    assert ran[0][0] == command
    assert ran[0][1]["MARK"] == "kept"


def test_without_a_command_it_is_the_program_itself(ran: Ran) -> None:
    assert run("keyring", "run") == 7
    assert ran[0][0] == itself()


def test_the_program_itself_is_what_was_started(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program = tmp_path / "drilltui"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    monkeypatch.setattr(sys, "argv", [str(program), "keyring", "run"])
    assert itself() == [str(program)]
    program.chmod(0o644)
    assert itself() == [sys.executable, "-m", "drilltui"]
    monkeypatch.setattr(sys, "argv", ["/usr/lib/drilltui/__main__.py"])
    assert itself() == [sys.executable, "-m", "drilltui"]


def test_the_end_of_the_input_is_no_password(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(
        command: Sequence[str], *, ask: Callable[[str], Secret], environ: Mapping[str, str]
    ) -> int:
        with pytest.raises(EOFError):
            ask("Keyring password: ")
        raise VaultError("An empty password opens nothing.")

    monkeypatch.setattr(prompt, "hidden", lambda question: None)
    monkeypatch.setattr(live, "run_in_keyring", refuse)
    assert run("keyring", "run") == 5
    assert one_sentence(capsys) == "An empty password opens nothing."


@pytest.mark.parametrize("words", [("keyring",), ("keyring", "--profile", "x", "run")])
def test_what_cannot_be_is_one_sentence(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*words) == 2
    assert "See 'drilltui keyring" in one_sentence(capsys)

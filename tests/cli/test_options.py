"""Options of every command: before its name or after it, and never said for nothing."""

from __future__ import annotations

import pytest

from drilltui.cli.options import live_settings
from drilltui.cli.parser import parsed
from drilltui.domain.credential import Keepsake
from drilltui.domain.secret import Secret
from drilltui.settings import LiveSettings
from tests.cli.running import descriptor_with, one_sentence, run

ALL = ("--profile", "prod", "--readonly", "--secret-fd", "7")


@pytest.mark.parametrize(
    "arguments", [(*ALL, "groups"), ("groups", *ALL), (*ALL[:2], "groups", *ALL[2:]), ALL]
)
def test_they_stand_before_the_command_or_after_it(arguments: tuple[str, ...]) -> None:
    asked = parsed(arguments)
    asked.secret_fd = descriptor_with("ak=AK\nsk=SK\n")
    brought = Keepsake("AK", Secret("SK"))
    assert live_settings(asked) == LiveSettings("prod", readonly=True, secrets=brought)
    assert parsed(arguments).secret_fd == 7


def test_a_descriptor_that_nobody_opened_is_a_sentence_before_anything_else(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for command in ([], ["groups"], ["doctor"], ["info"]):
        assert run(*command, "--secret-fd", "60000") == 2
        assert "The file descriptor 60000 cannot be read" in one_sentence(capsys)


def test_the_one_after_the_command_counts() -> None:
    asked = parsed(["--profile", "one", "groups", "--profile", "two"])
    assert live_settings(asked).profile == "two"


def test_nothing_said_is_nothing_set() -> None:
    assert live_settings(parsed(["groups"])) == LiveSettings()
    assert (parsed(["rehearse"]).ascii, parsed([]).mouse) == (False, False)


def test_how_to_draw_may_be_said_first_too() -> None:
    asked = parsed(["--ascii", "rehearse", "--mouse"])
    assert (asked.ascii, asked.mouse) == (True, True)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--ascii", "info"), "--ascii is of no use to info"),
        (("--profile", "x", "rehearse", "--play"), "--profile is of no use to rehearse"),
        (("--readonly", "sandbox"), "--readonly is of no use to sandbox"),
        (("--secret-fd", "0", "rehearse"), "--secret-fd is of no use to rehearse"),
        (("--mouse", "groups"), "--mouse is of no use to groups"),
        (("--secret-fd", "3", "credentials", "forget"), "--secret-fd is of no use to credentials"),
        (("--profile", "x", "import"), "--profile is of no use to import"),
        (("--profile", "x", "keyring", "run"), "--profile is of no use to keyring"),
        (("import", "--readonly"), "--readonly"),
        (("groups", "--secret-fd", "x"), "'x' is not a whole number from 0 to 65535"),
    ],
)
def test_an_option_that_would_do_nothing_is_refused(
    arguments: tuple[str, ...], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*arguments) == 2
    assert words in one_sentence(capsys)


def test_no_option_takes_a_secret(capsys: pytest.CaptureFixture[str]) -> None:
    for flag in ("--password", "--sk", "--secret", "--token"):
        assert run("groups", flag, "x") == 2
        assert f"{flag} x" in one_sentence(capsys)

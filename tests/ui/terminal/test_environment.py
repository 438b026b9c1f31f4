from __future__ import annotations

import subprocess
import sys

import pytest

from drilltui.ui.terminal.environment import needs_ascii, prepare, refusal


def test_the_size_is_the_terminals() -> None:
    environ = {"COLUMNS": "100", "LINES": "50", "HOME": "/"}
    prepare(environ)
    assert "COLUMNS" not in environ
    assert "LINES" not in environ
    assert environ["HOME"] == "/"


def test_switches_for_developers_are_removed() -> None:
    environ = {
        "TEXTUAL": "devtools,debug",
        "TEXTUAL_LOG": "typed.log",
        "TEXTUAL_DEBUG": "1",
        "TEXTUAL_DRIVER": "some:Driver",
        "TEXTUAL_DISABLE_KITTY_KEY": "0",
    }
    prepare(environ)
    assert environ == {"TEXTUAL_ANIMATIONS": "none", "TEXTUAL_DISABLE_KITTY_KEY": "1"}


@pytest.mark.parametrize(
    ("term", "colours"),
    [
        ("screen", "standard"),
        ("screen-256color", "256"),
        ("screen.xterm-256color", "256"),
        ("linux", "standard"),
        ("vt100", "standard"),
        ("xterm-256color", None),
        ("tmux-256color", None),
    ],
)
def test_few_colours_are_not_taken_for_many(term: str, colours: str | None) -> None:
    environ = {"TERM": term, "COLORTERM": "truecolor"}
    prepare(environ)
    assert environ.get("TEXTUAL_COLOR_SYSTEM") == colours
    assert ("COLORTERM" in environ) == (colours is None)


@pytest.mark.parametrize("chosen", ["auto", "standard", "256", "truecolor"])
def test_the_persons_colours_stay(chosen: str) -> None:
    environ = {"TERM": "linux", "TEXTUAL_COLOR_SYSTEM": chosen}
    prepare(environ)
    assert environ["TEXTUAL_COLOR_SYSTEM"] == chosen


@pytest.mark.parametrize("term", ["xterm", "linux"])
def test_colours_that_do_not_exist_are_ignored(term: str) -> None:
    environ = {"TERM": term, "TEXTUAL_COLOR_SYSTEM": "mauve"}
    prepare(environ)
    assert environ.get("TEXTUAL_COLOR_SYSTEM") in {None, "standard"}


@pytest.mark.parametrize(
    "term",
    [
        *("xterm", "xterm-256color", "screen", "tmux-256color", "linux", "vt100", "vt220"),
        *("putty", "rxvt-unicode-256color", "xterm-kitty", "alacritty", "foot", "st"),
        "st-256color",
    ],
)
def test_terminals_that_are_known_are_used(term: str) -> None:
    assert refusal({"TERM": term}, stdin_isatty=True, stderr_isatty=True) is None


@pytest.mark.parametrize("term", [None, "", "dumb", "unknown", "network", "emacs", "stty\x1b[2J"])
def test_terminals_that_are_not_known_are_refused_with_a_remedy(term: str | None) -> None:
    environ = {} if term is None else {"TERM": term}
    problem = refusal(environ, stdin_isatty=True, stderr_isatty=True)
    assert problem is not None
    assert "TERM=xterm drilltui" in problem
    assert "\x1b" not in problem


def test_without_a_terminal_there_is_no_screen() -> None:
    environ = {"TERM": "xterm"}
    assert "ssh -t" in (refusal(environ, stdin_isatty=False, stderr_isatty=True) or "")
    assert "2>" in (refusal(environ, stdin_isatty=True, stderr_isatty=False) or "")


@pytest.mark.parametrize(
    ("environ", "encoding", "utf8_mode", "ascii_only"),
    [
        ({"LANG": "en_US.UTF-8"}, "utf-8", False, False),
        ({"LANG": "C.UTF-8"}, "UTF-8", False, False),
        ({"LANG": "de_DE.ISO-8859-1"}, "iso8859-1", False, True),
        ({}, "ascii", False, True),
        ({}, None, False, True),
        ({"LANG": "C"}, "utf-8", True, True),
        ({"LANG": "C", "LC_CTYPE": "C.UTF-8"}, "utf-8", True, True),
        ({"LC_ALL": "POSIX", "LANG": "en_US.UTF-8"}, "utf-8", True, True),
        ({}, "utf-8", True, True),
        ({"LANG": "C", "PYTHONUTF8": "1"}, "utf-8", True, False),
        ({"LANG": "en_US.UTF-8"}, "utf-8", True, False),
        ({"LC_CTYPE": "de_DE.utf8", "LANG": "C"}, "utf-8", True, False),
        ({"LANG": "en_US.UTF-8", "TERM": "vt100"}, "utf-8", False, True),
    ],
)
def test_ascii_is_for_those_who_decode_nothing_else(
    environ: dict[str, str], encoding: str | None, utf8_mode: bool, ascii_only: bool
) -> None:
    assert needs_ascii(environ, encoding, utf8_mode=utf8_mode) is ascii_only


def test_ascii_can_be_forced() -> None:
    assert needs_ascii({"LANG": "en_US.UTF-8"}, "utf-8", forced=True)


def test_it_imports_nothing_heavy() -> None:
    code = (
        "import sys, drilltui.ui.terminal.environment\n"
        "print({'textual', 'rich', 'asyncio'} & set(sys.modules))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "set()\n"


def test_only_whoever_develops_keeps_the_switches_that_write_down_what_is_typed() -> None:
    switches = {"TEXTUAL_LOG": "/tmp/log", "TEXTUAL": "devtools", "TEXTUAL_COLOR_SYSTEM": "256"}
    usual, developing = dict(switches), dict(switches)
    prepare(usual)
    prepare(developing, developing=True)
    assert usual.keys() & switches.keys() == {"TEXTUAL_COLOR_SYSTEM"}
    assert switches.items() <= developing.items()

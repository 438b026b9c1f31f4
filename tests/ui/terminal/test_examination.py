"""What is said of a terminal, by what its environment tells."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from drilltui.ui.terminal.examination import Terminal, terminal_findings

USUAL: Mapping[str, Any] = {
    "size": (80, 24),
    "stdin_isatty": True,
    "stderr_isatty": True,
    "encoding": "utf-8",
    "utf8_mode": False,
}
PLAIN = {"TERM": "xterm-256color", "LANG": "C.UTF-8"}


def found(environ: Mapping[str, str] = PLAIN, **fields: Any) -> dict[str, tuple[str, str]]:
    findings = terminal_findings(environ, Terminal(**{**USUAL, **fields}))
    return {one.subject: (one.verdict.value, f"{one.seen} {one.remedy}") for one in findings}


def test_an_ordinary_terminal_is_all_right() -> None:
    said = found()
    assert {verdict for verdict, _ in said.values()} == {"ok"}
    assert said["terminal"][1].strip() == "TERM is xterm-256color"
    assert said["connection"][1].strip() == "local"


@pytest.mark.parametrize(
    ("environ", "fields", "subject", "verdict", "words"),
    [
        ({}, {}, "terminal", "warn", "TERM is not set"),
        ({}, {"stdin_isatty": False}, "terminal", "warn", "standard input is not a terminal"),
        ({}, {"size": None}, "size", "?", "nobody tells"),
        ({}, {"size": (59, 24)}, "size", "warn", "60x20 can be read"),
        ({}, {"size": (80, 19)}, "size", "warn", "60x20 can be read"),
        ({}, {"size": (60, 20)}, "size", "ok", "60 columns, 20 rows"),
        ({"NO_COLOR": "1"}, {}, "colours", "ok", "none"),
        ({"TERM": "vt220"}, {}, "characters", "warn", "LANG=C.UTF-8"),
        ({}, {"encoding": "latin-1"}, "characters", "warn", "ASCII only"),
        ({"SSH_CONNECTION": "a b"}, {}, "connection", "ok", "tmux or screen"),
        ({"SSH_CONNECTION": "a b", "TMUX": "x"}, {}, "connection", "ok", "outlives"),
        ({"STY": "x"}, {}, "connection", "ok", "local, in screen"),
        ({"TMUX": "x"}, {}, "clipboard", "ok", "set-clipboard on"),
        ({"TERM": "linux"}, {}, "clipboard", "warn", "none"),
    ],
)
def test_what_is_odd_is_said_with_what_helps(
    environ: dict[str, str], fields: dict[str, Any], subject: str, verdict: str, words: str
) -> None:
    said = found(environ if environ == {} and subject == "terminal" else PLAIN | environ, **fields)
    assert said[subject][0] == verdict
    assert words in said[subject][1]

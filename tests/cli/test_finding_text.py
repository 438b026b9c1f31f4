"""Findings for people and for programs."""

from __future__ import annotations

import json

from drilltui.cli.finding_text import as_line, as_text
from drilltui.domain.finding import Finding
from drilltui.domain.verdict import Verdict

BAD = Finding("clock", Verdict.STOP, "this host is\x1b[2J 17 min behind", "Set it.", "APIGW.0301")


def test_it_is_told_with_its_code_and_the_remedy_below() -> None:
    assert as_text(BAD, None) == [
        "stop  clock                    this host is?[2J 17 min behind (APIGW.0301)",
        "                               -> Set it.",
    ]


def test_long_ones_are_wrapped_where_the_terminal_ends() -> None:
    long = Finding(
        "a subject that is longer than its column", Verdict.WARN, "word " * 30, "b " * 40
    )
    lines = as_text(long, 80)
    assert all(len(line) <= 80 for line in lines[1:])
    assert "".join(lines).count("word") == 30


def test_nothing_seen_is_no_blank_at_the_end() -> None:
    assert as_text(Finding("x", Verdict.UNKNOWN, ""), 80) == ["?     x"]


def test_a_program_gets_all_of_it_escaped() -> None:
    assert "\\u001b" in as_line(BAD)
    assert json.loads(as_line(BAD))["seen"] == BAD.seen

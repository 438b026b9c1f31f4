"""The HTML report: valid, whole in itself, and obeyed by no browser whatever a record says."""

from __future__ import annotations

import re

import html5lib
import pytest

from drilltui.domain.language import CHINESE, ENGLISH, speak, words_of
from drilltui.evidence.render.as_json import as_json
from drilltui.evidence.render.markdown import markdown
from drilltui.evidence.render.page import page
from drilltui.evidence.report import report
from tests.evidence.story import EVENTS, PREVIOUS, opened, record

HOSTILE = (
    "</td><script>alert(1)</script>\x1b[31m\u202e|`*_[x](javascript:1) <img src=x onerror=1>\n# x"
)

RECORDS = {
    "everything": EVENTS,
    "nothing but its beginning": EVENTS[:1],
    "running": EVENTS[:6],
    "hostile": record(
        [
            (0, "opened", {**opened()[2], "group_name": HOSTILE, "person": HOSTILE}),
            (1, "note", {"text": HOSTILE, "by": HOSTILE}),
            (2, "guided", {"runbook": HOSTILE}),
            (3, "finding", {"number": 1, "text": HOSTILE, "owner": HOSTILE}),
            (4, "hold", {"on": True, "why": HOSTILE, "by": HOSTILE}),
            (5, HOSTILE, {"text": HOSTILE}),
        ]
    ),
}


@pytest.mark.parametrize("language", [ENGLISH, CHINESE])
@pytest.mark.parametrize("told", RECORDS)
def test_it_is_valid_html(told: str, language: str) -> None:
    text = page(report(RECORDS[told], PREVIOUS), words_of(language))

    parser = html5lib.HTMLParser(strict=True)  # raises at the first thing that is not right
    document = parser.parse(text)
    assert document is not None
    assert parser.errors == []


@pytest.mark.parametrize("told", RECORDS)
def test_it_has_no_script_and_nothing_from_outside(told: str) -> None:
    text = page(report(RECORDS[told]), words_of(ENGLISH))

    assert "<script" not in text
    assert "<img" not in text
    assert re.findall(r"<(?:link|iframe|object|embed|form|base)\b", text) == []
    assert re.findall(r"\b(?:src|href)=\"(?!#)", text) == []
    assert re.findall(r"<[^>]*\son\w+=", text) == []
    assert re.findall(r"@import|url\((?!#)", text) == []


def test_it_is_made_to_be_printed() -> None:
    text = page(report(EVENTS), words_of(ENGLISH))

    assert "@media print" in text
    assert "@page" in text


@pytest.mark.parametrize("told", RECORDS)
def test_no_character_acts_on_a_terminal_or_ends_a_cell(told: str) -> None:
    made = report(RECORDS[told])
    for text in (markdown(made, words_of(ENGLISH)), page(made, words_of(ENGLISH))):
        assert not set(text) & {"\x1b", "\u202e", "\r"}
    assert as_json(made).isascii()
    for line in markdown(made, words_of(ENGLISH)).splitlines():
        if line.startswith("| "):
            assert line.endswith(" |") or line.endswith("--- |")
            assert not re.search(r"(?<!\\)[<`\[]", line)


@pytest.mark.parametrize("told", RECORDS)
def test_a_report_is_the_same_whatever_language_the_run_speaks(told: str) -> None:
    for language in (ENGLISH, CHINESE):
        words = words_of(language)
        made = [render(report(RECORDS[told]), words) for render in (markdown, page)]
        plain = as_json(report(RECORDS[told]))
        speak(CHINESE)
        try:
            again = [render(report(RECORDS[told]), words) for render in (markdown, page)]
            assert as_json(report(RECORDS[told])) == plain
        finally:
            speak(ENGLISH)
        assert made == again


def test_what_nobody_has_said_is_shown_and_counted() -> None:
    made = report(EVENTS[:1])
    text = page(made, words_of(ENGLISH))

    assert f"Evidence gaps: {len(made.gaps)}" in text
    assert len(made.gaps) > 40
    assert (
        '<tr><th scope="row">approver</th><td><span class="gap">not said</span></td></tr>' in text
    )

"""A report as Markdown, readable as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drilltui.domain.gantt_text import text_of
from drilltui.domain.language import Words, marked
from drilltui.domain.plain_text import plain
from drilltui.evidence.cell import Cell
from drilltui.evidence.part import Field, Part, Section, Table
from drilltui.evidence.render.speech import Speech
from drilltui.evidence.report import Report
from drilltui.evidence.sections.identity import MODES

_ACTIVE = re.compile(r"([\\`*_{}\[\]<>#|~])")
"""Characters that Markdown may take for its own."""

_CHART = 100
"""Cells of a line of the chart."""

TITLE = marked("Report of a disaster-recovery drill")
MODE_UNKNOWN = marked("REHEARSAL OR LIVE: NOT SAID")
GAPS = marked("Evidence gaps: {count}")
NO_GAPS = marked("Evidence gaps: none")
COURSE = marked("Course of the exercise")
AS_OF = marked("As of the last event: {time}")


def markdown(report: Report, words: Words) -> str:
    """Return the report in the language of `words`."""
    return "\n".join(_lines(report, words)) + "\n"


def banner(report: Report, words: Words) -> str:
    """Return whether it was for real, as it stands on top of everything."""
    return words(MODES.get(report.mode, MODE_UNKNOWN))


def _lines(report: Report, words: Words) -> Iterator[str]:
    speech = Speech(words, report.utc_offset)
    mode = banner(report, words)
    yield f"# {mode} – {words(TITLE)}"
    yield ""
    yield f"**{mode}** · {_said(speech, report.record_id)} · {_said(speech, report.drill)}"
    yield ""
    yield words(AS_OF, time=speech.moment(report.until))
    yield ""
    yield from _gaps(report, speech)
    for section in report.sections:
        yield from _section(section, speech)
        if section.key == "clocks":
            yield from _chart(report, words)


def _gaps(report: Report, speech: Speech) -> Iterator[str]:
    if not report.gaps:
        yield f"## {speech.words(NO_GAPS)}"
        return
    yield f"## {speech.words(GAPS, count=len(report.gaps))}"
    yield ""
    for gap in report.gaps:
        yield f"- {escaped(plain(speech.gap(gap)))}"


def _section(section: Section, speech: Speech) -> Iterator[str]:
    yield ""
    yield f"## {escaped(speech.words(section.title))}"
    fields = [part for part in section.parts if isinstance(part, Field)]
    if fields:
        yield ""
        yield f"| {speech.words(marked('field'))} | {speech.words(marked('value'))} |"
        yield "| --- | --- |"
        for field in fields:
            yield f"| {escaped(speech.words(field.label))} | {_said(speech, field.value)} |"
    for part in section.parts:
        yield from _table(part, speech)


def _table(part: Part, speech: Speech) -> Iterator[str]:
    if not isinstance(part, Table):
        return
    yield ""
    yield f"### {escaped(speech.words(part.label))}"
    yield ""
    if not part.rows:
        yield escaped(speech.words(part.none)) if part.none else _said(speech, None)
        return
    yield f"| {' | '.join(escaped(speech.words(one.label)) for one in part.columns)} |"
    yield "|" + " --- |" * len(part.columns)
    for row in part.rows:
        yield f"| {' | '.join(_said(speech, one) for one in row)} |"


def _chart(report: Report, words: Words) -> Iterator[str]:
    yield ""
    yield f"### {words(COURSE)}"
    yield ""
    # Indented: a block that nothing in it can end.
    yield from (f"    {plain(line)}" for line in text_of(report.chart(words), _CHART, words=words))


def _said(speech: Speech, value: Cell) -> str:
    said = escaped(speech.cell(value))
    return f"*{said}*" if value is None else said


def escaped(text: str) -> str:
    """Return `text` so that Markdown takes no character of it for its own."""
    return _ACTIVE.sub(r"\\\1", text)

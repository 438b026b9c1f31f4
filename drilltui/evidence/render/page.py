"""A report as one HTML file: no script, nothing from outside, made to be printed."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from drilltui.domain.language import CHINESE, Words, marked
from drilltui.domain.plain_text import plain
from drilltui.evidence.cell import Cell
from drilltui.evidence.part import Field, Section, Table
from drilltui.evidence.render.gantt_svg import gantt_svg
from drilltui.evidence.render.markdown import AS_OF, COURSE, GAPS, NO_GAPS, TITLE, banner
from drilltui.evidence.render.speech import Speech
from drilltui.evidence.render.style import STYLE
from drilltui.evidence.report import Report

_CODES = {CHINESE: "zh-Hans"}
_MODES = ("rehearsal", "live")


def page(report: Report, words: Words) -> str:
    """Return the report in the language of `words`."""
    return "\n".join(_lines(report, words)) + "\n"


def _lines(report: Report, words: Words) -> Iterator[str]:
    speech = Speech(words, report.utc_offset)
    mode = _text(banner(report, words))
    kind = report.mode if report.mode in _MODES else "unknown"
    yield "<!DOCTYPE html>"
    yield f'<html lang="{_CODES.get(words.language, words.language)}">'
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{mode} – {_text(words(TITLE))} – {_text(report.record_id)}</title>"
    yield f"<style>\n{STYLE}</style>"
    yield "</head>"
    yield f'<body class="{kind}">'
    yield f'<div class="banner">{mode} · {_text(report.record_id)}</div>'
    yield "<header>"
    yield f"<h1>{_text(words(TITLE))}</h1>"
    yield f"<p>{_said(speech, report.drill)} · {_said(speech, report.group)}</p>"
    yield f"<p>{_text(words(AS_OF, time=speech.moment(report.until)))}</p>"
    yield "</header>"
    yield "<main>"
    yield from _contents(report, words)
    yield from _gaps(report, speech)
    for section in report.sections:
        yield from _section(section, speech, report, words)
    yield "</main>"
    yield "</body>"
    yield "</html>"


def _contents(report: Report, words: Words) -> Iterator[str]:
    yield f'<nav aria-label="{_text(words(marked("contents")))}">'
    yield "<ol>"
    for section in report.sections:
        yield f'<li><a href="#{section.key}">{_text(words(section.title))}</a></li>'
    yield "</ol>"
    yield "</nav>"


def _gaps(report: Report, speech: Speech) -> Iterator[str]:
    yield '<section id="gaps">'
    if not report.gaps:
        yield f"<h2>{_text(speech.words(NO_GAPS))}</h2>"
    else:
        yield f"<h2>{_text(speech.words(GAPS, count=len(report.gaps)))}</h2>"
        yield '<ul class="gaps">'
        for gap in report.gaps:
            yield f"<li>{_text(speech.gap(gap))}</li>"
        yield "</ul>"
    yield "</section>"


def _section(section: Section, speech: Speech, report: Report, words: Words) -> Iterator[str]:
    yield f'<section id="{section.key}">'
    yield f"<h2>{_text(words(section.title))}</h2>"
    fields = [part for part in section.parts if isinstance(part, Field)]
    if fields:
        yield '<table class="fields">'
        yield "<tbody>"
        for field in fields:
            label = _text(words(field.label))
            yield f'<tr><th scope="row">{label}</th><td>{_said(speech, field.value)}</td></tr>'
        yield "</tbody>"
        yield "</table>"
    for part in section.parts:
        if isinstance(part, Table):
            yield from _table(part, speech)
    if section.key == "clocks":
        yield f"<h3>{_text(words(COURSE))}</h3>"
        yield from gantt_svg(report.chart(words), words)
    yield "</section>"


def _table(table: Table, speech: Speech) -> Iterator[str]:
    words = speech.words
    yield f"<h3>{_text(words(table.label))}</h3>"
    if not table.rows:
        yield f"<p>{_text(words(table.none)) if table.none else _said(speech, None)}</p>"
        return
    heads = "".join(f'<th scope="col">{_text(words(one.label))}</th>' for one in table.columns)
    yield f'<table class="{table.key}">'
    yield f"<thead><tr>{heads}</tr></thead>"
    yield "<tbody>"
    for row in table.rows:
        yield f"<tr>{''.join(f'<td>{_said(speech, one)}</td>' for one in row)}</tr>"
    yield "</tbody>"
    yield "</table>"


def _said(speech: Speech, value: Cell) -> str:
    said = escape(speech.cell(value))
    return f'<span class="gap">{said}</span>' if value is None else said


def _text(text: str) -> str:
    return escape(plain(text))

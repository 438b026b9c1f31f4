"""The Gantt chart as a picture inside an HTML file; without colours it is told by its patterns."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from drilltui.domain.display_cells import fitted
from drilltui.domain.gantt import Gantt
from drilltui.domain.gantt_bar import Bar, BarKind, Span, Tone
from drilltui.domain.language import Words, marked
from drilltui.domain.plain_text import plain

_LABEL, _CHART, _ROW, _TOP = 300.0, 780.0, 18.0, 24.0
_WIDTH = _LABEL + _CHART + 20
_LEAST = 2.0
"""So wide is a bar at least, in the picture's own units: one that is there is to be seen."""

_COLOURS = {
    Tone.GOOD: "#2e7d32",
    Tone.BAD: "#b71c1c",
    Tone.BUSY: "#1565c0",
    Tone.DOUBT: "#e65100",
    Tone.QUIET: "#78828c",
}


def gantt_svg(chart: Gantt, words: Words) -> Iterator[str]:
    """Yield the picture's lines; what it does not show follows it in words."""
    height = _TOP + _ROW * len(chart.bars) + 10
    title = escape(words(marked("Course of the exercise")))
    yield f'<svg viewBox="0 0 {_WIDTH:g} {height:g}" role="img" aria-label="{title}">'
    yield from _DEFINITIONS
    yield from _axis(chart, height)
    for number, bar in enumerate(chart.bars):
        yield from _bar(chart, bar, _TOP + _ROW * number, words)
    yield from _targets(chart, height)
    yield "</svg>"
    for note in chart.notes:
        yield f"<p>{escape(plain(note))}</p>"


_DEFINITIONS = (
    '<defs><pattern id="hold" width="6" height="6" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><rect width="6" height="6" fill="#fff"/>'
    '<rect width="3" height="6" fill="#78828c"/></pattern>'
    '<pattern id="bad" width="6" height="6" patternUnits="userSpaceOnUse">'
    '<rect width="6" height="6" fill="#b71c1c"/><path d="M0 0L6 6M6 0L0 6" stroke="#fff"/>'
    "</pattern></defs>",
)


def _x(chart: Gantt, seconds: float) -> float:
    share = seconds / chart.end if chart.end > 0 else 0.0
    return _LABEL + _CHART * min(1.0, max(0.0, share))


def _axis(chart: Gantt, height: float) -> Iterator[str]:
    for tick in chart.ticks:
        x = _x(chart, tick)
        yield (
            f'<line x1="{x:.1f}" y1="{_TOP - 6:g}" x2="{x:.1f}" y2="{height:g}" stroke="#e1e4e8"/>'
        )
        told = _told(chart, tick)
        yield f'<text x="{x:.1f}" y="12" font-size="10" fill="#5b6168">{told}</text>'


def _targets(chart: Gantt, height: float) -> Iterator[str]:
    for line in chart.targets:
        x, label = _x(chart, line.at), escape(plain(line.label))
        yield (
            f'<line x1="{x:.1f}" y1="{_TOP - 6:g}" x2="{x:.1f}" y2="{height:g}" stroke="#a11212" '
            'stroke-width="1.5" stroke-dasharray="4 3"/>'
        )
        yield (
            f'<text x="{x - 3:.1f}" y="{height - 2:g}" font-size="10" fill="#a11212" '
            f'text-anchor="end">{label}</text>'
        )


def _bar(chart: Gantt, bar: Bar, top: float, words: Words) -> Iterator[str]:
    label = escape(fitted(plain(bar.label), max(8, 34 - 2 * bar.depth)).rstrip())
    state = plain(words(bar.state)) if bar.state else ""
    begin = 4 + 12 * bar.depth
    yield f'<text x="{begin}" y="{top + 12:g}" font-size="11">{label}</text>'
    yield (
        f'<text x="{_LABEL - 8:g}" y="{top + 12:g}" font-size="9" fill="#5b6168" '
        f'text-anchor="end">{escape(state)}</text>'
    )
    for span in bar.spans:
        yield _span(chart, bar, span, top)


def _span(chart: Gantt, bar: Bar, span: Span, top: float) -> str:
    begin, end = span
    times = f"{_told(chart, begin)}–{_told(chart, chart.until(span))}"
    tip = f"<title>{escape(plain(bar.label))} {times}</title>"
    if begin == end:
        x = _x(chart, begin)
        fill = _COLOURS[bar.tone]
        return f'<circle cx="{x:.1f}" cy="{top + 8:g}" r="4" fill="{fill}">{tip}</circle>'
    first, last = _x(chart, begin), _x(chart, chart.until(span))
    dashed = ' stroke="#1c1e21" stroke-dasharray="2 2"' if end is None else ""
    return (
        f'<rect x="{first:.1f}" y="{top + 2:g}" width="{max(_LEAST, last - first):.1f}" '
        f'height="12" rx="1" fill="{_fill(bar)}"{dashed}>{tip}</rect>'
    )


def _fill(bar: Bar) -> str:
    if bar.kind is BarKind.HOLD:
        return "url(#hold)"
    return "url(#bad)" if bar.tone is Tone.BAD else _COLOURS[bar.tone]


def _told(chart: Gantt, seconds: float) -> str:
    return escape(chart.told(seconds))

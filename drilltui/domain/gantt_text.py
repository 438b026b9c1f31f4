"""A Gantt chart drawn with characters, in rows of a given width. Pure.

Every character of an alphabet fills one cell. A target is a vertical line, what lasts is open at
its end, a hold is hatched; which it is can be seen without colours.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from drilltui.domain.clock_words import Sayer, clock_form
from drilltui.domain.display_cells import fitted
from drilltui.domain.gantt import Gantt
from drilltui.domain.gantt_bar import Bar, BarKind, Span, Tone
from drilltui.domain.language import tr

LABEL, STATE, TOOK = 24, 11, 9
"""Cells of the columns before the bars."""
LEAST_CHART = 12
"""In less room than this no bar can be read: the columns alone are drawn."""


class Ink(StrEnum):
    """What a piece of a row stands for."""

    BLANK = "blank"
    BAR = "bar"
    HOLD = "hold"
    MARK = "mark"
    TARGET = "target"


@dataclass(frozen=True, slots=True)
class Alphabet:
    """The characters of a chart. `before` and `open` are the ends of what goes on beyond them."""

    good: str
    bad: str
    busy: str
    doubt: str
    quiet: str
    hold: str
    mark: str
    target: str
    open: str
    before: str

    def of(self, bar: Bar) -> str:
        """Return what `bar` is drawn with."""
        if bar.kind is BarKind.HOLD:
            return self.hold
        tones = {
            Tone.GOOD: self.good,
            Tone.BAD: self.bad,
            Tone.BUSY: self.busy,
            Tone.DOUBT: self.doubt,
        }
        return tones.get(bar.tone, self.quiet)


ASCII = Alphabet("=", "x", "=", "?", "-", "/", "o", "|", ">", "<")
UNICODE = Alphabet("━", "╳", "━", "?", "─", "░", "●", "│", "▶", "◀")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some characters of a row with one meaning."""

    text: str
    ink: Ink = Ink.BLANK


@dataclass(frozen=True, slots=True)
class GanttRow:
    """A row: `label`, `state` and `took` in the cells of their columns, then the chart."""

    bar: Bar
    label: str
    state: str
    took: str
    chart: tuple[Piece, ...] = ()


def room_for_chart(width: int) -> int:
    """Return how many cells of `width` are the chart's; 0 where they are too few."""
    room = width - (LABEL + STATE + TOOK + 3)
    return room if room >= LEAST_CHART else 0


def scale(gantt: Gantt, room: int) -> str:
    """Return the axis: each tick's time begins where it stands, as far as there is room."""
    row = ""
    for tick in gantt.ticks:
        at, said = _column(tick, gantt, room), gantt.told(tick)
        if at >= len(row) + bool(row) and at + len(said) <= room:
            row = f"{row:{at}}{said}"
    return row


def drawn(
    gantt: Gantt, width: int, alphabet: Alphabet = UNICODE, words: Sayer = tr
) -> Iterator[GanttRow]:
    """Yield the rows of a chart, each in no more than `width` cells."""
    room = room_for_chart(width)
    targets = [_column(line.at, gantt, room) for line in gantt.targets]
    for bar in gantt.bars:
        yield GanttRow(
            bar,
            fitted("  " * bar.depth + bar.label, LABEL),
            fitted(words(bar.state), STATE),
            _took(bar, gantt),
            tuple(_pieces(bar, gantt, room, targets, alphabet)),
        )


def text_of(
    gantt: Gantt, width: int, alphabet: Alphabet = UNICODE, words: Sayer = tr
) -> tuple[str, ...]:
    """Return the whole chart as lines of text, the axis first and what it does not show last.

    What stands below the chart are sentences, which may be longer than `width`.
    """
    lead = " " * (LABEL + STATE + TOOK + 3)
    rows = [lead + scale(gantt, room_for_chart(width))]
    for row in drawn(gantt, width, alphabet, words):
        chart = "".join(piece.text for piece in row.chart)
        rows.append(f"{row.label} {row.state} {row.took} {chart}")
    rows += [f"{alphabet.target} {gantt.told(one.at)} {one.label}" for one in gantt.targets]
    return tuple(row.rstrip() for row in (*rows, legend(alphabet, words), *gantt.notes))


def legend(alphabet: Alphabet, words: Sayer = tr) -> str:
    """Return what the characters mean."""
    return words(
        "{good} done  {bad} failed or too late  {hold} on hold  {mark} a moment  {open} goes on",
        good=alphabet.good * 2,
        bad=alphabet.bad * 2,
        hold=alphabet.hold * 2,
        mark=alphabet.mark,
        open=alphabet.open,
    )


def took(bar: Bar, gantt: Gantt) -> str:
    """Return how long a bar took, with a ``+`` while it lasts; when it was, for a moment."""
    if not bar.spans:
        return ""
    begin = min(begin for begin, _ in bar.spans)
    if bar.moment:
        return f"@{gantt.told(begin)}"
    end = max(gantt.until(span) for span in bar.spans)
    return clock_form(end - begin) + ("+" if bar.lasts else "")


def _took(bar: Bar, gantt: Gantt) -> str:
    """Return it in the cells of its column; what is longer is told in hours."""
    said = took(bar, gantt)
    if len(said) > TOOK:
        said = f"{said.split(':')[0]} h{'+' if bar.lasts else ''}"
    return f"{said:>{TOOK}}"


def _column(seconds: float, gantt: Gantt, room: int) -> int:
    return min(max(0, int(seconds / gantt.end * room)), max(0, room - 1))


def _pieces(
    bar: Bar, gantt: Gantt, room: int, targets: list[int], alphabet: Alphabet
) -> Iterator[Piece]:
    if not room:
        return
    row = [(" ", Ink.BLANK)] * room
    for span in bar.spans:
        _draw(row, span, bar, gantt, alphabet)
    for at in targets:
        if row[at][1] is not Ink.MARK:
            row[at] = (alphabet.target, Ink.TARGET)
    start = 0
    for at in range(1, room + 1):
        if at == room or row[at][1] is not row[start][1]:
            yield Piece("".join(character for character, _ in row[start:at]), row[start][1])
            start = at


def _draw(
    row: list[tuple[str, Ink]], span: Span, bar: Bar, gantt: Gantt, alphabet: Alphabet
) -> None:
    room, (begin, end) = len(row), span
    first, until = _column(begin, gantt, room), gantt.until(span)
    if begin == end:
        row[first] = (alphabet.before if begin < 0 else alphabet.mark, Ink.MARK)
        return
    last = max(first, min(room, round(until / gantt.end * room)) - 1)
    ink = Ink.HOLD if bar.kind is BarKind.HOLD else Ink.BAR
    row[first : last + 1] = [(alphabet.of(bar), ink)] * (last + 1 - first)
    if begin < 0:
        row[first] = (alphabet.before, ink)
    if end is None:
        row[last] = (alphabet.open, ink)

"""The whole exercise as a Gantt chart, for a screen, a text or a picture. Pure.

Everything stands in seconds since the first intention, by this host's clock; what came before that
is below zero, and is moved to the edge where it is too long ago.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from drilltui.domain.calendar import moved
from drilltui.domain.checklist import book, items_of_record
from drilltui.domain.clock_words import Sayer, clock_form, target
from drilltui.domain.clock_words import length as spoken_length
from drilltui.domain.clocks import Clocks, ClockState, Met, RecoveryClock
from drilltui.domain.drill import GONE
from drilltui.domain.event_data import rows
from drilltui.domain.exercise import Exercise
from drilltui.domain.gantt_bar import Bar, BarKind, Span, Tone
from drilltui.domain.gantt_calls import CALLS, SeenCalls, shortened
from drilltui.domain.gantt_words import Naming, bar_of_word
from drilltui.domain.language import marked, tr
from drilltui.domain.record import Event

MOST_OF_A_KIND = 12
"""So many bars of one kind have rows of their own; the others share one."""

BEFORE = 0.25
"""What was before the intention takes no more than this part of what comes after it."""

FAR_TARGET = 3.0
"""A target so many times as far off as all that has happened is said, and not drawn."""

_STEPS = (10, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 21_600, 43_200, 86_400)
_MOST_TICKS = 6


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A target, at its seconds since the start."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Gantt:
    """A chart. `start` is second 0, `end` the seconds of the axis.

    `zero` is where the first intention stands on it: times are told from there (`told`), and
    `ticks` are round ones, as seconds of the axis.

    `now` is where the present stands, None when nothing goes on any more: bars that last end
    there. A bar may begin before 0: it is older than what is drawn. `notes` say what the chart
    does not show.
    """

    start: datetime
    end: float
    ticks: tuple[float, ...]
    bars: tuple[Bar, ...]
    targets: tuple[TargetLine, ...] = ()
    now: float | None = None
    notes: tuple[str, ...] = ()
    zero: float = 0.0

    def told(self, seconds: float) -> str:
        """Return a place on the axis as people read it, from the intention on: ``-2:00``."""
        return clock_form(seconds - self.zero)

    def until(self, span: Span) -> float:
        """Return where a span ends on the axis, which for one that lasts is the present."""
        begin, end = span
        return max(begin, self.end if self.now is None else self.now) if end is None else end


def gantt(
    events: Sequence[Event],
    exercise: Exercise,
    clocks: Clocks,
    now: datetime,
    *,
    words: Sayer = tr,
) -> Gantt:
    """Return the chart of a record: `events`, with what they fold to and its clocks.

    The time it takes grows with the events as they do, the chart does not: what is too much has a
    row together.
    """
    zero = clocks.since or (events[0].at if events else now)
    naming = Naming(words, _titles(exercise, words), exercise.names)
    calls, said = _gathered(events, zero, naming)
    groups = _few_calls(list(calls.groups(words)), words)
    others = [*said, *_holds(clocks, zero, words), *_drill(exercise, clocks, zero, words)]
    groups += [[bar] for bar in _few_of_a_kind(others, words)]
    groups.sort(key=_begin)
    clock_bars = _clock_bars(clocks, zero, now, words)
    drawn = [*clock_bars, *(bar for group in groups for bar in group)]
    ended = exercise.closed_at
    present = max(0.0, _after(zero, ended or now))
    return _laid_out(drawn, zero, present, clocks, calls.measured, words)


def _titles(exercise: Exercise, words: Sayer) -> dict[str, str]:
    """Return what the items of the checklist are called, as it was when the drill was meant."""
    kept = items_of_record(rows(exercise.preflight, "checklist"))
    return {item.key: words(item.title) for item in (*book(), *kept)}


def _after(zero: datetime, moment: datetime) -> float:
    return (moment - zero).total_seconds()


def _gathered(
    events: Iterable[Event], zero: datetime, naming: Naming
) -> tuple[SeenCalls, list[Bar]]:
    calls, said = SeenCalls(zero), list[Bar]()
    for event in events:
        if event.kind in CALLS:
            calls.take(event)
        elif bar := bar_of_word(event, _after(zero, event.at), naming):
            said.append(bar)
    return calls, said


def _few_calls(groups: list[list[Bar]], words: Sayer) -> list[list[Bar]]:
    others = [bar for group in groups[MOST_OF_A_KIND:] for bar in group if not bar.depth]
    rest = [[bar] for bar in shortened(others, 0, words)]
    return groups[:MOST_OF_A_KIND] + rest


def _few_of_a_kind(bars: Iterable[Bar], words: Sayer) -> Iterator[Bar]:
    kinds: dict[BarKind, list[Bar]] = {}
    for bar in bars:
        kinds.setdefault(bar.kind, []).append(bar)
    for found in kinds.values():
        yield from shortened(found, MOST_OF_A_KIND, words)


def _begin(group: Sequence[Bar]) -> float:
    begin = group[0].begin
    return 0.0 if begin is None else begin


def _clock_bars(clocks: Clocks, zero: datetime, now: datetime, words: Sayer) -> Iterator[Bar]:
    named = ((words("servers up"), clocks.servers), (words("service verified"), clocks.service))
    for label, clock in named:
        if clock.since is not None:
            spans, state = _clock_spans(clock, zero), _clock_state(clock, now)
            yield Bar(BarKind.CLOCK, label, spans, state, _clock_tone(clock, now))


def _clock_spans(clock: RecoveryClock, zero: datetime) -> tuple[Span, ...]:
    if clock.state is ClockState.RUNNING:
        return ((0.0, None),)
    return ((0.0, _after(zero, clock.until)),) if clock.until else ()


def _clock_state(clock: RecoveryClock, now: datetime) -> str:
    """Return how a clock stands; where there is a target and it was reached, how with that."""
    against = _AGAINST.get((clock.state, clock.met(now)))
    return against or clock.state.value


def _clock_tone(clock: RecoveryClock, now: datetime) -> Tone:
    if clock.state is ClockState.NEVER or clock.met(now) is Met.NO:
        return Tone.BAD
    return Tone.GOOD if clock.state is ClockState.STOPPED else Tone.BUSY


def _holds(clocks: Clocks, zero: datetime, words: Sayer) -> Iterator[Bar]:
    for hold in clocks.holds:
        span = _after(zero, hold.since), _after(zero, hold.until) if hold.until else None
        state = marked("over") if hold.until else marked("on")
        yield Bar(BarKind.HOLD, words("hold: {why}", why=hold.why), (span,), state)


def _drill(exercise: Exercise, clocks: Clocks, zero: datetime, words: Sayer) -> Iterator[Bar]:
    """Yield the time in which the drill's servers were there."""
    up = clocks.servers.until
    if clocks.servers.state is not ClockState.STOPPED or up is None:
        return
    ended = exercise.gone_at
    if exercise.drill_status == GONE:
        ended = ended or exercise.changed_at
    state = GONE if ended else exercise.drill_status
    span = _after(zero, up), _after(zero, ended) if ended else None
    yield Bar(BarKind.DRILL, words("drill"), (span,), state, Tone.GOOD)


def _laid_out(
    bars: Sequence[Bar],
    zero: datetime,
    present: float,
    clocks: Clocks,
    measured: bool,
    words: Sayer,
) -> Gantt:
    spans = [span for bar in bars for span in bar.spans]
    lasts = any(end is None for _, end in spans)
    length = max([0.0, *(_end(span, present) for span in spans)])
    first = min((begin for begin, _ in spans), default=0.0)
    start = max(first, -BEFORE * length) if clocks.since else first
    notes = [] if measured else [words(_UNMEASURED)]
    end, targets = length, list[TargetLine]()
    if told := clocks.target if clocks.since else None:
        if told.seconds <= FAR_TARGET * length:
            end = max(end, told.seconds)
            targets.append(TargetLine(told.seconds - start, target(told, words)))
        else:
            notes.append(words(_FAR, length=spoken_length(told.seconds, words)))
    axis = max(_LEAST, end - start)
    if lasts:  # an axis that grew with every second would move every bar
        axis = _step(axis) * -(-axis // _step(axis))
    return Gantt(
        moved(zero, timedelta(seconds=start)),
        axis,
        tuple(_ticks(start, start + axis)),
        tuple(bar.moved(start) for bar in bars),
        tuple(targets),
        present - start if lasts else None,
        tuple(notes),
        0.0 - start if clocks.since else 0.0,
    )


def _end(span: Span, present: float) -> float:
    begin, end = span
    return max(begin, present if end is None else end)


def _ticks(start: float, end: float) -> Iterator[float]:
    """Yield where round seconds stand on an axis, no more of them than a line has room for."""
    step = _step(end - start)
    at = -(-start // step) * step
    while at <= end:
        yield at - start
        at += step


def _step(length: float) -> float:
    """Return the round seconds between two ticks."""
    days = -(-length // (_MOST_TICKS * 86_400)) * 86_400
    return next((one for one in _STEPS if length / one <= _MOST_TICKS), days)


_LEAST = 60.0
_AGAINST = {
    (ClockState.STOPPED, Met.YES): marked("met"),
    (ClockState.STOPPED, Met.NO): marked("missed"),
    (ClockState.RUNNING, Met.NO): marked("late"),
    (ClockState.STOPPED, None): marked("reached"),
    (ClockState.RUNNING, Met.OPEN): marked("running"),
    (ClockState.NEVER, Met.NO): marked("never"),
}
_UNMEASURED = marked(
    "How far the cloud's clock is off was not measured: its times are laid where the call was "
    "accepted."
)
_FAR = marked("The target of {length} lies beyond what is drawn.")

"""A bar of a Gantt chart: what it is, and when it was. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeAlias

Span: TypeAlias = tuple[float, float | None]
"""Begin and end in seconds since the start of the chart; None while it lasts. A moment ends when
it begins."""

MOST_SPANS = 200
"""More than that are not told apart in any drawing."""


class BarKind(StrEnum):
    """What a bar stands for."""

    CLOCK = "clock"
    CALL = "call"
    JOB = "job"
    SUB_JOB = "sub-job"
    DRILL = "drill"
    HOLD = "hold"
    STEP = "step"
    VERIFIED = "verified"
    SERVICE = "service"
    WORD = "word"
    """What people say besides: notes, findings, handovers, signatures, the end."""
    READ_BACK = "read-back"


class Tone(StrEnum):
    """How it stands, for a colour."""

    GOOD = "good"
    BAD = "bad"
    BUSY = "busy"
    DOUBT = "doubt"
    QUIET = "quiet"


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of a chart. `depth` says whose part it is: 1 of a call, 2 of its job.

    `state` is the machine's word: a sending, a job's status, ``done``, ``passed``. `spans` is when
    it was: more than one where several were put together (`count` of them), none where nothing is
    known of its time.
    """

    kind: BarKind
    label: str
    spans: tuple[Span, ...] = ()
    state: str = ""
    tone: Tone = Tone.QUIET
    depth: int = 0
    count: int = 1

    @property
    def begin(self) -> float | None:
        """When the first of it began; None where nobody knows."""
        return min((begin for begin, _ in self.spans), default=None)

    @property
    def end(self) -> float | None:
        """When all of it had ended; None while some of it lasts, and where nobody knows."""
        ends = [end for _, end in self.spans]
        known = [end for end in ends if end is not None]
        return max(known) if known and len(known) == len(ends) else None

    @property
    def lasts(self) -> bool:
        """Whether it goes on."""
        return any(end is None for _, end in self.spans)

    @property
    def moment(self) -> bool:
        """Whether it takes no time: something that was said."""
        return all(begin == end for begin, end in self.spans)

    def moved(self, seconds: float) -> Bar:
        """Return it on an axis that begins `seconds` later."""
        spans = tuple(
            (begin - seconds, None if end is None else end - seconds) for begin, end in self.spans
        )
        return replace(self, spans=spans)


def together(bars: list[Bar], label: str) -> Bar:
    """Return one row for all of `bars`, which has at least one: they are too many for their own.

    The worst tone counts: a failure among them is not hidden.
    """
    worst = next(tone for tone in _WORST_FIRST if any(bar.tone is tone for bar in bars))
    states = {bar.state for bar in bars if bar.tone is worst}
    spans = sorted((span for bar in bars for span in bar.spans), key=lambda span: span[0])
    return Bar(
        bars[0].kind,
        label,
        _few(spans),
        states.pop() if len(states) == 1 else "",
        worst,
        bars[0].depth,
        sum(bar.count for bar in bars),
    )


def _few(spans: list[Span]) -> tuple[Span, ...]:
    """Return no more spans than can be told apart; neighbours become one."""
    size = -(-len(spans) // MOST_SPANS) or 1
    return tuple(_joined(spans[at : at + size]) for at in range(0, len(spans), size))


def _joined(spans: list[Span]) -> Span:
    ends = [end for _, end in spans if end is not None]
    return spans[0][0], max(ends) if len(ends) == len(spans) else None


_WORST_FIRST = (Tone.BAD, Tone.DOUBT, Tone.BUSY, Tone.GOOD, Tone.QUIET)

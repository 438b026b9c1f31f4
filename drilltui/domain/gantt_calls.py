"""The bars of a record's calls with their jobs and sub-jobs, on this host's time axis. Pure.

Jobs tell their times by the cloud's clock. They are moved by the skew that was measured before the
call; where none was, a job is laid where its call was accepted, and its inner lengths are true all
the same. Nothing is drawn before it was meant, nor after this host saw it ended.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from drilltui.domain.clock_words import Sayer
from drilltui.domain.cloud_id import folded
from drilltui.domain.event_data import moment, number, rows, text
from drilltui.domain.gantt_bar import Bar, BarKind, Span, Tone, together
from drilltui.domain.job import ENDED, FAIL, SUCCESS
from drilltui.domain.json_value import JsonObject
from drilltui.domain.language import marked
from drilltui.domain.record import Action, Event, Kind
from drilltui.domain.sending import OPEN, Sending

MOST_SUB_JOBS = 24
"""So many have rows of their own in one job."""

_LABELS = {
    Action.CREATE: marked("create {name}"),
    Action.RENAME: marked("rename to {name}"),
    Action.DELETE: marked("delete {name}"),
    Action.DELETE_SUBNET: marked("remove a subnet"),
    Action.DELETE_VPC: marked("remove the VPC"),
}
_SENDINGS = {
    Kind.ACCEPTED: Sending.ACCEPTED,
    Kind.REFUSED: Sending.REFUSED,
    Kind.NOT_SENT: Sending.NOT_SENT,
    Kind.UNKNOWN: Sending.UNKNOWN,
    Kind.FOUND: Sending.FOUND,
    Kind.ABSENT: Sending.ABSENT,
    Kind.AMBIGUOUS: Sending.AMBIGUOUS,
}
_TONES = {
    Sending.ACCEPTED: Tone.GOOD,
    Sending.FOUND: Tone.GOOD,
    Sending.REFUSED: Tone.BAD,
    Sending.NOT_SENT: Tone.BAD,
    Sending.ABSENT: Tone.BAD,
    Sending.INTENDED: Tone.BUSY,
}
CALLS = frozenset({Kind.INTENDED, Kind.JOB, *_SENDINGS})
"""Kinds of events that tell of calls."""


@dataclass(slots=True)
class _SeenJob:
    """A job as it was told last. `first` and `last` are when this host saw it begin and change."""

    first: float
    last: float
    data: JsonObject


@dataclass(slots=True)
class _SeenCall:
    action: str
    name: str
    at: float
    skew: float | None
    sending: Sending = Sending.INTENDED
    answered: float | None = None
    job: _SeenJob | None = None


@dataclass(slots=True)
class SeenCalls:
    """Gathers what a record tells of its calls, event by event. `zero` is second 0 of the chart."""

    zero: datetime
    measured: bool = True
    """False once a job had to be drawn whose cloud's clock nobody had measured."""
    _calls: list[_SeenCall] = field(default_factory=list)
    _current: dict[tuple[str, str], _SeenCall] = field(default_factory=dict)
    _by_job: dict[str, _SeenCall] = field(default_factory=dict)
    _names: dict[str, str] = field(default_factory=dict)

    def take(self, event: Event) -> None:
        """Take in an event of one of the kinds `CALLS`."""
        at = (event.at - self.zero).total_seconds()
        if event.kind == Kind.INTENDED:
            self._intended(event.data, at)
        elif event.kind == Kind.JOB:
            self._job(event.data, at)
        else:
            self._answered(_SENDINGS[Kind(event.kind)], event.data, at)

    def _intended(self, data: JsonObject, at: float) -> None:
        call = _SeenCall(text(data, "action"), text(data, "name"), at, number(data, "skew"))
        self._calls.append(call)
        self._current[_key(data)] = call
        names = data.get("names")
        if isinstance(names, Mapping):
            self._names |= {key: name for key, name in names.items() if isinstance(name, str)}

    def _answered(self, sending: Sending, data: JsonObject, at: float) -> None:
        call = self._current.get(_key(data))
        if call is None:
            return
        call.sending = sending
        call.answered = None if sending in OPEN else at
        if job_id := text(data, "job_id"):
            self._by_job[folded(job_id)] = call

    def _job(self, data: JsonObject, at: float) -> None:
        job_id = folded(text(data, "job_id"))
        call = self._by_job.get(job_id) or self._current.get((text(data, "action"), ""))
        if not job_id or call is None:
            return
        self._by_job[job_id] = call
        if call.job is None:
            call.job = _SeenJob(at, at, data)
        else:
            call.job.last, call.job.data = at, data

    def groups(self, words: Sayer) -> Iterator[list[Bar]]:
        """Yield for each call its bar with those of its job and its sub-jobs."""
        for call in self._calls:
            yield [self._call_bar(call, words), *self._job_bars(call, words)]

    def _call_bar(self, call: _SeenCall, words: Sayer) -> Bar:
        sentence = _LABELS.get(Action(call.action)) if call.action in _ACTIONS else None
        label = words(sentence, name=call.name).strip() if sentence else call.action
        tone = _TONES.get(call.sending, Tone.DOUBT)
        return Bar(BarKind.CALL, label, ((call.at, call.answered),), call.sending.value, tone)

    def _job_bars(self, call: _SeenCall, words: Sayer) -> Iterator[Bar]:
        job = call.job
        if job is None:
            return
        axis = _CloudAxis.of(call, job, self.zero)
        self.measured = self.measured and not axis.guessed
        span = axis.span(job.data) or (job.first, _end_seen(job))
        yield _bar_of(BarKind.JOB, words("job"), job.data, (span,), 1)
        subs = [
            _bar_of(BarKind.SUB_JOB, self._label(row), row, _spans(axis.span(row)), 2)
            for row in rows(job.data, "sub_jobs")
        ]
        yield from shortened(subs, MOST_SUB_JOBS, words)

    def _label(self, row: JsonObject) -> str:
        name = self._names.get(text(row, "subject"), "")
        return name or text(row, "type") or text(row, "job_id")


def shortened(bars: list[Bar], most: int, words: Sayer) -> Iterable[Bar]:
    """Return no more than `most` of `bars` and one row for all the others.

    A single other one would need that row as well: it is shown as it is.
    """
    if len(bars) <= most + 1:
        return bars
    others = bars[most:]
    return [*bars[:most], together(others, words("and {count} more", count=len(others)))]


@dataclass(frozen=True, slots=True)
class _CloudAxis:
    """Where the cloud's times stand on this host's axis: within what this host knows."""

    zero: datetime
    shift: float
    least: float
    most: float
    guessed: bool

    @classmethod
    def of(cls, call: _SeenCall, job: _SeenJob, zero: datetime) -> _CloudAxis:
        begun = moment(job.data, "begin")
        if call.skew is not None:
            return cls(zero, -call.skew, call.at, job.last, False)
        if begun is None:
            return cls(zero, 0.0, call.at, job.last, False)
        accepted = call.at if call.answered is None else call.answered
        return cls(zero, accepted - (begun - zero).total_seconds(), call.at, job.last, True)

    def span(self, data: JsonObject) -> Span | None:
        """Return when a job was; None where the cloud does not tell when it began."""
        begun, ended = moment(data, "begin"), moment(data, "end")
        if begun is None:
            return None
        begin = self._at(begun)
        if text(data, "status") not in ENDED:
            return begin, None
        return begin, max(begin, self._at(ended)) if ended else self.most

    def _at(self, told: datetime) -> float:
        seconds = (told - self.zero).total_seconds() + self.shift
        return min(max(seconds, self.least), self.most)


def _bar_of(
    kind: BarKind, label: str, data: JsonObject, spans: tuple[Span, ...], depth: int
) -> Bar:
    status = text(data, "status")
    return Bar(kind, label, spans, status, _STATUS_TONES.get(status, Tone.BUSY), depth)


def _end_seen(job: _SeenJob) -> float | None:
    return job.last if text(job.data, "status") in ENDED else None


def _spans(span: Span | None) -> tuple[Span, ...]:
    return (span,) if span else ()


def _key(data: JsonObject) -> tuple[str, str]:
    return text(data, "action"), folded(text(data, "subject"))


_ACTIONS = frozenset(Action)
_STATUS_TONES = {SUCCESS: Tone.GOOD, FAIL: Tone.BAD}

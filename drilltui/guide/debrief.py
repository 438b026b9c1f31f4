"""The debrief of a rehearsal: what happened when, and what was made of it. Pure, from the record.

The record's last word on it is a `debrief` event, written when it is closed: what the embedded
cloud did to whom, and what the scenario has to say of itself. Everything else is in the events that
any drill has.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from drilltui.domain.clocks import ClockState, RecoveryClock, clocks
from drilltui.domain.drill import AVAILABLE
from drilltui.domain.event_data import moment, rows, text
from drilltui.domain.exercise import Exercise
from drilltui.domain.folding import fold
from drilltui.domain.job import FAIL
from drilltui.domain.json_value import JsonObject, JsonValue
from drilltui.domain.record import Action, Entry, Event, Kind
from drilltui.guide.hints import asked
from drilltui.guide.lesson import Lesson, Strike
from drilltui.guide.words import Text

_SHOWN_BY = frozenset(
    {Kind.UNKNOWN, Kind.REFUSED, Kind.NOT_SENT, Kind.FOUND, Kind.ABSENT, Kind.AMBIGUOUS}
)
"""Kinds by which the program shows that it has noticed something on the wire."""

_PEOPLE = frozenset({Kind.NOTE, Kind.FINDING, Kind.HOLD})
"""Kinds by which people do. Who ticks a step may know nothing of it."""

ACTION_OF = {
    "create-drill": Action.CREATE,
    "rename-drill": Action.RENAME,
    "delete-drill": Action.DELETE,
    "delete-subnet": Action.DELETE_SUBNET,
    "delete-vpc": Action.DELETE_VPC,
}
"""The actions of the record by the requests that a fault is told to have struck.

All other requests only read: a look that failed is shown, and no event says so.
"""

_ANSWERS = _PEOPLE | {Kind.STEP, Kind.INTENDED, Kind.KEPT, Kind.CLOSED}
"""Kinds that may be an answer to what stands in the record itself."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that went wrong. `what` is its kind in a word, `on` what it happened to.

    `code` is what the service told; `seconds` is how long it took until somebody or something
    showed in the record that it was noticed, by an event of the kind `by`; None: nothing did.
    """

    at: datetime
    what: str
    on: str
    code: str = ""
    seconds: float | None = None
    by: str = ""


@dataclass(frozen=True, slots=True)
class Act:
    """What was done, or came of it: `kind` is that of the event, `what` its action or word."""

    at: datetime
    kind: str
    what: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Debrief:
    """All that is to be talked over. Durations are seconds of the record's clock, None: never."""

    scenario: str
    seed: int
    title: Text
    trap: Text
    good: Text
    begun: datetime
    troubles: tuple[Trouble, ...]
    acts: tuple[Act, ...]
    hints: tuple[int, ...]
    hints_of: int
    servers_after: float | None
    service_after: float | None
    closed_after: float | None
    outcome: str
    result: str
    hold_seconds: float
    elsewhere: tuple[str, str] | None = None
    """The group that the lesson is about and the one that was drilled, where that is another."""


def entry(record_id: str, lesson: Lesson, strikes: Sequence[Strike]) -> Entry:
    """Return the event that a rehearsal's record is closed with."""
    faults: list[JsonValue] = [
        {"at": one.at.isoformat(), "what": one.does, "on": one.on} for one in strikes
    ]
    title = lesson.drawn_title if lesson.is_surprise else lesson.title
    told: dict[str, JsonValue] = {
        "scenario": lesson.drawn or lesson.scenario,
        "seed": lesson.seed,
        "title": _languages(title),
        "trap": _languages(lesson.trap),
        "good": _languages(lesson.good),
        "group": lesson.group,
        "hints": len(lesson.hints),
        "faults": faults,
    }
    return Entry(record_id, Kind.DEBRIEF, told)


def debrief(events: Sequence[Event]) -> Debrief | None:
    """Return the debrief of a record; None where it is that of no rehearsal that was closed."""
    told = next((event.data for event in reversed(events) if event.kind == Kind.DEBRIEF), None)
    if told is None:
        return None
    exercise, begun = fold(events), events[0].at
    measured = clocks(exercise)
    seed, hints = told.get("seed"), told.get("hints")
    return Debrief(
        scenario=text(told, "scenario"),
        seed=seed if type(seed) is int else 0,
        title=_text(told, "title"),
        trap=_text(told, "trap"),
        good=_text(told, "good"),
        begun=begun,
        troubles=tuple(sorted(_troubles(events, told), key=lambda one: one.at)),
        acts=tuple(_acts(events)),
        hints=asked(events),
        hints_of=hints if type(hints) is int else 0,
        servers_after=_stopped(measured.servers),
        service_after=_stopped(measured.service),
        closed_after=_since(begun, _at(events, Kind.CLOSED)),
        outcome=exercise.outcome,
        result=exercise.said.result,
        hold_seconds=sum(
            ((hold.until or events[-1].at) - hold.since).total_seconds()
            for hold in exercise.said.holds
        ),
        elsewhere=_elsewhere(text(told, "group"), exercise),
    )


def _elsewhere(wanted: str, exercise: Exercise) -> tuple[str, str] | None:
    drilled = exercise.group_name
    return (wanted, drilled) if wanted and drilled and wanted != drilled else None


def _troubles(events: Sequence[Event], told: JsonObject) -> Iterator[Trouble]:
    shown_of_faults = set[int]()
    for fault in rows(told, "faults"):
        at = moment(fault, "at")
        if at is None:
            continue
        trouble = Trouble(at, text(fault, "what"), text(fault, "on"))
        shown = _shown(events, trouble)
        shown_of_faults |= {shown.seq} if shown else set()
        said = _first(events, at, _PEOPLE)
        marks = [event for event in (shown, said) if event]
        yield _noticed(trouble, min(marks, key=lambda event: event.seq, default=None))
    for place, event in enumerate(events):
        found = _own_trouble(event)
        if found is not None and event.seq not in shown_of_faults:
            later = (one for one in events[place + 1 :] if one.kind in _ANSWERS)
            yield _noticed(found, next(later, None))


def _shown(events: Sequence[Event], trouble: Trouble) -> Event | None:
    """Return the event by which the program shows what became of a request that was struck."""
    action = ACTION_OF.get(trouble.on)
    of_it = (
        event
        for event in events
        if event.at >= trouble.at
        and event.kind in _SHOWN_BY | {Kind.ACCEPTED}
        and text(event.data, "action") == action
    )
    event = next(of_it, None) if action else None
    return event if event and event.kind in _SHOWN_BY else None


def _own_trouble(event: Event) -> Trouble | None:
    """Return what the event itself says to be amiss, if it does."""
    data = event.data
    code = text(data, "code") or text(data, "error_code")
    if event.kind == Kind.REFUSED:
        return Trouble(event.at, "refused", text(data, "action"), code)
    if event.kind == Kind.JOB and text(data, "status") == FAIL:
        return Trouble(event.at, "job-failed", text(data, "action"), code)
    if event.kind == Kind.VERIFIED and data.get("passed") is False:
        return Trouble(event.at, "server-failed", text(data, "server_id"))
    return None


def _noticed(trouble: Trouble, by: Event | None) -> Trouble:
    if by is None:
        return trouble
    seconds = max((by.at - trouble.at).total_seconds(), 0.0)
    return Trouble(trouble.at, trouble.what, trouble.on, trouble.code, seconds, by.kind)


def _acts(events: Sequence[Event]) -> Iterator[Act]:
    before = ""
    for event in events:
        data, kind = event.data, event.kind
        if kind == before == Kind.READ_BACK:
            continue
        before = kind
        if kind in (Kind.INTENDED, *_SHOWN_BY, Kind.ACCEPTED):
            yield Act(event.at, kind, text(data, "action"), text(data, "code"))
        elif kind == Kind.DRILL and text(data, "status") == AVAILABLE:
            yield Act(event.at, kind, text(data, "status"))
        elif kind in (Kind.NOTE, Kind.FINDING):
            yield Act(event.at, kind, "", text(data, "text") or text(data, "title"))
        elif kind in (Kind.VERIFIED, Kind.SERVICE):
            yield Act(event.at, kind, "passed" if data.get("passed") is True else "failed")
        elif kind == Kind.HOLD:
            yield Act(event.at, kind, "on" if data.get("on") is True else "off", text(data, "why"))
        elif kind == Kind.HINT:
            yield Act(event.at, kind, str(data.get("number", "")))
        elif kind == Kind.KEPT:
            yield Act(event.at, kind, "", text(data, "why"))
        elif kind in (Kind.OPENED, Kind.READ_BACK, Kind.CLOSED):
            yield Act(event.at, kind, text(data, "outcome"), text(data, "why"))


def _first(events: Sequence[Event], at: datetime, kinds: frozenset[Kind]) -> Event | None:
    return next((event for event in events if event.at >= at and event.kind in kinds), None)


def _at(events: Sequence[Event], kind: Kind) -> datetime | None:
    return next((event.at for event in events if event.kind == kind), None)


def _stopped(clock: RecoveryClock) -> float | None:
    """Return what a clock shows that has stopped at what it waits for: the screens say the same."""
    return clock.lasted(clock.until) if clock.state is ClockState.STOPPED and clock.until else None


def _since(begun: datetime, at: datetime | None) -> float | None:
    return None if at is None else (at - begun).total_seconds()


def _languages(words: Text) -> JsonObject:
    return {"en": words.en, "zh": words.zh}


def _text(told: JsonObject, key: str) -> Text:
    words = told.get(key)
    return Text(text(words, "en"), text(words, "zh")) if isinstance(words, dict) else Text()

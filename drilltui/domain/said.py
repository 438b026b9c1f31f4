"""What people have said of an exercise around its drill: purpose, service, findings, the end. Pure.

It is part of what `folding.fold` makes of a record (`Exercise.said`): one small step for each kind
of event, none of which says anything about the cloud.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from drilltui.domain.brief import Brief, brief_of_record
from drilltui.domain.drill_finding import DrillFinding, finding_of_record
from drilltui.domain.event_data import text, texts
from drilltui.domain.record import Event, Kind


class Result(StrEnum):
    """What a person says of the whole exercise when it is closed; values are written to disk."""

    PASSED = "passed"
    WITH_FINDINGS = "passed with findings"
    FAILED = "failed"
    ABORTED = "aborted"


@dataclass(frozen=True, slots=True)
class Hold:
    """A time that does not count for the people: both clocks show it and go on beside it.

    `until` is None while it lasts.
    """

    since: datetime
    why: str
    by: str
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class ServiceWord:
    """Whether the service on the drill servers does what it is for, by a person.

    `data_point` is the newest data seen there (a transaction, a time): it is what an RPO is
    judged by.
    """

    passed: bool
    at: datetime
    by: str
    expected: str = ""
    seen: str = ""
    data_point: str = ""


@dataclass(frozen=True, slots=True)
class Handover:
    """One person gives the exercise to another. `taken_by` is empty until somebody takes it."""

    at: datetime
    by: str
    to: str
    why: str
    open: tuple[str, ...] = ()
    """What is still to be done, in sentences."""
    taken_by: str = ""
    taken_at: datetime | None = None
    taken_why: str = ""
    account: str = ""
    """Whose account it was taken over under: the name is typed freely."""


@dataclass(frozen=True, slots=True)
class Signature:
    """Somebody stands for what the record says. `by` is who sat at the terminal."""

    name: str
    role: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Said:
    """All of it. Empty means that nobody has said anything."""

    runbook: str = ""
    """The key of the runbook that is followed; empty when there is none (any more)."""
    led_by: str = ""
    """The key of the runbook that was followed last, also when it was put away since."""
    led_by_title: str = ""
    """What that runbook is called; empty where the record does not tell it."""
    brief: Brief = field(default_factory=Brief)
    holds: tuple[Hold, ...] = ()
    services: tuple[ServiceWord, ...] = ()
    findings: Mapping[int, DrillFinding] = field(default_factory=dict)
    """By their numbers."""
    handovers: tuple[Handover, ...] = ()
    resumed: tuple[datetime, ...] = ()
    """When somebody took the exercise up again after its drilltui had ended."""
    result: str = ""
    compared: str = ""
    """How what came differs from what was expected."""
    signatures: tuple[Signature, ...] = ()

    @property
    def service_at(self) -> datetime | None:
        """When the service was first said to work, if it was."""
        return next((word.at for word in self.services if word.passed), None)

    @property
    def on_hold(self) -> bool:
        """True while a hold lasts."""
        return bool(self.holds) and self.holds[-1].until is None

    @property
    def handed_to(self) -> str:
        """Whom the exercise waits for: it was handed over, and nobody has taken it yet."""
        last = self.handovers[-1] if self.handovers else None
        return last.to if last and not last.taken_at else ""


def said_since(said: Said, event: Event) -> Said:
    """Return what is said once `event` has come; other kinds and odd data change nothing."""
    step = _STEPS.get(event.kind)
    return step(said, event) if step else said


def _guided(said: Said, event: Event) -> Said:
    runbook = text(event.data, "runbook")
    if not runbook:
        return replace(said, runbook="")
    return replace(said, runbook=runbook, led_by=runbook, led_by_title=text(event.data, "title"))


def _brief(said: Said, event: Event) -> Said:
    return replace(said, brief=brief_of_record(event.data))


def _hold(said: Said, event: Event) -> Said:
    begins = event.data.get("on") is True
    if begins == said.on_hold:
        return said
    if begins:
        hold = Hold(event.at, text(event.data, "why"), text(event.data, "by"))
        return replace(said, holds=(*said.holds, hold))
    ended = replace(said.holds[-1], until=event.at)
    return replace(said, holds=(*said.holds[:-1], ended))


def _service(said: Said, event: Event) -> Said:
    data = event.data
    word = ServiceWord(
        data.get("passed") is True,
        event.at,
        text(data, "by"),
        text(data, "expected"),
        text(data, "seen"),
        text(data, "data_point"),
    )
    return replace(said, services=(*said.services, word))


def _finding(said: Said, event: Event) -> Said:
    found = finding_of_record(event.data)
    return replace(said, findings={**said.findings, found.number: found}) if found else said


def _handed_over(said: Said, event: Event) -> Said:
    data = event.data
    given = Handover(
        event.at, text(data, "by"), text(data, "to"), text(data, "why"), texts(data, "open") or ()
    )
    return replace(said, handovers=(*said.handovers, given))


def _taken_over(said: Said, event: Event) -> Said:
    by = text(event.data, "by")
    last = said.handovers[-1] if said.handovers else None
    if last is None or last.taken_at:  # nobody had handed it over: it was taken all the same
        last = Handover(event.at, "", by, "")
        said = replace(said, handovers=(*said.handovers, last))
    taken = replace(
        last,
        taken_by=by,
        taken_at=event.at,
        taken_why=text(event.data, "why"),
        account=text(event.data, "person"),
    )
    return replace(said, handovers=(*said.handovers[:-1], taken))


def _resumed(said: Said, event: Event) -> Said:
    return replace(said, resumed=(*said.resumed, event.at))


def _closed(said: Said, event: Event) -> Said:
    result, compared = text(event.data, "result"), text(event.data, "compared")
    return replace(said, result=result or said.result, compared=compared or said.compared)


def _signed(said: Said, event: Event) -> Said:
    data = event.data
    signature = Signature(text(data, "name"), text(data, "role"), event.at, text(data, "by"))
    return replace(said, signatures=(*said.signatures, signature))


_STEPS: dict[str, Callable[[Said, Event], Said]] = {
    Kind.GUIDED: _guided,
    Kind.BRIEF: _brief,
    Kind.HOLD: _hold,
    Kind.SERVICE: _service,
    Kind.FINDING: _finding,
    Kind.HANDED_OVER: _handed_over,
    Kind.TAKEN_OVER: _taken_over,
    Kind.RESUMED: _resumed,
    Kind.CLOSED: _closed,
    Kind.SIGNED: _signed,
}

SAYING = frozenset(_STEPS)
"""Kinds of events that `said_since` reads."""

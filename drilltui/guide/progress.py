"""How far a record has come in a runbook. It is a fold of the record: nothing is stored beside it.

A step is done when an event shows it, when a fact of the folded record holds, or by a person's
word. Who knows the way and does things in another order is followed, not led back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from drilltui.domain.cloud_id import same_id
from drilltui.domain.event_data import text
from drilltui.domain.exercise import Exercise
from drilltui.domain.folding import fold
from drilltui.domain.record import Event, Kind
from drilltui.guide.facts import FACTS
from drilltui.guide.runbook import FAILED, Place, Runbook, Sign, Step


class Standing(StrEnum):
    """How a step stands."""

    DONE = "done"
    CURRENT = "current"
    TO_COME = "to come"
    PASSED_OVER = "passed over"
    """A milestone after it is done, and it was not."""
    OFF_THE_WAY = "off the way"
    """A decision has led past it."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What has shown a step to be done, or failed: the event's number and time, who, in words."""

    seq: int
    at: datetime
    kind: str
    by: str = ""
    initials: str = ""
    remark: str = ""
    choice: str = ""
    action: str = ""


@dataclass(frozen=True, slots=True)
class StepProgress:
    """A step, how it stands, what has shown that, and when it began to be the next one.

    `failed` is the last event that shows that it failed, None when it did not, or is done since.
    """

    step: Step
    standing: Standing
    shown: Shown | None = None
    failed: Shown | None = None
    begun_at: datetime | None = None

    @property
    def target(self) -> timedelta | None:
        """How long it may take."""
        return None if self.step.minutes is None else timedelta(minutes=self.step.minutes)

    def took(self, now: datetime) -> timedelta | None:
        """How long it took, or takes by `now`; None for what was not begun."""
        if self.begun_at is None:
            return None
        return max(timedelta(0), (self.shown.at if self.shown else now) - self.begun_at)

    def late(self, now: datetime) -> bool:
        """Whether it took, or takes, longer than it may."""
        took, target = self.took(now), self.target
        return took is not None and target is not None and took > target


@dataclass(frozen=True, slots=True)
class Progress:
    """All steps of a runbook by a record. `current` is None at its end; `exercise` is the record's
    fold."""

    runbook: Runbook
    steps: tuple[StepProgress, ...]
    exercise: Exercise
    day: date

    @property
    def current(self) -> StepProgress | None:
        """The step that is to be done now."""
        return next((one for one in self.steps if one.standing is Standing.CURRENT), None)

    def places(self) -> tuple[Place, ...]:
        """Return where the current step is done now: what holds `when` it says so comes first."""
        current = self.current
        if current is None:
            return ()
        held = tuple(one for one in current.step.places if one.when and self._holds(one.when))
        return held or tuple(one for one in current.step.places if not one.when)

    def _holds(self, when: str) -> bool:
        if when == FAILED:
            return self.current is not None and self.current.failed is not None
        return FACTS[when](self.exercise, self.day)

    @property
    def number(self) -> int:
        """The number of the current step, from 1; at the end that of the last one."""
        places = [n for n, one in enumerate(self.steps, 1) if one.standing is Standing.CURRENT]
        return places[0] if places else len(self.steps)

    @property
    def done(self) -> int:
        """How many are done."""
        return sum(one.standing is Standing.DONE for one in self.steps)

    @property
    def whole(self) -> bool:
        """Whether it has come to its end."""
        return self.current is None


class Reading:
    """Reads the record of a runbook as it grows: each event once, however often it is asked."""

    def __init__(self, runbook: Runbook) -> None:
        self._runbook = runbook
        self._by_fact = [step for step in runbook.steps if step.done.fact]
        self._marks = self._none()
        self._exercise = Exercise()
        self._count = 0

    def _none(self) -> dict[str, _Mark]:
        return {step.key: _Mark() for step in self._runbook.steps}

    def progress(self, events: Sequence[Event], day: date) -> Progress:
        """Return how far `events` have come, which begin with those that were read before.

        The day counts for leftovers that are accepted until another one.
        """
        for event in events[self._count :]:
            self._read(event, day)
        placed = _placed(self._runbook, self._marks, events)
        return Progress(self._runbook, placed, self._exercise, day)

    def _read(self, event: Event, day: date) -> None:
        before = self._exercise.group_id
        self._exercise = fold((event,), self._exercise)
        self._count += 1
        if before and not same_id(before, self._exercise.group_id):
            # What was read and ticked of another group says nothing of this one.
            self._marks = self._none()
        for step in self._runbook.steps:
            _look(step, self._marks[step.key], event, self._runbook.key)
        for step in self._by_fact:
            holds = FACTS[step.done.fact](self._exercise, day)
            _judge(step, self._marks[step.key], event, holds=holds)


@dataclass(slots=True)
class _Mark:
    """What is known of a step so far: what the record shows of it, and what a person says."""

    shown: Shown | None = None
    ticked: Shown | None = None
    failed: Shown | None = None

    @property
    def done(self) -> Shown | None:
        """What has shown it to be done, or left out."""
        return self.shown or self.ticked


def _look(step: Step, mark: _Mark, event: Event, runbook: str) -> None:
    """Take note of what an event shows of a step: done, not done after all, failed."""
    if event.kind == Kind.INTENDED and mark.failed:
        is_same = text(event.data, "action") == mark.failed.action
        mark.failed = None if is_same else mark.failed  # it is tried once more
    if step.by_person or step.optional:
        _tick(step, mark, event, runbook)
    elif _fits(step.done.signs, event):
        mark.shown, mark.failed = _shown(event), None
    if _fits(step.failed_by, event):
        mark.failed = _shown(event)


def _tick(step: Step, mark: _Mark, event: Event, runbook: str) -> None:
    data = event.data
    ours = (text(data, "runbook"), text(data, "step")) == (runbook, step.key)
    if event.kind != Kind.STEP or not ours:
        return
    chosen = text(data, "choice")
    is_done = data.get("done") is True and (not step.choices or step.choice(chosen) is not None)
    mark.ticked = _shown(event) if is_done else None
    if is_done:
        mark.failed = None


def _judge(step: Step, mark: _Mark, event: Event, *, holds: bool) -> None:
    if not holds:
        mark.shown = None
    elif mark.shown is None:
        mark.shown, mark.failed = _shown(event), None


def _fits(signs: Sequence[Sign], event: Event) -> bool:
    return any(sign.fits(event) for sign in signs)


def _shown(event: Event) -> Shown:
    data = event.data
    return Shown(
        event.seq,
        event.at,
        event.kind,
        text(data, "by"),
        text(data, "initials"),
        text(data, "remark"),
        text(data, "choice"),
        text(data, "action"),
    )


def _placed(
    runbook: Runbook, marks: dict[str, _Mark], events: Sequence[Event]
) -> tuple[StepProgress, ...]:
    """Give every step its standing: the way is walked from the beginning."""
    steps = runbook.steps
    past = max(
        (n for n, one in enumerate(steps) if one.milestone and marks[one.key].done), default=-1
    )
    found: list[StepProgress] = []
    led_to, current = "", False
    since = _begin(runbook, events)
    for number, step in enumerate(steps):
        mark = marks[step.key]
        if led_to and step.key != led_to:
            found.append(StepProgress(step, Standing.OFF_THE_WAY))
            continue
        led_to = ""
        if mark.done:
            standing = Standing.DONE
            chosen = step.choice(mark.done.choice)
            led_to = chosen.to if chosen else ""
        elif number < past:
            standing = Standing.PASSED_OVER
        elif current:
            standing = Standing.TO_COME
        else:
            standing, current = Standing.CURRENT, True
        begun = since if standing in (Standing.DONE, Standing.CURRENT) else None
        found.append(StepProgress(step, standing, mark.done, mark.failed, begun))
        if mark.done and not current:
            since = max(filter(None, (since, mark.done.at)))
    return tuple(found)


def _begin(runbook: Runbook, events: Sequence[Event]) -> datetime | None:
    """Return when the runbook was begun in the record; without that when the record was."""
    for event in events:
        if event.kind == Kind.GUIDED and text(event.data, "runbook") == runbook.key:
            return event.at
    return events[0].at if events else None

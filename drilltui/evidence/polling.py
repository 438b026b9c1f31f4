"""What the cloud did while nobody looked: told by its own times, seen late. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from drilltui.domain.calendar import moved
from drilltui.domain.cloud_id import folded
from drilltui.domain.event_data import number, text
from drilltui.domain.job import Job, job_of_record
from drilltui.domain.record import Event, Kind

LATE = timedelta(minutes=1)
"""The cloud is looked at every few seconds: what is seen later than this was not looked for."""


@dataclass(frozen=True, slots=True)
class PollingGap:
    """A step began or ended (`status`) at `happened`, by this host's clock; it was `seen` later."""

    subject: str
    type: str
    status: str
    happened: datetime
    seen: datetime


def polling_gaps(events: Iterable[Event]) -> tuple[PollingGap, ...]:
    """Return what was seen late. Without a measured skew the clocks are taken to be equal."""
    skew: dict[str, float] = {}
    known: dict[str, tuple[datetime | None, datetime | None]] = {}
    found: list[PollingGap] = []
    for event in events:
        action = text(event.data, "action")
        if event.kind == Kind.INTENDED:
            skew[action] = number(event.data, "skew") or 0.0
        elif event.kind == Kind.JOB and (job := job_of_record(event.data)):
            off = timedelta(seconds=skew.get(action, 0.0))
            for step in _steps(job):
                before = known.get(folded(step.id), (None, None))
                found += _late(step, before, event.at, off)
                known[folded(step.id)] = (step.begin, step.end)
    return tuple(found)


def _late(
    step: Job, before: tuple[datetime | None, datetime | None], seen: datetime, off: timedelta
) -> Iterator[PollingGap]:
    """Yield the newer of a step's begin and end, where it is news and late."""
    moments = (step.begin, step.end)
    news = [now for now, then in zip(moments, before, strict=True) if now and now != then]
    if not news:
        return
    happened = moved(max(news), -off)
    if seen - happened > LATE:
        yield PollingGap(step.subject, step.type, step.status, happened, seen)


def _steps(job: Job) -> Iterator[Job]:
    yield job
    for sub in job.sub_jobs:
        yield from _steps(sub)

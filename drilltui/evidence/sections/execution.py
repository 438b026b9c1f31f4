"""What was sent, what came of it, every job with its steps, and when nobody was looking."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from drilltui.domain.cloud_id import folded
from drilltui.domain.event_data import text
from drilltui.domain.job import Job, job_of_record
from drilltui.domain.language import marked
from drilltui.domain.record import Kind
from drilltui.evidence.attempts import Attempt, attempts
from drilltui.evidence.case import Case
from drilltui.evidence.cell import Cell, known, phrase
from drilltui.evidence.part import Column, Section, Table
from drilltui.evidence.polling import polling_gaps

KINDS = {
    Kind.ACCEPTED.value: marked("accepted"),
    Kind.REFUSED.value: marked("refused"),
    Kind.NOT_SENT.value: marked("not sent"),
    Kind.UNKNOWN.value: marked("nobody knows"),
    Kind.FOUND.value: marked("found"),
    Kind.ABSENT.value: marked("absent"),
    Kind.AMBIGUOUS.value: marked("left to a person"),
}
"""What came of a call, in words."""

_LOST = {
    Kind.UNKNOWN.value: marked("the answer to a call was lost"),
    Kind.CUT.value: marked("the end of the record was lost with a damaged journal"),
    Kind.RESUMED.value: marked("somebody took it up again"),
    Kind.FOUND.value: marked("a call was looked up and found"),
    Kind.ABSENT.value: marked("a call was looked up and proved absent"),
    Kind.AMBIGUOUS.value: marked("a call was looked up and left to a person"),
    Kind.HANDED_OVER.value: marked("it was handed over"),
    Kind.TAKEN_OVER.value: marked("it was taken over"),
}


def execution(case: Case) -> Section:
    """Return the section."""
    return Section(
        "execution",
        marked("Execution"),
        (
            Table("calls", marked("calls that change the cloud"), _CALLS, tuple(_calls(case))),
            Table("jobs", marked("jobs and their steps, by the cloud's clock"), _JOBS, _jobs(case)),
            Table(
                "polling_gaps",
                marked("what was seen more than a minute after it happened"),
                _GAPS,
                tuple(_gaps(case)),
                none=marked("Nothing was."),
            ),
            Table(
                "sessions",
                marked("sessions lost and taken up again"),
                _SESSIONS,
                tuple(_sessions(case)),
                none=marked("No session ended with a call that was unfinished."),
            ),
        ),
    )


_CALLS = (
    Column("at", marked("intention")),
    Column("action", marked("action")),
    Column("request", marked("request, secrets masked")),
    Column("digest", marked("digest of the request")),
    Column("answered_at", marked("answered at")),
    Column("answer", marked("answer")),
    Column("code", marked("answer code")),
    Column("job_id", marked("job id")),
    Column("message", marked("message")),
)
_JOBS = (
    Column("action", marked("action")),
    Column("step", marked("step")),
    Column("type", marked("type")),
    Column("begin", marked("begin")),
    Column("end", marked("end")),
    Column("lasted", marked("lasted")),
    Column("status", marked("state")),
    Column("code", marked("code")),
    Column("reason", marked("reason")),
    Column("job_id", marked("job id")),
)
_GAPS = (
    Column("step", marked("step")),
    Column("status", marked("state")),
    Column("happened", marked("happened")),
    Column("seen", marked("seen")),
    Column("late", marked("late by")),
)
_SESSIONS = (
    Column("at", marked("time")),
    Column("what", marked("what")),
    Column("by", marked("by")),
    Column("host", marked("host")),
)


def _calls(case: Case) -> Iterator[tuple[Cell, ...]]:
    for one in attempts(case.events):
        yield call_row(one)


def call_row(one: Attempt) -> tuple[Cell, ...]:
    """Return a call as a row."""
    taken = one.kind in (Kind.ACCEPTED, Kind.FOUND)
    code: Cell = phrase(marked("no code: it was taken")) if taken else one.code or None
    return (
        one.at,
        one.action,
        known(one.request),
        known(one.digest),
        one.answered_at,
        phrase(KINDS[one.kind]) if one.kind in KINDS else None,
        code,
        one.job_id or (None if taken and one.has_job else ""),
        one.message,
    )


def _jobs(case: Case) -> tuple[tuple[Cell, ...], ...]:
    last: dict[str, tuple[str, Job]] = {}
    for event in case.of(Kind.JOB):
        job = job_of_record(event.data)
        if job is not None:
            last[folded(job.id)] = (text(event.data, "action"), job)
    return tuple(
        _job(case, action, step, depth)
        for action, job in last.values()
        for depth, step in _steps(job, 0)
    )


def _steps(job: Job, depth: int) -> Iterator[tuple[int, Job]]:
    yield depth, job
    for sub in job.sub_jobs:
        yield from _steps(sub, depth + 1)


def _job(case: Case, action: str, job: Job, depth: int) -> tuple[Cell, ...]:
    name = case.named(job.subject) if job.subject else job.type
    return (
        action,
        "· " * depth + name if depth else phrase(marked("the whole job")),
        known(job.type),
        job.begin,
        job.end if job.end or job.ended else "",
        lasting(job.begin, job.end),
        known(job.status),
        job.error_code,
        job.fail_reason,
        job.id,
    )


def lasting(begin: datetime | None, end: datetime | None) -> Cell:
    """Return how long something lasted; empty where one end is not known."""
    return max(timedelta(), end - begin) if begin and end else ""


def _gaps(case: Case) -> Iterator[tuple[Cell, ...]]:
    for gap in polling_gaps(case.events):
        name = case.named(gap.subject) if gap.subject else gap.type
        yield name, gap.status, gap.happened, gap.seen, gap.seen - gap.happened


def _sessions(case: Case) -> Iterator[tuple[Cell, ...]]:
    for event in case.of(*_LOST):
        by = text(event.data, "by")
        yield event.at, phrase(_LOST[event.kind]), by, text(event.data, "host")

"""How long the servers of a drill were there: what the drill has cost in server-hours. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from drilltui.domain.cloud_id import folded
from drilltui.domain.event_data import text
from drilltui.domain.exercise import Exercise
from drilltui.domain.job import Job, job_of_record
from drilltui.domain.record import Action, Event, Kind

_SERVER = "server"


def server_time(events: Iterable[Event], exercise: Exercise, until: datetime) -> timedelta | None:
    """Return the time of all drill servers together; None where no server is known.

    A server counts from the begin of the step that makes it to the end of the one that deletes it,
    by the cloud's clock; where there are no such steps, from when the drill was seen available to
    its delete. One that was not deleted counts until `until`.
    """
    made, gone = _steps(events)
    if not made:
        return _by_drill(exercise, until)
    whole = timedelta()
    for subject, begin in made.items():
        end = gone.get(subject) or _end(exercise, until)
        whole += max(timedelta(), end - begin)
    return whole


def _steps(events: Iterable[Event]) -> tuple[dict[str, datetime], dict[str, datetime]]:
    made: dict[str, datetime] = {}
    gone: dict[str, datetime] = {}
    for event in events:
        job = job_of_record(event.data) if event.kind == Kind.JOB else None
        for step in job.sub_jobs if job else ():
            _take(step, text(event.data, "action"), made, gone)
    return made, gone


def _take(step: Job, action: str, made: dict[str, datetime], gone: dict[str, datetime]) -> None:
    if _SERVER not in step.type.lower() or not step.subject:
        return
    if action == Action.CREATE and step.begin:
        made[folded(step.subject)] = step.begin
    if action == Action.DELETE and step.end:
        gone[folded(step.subject)] = step.end


def _by_drill(exercise: Exercise, until: datetime) -> timedelta | None:
    if not exercise.servers or exercise.up_at is None:
        return None
    return exercise.servers * max(timedelta(), _end(exercise, until) - exercise.up_at)


def _end(exercise: Exercise, until: datetime) -> datetime:
    delete = exercise.delete
    if not (exercise.gone and delete):
        return until
    return delete.job_end or exercise.gone_at or until

"""Asynchronous jobs of the service, and the tasks that it remembers as failed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeGuard

from drilltui.domain.json_value import JsonObject, JsonValue

INIT, RUNNING, SUCCESS, FAIL = "INIT", "RUNNING", "SUCCESS", "FAIL"
ENDED = frozenset({SUCCESS, FAIL})


@dataclass(frozen=True, slots=True)
class Job:
    """A job or a sub-job. An unknown `status` counts as not ended: keep looking.

    `error_code` may belong to another service (``EVS.2024``). `subject` names what a sub-job works
    on when the service tells it: the id of a protected instance, server or VPC.
    """

    id: str
    type: str
    status: str
    begin: datetime | None = None
    end: datetime | None = None
    error_code: str = ""
    fail_reason: str = ""
    drill_id: str = ""
    subject: str = ""
    sub_jobs: tuple[Job, ...] = ()
    raw: JsonObject = field(default_factory=dict, compare=False, repr=False)

    @property
    def ended(self) -> bool:
        """True when the job will not change any more."""
        return self.status in ENDED

    @property
    def finished_sub_jobs(self) -> int:
        """How many sub-jobs have ended, the only measure of progress there is."""
        return sum(sub.ended for sub in self.sub_jobs)


def servers_in(job: Job) -> int:
    """Return how many servers a job makes or deletes, by its sub-jobs; 0 when they do not tell.

    No page of the service names the types of sub-jobs: those count that have "server" in them.
    """
    return sum(_is_of_a_server(sub.type) for sub in job.sub_jobs)


def servers_told(data: JsonObject) -> int:
    """Return the `servers_in` of a job that a record has kept, without reading all of it."""
    rows = data.get("sub_jobs")
    return sum(map(_is_server_row, rows)) if _is_list(rows) else 0


def _is_server_row(row: JsonValue) -> bool:
    if not isinstance(row, dict) or not _word(row, "job_id"):
        return False
    return _is_of_a_server(_word(row, "type"))


def _is_of_a_server(type_: str) -> bool:
    return "server" in type_.lower()


def record_of_job(job: Job) -> dict[str, JsonValue]:
    """Return what a record keeps of a job, its sub-jobs included."""
    return {
        "job_id": job.id,
        "type": job.type,
        "status": job.status,
        "begin": job.begin.isoformat() if job.begin else "",
        "end": job.end.isoformat() if job.end else "",
        "error_code": job.error_code,
        "fail_reason": job.fail_reason,
        "drill_id": job.drill_id,
        "subject": job.subject,
        "sub_jobs": [record_of_job(sub) for sub in job.sub_jobs],
    }


def job_of_record(data: JsonObject) -> Job | None:
    """Return the job that a record has kept; None when there is none in `data`."""
    job_id = data.get("job_id")
    if not isinstance(job_id, str) or not job_id:
        return None
    rows = data.get("sub_jobs")
    found = [job_of_record(row) for row in rows if isinstance(row, dict)] if _is_list(rows) else []
    return Job(
        job_id,
        _word(data, "type"),
        _word(data, "status"),
        begin=_moment(_word(data, "begin")),
        end=_moment(_word(data, "end")),
        error_code=_word(data, "error_code"),
        fail_reason=_word(data, "fail_reason"),
        drill_id=_word(data, "drill_id"),
        subject=_word(data, "subject"),
        sub_jobs=tuple(sub for sub in found if sub),
    )


def _is_list(value: JsonValue) -> TypeGuard[Sequence[JsonValue]]:
    return isinstance(value, list | tuple)


def _word(data: JsonObject, name: str) -> str:
    value = data.get(name)
    return value if isinstance(value, str) else ""


def _moment(text: str) -> datetime | None:
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None


@dataclass(frozen=True, slots=True)
class FailedTask:
    """A row of the service's task center: something that failed and was kept."""

    resource_id: str
    resource_name: str
    resource_type: str
    failure_status: str
    job_id: str
    job_type: str
    begin: datetime | None = None
    error_code: str = ""
    fail_reason: str = ""
    raw: JsonObject = field(default_factory=dict, compare=False, repr=False)

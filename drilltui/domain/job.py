"""Asynchronous jobs of the service, and the tasks that it remembers as failed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from drilltui.domain.json_value import JsonObject

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

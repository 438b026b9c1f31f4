"""Jobs: what an asynchronous call answers with, and what becomes of it.

A job knows from the start how it will go; its status is read off the clock. That is what makes
the world stand still with its clock, and a finished job stay as it is.
Source: API reference, "Querying the Job Status".
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from drilltui.sandbox.groups import Failure
from drilltui.sandbox.identifiers import Identifiers
from drilltui.sandbox.refusals import Refusal
from drilltui.sandbox.timetable import Span, Timetable

CREATE_DRILL: Final = "createDisasterRecoveryDrill"
DELETE_DRILL: Final = "deleteDisasterRecoveryDrill"

# The reference lists no types for the parts of a drill job: these three are ours.
CREATE_DRILL_VPC: Final = "createDrillVpc"
CREATE_DRILL_SERVER: Final = "createDrillServer"
DELETE_DRILL_SERVER: Final = "deleteDrillServer"


@dataclass(frozen=True, slots=True)
class Job:
    """A job or a sub-job.

    ``INIT`` until ``begins``, then ``RUNNING``, and from ``ends`` either ``SUCCESS``
    or, with a ``failure``, ``FAIL``. ``drill_id`` is told when it succeeded (creation only);
    ``instance_id`` is the protected instance a sub-job is about. A sub-job is listed before it is
    ``submitted``, which is when it begins.
    """

    id: str
    project_id: str
    type: str
    submitted: datetime
    begins: datetime
    ends: datetime
    failure: Failure | None = None
    drill_id: str | None = None
    instance_id: str | None = None
    sub_jobs: tuple["Job", ...] = ()

    def status(self, now: datetime) -> str:
        """``INIT``, ``RUNNING``, ``SUCCESS`` or ``FAIL``."""
        if now < self.begins:
            return "INIT"
        if now < self.ends:
            return "RUNNING"
        return "FAIL" if self.failure else "SUCCESS"

    def is_over(self, now: datetime) -> bool:
        """Whether the job has reached its last status."""
        return now >= self.ends


@dataclass(frozen=True, slots=True)
class JobBuilder:
    """Makes a job and its sub-jobs after a timetable, with IDs from one stream."""

    project_id: str
    times: Timetable
    ids: Identifiers

    def job(
        self, kind: str, parts: tuple[Job, ...], failure: Failure | None, drill_id: str | None
    ) -> Job:
        """The whole; it tells ``drill_id`` only if it does not fail."""
        return Job(
            id=self.ids.job(),
            project_id=self.project_id,
            type=kind,
            submitted=self.times.submitted,
            begins=self.times.whole.begins,
            ends=self.times.whole.ends,
            failure=failure,
            drill_id=None if failure else drill_id,
            sub_jobs=parts,
        )

    def network_part(self, kind: str, failure: Failure | None) -> tuple[Job, ...]:
        """The sub-job that makes the network, if the timetable has one."""
        network = self.times.network
        return (self._part(kind, network, failure=failure),) if network else ()

    def server_parts(
        self, kind: str, instance_ids: Sequence[str], failure: Failure | None
    ) -> tuple[Job, ...]:
        """A sub-job for each instance's server; with a ``failure`` the last one fails."""
        last = len(instance_ids) - 1
        return tuple(
            self._part(kind, span, instance_id, failure if place == last else None)
            for place, (instance_id, span) in enumerate(
                zip(instance_ids, self.times.servers, strict=True)
            )
        )

    def _part(
        self, kind: str, span: Span, instance_id: str | None = None, failure: Failure | None = None
    ) -> Job:
        return Job(
            id=self.ids.job(),
            project_id=self.project_id,
            type=kind,
            submitted=span.begins,
            begins=span.begins,
            ends=span.ends,
            failure=failure,
            instance_id=instance_id,
        )


class Jobs:
    """Every job, for as long as the sandbox runs."""

    def __init__(self) -> None:
        self._jobs: dict[str, Job] = {}

    def add(self, job: Job) -> None:
        """Take in a job and its sub-jobs, which can be asked for by their own IDs too."""
        for one in (job, *job.sub_jobs):
            self._jobs[one.id] = one

    def job(self, project_id: str, job_id: str) -> Job:
        """That job of the project; raises ``SDRS.0408`` when there is none."""
        job = self._jobs.get(job_id)
        if job is None or job.project_id != project_id:
            raise Refusal("SDRS.0408")
        return job

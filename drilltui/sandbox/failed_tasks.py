"""Failed tasks: the task centre's memory of what went wrong.

Source: API reference, "Querying Failed Tasks".
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Self

from drilltui.sandbox.drills import Drill
from drilltui.sandbox.groups import Failure
from drilltui.sandbox.jobs import Job
from drilltui.sandbox.refusals import Refusal

FAILURE_STATES: Final = (
    "createFail",
    "deleteFail",
    "attachFail",
    "detachFail",
    "expandFail",
    "resizeFail",
    "startFail",
    "stopFail",
    "reverseFail",
    "failoverFail",
    "reprotectFail",
)

GROUPS: Final = "server_groups"
DRILLS: Final = "disaster_recovery_drills"
RESOURCE_TYPES: Final = (GROUPS, "protected_instances", "replications", DRILLS)


@dataclass(frozen=True, slots=True)
class FailedTask:
    """A task that failed; it is listed from ``failed`` on."""

    project_id: str
    group_id: str
    resource_id: str
    resource_name: str
    resource_type: str
    failure_status: str
    job_id: str
    job_type: str
    begin: datetime
    failed: datetime
    error_code: str
    fail_reason: str

    @classmethod
    def of_drill(cls, drill: Drill, job: Job, failure_status: str, failure: Failure) -> Self:
        """The row that a drill's job leaves behind when it fails."""
        return cls(
            project_id=drill.project_id,
            group_id=drill.group_id,
            resource_id=drill.id,
            resource_name=drill.name,
            resource_type=DRILLS,
            failure_status=failure_status,
            job_id=job.id,
            job_type=job.type,
            begin=job.submitted,
            failed=job.ends,
            error_code=failure.code,
            fail_reason=failure.reason,
        )


@dataclass(frozen=True, slots=True)
class FailedTaskFilter:
    """What a list of failed tasks is narrowed by.

    Without ``group_id`` only tasks of group level are listed; other empty fields narrow nothing.
    """

    group_id: str = ""
    failure_status: str = ""
    resource_name: str = ""
    resource_type: str = ""

    def __post_init__(self) -> None:
        """Raise ``SDRS.0201`` for an unknown failure status or resource type."""
        if self.failure_status and self.failure_status not in FAILURE_STATES:
            raise Refusal("SDRS.0201", "The value of failure_status is invalid.")
        if self.resource_type and self.resource_type not in RESOURCE_TYPES:
            raise Refusal("SDRS.0201", "The value of resource_type is invalid.")

    def admits(self, task: FailedTask) -> bool:
        """Whether ``task`` passes."""
        if self.group_id and task.group_id != self.group_id:
            return False
        if not self.group_id and task.resource_type != GROUPS:
            return False
        return (
            (not self.failure_status or task.failure_status == self.failure_status)
            and self.resource_name in task.resource_name
            and (not self.resource_type or task.resource_type == self.resource_type)
        )


class FailedTasks:
    """Every failed task that nobody has cleared, also those about to fail."""

    def __init__(self) -> None:
        self._tasks: list[FailedTask] = []

    def add(self, task: FailedTask) -> None:
        """Take in a task that has failed, or will when its time comes."""
        self._tasks.append(task)

    def tasks(self, project_id: str, wanted: FailedTaskFilter, now: datetime) -> list[FailedTask]:
        """The project's failed tasks that pass."""
        return [
            task
            for task in self._tasks
            if task.project_id == project_id and task.failed <= now and wanted.admits(task)
        ]

    def clear(self, project_id: str, failed_task_id: str, now: datetime) -> None:
        """Drop one task, by its resource or job ID; raises ``SDRS.0201`` when there is none."""
        if not self._drop(
            project_id, now, lambda task: failed_task_id in (task.resource_id, task.job_id)
        ):
            raise Refusal("SDRS.0201", "The failed task does not exist.")

    def clear_group_level(self, project_id: str, now: datetime) -> None:
        """Drop the tasks of group level of all groups."""
        self._drop(project_id, now, lambda task: task.resource_type == GROUPS)

    def clear_group(self, project_id: str, group_id: str, now: datetime) -> None:
        """Drop all tasks in one group."""
        self._drop(project_id, now, lambda task: task.group_id == group_id)

    def _drop(self, project_id: str, now: datetime, doomed: Callable[[FailedTask], bool]) -> bool:
        kept = [
            task
            for task in self._tasks
            if not (task.project_id == project_id and task.failed <= now and doomed(task))
        ]
        dropped = len(kept) < len(self._tasks)
        self._tasks = kept
        return dropped

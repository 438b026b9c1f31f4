"""Drills, jobs and failed tasks, out of the JSON of SDRS."""

from __future__ import annotations

from drilltui.cloud.times import moment
from drilltui.cloud.wire import record, records, text
from drilltui.domain.drill import Drill, DrillServer
from drilltui.domain.job import FailedTask, Job
from drilltui.domain.json_value import JsonObject

_SUB_JOB_DEPTH = 4
"""Levels of sub-jobs that are read; the service has one."""

_DRILL_ID = "disaster_recovery_drill_id"

_SUBJECTS = (
    "protected_instance_id",
    "native_server_id",
    "server_id",
    "replication_pair_id",
    "nic_id",
    "vpc_id",
    "subnet_id",
)
"""Members of a sub-job's entities that name what it works on, the most telling one first.

The first two, the pair and the NIC are in the service's model; sub-jobs of drills are documented
nowhere, the others are what they would be called.
"""


def drill(row: JsonObject, default_id: str) -> Drill:
    """Read a drill ("Querying Details About a DR Drill").

    Its servers name the instance they stand for as `protected_instance`, without `_id`.
    """
    get = row.get
    servers = (
        DrillServer(text(item.get("protected_instance")), text(item.get("drill_server_id")))
        for item in records(get("drill_servers"))
    )
    return Drill(
        id=text(get("id")) or default_id,
        name=text(get("name")),
        group_id=text(get("server_group_id")),
        status=text(get("status")),
        vpc_id=text(get("drill_vpc_id")),
        servers=tuple(server for server in servers if server.server_id or server.instance_id),
        created_at=moment(get("created_at")),
        updated_at=moment(get("updated_at")),
        raw=row,
    )


def job(row: JsonObject, default_id: str) -> Job:
    """Read a job with its sub-jobs, which stand in `entities`, are empty or are not there."""
    return _job(row, default_id, _SUB_JOB_DEPTH)


def failed_task(row: JsonObject) -> FailedTask:
    """Read a row of the task center; it has no id of its own."""
    get = row.get
    return FailedTask(
        resource_id=text(get("resource_id")),
        resource_name=text(get("resource_name")),
        resource_type=text(get("resource_type")),
        failure_status=text(get("failure_status")),
        job_id=text(get("job_id")),
        job_type=text(get("job_type")),
        begin=moment(get("begin_time")),
        error_code=text(get("error_code")),
        fail_reason=text(get("fail_reason")),
        raw=row,
    )


def _job(row: JsonObject, default_id: str, depth: int) -> Job:
    get = row.get
    entities = record(get("entities"))
    inner = records(entities.get("sub_jobs")) if depth else []
    sub_jobs = tuple(_job(sub, f"?{place}", depth - 1) for place, sub in enumerate(inner, start=1))
    drill_id = text(entities.get(_DRILL_ID))
    if not drill_id:
        drill_id = next((sub.drill_id for sub in sub_jobs if sub.drill_id), "")
    return Job(
        id=text(get("job_id")) or default_id,
        type=text(get("job_type")),
        status=text(get("status")),
        begin=moment(get("begin_time")),
        end=moment(get("end_time")),
        error_code=text(get("error_code")),
        fail_reason=text(get("fail_reason")),
        drill_id=drill_id,
        subject=next((found for name in _SUBJECTS if (found := text(entities.get(name)))), ""),
        sub_jobs=sub_jobs,
        raw=row,
    )

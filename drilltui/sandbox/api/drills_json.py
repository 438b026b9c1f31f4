"""Drills, jobs and failed tasks as JSON."""

from datetime import datetime
from typing import Any

from drilltui.sandbox.api.times import plain, stamp
from drilltui.sandbox.drills import Drill
from drilltui.sandbox.failed_tasks import FailedTask
from drilltui.sandbox.jobs import Job
from drilltui.sandbox.world import World


def drill_json(world: World, drill: Drill, now: datetime) -> dict[str, Any]:
    """A drill; a server is in it once it is built, the VPC once it is known."""
    return {
        "id": drill.id,
        "name": drill.name,
        "status": drill.status(now),
        "server_group_id": drill.group_id,
        "drill_vpc_id": drill.known_vpc(now),
        "created_at": plain(drill.created),
        "updated_at": plain(drill.updated(now)),
        "drill_servers": [
            {"protected_instance": server.instance_id, "drill_server_id": server.server_id}
            for server in world.drill_servers(drill, now)
        ],
    }


def job_json(job: Job, now: datetime) -> dict[str, Any]:
    """A job with its sub-jobs inside ``entities``, as far as they have got."""
    status = job.status(now)
    failure = job.failure if status == "FAIL" else None
    entities: dict[str, Any] = {}
    if job.instance_id is not None:
        entities["protected_instance_id"] = job.instance_id
    if job.drill_id is not None and status == "SUCCESS":
        entities["disaster_recovery_drill_id"] = job.drill_id
    if job.sub_jobs and status != "INIT":
        entities["sub_jobs"] = [job_json(part, now) for part in job.sub_jobs]
    return {
        "job_id": job.id,
        "job_type": job.type,
        "status": status,
        "begin_time": stamp(job.submitted) if job.submitted <= now else None,
        "end_time": stamp(job.ends) if job.is_over(now) else None,
        "error_code": failure.code if failure else None,
        "fail_reason": failure.reason if failure else None,
        "entities": entities,
    }


def failed_task_json(task: FailedTask) -> dict[str, Any]:
    """A row of the task centre."""
    return {
        "job_status": "FAIL",
        "resource_id": task.resource_id,
        "resource_name": task.resource_name,
        "resource_type": task.resource_type,
        "failure_status": task.failure_status,
        "job_id": task.job_id,
        "job_type": task.job_type,
        "begin_time": stamp(task.begin),
        "error_code": task.error_code,
        "fail_reason": task.fail_reason,
    }

"""What deleting a drill will bring about, worked out when the request is taken.

Its servers vanish one by one and then the drill; the drill VPC and its subnets stay.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from drilltui.sandbox.drills import Drill, DrillServer
from drilltui.sandbox.failed_tasks import FailedTask
from drilltui.sandbox.groups import Failure
from drilltui.sandbox.identifiers import Identifiers
from drilltui.sandbox.jobs import DELETE_DRILL, DELETE_DRILL_SERVER, JobBuilder
from drilltui.sandbox.timetable import deletion_timetable


@dataclass(frozen=True, slots=True)
class Deletion:
    """What becomes of a request to delete a drill.

    ``leaving`` has the ECS IDs of the servers that vanish, each with its time.
    """

    drill: Drill
    leaving: tuple[tuple[str, datetime], ...]
    failed_task: FailedTask | None


def plan_deletion(
    drill: Drill,
    present: Sequence[DrillServer],
    failure: Failure | None,
    now: datetime,
    rng: random.Random,
) -> Deletion:
    """Work out what becomes of a request, taken at ``now``, to delete ``drill``.

    ``present`` are its servers that are still there; with a ``failure`` the last of them stays.
    """
    times = deletion_timetable(rng, now, len(present))
    builder = JobBuilder(drill.project_id, times, Identifiers(rng))
    instance_ids = [server.instance_id for server in present]
    parts = builder.server_parts(DELETE_DRILL_SERVER, instance_ids, failure)
    job = builder.job(DELETE_DRILL, parts, failure, None)
    leaving = [
        (server.server_id, span.ends) for server, span in zip(present, times.servers, strict=True)
    ]
    if failure:
        leaving = leaving[:-1]
    doomed = replace(drill, deletion=job, deletions=drill.deletions + 1)
    task = FailedTask.of_drill(doomed, job, "deleteFail", failure) if failure else None
    return Deletion(doomed, tuple(leaving), task)

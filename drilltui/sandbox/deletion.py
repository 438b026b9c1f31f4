"""What deleting a drill will bring about, worked out when the request is taken.

Its servers vanish one by one and then the drill; the drill VPC and its subnets stay. Where the
group says so the job fails, or succeeds without anything having been deleted.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from drilltui.sandbox.drills import Drill, DrillServer
from drilltui.sandbox.failed_tasks import FailedTask
from drilltui.sandbox.groups import Course
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
    course: Course,
    now: datetime,
    rng: random.Random,
    slowness: int = 1,
) -> Deletion:
    """Work out what becomes of a request, taken at ``now``, to delete ``drill``.

    ``present`` are its servers that are still there; when the job fails the last of them stays. It
    takes ``slowness`` times as long as usual.
    """
    outcome = course.of_deletion(drill.deletions)
    failure = course.deletion_failure if outcome == "failed" else None
    times = deletion_timetable(rng, now, len(present)).stretched(slowness)
    builder = JobBuilder(drill.project_id, times, Identifiers(rng))
    instance_ids = [server.instance_id for server in present]
    parts = builder.server_parts(DELETE_DRILL_SERVER, instance_ids, failure)
    job = builder.job(DELETE_DRILL, parts, failure, None)
    leaving = [
        (server.server_id, span.ends) for server, span in zip(present, times.servers, strict=True)
    ]
    if failure:
        leaving = leaving[:-1]
    stays = outcome == "stays"
    if stays:
        leaving = []
    doomed = replace(drill, deletion=job, deletions=drill.deletions + 1, stays=stays)
    task = FailedTask.of_drill(doomed, job, "deleteFail", failure) if failure else None
    return Deletion(doomed, tuple(leaving), task)

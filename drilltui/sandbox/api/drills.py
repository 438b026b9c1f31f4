"""SDRS: DR drills, jobs and the task centre."""

from collections.abc import Callable
from datetime import datetime

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from drilltui.sandbox.api.answers import json_object, project_of
from drilltui.sandbox.api.drills_json import drill_json, failed_task_json, job_json
from drilltui.sandbox.api.protection import FOREIGN_PROJECT
from drilltui.sandbox.api.query import Query
from drilltui.sandbox.drills import DrillFilter, check_name
from drilltui.sandbox.failed_tasks import FailedTaskFilter
from drilltui.sandbox.identifiers import is_uuid
from drilltui.sandbox.refusals import Refusal
from drilltui.sandbox.world import DrillRequest, World


class DrillsApi:
    """The half of SDRS that changes something, and what came of it."""

    def __init__(self, world: World, clock: Callable[[], datetime]) -> None:
        self._world = world
        self._clock = clock

    def routes(self) -> list[Route]:
        """The APIs this class answers."""
        drills = "/v1/{project_id}/disaster-recovery-drills"
        drill = f"{drills}/{{drill_id}}"
        tasks = "/v1/{project_id}/task-center"
        return [
            Route(drills, self.list_drills, methods=["GET"]),
            Route(drills, self.create_drill, methods=["POST"]),
            Route(drill, self.show_drill, methods=["GET"]),
            Route(drill, self.rename_drill, methods=["PUT"]),
            Route(drill, self.delete_drill, methods=["DELETE"]),
            Route("/v1/{project_id}/jobs/{job_id}", self.show_job, methods=["GET"]),
            Route(f"{tasks}/failure-jobs", self.list_failed, methods=["GET"]),
            Route(f"{tasks}/failure-jobs/batch", self.clear_group_level, methods=["DELETE"]),
            Route(f"{tasks}/failure-jobs/{{task_id}}", self.clear_one, methods=["DELETE"]),
            Route(f"{tasks}/{{group_id}}/failure-jobs/batch", self.clear_group, methods=["DELETE"]),
        ]

    async def list_drills(self, request: Request) -> Response:
        """``count`` is the number of drills in the page."""
        project_id, query = project_of(request, FOREIGN_PROJECT), Query(request)
        now = self._clock()
        wanted = DrillFilter(
            group_id=query.uuid("server_group_id", code="SDRS.0207"),
            name=query.get("name"),
            status=query.get("status"),
            vpc_id=query.uuid("drill_vpc_id", code="SDRS.0204"),
        )
        drills = query.sdrs_page(self._world.drills.drills(project_id, wanted, now))
        page = [drill_json(self._world, drill, now) for drill in drills]
        return JSONResponse({"disaster_recovery_drills": page, "count": len(page)})

    async def create_drill(self, request: Request) -> Response:
        """Answers with a job and nothing else."""
        project_id = project_of(request, FOREIGN_PROJECT)
        body = await json_object(request, "disaster_recovery_drill")
        job = self._world.create_drill(project_id, _drill_request(body), self._clock())
        return JSONResponse({"job_id": job.id})

    async def show_drill(self, request: Request) -> Response:
        """One drill."""
        project_id, now = project_of(request, FOREIGN_PROJECT), self._clock()
        drill = self._world.drills.drill(project_id, _drill_id(request), now)
        return self._drill_answer(drill_json(self._world, drill, now))

    async def rename_drill(self, request: Request) -> Response:
        """Takes effect at once and answers with the drill."""
        project_id, now = project_of(request, FOREIGN_PROJECT), self._clock()
        drill_id = _drill_id(request)
        name = (await json_object(request, "disaster_recovery_drill")).get("name")
        drill = self._world.rename_drill(project_id, drill_id, name, now)
        return self._drill_answer(drill_json(self._world, drill, now))

    async def delete_drill(self, request: Request) -> Response:
        """Answers with a job and nothing else."""
        project_id = project_of(request, FOREIGN_PROJECT)
        job = self._world.delete_drill(project_id, _drill_id(request), self._clock())
        return JSONResponse({"job_id": job.id})

    async def show_job(self, request: Request) -> Response:
        """One job or sub-job."""
        project_id = project_of(request, FOREIGN_PROJECT)
        job = self._world.jobs.job(project_id, request.path_params["job_id"])
        return JSONResponse(job_json(job, self._clock()))

    async def list_failed(self, request: Request) -> Response:
        """``count`` is the number of failed tasks in the page."""
        project_id, query = project_of(request, FOREIGN_PROJECT), Query(request)
        wanted = FailedTaskFilter(
            group_id=query.uuid("server_group_id", code="SDRS.0207"),
            failure_status=query.get("failure_status"),
            resource_name=query.get("resource_name"),
            resource_type=query.get("resource_type"),
        )
        tasks = self._world.failed_tasks.tasks(project_id, wanted, self._clock())
        page = [failed_task_json(task) for task in query.sdrs_page(tasks)]
        return JSONResponse({"failure_jobs": page, "count": len(page)})

    async def clear_one(self, request: Request) -> Response:
        """Drops one failed task, named by its resource or its job."""
        project_id = project_of(request, FOREIGN_PROJECT)
        self._world.failed_tasks.clear(project_id, request.path_params["task_id"], self._clock())
        return Response(status_code=204)

    async def clear_group_level(self, request: Request) -> Response:
        """Drops the failed tasks of group level, of all groups."""
        project_id = project_of(request, FOREIGN_PROJECT)
        self._world.failed_tasks.clear_group_level(project_id, self._clock())
        return Response(status_code=204)

    async def clear_group(self, request: Request) -> Response:
        """Drops all failed tasks in one group."""
        project_id = project_of(request, FOREIGN_PROJECT)
        group = self._world.protection.group(project_id, request.path_params["group_id"])
        self._world.failed_tasks.clear_group(project_id, group.id, self._clock())
        return Response(status_code=204)

    def _drill_answer(self, drill: dict[str, object]) -> Response:
        return JSONResponse({"disaster_recovery_drill": drill})


def _drill_request(body: dict[str, object]) -> DrillRequest:
    """What a body asks for; raises ``SDRS.0201``, ``0207``, ``0202`` or ``0204``.

    ``drill_vpc_id`` is to be left out when no VPC is given; ``null`` and ``""`` are invalid.
    """
    group_id = body.get("server_group_id")
    if not isinstance(group_id, str):
        raise Refusal("SDRS.0201", "server_group_id is missing.")
    if not is_uuid(group_id):
        raise Refusal("SDRS.0207")
    name = check_name(body.get("name"))
    if "drill_vpc_id" not in body:
        return DrillRequest(group_id, name)
    vpc_id = body["drill_vpc_id"]
    if not isinstance(vpc_id, str) or not is_uuid(vpc_id):
        raise Refusal("SDRS.0204")
    return DrillRequest(group_id, name, vpc_id)


def _drill_id(request: Request) -> str:
    """The drill ID in the path; raises ``SDRS.1900`` when it is no UUID."""
    drill_id: str = request.path_params["drill_id"]
    if not is_uuid(drill_id):
        raise Refusal("SDRS.1900")
    return drill_id

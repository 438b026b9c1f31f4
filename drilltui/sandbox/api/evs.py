"""EVS v2: disks, snapshots and their quotas.

Source: EVS API reference, "Querying Details About All EVS Disks", "Querying Details About an EVS
Disk", "Querying Details About EVS Snapshots", "Querying Tenant Quotas".
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final, TypeVar

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from drilltui.sandbox.api.answers import project_of
from drilltui.sandbox.api.evs_json import disk_json, snapshot_json
from drilltui.sandbox.api.query import Query
from drilltui.sandbox.identifiers import is_uuid
from drilltui.sandbox.refusals import Refusal
from drilltui.sandbox.world import World

_FOREIGN_PROJECT: Final = "EVS.0001"
_INVALID: Final = "EVS.5400"
_MOST_IDS: Final = 60
_LARGEST_PAGE: Final = 1000
_QUOTAS: Final = ("volumes", "snapshots", "gigabytes")

_Item = TypeVar("_Item")


class EvsApi:
    """The disks of a project."""

    def __init__(self, world: World, clock: Callable[[], datetime]) -> None:
        self._world = world
        self._clock = clock

    def routes(self) -> list[Route]:
        """The APIs this class answers."""
        project = "/v2/{project_id}"
        volumes = f"{project}/cloudvolumes"
        return [
            Route(f"{project}/os-quota-sets/{{target_id}}", self.show_quotas, methods=["GET"]),
            Route(f"{volumes}/detail", self.list_volumes, methods=["GET"]),
            Route(f"{volumes}/{{volume_id}}", self.show_volume, methods=["GET"]),
            Route(f"{project}/cloudsnapshots/detail", self.list_snapshots, methods=["GET"]),
        ]

    async def show_quotas(self, request: Request) -> Response:
        """What the project has and may have; only ``usage=True`` is an answer of this API."""
        project_id = project_of(request, _FOREIGN_PROJECT)
        if request.path_params["target_id"] != project_id:
            raise Refusal(_FOREIGN_PROJECT)
        if Query(request).get("usage").lower() != "true":
            raise Refusal(_INVALID, "usage must be True.")
        now, quotas = self._clock(), {}
        for kind in _QUOTAS:
            used, limit = self._world.quota(kind, project_id, now)
            quotas[kind] = {"in_use": used, "limit": limit, "reserved": 0}
        return JSONResponse({"quota_set": {"id": project_id, **quotas}})

    async def list_volumes(self, request: Request) -> Response:
        """``count`` is the number of all that pass; of ``ids`` the unknown ones are left out."""
        project_id, query = project_of(request, _FOREIGN_PROJECT), Query(request)
        disks = self._world.volumes.disks(project_id, self._clock())
        if ids := query.listed("ids", code=_INVALID):
            if len(ids) > _MOST_IDS:
                raise Refusal(_INVALID, f"At most {_MOST_IDS} disk IDs can be given.")
            disks = [disk for disk in disks if disk.id in ids]
        elif wanted := query.get("id"):
            disks = [disk for disk in disks if disk.id == wanted]
        if name := query.get("name"):
            disks = [disk for disk in disks if disk.name == name]
        page = [disk_json(disk) for disk in _page(query, disks)]
        return JSONResponse({"volumes": page, "count": len(disks)})

    async def show_volume(self, request: Request) -> Response:
        """One disk."""
        project_id = project_of(request, _FOREIGN_PROJECT)
        wanted: str = request.path_params["volume_id"]
        if not is_uuid(wanted):
            raise Refusal("EVS.1002")
        disks = self._world.volumes.disks(project_id, self._clock())
        found = next((disk for disk in disks if disk.id == wanted), None)
        if found is None:
            raise Refusal("EVS.5404")
        return JSONResponse({"volume": disk_json(found)})

    async def list_snapshots(self, request: Request) -> Response:
        """The snapshots of the project or, with ``volume_id``, of one disk."""
        project_id, query = project_of(request, _FOREIGN_PROJECT), Query(request)
        snapshots = self._world.volumes.snapshots(project_id, self._clock())
        if volume_id := query.get("volume_id"):
            snapshots = [one for one in snapshots if one.volume_id == volume_id]
        page = [snapshot_json(snapshot) for snapshot in _page(query, snapshots)]
        return JSONResponse({"snapshots": page, "count": len(snapshots)})


def _page(query: Query, items: Sequence[_Item]) -> Sequence[_Item]:
    """The items that ``limit`` (at most 1000, as usual) and ``offset`` cut out."""
    limit = query.number("limit", _LARGEST_PAGE, code=_INVALID, most=_LARGEST_PAGE)
    offset = query.number("offset", 0, code=_INVALID)
    return items[offset : offset + limit]

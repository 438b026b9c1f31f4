"""The calls of EVS, API v2, that a drill needs."""

from __future__ import annotations

from collections.abc import Sequence

from drilltui.cloud import wire, wire_quota, wire_storage
from drilltui.cloud.answer import Answer
from drilltui.cloud.caller import Caller
from drilltui.cloud.paging import Query, by_index
from drilltui.cloud.target import known, project_segment, segment, url, usable
from drilltui.domain.absence import is_missing
from drilltui.domain.errors import Refused
from drilltui.domain.quota import Quota
from drilltui.domain.storage import Snapshot, Volume

CHUNK = 60
"""The most ids that one list call takes ("Querying Details About All Disks": ids)."""


class EvsApi:
    """One short method for each call. `endpoint` has neither version nor project.

    An empty one means that nobody knows where EVS is: every call raises Unreachable then.
    """

    def __init__(self, caller: Caller, endpoint: str, project_id: str) -> None:
        self._caller = caller
        self._endpoint = endpoint
        self._project_id = project_id

    async def volumes(self, volume_ids: Sequence[str]) -> tuple[Volume, ...]:
        """Read the disks with these ids that are there, in this order, each once.

        A list that does not bring one may not have understood what was asked for: it is asked for
        by itself, so that a disk is called gone only where the service said so. Ids that can be
        none are not sent.
        """
        wanted = list(dict.fromkeys(filter(usable, volume_ids)))
        found: dict[str, Volume] = {}
        for start in range(0, len(wanted), CHUNK):
            found |= await self._chunk(wanted[start : start + CHUNK])
        for volume_id in wanted:
            if volume_id not in found and (volume := await self._volume(volume_id)):
                found[volume_id] = volume
        return tuple(found[volume_id] for volume_id in wanted if volume_id in found)

    async def snapshots(self, volume_id: str) -> tuple[Snapshot, ...]:
        """Read the snapshots of a disk."""
        selection = [("volume_id", segment(volume_id, "disk"))]

        async def fetch(page: Query) -> Answer:
            return await self._read("cloudsnapshots/detail", [*selection, *page])

        rows = wire.rows(await by_index(fetch, "snapshots"), wire_storage.snapshot)
        return tuple(each for each in rows if each.volume_id in ("", volume_id))

    async def quotas(self) -> tuple[Quota, ...]:
        """Read how many disks the project may have, and has."""
        path = f"os-quota-sets/{project_segment(self._project_id)}"
        answer = await self._read(path, [("usage", "True")])
        return wire_quota.disks(answer.object("quota_set"))

    async def _chunk(self, volume_ids: Sequence[str]) -> dict[str, Volume]:
        listed = ",".join(f"'{each}'" for each in volume_ids)
        answer = await self._read("cloudvolumes/detail", [("ids", f"[{listed}]")])
        volumes = wire.rows(answer.rows("volumes"), wire_storage.volume)
        return {volume.id: volume for volume in volumes if volume.id in volume_ids}

    async def _volume(self, volume_id: str) -> Volume | None:
        try:
            answer = await self._read(f"cloudvolumes/{segment(volume_id, 'disk')}")
        except Refused as error:
            if is_missing(error, "EVS"):
                return None
            raise
        return answer.one("volume", wire_storage.volume)

    async def _read(self, path: str, query: Query | None = None) -> Answer:
        endpoint = known(self._endpoint, "evs")
        address = f"/v2/{project_segment(self._project_id)}/{path}"
        return await self._caller.read(url(endpoint, address, query or []), aside=True)

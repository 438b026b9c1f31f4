"""Protection groups as a person chooses among them."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from drilltui.domain.drill import Drill
from drilltui.domain.group import ProtectedInstance, ProtectionGroup, ReplicationPair
from drilltui.domain.ports import Cloud
from drilltui.domain.readiness import Readiness, readiness


@dataclass(frozen=True, slots=True)
class GroupOverview:
    """A group, its drills, and whether another may be started."""

    group: ProtectionGroup
    drills: tuple[Drill, ...]
    readiness: Readiness

    @property
    def last_drill_at(self) -> datetime | None:
        """When the newest drill that still exists was made."""
        return max((drill.created_at for drill in self.drills if drill.created_at), default=None)


@dataclass(frozen=True, slots=True)
class GroupDetail:
    """Everything that belongs to a group."""

    overview: GroupOverview
    instances: tuple[ProtectedInstance, ...]
    pairs: tuple[ReplicationPair, ...]

    @property
    def names(self) -> Mapping[str, str]:
        """Names of the protected instances by id."""
        return {instance.id: instance.name for instance in self.instances}


class Groups:
    """Reads protection groups."""

    def __init__(self, cloud: Cloud) -> None:
        self._cloud = cloud

    async def list(self) -> tuple[GroupOverview, ...]:
        """Return every group of the project with its drills, by name."""
        grown = [overviews async for overviews in self.growing()]
        return grown[-1] if grown else ()

    async def growing(self) -> AsyncIterator[tuple[GroupOverview, ...]]:
        """Yield the list as it comes in, each time whole so far and by name."""
        drills = asyncio.ensure_future(self._cloud.drills())
        known: list[GroupOverview] = []
        try:
            async for page in self._cloud.group_pages():
                by_group = _by_group(await drills)
                known += [_overview(group, by_group.get(group.id, ())) for group in page]
                known.sort(key=lambda overview: overview.group.name.casefold())
                yield tuple(known)
        finally:
            drills.cancel()

    async def names(self) -> Mapping[str, str]:
        """Return the names of all groups by id."""
        return {group.id: group.name for group in await self._cloud.groups()}

    async def name(self, group_id: str) -> str:
        """Return the name of one group. Refused SDRS.1013 if unknown."""
        return (await self._cloud.group(group_id)).name

    async def detail(self, group_id: str) -> GroupDetail:
        """Return one group with its instances, pairs and drills. Refused SDRS.1013 if unknown."""
        group, instances, pairs, drills = await asyncio.gather(
            self._cloud.group(group_id),
            self._cloud.instances(group_id),
            self._cloud.pairs(group_id),
            self._cloud.drills(group_id),
        )
        return GroupDetail(_overview(group, drills), instances, pairs)


def _by_group(drills: Sequence[Drill]) -> Mapping[str, tuple[Drill, ...]]:
    found: defaultdict[str, tuple[Drill, ...]] = defaultdict(tuple)
    for drill in drills:
        found[drill.group_id] += (drill,)
    return found


def _overview(group: ProtectionGroup, drills: tuple[Drill, ...]) -> GroupOverview:
    return GroupOverview(group, drills, readiness(group, drills))

"""What there still is after a delete: the drill itself, and everything that it made or used."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace

from drilltui.domain.drill import Drill
from drilltui.domain.drill_vpc import VpcLook
from drilltui.domain.errors import Refused
from drilltui.domain.exercise import Exercise
from drilltui.domain.language import marked, tr
from drilltui.domain.leftover import Leftover, LeftoverKind
from drilltui.domain.network import PublicIp, SecurityGroup
from drilltui.domain.pace import next_look
from drilltui.domain.ports import Clock, Cloud
from drilltui.domain.resource import Resource
from drilltui.domain.server import Server
from drilltui.domain.stayed import Stayed, leftovers
from drilltui.domain.storage import Snapshot, Volume
from drilltui.services.doubting import Doubts
from drilltui.services.sight import ReadBack, Target
from drilltui.services.vpc_looks import look_at_vpc

DRILL_NOT_FOUND = "SDRS.1902"

DISKS_AT_MOST = 60
"""Disks whose snapshots are read, each with a request of its own; of more a person has to look."""

_AT_ONCE = 4
"""Snapshots of so many disks are read at a time."""

_NO_VPC = marked("the service never told the drill's VPC: look for it in the console")


@dataclass(frozen=True, slots=True)
class Look:
    """What a look at everything showed. `drill` is None when the service has it no more."""

    drill: Drill | None
    network: VpcLook
    leftovers: tuple[Leftover, ...]
    doubts: tuple[str, ...]

    @property
    def gone(self) -> bool:
        """True when the service itself said that there is no such drill."""
        return self.drill is None

    @property
    def read_back(self) -> ReadBack:
        """The same as a read-back."""
        status = self.drill.status if self.drill else ""
        return ReadBack(self.gone, self.leftovers, self.doubts, status)


class Remains:
    """Looks at everything that a drill had; writes nothing."""

    def __init__(self, cloud: Cloud, clock: Clock) -> None:
        self._cloud = cloud
        self._clock = clock

    async def read(self, target: Target, exercise: Exercise, looks: int) -> ReadBack:
        """Look up to `looks` times whether the drill is gone, then at what stayed.

        What `target` knows and the record of `exercise` does not is looked at as well. Raises
        CloudError when nobody can say whether the drill is there.
        """
        return (await self.look(_with(exercise, target), looks)).read_back

    async def look(self, exercise: Exercise, looks: int = 1) -> Look:
        """Look at the drill, up to `looks` times until it is gone, then at all that it had.

        Reads go side by side; each that fails is a doubt in words, and so is each that failed when
        the drill was there: what it had then is looked for by nobody. Raises CloudError when nobody
        can say whether the drill is there.
        """
        drill = await self._drill(exercise.drill_id, looks)
        doubts = Doubts()
        network, servers, ips, volumes, groups, snapshots = await asyncio.gather(
            self._network(exercise),
            self._servers(exercise, doubts),
            self._public_ips(exercise, doubts),
            self._volumes(exercise, doubts),
            self._security_groups(exercise, doubts),
            self._snapshots(exercise, doubts),
        )
        stayed = Stayed(
            drill, network, servers, ips, volumes, groups[0], groups[1], snapshots[0], snapshots[1]
        )
        then = (
            tr("when the drill was there: {doubt}", doubt=one) for one in exercise.resource_doubts
        )
        words = (*network.doubts, *doubts.words, *then)
        return Look(drill, network, leftovers(exercise, stayed), words)

    async def _drill(self, drill_id: str, looks: int) -> Drill | None:
        drill: Drill | None = None
        for look in range(looks):
            if look:
                await self._clock.sleep(next_look(0))
            try:
                drill = await self._cloud.drill(drill_id)
            except Refused as error:
                if error.code == DRILL_NOT_FOUND:
                    return None
                raise
        return drill

    async def _network(self, exercise: Exercise) -> VpcLook:
        if vpc_id := exercise.drill_vpc_id:
            return await look_at_vpc(self._cloud, vpc_id)
        return VpcLook(None, doubts=(tr(_NO_VPC),))

    async def _servers(self, exercise: Exercise, doubts: Doubts) -> tuple[Server, ...]:
        ids = _ids(exercise, LeftoverKind.SERVER)
        asked = self._cloud.servers(ids) if ids else None
        found = await doubts.of(marked("the drill servers"), asked, ())
        return tuple(server for server in found if not server.gone)

    async def _public_ips(self, exercise: Exercise, doubts: Doubts) -> tuple[PublicIp, ...]:
        asked = _ids(exercise, LeftoverKind.PUBLIC_IP)
        return await doubts.of(
            marked("the elastic IPs"), self._cloud.public_ips() if asked else None, ()
        )

    async def _volumes(self, exercise: Exercise, doubts: Doubts) -> tuple[Volume, ...]:
        ids = _ids(exercise, LeftoverKind.VOLUME)
        return await doubts.of(marked("the disks"), self._cloud.volumes(ids) if ids else None, ())

    async def _security_groups(
        self, exercise: Exercise, doubts: Doubts
    ) -> tuple[tuple[SecurityGroup, ...], frozenset[str]]:
        """Return the drill servers' security groups, and those that the group's servers have."""
        if not _ids(exercise, LeftoverKind.SECURITY_GROUP):
            return (), frozenset()
        mine, others = await asyncio.gather(
            doubts.of(marked("the security groups"), self._cloud.security_groups(), None),
            doubts.of(
                marked("the group's own servers"), self._groups_of_others(exercise.group_id), None
            ),
        )
        # Without knowing the others' nobody can say that only the drill had one: the doubt is told.
        return ((), frozenset()) if mine is None or others is None else (mine, others)

    async def _groups_of_others(self, group_id: str) -> frozenset[str]:
        instances = await self._cloud.instances(group_id)
        ids = [
            server_id
            for instance in instances
            for server_id in (instance.source_server_id, instance.target_server_id)
            if server_id
        ]
        servers = await self._cloud.servers(ids) if ids else ()
        return frozenset(one for server in servers for one in server.security_group_ids)

    async def _snapshots(
        self, exercise: Exercise, doubts: Doubts
    ) -> tuple[tuple[str, ...], tuple[Snapshot, ...]]:
        """Return the group's disks and their snapshots, for a drill that was seen made."""
        if exercise.drill_seen_at is None or exercise.create is None:
            return (), ()
        pairs = await doubts.of(
            marked("the group's disks"), self._cloud.pairs(exercise.group_id), ()
        )
        parents = tuple(dict.fromkeys(one for pair in pairs for one in pair.volume_ids))
        if len(parents) > DISKS_AT_MOST:
            rest = len(parents) - DISKS_AT_MOST
            doubts.words.append(
                tr("did not look at the snapshots of {count} of the group's disks", count=rest)
            )
        parents = parents[:DISKS_AT_MOST]
        turns = asyncio.Semaphore(_AT_ONCE)

        async def of(volume_id: str) -> Sequence[Snapshot]:
            async with turns:
                what = tr("the snapshots of disk {disk}", disk=volume_id)
                return await doubts.of(what, self._cloud.snapshots(volume_id), ())

        found = await asyncio.gather(*map(of, parents))
        return parents, tuple(one for some in found for one in some)


def _ids(exercise: Exercise, kind: LeftoverKind) -> list[str]:
    return [one.id for one in exercise.resources if one.kind is kind]


def _with(exercise: Exercise, target: Target) -> Exercise:
    """Return the exercise with what is known of its drill besides the record."""
    known = {one.key for one in exercise.resources}
    servers = (Resource(LeftoverKind.SERVER, one) for one in target.server_ids)
    return replace(
        exercise,
        drill_id=target.drill_id or exercise.drill_id,
        drill_vpc_id=target.vpc_id or exercise.drill_vpc_id,
        group_id=exercise.group_id or target.group_id,
        resources=(*exercise.resources, *(one for one in servers if one.key not in known)),
    )

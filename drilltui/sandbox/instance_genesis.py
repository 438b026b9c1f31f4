"""From a scenario to protected instances, with their pairs and servers, and their outline."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from drilltui.sandbox.groups import Group
from drilltui.sandbox.holding import Contents, Outline
from drilltui.sandbox.identifiers import Identifiers
from drilltui.sandbox.instances import ProtectedInstance
from drilltui.sandbox.network_genesis import Addresses
from drilltui.sandbox.networks import Network
from drilltui.sandbox.pairs import ReplicationPair
from drilltui.sandbox.scenario import DiskTable, GroupTable, InstanceTable
from drilltui.sandbox.security_groups import DEFAULT_GROUP
from drilltui.sandbox.servers import FLAVORS, USUAL_IMAGES, Nic, Server, Volume

#: Progress and replication state of a pair whose disk says nothing, by its group's status. The
#: pair of an ``available`` group is as the API reference's sample has it.
_USUAL: Final = {
    "creating": (0, "inactive"),
    "deleting": (100, "active-stopped"),
    "available": (0, "active"),
    "starting": (40, "copying"),
    "protected": (100, "active"),
    "stopping": (100, "active-stopped"),
    "reversing": (100, "active"),
    "failing-over": (100, "inactive"),
    "failed-over": (100, "inactive"),
    "reprotecting": (35, "copying"),
    "error-starting": (0, "inactive"),
    "error-stopping": (100, "active"),
    "error-reversing": (100, "active"),
    "error-reprotecting": (100, "inactive"),
    "error-failing-over": (100, "active"),
    "error": (0, "inactive"),
    "error-deleting": (100, "active-stopped"),
}

_BUILD_TIME: Final = timedelta(seconds=31)


@dataclass(frozen=True, slots=True)
class _Made:
    instance: ProtectedInstance
    pairs: tuple[ReplicationPair, ...]
    servers: tuple[Server, Server]


def outline_of(table: GroupTable) -> Outline:
    """How many instances and pairs the group of ``table`` has, and how far it is synchronized."""
    pairs = [_progress(disk, table.status) for one in table.instances for disk in one.disks]
    return Outline(len(table.instances), len(pairs), min(pairs, default=0))


class InstanceMaker:
    """Makes the protected instances of one group."""

    def __init__(
        self,
        group: Group,
        network: Network,
        addresses: Addresses,
        ids: Identifiers,
        enterprise_projects: Mapping[str, str],
    ) -> None:
        """``enterprise_projects`` has their IDs by their names."""
        self._group = group
        self._network = network
        self._addresses = addresses
        self._ids = ids
        self._enterprise_projects = enterprise_projects

    def contents(self, tables: Iterable[InstanceTable]) -> Contents:
        """The instances that ``tables`` tell, with their pairs and, two for each, servers."""
        made = [self._make(table) for table in tables]
        return Contents(
            instances=tuple(one.instance for one in made),
            pairs=tuple(pair for one in made for pair in one.pairs),
            servers=tuple(server for one in made for server in one.servers),
        )

    def _make(self, table: InstanceTable) -> _Made:
        group, instance_id = self._group, self._ids.uuid()
        pairs = tuple(
            self._pair(table, disk, instance_id, place) for place, disk in enumerate(table.disks)
        )
        source = self._server(table, pairs, None)
        target = self._server(table, pairs, source)
        instance = ProtectedInstance(
            id=instance_id,
            project_id=group.project_id,
            group_id=group.id,
            name=table.name,
            description=table.description or None,
            status=table.status or group.status,
            progress=min((pair.progress for pair in pairs), default=0),
            source_server=source.id,
            target_server=target.id,
            station=group.station,
            zone=group.production_zone,
            attachment=tuple((pair.id, pair.device) for pair in pairs if pair.attached),
            tags=tuple(_key_and_value(tag) for tag in table.tags),
            frozen=table.frozen,
            created=group.created,
            updated=group.updated,
        )
        return _Made(instance, pairs, (source, target))

    def _pair(
        self, table: InstanceTable, disk: DiskTable, instance_id: str, place: int
    ) -> ReplicationPair:
        group = self._group
        return ReplicationPair(
            id=self._ids.uuid(),
            project_id=group.project_id,
            group_id=group.id,
            instance_id=instance_id,
            name=f"{table.name}-{'sys' if place == 0 else f'data{place}'}",
            status=disk.status or table.status or group.status,
            progress=_progress(disk, group.status),
            replication_status=disk.replication or _USUAL[group.status][1],
            fault_level=disk.fault_level,
            failure_detail=disk.failure_detail or None,
            source_volume=self._ids.uuid(),
            target_volume=self._ids.uuid(),
            station=group.station,
            zone=group.production_zone,
            device=f"/dev/vd{chr(ord('a') + place)}",
            size=disk.size,
            volume_type=disk.type,
            created=group.created,
            updated=group.updated,
            attached=disk.attachment != "none",
            readable=disk.attachment != "unreadable",
            frozen=disk.frozen,
        )

    def _server(
        self, table: InstanceTable, pairs: tuple[ReplicationPair, ...], twin: Server | None
    ) -> Server:
        """The server at the source site or, with that one as its ``twin``, at the target site.

        The one that stands by is shut off. An ``invalid`` instance is one that lost a server:
        here the one in production.
        """
        group, at_source = self._group, twin is None
        in_production = at_source == (group.station == "source")
        is_lost = in_production and table.status == "invalid"
        return Server(
            id=self._ids.uuid(),
            project_id=group.project_id,
            name=table.server or table.name,
            settled="ACTIVE" if in_production else "SHUTOFF",
            flavor=FLAVORS[table.flavor],
            system=table.system,
            zone=group.source_zone if at_source else group.target_zone,
            vpc_id=group.vpc_id,
            nics=self._new_nics(table) if twin is None else self._same_nics(twin),
            volumes=tuple(
                Volume(
                    pair.source_volume if at_source else pair.target_volume,
                    pair.device,
                    pair.size,
                    pair.volume_type,
                )
                for pair in pairs
            ),
            created=group.created,
            built=group.created + _BUILD_TIME,
            gone=group.updated if is_lost else None,
            image=table.image or USUAL_IMAGES.get(table.system, ""),
            key=table.key,
            enterprise_project=self._enterprise_projects[table.enterprise_project],
            groups=table.security_groups or (DEFAULT_GROUP,),
        )

    def _new_nics(self, table: InstanceTable) -> tuple[Nic, ...]:
        known = {subnet.name: subnet for subnet in self._network.subnets}
        subnets = [known[name] for name in table.subnets] or [self._network.subnets[0]]
        return tuple(
            Nic(subnet.id, self._addresses.next_in(subnet), self._ids.mac(), self._ids.uuid())
            for subnet in subnets
        )

    def _same_nics(self, twin: Server) -> tuple[Nic, ...]:
        """Cards with the twin's addresses: a switch of sites keeps them."""
        return tuple(
            Nic(nic.subnet_id, nic.address, nic.mac, self._ids.uuid()) for nic in twin.nics
        )


def _key_and_value(tag: str) -> tuple[str, str]:
    key, _, value = tag.partition("=")
    return key, value


def _progress(disk: DiskTable, group_status: str) -> int:
    return _USUAL[group_status][0] if disk.progress is None else disk.progress

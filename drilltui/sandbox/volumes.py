"""Disks (EVS) and their snapshots.

Source: EVS API reference, "Querying Details About All EVS Disks" and "Querying Details About EVS
Snapshots".
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from drilltui.sandbox.server_register import Servers
from drilltui.sandbox.servers import Server, ServerFilter


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A snapshot of a disk, there from ``created`` until ``gone`` (None: it stays)."""

    id: str
    project_id: str
    name: str
    volume_id: str
    size: int
    created: datetime
    gone: datetime | None = None


@dataclass(frozen=True, slots=True)
class Disk:
    """A disk of ``size`` GB, attached to a server as ``device`` or (both empty) to none.

    It is there from ``created`` until ``gone`` (None: it stays).
    """

    id: str
    project_id: str
    name: str
    size: int
    type: str
    zone: str
    created: datetime
    server_id: str = ""
    device: str = ""
    gone: datetime | None = None


class Volumes:
    """Every disk of a project: those of its servers, which come and go with them, and loose ones.

    A loose disk, and a snapshot, may be put down before it is there.
    """

    def __init__(self, servers: Servers) -> None:
        self._servers = servers
        self._loose: dict[str, Disk] = {}
        self._snapshots: dict[str, Snapshot] = {}

    def add(self, disks: Iterable[Disk] = (), snapshots: Iterable[Snapshot] = ()) -> None:
        """Take in disks that no server has, and snapshots."""
        self._loose.update((disk.id, disk) for disk in disks)
        self._snapshots.update((snapshot.id, snapshot) for snapshot in snapshots)

    def will_go(self, identifier: str, gone: datetime) -> None:
        """Note when a loose disk or a snapshot is going to vanish."""
        if identifier in self._loose:
            self._loose[identifier] = replace(self._loose[identifier], gone=gone)
        else:
            self._snapshots[identifier] = replace(self._snapshots[identifier], gone=gone)

    def disks(self, project_id: str, now: datetime) -> list[Disk]:
        """The disks of the project: those of servers in their order, then the loose ones.

        Loose are also those that vanished servers have left.
        """
        servers = self._servers.servers(project_id, ServerFilter(), now)
        attached = [disk for server in servers for disk in _disks_of(server)]
        left = [
            replace(disk, server_id="", device="")
            for server in self._servers.left("disk", project_id, now)
            for disk in _disks_of(server)
        ]
        loose = (disk for disk in self._loose.values() if disk.project_id == project_id)
        return attached + left + [disk for disk in loose if _is_there(disk, now)]

    def snapshots(self, project_id: str, now: datetime) -> list[Snapshot]:
        """The snapshots of the project."""
        return [
            snapshot
            for snapshot in self._snapshots.values()
            if snapshot.project_id == project_id and _is_there(snapshot, now)
        ]


def _disks_of(server: Server) -> Iterator[Disk]:
    for place, volume in enumerate(server.volumes):
        yield Disk(
            id=volume.id,
            project_id=server.project_id,
            name=f"{server.name}-volume-{place:04}",
            size=volume.size,
            type=volume.type,
            zone=server.zone,
            created=server.created,
            server_id=server.id,
            device=volume.device,
        )


def _is_there(item: Disk | Snapshot, now: datetime) -> bool:
    return item.created <= now and (item.gone is None or now < item.gone)

"""Snapshots of disks, as the jobs of drills take them (EVS).

Source: API reference, "Creating a DR Drill": servers are built from snapshots of the disks that
stand by.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A snapshot of the disk ``volume_id``, there from ``created`` until ``gone`` (None: stays)."""

    id: str
    project_id: str
    name: str
    volume_id: str
    created: datetime
    gone: datetime | None

    def is_there(self, now: datetime) -> bool:
        """Whether EVS knows the snapshot at ``now``."""
        return self.created <= now and (self.gone is None or now < self.gone)


class Snapshots:
    """Every snapshot, also such as a running job will take or take away later."""

    def __init__(self) -> None:
        self._snapshots: list[Snapshot] = []

    def add(self, snapshots: Iterable[Snapshot]) -> None:
        """Take in snapshots."""
        self._snapshots.extend(snapshots)

    def snapshots(self, project_id: str, volume_id: str, now: datetime) -> list[Snapshot]:
        """Those of the project, or of one of its disks when ``volume_id`` is not empty."""
        return [
            one
            for one in self._snapshots
            if one.project_id == project_id
            and one.is_there(now)
            and volume_id in ("", one.volume_id)
        ]

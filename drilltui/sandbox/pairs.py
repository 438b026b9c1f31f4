"""Replication pairs: a disk in production and its copy in the other zone.

Source: API reference, "Querying Replication Pairs".
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Final

from drilltui.sandbox import groups
from drilltui.sandbox.members import MemberFilter, is_amiss

STATES: Final = frozenset(
    {*groups.STATES, "extending", "error-extending", "invalid", "fault"}
    | {"attaching", "detaching", "error-attaching", "error-detaching"}
)

REPLICATION_STATES: Final = ("active", "copying", "inactive", "active-stopped")


@dataclass(frozen=True, slots=True)
class ReplicationPair:
    """A replication pair, attached to one protected instance as ``device``.

    ``progress`` is per cent; ``fault_level`` is ``0``, ``2`` or ``5``; ``size`` is GB;
    ``failure_detail`` is an error code, only with status ``error``. One that is not ``attached``
    still belongs to its instance; ``readable`` is whether the service can tell its attachment.
    """

    id: str
    project_id: str
    group_id: str
    instance_id: str
    name: str
    status: str
    progress: int
    replication_status: str
    fault_level: str
    failure_detail: str | None
    source_volume: str
    target_volume: str
    station: str
    zone: str
    device: str
    size: int
    volume_type: str
    created: datetime
    updated: datetime
    attached: bool = True
    readable: bool = True
    frozen: bool = False

    @property
    def is_syncing(self) -> bool:
        """Whether the first copy of the disk is still under way."""
        return self.replication_status == "copying" and self.progress < 100

    def is_broken(self, group_status: str) -> bool:
        """Whether the pair is amiss in a way that the status of its group does not tell."""
        return self.fault_level != "0" or is_amiss(self.status, group_status)


@dataclass(frozen=True, slots=True, kw_only=True)
class PairFilter(MemberFilter):
    """What a list of pairs is narrowed by.

    A list of instance IDs wins over a single one, and any group filter over the instance IDs.
    """

    STATES: ClassVar[Collection[str]] = STATES
    UNKNOWN_STATUS: ClassVar[tuple[str, ...]] = ("SDRS.0214",)

    instance_id: str = ""

    @property
    def chosen_instances(self) -> tuple[str, ...]:
        """The instance IDs that count, none when instances do not matter."""
        if self.instance_ids:
            return self.instance_ids
        return (self.instance_id,) if self.instance_id else ()

"""Replication pairs: a disk in production and its copy in the other zone.

Source: API reference, "Querying Replication Pairs".
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from drilltui.sandbox import groups
from drilltui.sandbox.instances import ABNORMAL, QUERY_TYPES, is_amiss
from drilltui.sandbox.refusals import Refusal

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


@dataclass(frozen=True, slots=True)
class PairFilter:
    """What a list of pairs is narrowed by; a field that is empty narrows nothing.

    A list of IDs wins over a single one, and any group filter over the instance IDs.
    """

    group_id: str = ""
    group_ids: tuple[str, ...] = ()
    instance_id: str = ""
    instance_ids: tuple[str, ...] = ()
    status: str = ""
    name: str = ""
    zone: str = ""
    query_type: str = ""

    def __post_init__(self) -> None:
        """Raise ``SDRS.0214`` for an unknown status, ``SDRS.0201`` for an unknown query type."""
        if self.status and self.status not in STATES:
            raise Refusal("SDRS.0214")
        if self.query_type and self.query_type not in QUERY_TYPES:
            raise Refusal("SDRS.0201", "The value of query_type is invalid.")

    @property
    def chosen_groups(self) -> tuple[str, ...]:
        """The group IDs that count, none when groups do not matter."""
        if self.group_ids:
            return self.group_ids
        return (self.group_id,) if self.group_id else ()

    @property
    def chosen_instances(self) -> tuple[str, ...]:
        """The instance IDs that count, none when instances do not matter."""
        if self.instance_ids:
            return self.instance_ids
        return (self.instance_id,) if self.instance_id else ()

    def test(self) -> Callable[[ReplicationPair], bool] | None:
        """The test for what is not an ID, or None when every pair passes it."""
        if not (self.status or self.name or self.zone) and self.query_type in ("", "general"):
            return None
        return self._admits

    def _admits(self, pair: ReplicationPair) -> bool:
        return (
            (not self.status or pair.status == self.status)
            and self.name in pair.name
            and (not self.zone or pair.zone == self.zone)
            and (self.query_type != "status_abnormal" or pair.status.startswith(ABNORMAL))
        )

"""Protected instances: a pair of servers, one in production and one standing by.

Source: API reference, "Querying Protected Instances".
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from drilltui.sandbox import groups
from drilltui.sandbox.refusals import Refusal

STATES: Final = frozenset(
    {*groups.STATES, "nic-creating", "nic-deleting", "resizing", "error-resizing"}
    | {"invalid", "fault"}
)

ABNORMAL: Final = ("error", "invalid", "fault")

QUERY_TYPES: Final = ("status_abnormal", "general")


def is_amiss(status: str, group_status: str) -> bool:
    """Whether a status of an instance or pair is abnormal while its group's is another.

    A group whose last action failed passes its status on to all that belongs to it.
    """
    return status.startswith(ABNORMAL) and status != group_status


@dataclass(frozen=True, slots=True)
class ProtectedInstance:
    """A protected instance.

    ``source_server`` and ``target_server`` are ECS IDs as of creation; which of them is in
    production follows ``station``. ``attachment`` holds (replication pair ID, device) in the order
    of the devices. ``frozen`` means trouble with a payment.
    """

    id: str
    project_id: str
    group_id: str
    name: str
    description: str | None
    status: str
    progress: int
    source_server: str
    target_server: str
    station: str
    zone: str
    attachment: tuple[tuple[str, str], ...]
    tags: tuple[tuple[str, str], ...]
    frozen: bool
    created: datetime
    updated: datetime

    @property
    def production_server(self) -> str:
        """The ECS ID of the server in production."""
        return self.source_server if self.station == "source" else self.target_server

    @property
    def recovery_server(self) -> str:
        """The ECS ID of the server that stands by."""
        return self.target_server if self.station == "source" else self.source_server


@dataclass(frozen=True, slots=True)
class InstanceFilter:
    """What a list of instances is narrowed by; a field that is empty narrows nothing.

    A list of group IDs wins over the single one, and any group filter over the instance IDs.
    """

    group_id: str = ""
    group_ids: tuple[str, ...] = ()
    instance_ids: tuple[str, ...] = ()
    status: str = ""
    name: str = ""
    zone: str = ""
    query_type: str = ""

    def __post_init__(self) -> None:
        """Raise ``SDRS.0201`` for an unknown status or query type."""
        if self.status and self.status not in STATES:
            raise Refusal("SDRS.0201", "The value of status is invalid.")
        if self.query_type and self.query_type not in QUERY_TYPES:
            raise Refusal("SDRS.0201", "The value of query_type is invalid.")

    @property
    def chosen_groups(self) -> tuple[str, ...]:
        """The group IDs that count, none when groups do not matter."""
        if self.group_ids:
            return self.group_ids
        return (self.group_id,) if self.group_id else ()

    def test(self) -> Callable[[ProtectedInstance], bool] | None:
        """The test for what is not an ID, or None when every instance passes it."""
        if not (self.status or self.name or self.zone) and self.query_type in ("", "general"):
            return None
        return self._admits

    def _admits(self, instance: ProtectedInstance) -> bool:
        return (
            (not self.status or instance.status == self.status)
            and self.name in instance.name
            and (not self.zone or instance.zone == self.zone)
            and (self.query_type != "status_abnormal" or instance.status.startswith(ABNORMAL))
        )

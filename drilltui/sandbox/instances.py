"""Protected instances: a pair of servers, one in production and one standing by.

Source: API reference, "Querying Protected Instances".
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Final

from drilltui.sandbox import groups
from drilltui.sandbox.members import MemberFilter

STATES: Final = frozenset(
    {*groups.STATES, "nic-creating", "nic-deleting", "resizing", "error-resizing"}
    | {"invalid", "fault"}
)


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


@dataclass(frozen=True, slots=True, kw_only=True)
class InstanceFilter(MemberFilter):
    """What a list of instances is narrowed by. Any group filter wins over the instance IDs."""

    STATES: ClassVar[Collection[str]] = STATES
    UNKNOWN_STATUS: ClassVar[tuple[str, ...]] = ("SDRS.0201", "The value of status is invalid.")

"""How much of something a project may have, and has (quota APIs of VPC, ECS, EVS)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Counted(StrEnum):
    """What is counted, in our words; each service has its own."""

    VPC = "VPC"
    SUBNET = "subnet"
    PORT = "port"
    SERVER = "server"
    CORE = "core"
    MEMORY_MB = "MB of memory"
    VOLUME = "disk"
    VOLUME_GB = "GB of disks"
    SNAPSHOT = "snapshot"


@dataclass(frozen=True, slots=True)
class Quota:
    """`used` of `limit`; a limit of None means that there is none (the services write -1)."""

    counted: Counted
    used: int
    limit: int | None

    @property
    def room(self) -> int | None:
        """How many more there may be; None for any number."""
        return None if self.limit is None else max(0, self.limit - self.used)

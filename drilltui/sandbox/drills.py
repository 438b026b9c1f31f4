"""DR drills: the record the service keeps of each, and the rule for its name.

Source: API reference, "DR Drill Management".
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from drilltui.sandbox.jobs import Job
from drilltui.sandbox.refusals import Refusal

STATES: Final = ("creating", "available", "error", "deleting", "error-deleting")

#: Statuses in which the service takes a request to delete a drill.
DELETABLE: Final = frozenset({"available", "error", "error-deleting"})

# The Chinese edition and the SDK allow Chinese characters beside the ASCII ones.
_NAME: Final = re.compile(r"[A-Za-z0-9._\-\u3400-\u4dbf\u4e00-\u9fff]+")
_NAME_BYTES: Final = 64


def check_name(name: object) -> str:
    """``name`` if the service takes it as a drill's; raises ``SDRS.0202`` when not."""
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise Refusal("SDRS.0202")
    if len(name.encode()) > _NAME_BYTES:
        raise Refusal("SDRS.0202")
    return name


@dataclass(frozen=True, slots=True)
class DrillServer:
    """A server of a drill and the protected instance it stands for, from ``ready`` on."""

    instance_id: str
    server_id: str
    ready: datetime


@dataclass(frozen=True, slots=True)
class Drill:
    """A drill. Its status is read off its creation job and, once there is one, its deletion job.

    ``vpc_known`` is when ``vpc_id`` can be told: at once for a given VPC, later for one that the
    job makes, never (None) for one that it does not get made. ``deletions`` counts the requests
    to delete it. One that ``stays`` outlives a deletion that succeeded; one that is ``forgotten``
    is no longer there once its creation has failed.
    """

    id: str
    project_id: str
    group_id: str
    name: str
    vpc_id: str
    vpc_known: datetime | None
    creation: Job
    servers: tuple[DrillServer, ...]
    renamed: datetime | None = None
    deletion: Job | None = None
    deletions: int = 0
    stays: bool = False
    forgotten: bool = False

    @property
    def created(self) -> datetime:
        """When the request to create it was taken."""
        return self.creation.submitted

    def status(self, now: datetime) -> str:
        """One of ``STATES``; a drill that is gone has none and must not be asked."""
        if self.deletion is not None and not self.deletion.is_over(now):
            return "deleting"
        if self.deletion is not None and not self.stays:
            return "error-deleting"
        if not self.creation.is_over(now):
            return "creating"
        return "error" if self.creation.failure else "available"

    def is_there(self, now: datetime) -> bool:
        """Whether the service knows the drill at ``now``."""
        if now < self.created or (self.forgotten and self.creation.is_over(now)):
            return False
        deletion = self.deletion
        if deletion is None or self.stays:
            return True
        return deletion.failure is not None or not deletion.is_over(now)

    def updated(self, now: datetime) -> datetime:
        """The last time, up to ``now``, that anything about the drill changed."""
        return max(moment for moment in self._moments() if moment <= now)

    def known_vpc(self, now: datetime) -> str | None:
        """The drill VPC, or None while the service is still making it."""
        return self.vpc_id if self.vpc_known is not None and now >= self.vpc_known else None

    def _moments(self) -> Iterator[datetime]:
        yield self.created
        yield self.creation.ends
        if self.vpc_known is not None:
            yield self.vpc_known
        if self.renamed is not None:
            yield self.renamed
        if self.deletion is not None:
            yield self.deletion.submitted
            yield self.deletion.ends


@dataclass(frozen=True, slots=True)
class DrillFilter:
    """What a list of drills is narrowed by; a field that is empty narrows nothing."""

    group_id: str = ""
    name: str = ""
    status: str = ""
    vpc_id: str = ""

    def __post_init__(self) -> None:
        """Raise ``SDRS.0201`` for an unknown status."""
        if self.status and self.status not in STATES:
            raise Refusal("SDRS.0201", "The value of status is invalid.")

    def admits(self, drill: Drill, now: datetime) -> bool:
        """Whether ``drill``, which must be there, passes at ``now``."""
        return (
            self.name in drill.name
            and (not self.status or drill.status(now) == self.status)
            and (not self.vpc_id or drill.known_vpc(now) == self.vpc_id)
        )


class Drills:
    """Every drill that was ever created, those that are gone included."""

    def __init__(self) -> None:
        self._drills: dict[str, Drill] = {}
        self._of_group: dict[str, list[str]] = {}

    def put(self, drill: Drill) -> None:
        """Take in a new drill, or what became of a known one."""
        if drill.id not in self._drills:
            self._of_group.setdefault(drill.group_id, []).append(drill.id)
        self._drills[drill.id] = drill

    def find(self, project_id: str, drill_id: str, now: datetime) -> Drill | None:
        """That drill of the project, if it is there."""
        drill = self._drills.get(drill_id)
        if drill is None or drill.project_id != project_id or not drill.is_there(now):
            return None
        return drill

    def drill(self, project_id: str, drill_id: str, now: datetime) -> Drill:
        """That drill of the project; raises ``SDRS.1902`` when there is none."""
        drill = self.find(project_id, drill_id, now)
        if drill is None:
            raise Refusal("SDRS.1902")
        return drill

    def drills(self, project_id: str, wanted: DrillFilter, now: datetime) -> list[Drill]:
        """The project's drills that pass."""
        ids = self._of_group.get(wanted.group_id, ()) if wanted.group_id else self._drills
        return [
            drill
            for drill in map(self._drills.__getitem__, ids)
            if drill.project_id == project_id and drill.is_there(now) and wanted.admits(drill, now)
        ]

    def count_of(self, group_id: str, now: datetime) -> int:
        """How many drills the group has at ``now``."""
        ids = self._of_group.get(group_id, ())
        return sum(self._drills[one].is_there(now) for one in ids)

    def last_of(self, group_id: str, now: datetime) -> datetime | None:
        """When the group's newest drill began, those that are gone included."""
        begins = [self._drills[one].created for one in self._of_group.get(group_id, ())]
        return max((begin for begin in begins if begin <= now), default=None)

    def occupying(self, vpc_id: str, now: datetime) -> list[Drill]:
        """The drills that a VPC is taken by."""
        return [
            drill
            for drill in self._drills.values()
            if drill.vpc_id == vpc_id and drill.is_there(now)
        ]

    def going_of(self, group_id: str, now: datetime) -> Drill | None:
        """A drill of the group that is being created or deleted, if there is one."""
        for drill in map(self._drills.__getitem__, self._of_group.get(group_id, ())):
            if drill.is_there(now) and drill.status(now) in ("creating", "deleting"):
                return drill
        return None

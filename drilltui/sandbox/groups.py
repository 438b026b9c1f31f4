"""Protection groups: what one is, its states, and how a list of them is filtered.

Source: API reference, "Querying Protection Groups" and "Creating a DR Drill".
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from drilltui.sandbox.refusals import Refusal

STATES: Final = (
    "creating",
    "deleting",
    "available",
    "starting",
    "protected",
    "stopping",
    "reversing",
    "failing-over",
    "failed-over",
    "reprotecting",
    "error-starting",
    "error-stopping",
    "error-reversing",
    "error-reprotecting",
    "error-failing-over",
    "error",
    "error-deleting",
)

DRILLABLE: Final = frozenset(
    {
        "available",
        "protected",
        "failed-over",
        "error-starting",
        "error-stopping",
        "error-reversing",
        "error-reprotecting",
        "error-failing-over",
    }
)

#: ``query_type=period_no_dr_drill`` looks back "3 months", and no parameter changes it.
NO_DRILL_PERIOD: Final = timedelta(days=90)

QUERY_TYPES: Final = ("status_abnormal", "stop_protected", "period_no_dr_drill", "general")


@dataclass(frozen=True, slots=True)
class Failure:
    """An error a job ends with: a code, which may be another service's, and its reason."""

    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class Group:
    """A protection group.

    ``station`` is ``source`` or ``target``: the zone where production is now. ``legacy`` marks a
    group of the old kind, synchronized as a whole, whose three summary states are still filled.
    ``last_drill`` is the begin of the newest drill before the sandbox started. The two failures
    are what creating a drill (each time), or deleting one (the first time), comes to.
    """

    id: str
    project_id: str
    name: str
    description: str | None
    status: str
    source_zone: str
    target_zone: str
    station: str
    vpc_id: str
    created: datetime
    updated: datetime
    legacy: bool = False
    last_drill: datetime | None = None
    creation_failure: Failure | None = None
    deletion_failure: Failure | None = None

    @property
    def production_zone(self) -> str:
        """The availability zone production runs in now."""
        return self.source_zone if self.station == "source" else self.target_zone

    @property
    def recovery_zone(self) -> str:
        """The availability zone that stands by, where drill servers are built."""
        return self.target_zone if self.station == "source" else self.source_zone


@dataclass(frozen=True, slots=True)
class GroupFilter:
    """What a list of groups is narrowed by; a field that is empty narrows nothing."""

    status: str = ""
    name: str = ""
    zone: str = ""
    query_type: str = ""

    def __post_init__(self) -> None:
        """Raise ``SDRS.0209`` for an unknown status, ``SDRS.0201`` for an unknown query type."""
        if self.status and self.status not in STATES:
            raise Refusal("SDRS.0209")
        if self.query_type and self.query_type not in QUERY_TYPES:
            raise Refusal("SDRS.0201", "The value of query_type is invalid.")

    @property
    def is_open(self) -> bool:
        """Whether every group passes, so that none need be looked at."""
        return not (self.status or self.name or self.zone) and self.query_type in ("", "general")

    def admits(self, group: Group, last_drill: datetime | None, now: datetime) -> bool:
        """Whether ``group``, last drilled at ``last_drill`` (None: never), passes at ``now``."""
        if self.status and group.status != self.status:
            return False
        if self.name and self.name not in group.name:
            return False
        if self.zone and group.production_zone != self.zone:
            return False
        match self.query_type:
            case "status_abnormal":
                return group.status.startswith("error")
            case "stop_protected":
                return group.status == "available"
            case "period_no_dr_drill":
                return last_drill is None or now - last_drill > NO_DRILL_PERIOD
        return True

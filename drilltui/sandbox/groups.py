"""Protection groups: what one is, its states, and how a list of them is filtered.

Source: API reference, "Querying Protection Groups" and "Creating a DR Drill".
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar, Final

from drilltui.sandbox.list_filter import ListFilter

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

#: What a group's drills may leave behind beside their VPC.
LEFTOVERS: Final = ("disk", "snapshot", "port", "security-group")


@dataclass(frozen=True, slots=True)
class Failure:
    """An error a job ends with: a code, which may be another service's, and its reason."""

    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class Course:
    """How the drills of a group go, beyond what the service's rules say.

    Creating one is refused with ``creation_refusal``, or fails with ``creation_failure`` in the
    job. Of the requests to delete one, so many are refused, then so many fail with
    ``deletion_failure``, then so many succeed and the drill stays all the same; -1 is all.
    ``eips`` of its servers get one; a ``stranger`` is a server that somebody else puts into its
    VPC; ``leaves`` is what the service forgets to take away. The servers of the instances called
    as in ``broken`` do not come up.
    """

    creation_refusal: Failure | None = None
    creation_failure: Failure | None = None
    deletion_failure: Failure | None = None
    deletion_refusals: int = 0
    deletion_failures: int = 1
    deletion_lies: int = 0
    eips: int = 0
    stranger: bool = False
    leaves: frozenset[str] = frozenset()
    broken: frozenset[str] = frozenset()

    def of_deletion(self, earlier: int) -> str:
        """What a request to delete a drill comes to after so many ``earlier`` ones.

        ``"refused"``, ``"failed"``, ``"stays"`` or ``"gone"``.
        """
        failures = self.deletion_failures if self.deletion_failure else 0
        for outcome, requests in (
            ("refused", self.deletion_refusals),
            ("failed", failures),
            ("stays", self.deletion_lies),
        ):
            if requests < 0 or earlier < requests:
                return outcome
            earlier -= requests
        return "gone"


@dataclass(frozen=True, slots=True)
class Group:
    """A protection group.

    ``station`` is ``source`` or ``target``: the zone where production is now. ``legacy`` marks a
    group of the old kind, synchronized as a whole, whose three summary states are still filled.
    ``last_drill`` is the begin of the newest drill before the sandbox started. ``recovery_vpc_id``
    is the VPC of the DR site. ``course`` says how its drills go.
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
    recovery_vpc_id: str
    created: datetime
    updated: datetime
    legacy: bool = False
    last_drill: datetime | None = None
    course: Course = Course()

    @property
    def production_zone(self) -> str:
        """The availability zone production runs in now."""
        return self.source_zone if self.station == "source" else self.target_zone

    @property
    def recovery_zone(self) -> str:
        """The availability zone that stands by, where drill servers are built."""
        return self.target_zone if self.station == "source" else self.source_zone


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupFilter(ListFilter):
    """What a list of groups is narrowed by."""

    STATES: ClassVar[Collection[str]] = STATES
    QUERY_TYPES: ClassVar[Collection[str]] = (
        "status_abnormal",
        "stop_protected",
        "period_no_dr_drill",
        "general",
    )
    UNKNOWN_STATUS: ClassVar[tuple[str, ...]] = ("SDRS.0209",)

    def admits(self, group: Group, last_drill: datetime | None, now: datetime) -> bool:
        """Whether ``group``, last drilled at ``last_drill`` (None: never), passes at ``now``."""
        if not self.fits(group.status, group.name, group.production_zone):
            return False
        match self.query_type:
            case "status_abnormal":
                return group.status.startswith("error")
            case "stop_protected":
                return group.status == "available"
            case "period_no_dr_drill":
                return last_drill is None or now - last_drill > NO_DRILL_PERIOD
        return True

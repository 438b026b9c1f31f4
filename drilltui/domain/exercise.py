"""A drill exercise: what a record says when it is read from its beginning (`domain.folding`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from drilltui.domain.call import Call
from drilltui.domain.checklist import Tick
from drilltui.domain.cloud_id import folded
from drilltui.domain.drill import AVAILABLE
from drilltui.domain.job import SUCCESS
from drilltui.domain.json_value import JsonObject
from drilltui.domain.language import tr
from drilltui.domain.leftover import Acceptance, Leftover
from drilltui.domain.record import REMOVALS, Action
from drilltui.domain.resource import Resource
from drilltui.domain.said import Said
from drilltui.domain.sending import Sending
from drilltui.domain.verification import Verification


@dataclass(frozen=True, slots=True)
class Exercise:
    """The state of one record. Empty texts mean "not (yet) known".

    `made` is True when its drill was seen available, be it before it was deleted; `gone` when it
    was read back as such. `servers` is how many servers it had when it was read last (0: unknown).
    """

    record_id: str = ""
    opened_at: datetime | None = None
    changed_at: datetime | None = None
    mode: str = ""
    profile: str = ""
    region: str = ""
    project_id: str = ""
    person: str = ""
    world: str = ""
    group_id: str = ""
    group_name: str = ""
    name: str = ""
    vpc_id: str = ""
    create: Call | None = None
    begun_at: datetime | None = None
    """When its drill was first meant: earlier than its create, where that was sent again because
    the one before it had proved absent."""
    rename: Call | None = None
    delete: Call | None = None
    removals: Mapping[str, Call] = field(default_factory=dict)
    """The last call to remove each thing that the drill left, by its id (`folded`)."""
    drill_id: str = ""
    drill_status: str = ""
    drill_vpc_id: str = ""
    drill_created_at: datetime | None = None
    """When a drill that was made elsewhere began, as the service told it."""
    drill_seen_at: datetime | None = None
    """When its drill was first seen after it had been made, by this host's clock."""
    gone: bool = False
    made: bool = False
    servers: int = 0
    up_at: datetime | None = None
    """When its drill was first seen available: its servers exist since then, at the latest."""
    leftovers: tuple[Leftover, ...] = ()
    """What was there when it was last read back."""
    doubts: tuple[str, ...] = ()
    """Looks of that read-back that failed: what may be there as well."""
    read_back_at: datetime | None = None
    """When it was last looked at after its delete."""
    gone_at: datetime | None = None
    """When it was first read back as gone; looks that came later do not move it."""
    accepted: tuple[Acceptance, ...] = ()
    """Leftovers that people let be, the latest word last."""
    outcome: str = ""
    closed_at: datetime | None = None
    """When a person closed it; signatures and the like may have come since."""
    closed_by: str = ""
    closed_why: str = ""
    preflight: JsonObject = field(default_factory=dict)
    """What was seen before it was sent last: findings, fingerprint, checklist, override."""
    resources: tuple[Resource, ...] = ()
    """What the cloud told that it made or used."""
    resource_doubts: tuple[str, ...] = ()
    """What could not be read of that while the drill was there: it may have had more."""
    verified: Mapping[str, Verification] = field(default_factory=dict)
    """The last word on each drill server, by the server's id."""
    ticks: Mapping[str, Tick] = field(default_factory=dict)
    """The last word on each item of the checklist, by its key."""
    said: Said = field(default_factory=Said)
    """What people have said of the exercise around its drill."""
    events: int = 0
    names: Mapping[str, str] = field(default_factory=dict)
    """Names of the group's instances by id, as they were when a call was meant."""
    last_job: JsonObject = field(default_factory=dict)
    """What the newest event of a job says, to show a job that somebody else follows."""

    @property
    def closed(self) -> bool:
        """True when a person has set the outcome."""
        return bool(self.outcome)

    @property
    def called(self) -> str:
        """What its drill is called; its name may have been lost with the end of the record."""
        return self.name or tr("(no name)")

    @property
    def was_made(self) -> bool:
        """True when its drill was there, whatever became of it since."""
        if self.made or self.drill_status == AVAILABLE:
            return True
        ended_well = self.create is not None and self.create.job_status == SUCCESS
        return ended_well and (self.gone or self.delete is not None)

    @property
    def calls(self) -> tuple[Call, ...]:
        """Its calls, the last of each action, in the order in which they were meant."""
        made = [call for call in (self.create, self.rename, self.delete) if call]
        return tuple(sorted((*made, *self.removals.values()), key=lambda call: call.at))

    def call_of(self, action: str, subject: str = "") -> Call | None:
        """Return the last call of this action (a removal: of this subject), if there was one."""
        if action in REMOVALS:
            call = self.removals.get(folded(subject))
            return call if call and call.action == action else None
        known: dict[str, Call | None] = {
            Action.CREATE: self.create,
            Action.RENAME: self.rename,
            Action.DELETE: self.delete,
        }
        return known.get(action)

    @property
    def unsettled(self) -> Call | None:
        """The call whose effect is not known, if there is one."""
        return next((call for call in self.calls if call.open), None)

    @property
    def unfinished(self) -> Call | None:
        """The call that somebody has to settle or to follow: an open one first."""
        return self.unsettled or next((call for call in self.calls if call.running), None)

    @property
    def state(self) -> str:
        """How far it is, in a word or two: of its call in question, or of its drill."""
        if call := self.unsettled:
            return f"{call.action} {Sending.UNKNOWN.value}"
        if call := self.unfinished:
            return f"{call.action} {call.job_status or call.sending.value}"
        if self.gone:
            return "deleted"
        if self.drill_status:
            return self.drill_status
        return self.calls[-1].sending.value if self.calls else "opened"

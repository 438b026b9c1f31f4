"""A call that changes the cloud, as a record tells of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from drilltui.domain.job import ENDED
from drilltui.domain.record import REMOVALS, Action
from drilltui.domain.sending import DONE_BY_CLOUD, OPEN, Sending


@dataclass(frozen=True, slots=True)
class Call:
    """A call that changes the cloud: what was meant, and what came of it.

    What was meant: `name` is the drill's name that it gives, `was` what was there before (a
    rename's old name, the drill's status before a delete), `vpc_id` the chosen drill VPC, or the
    drill's own for a delete, `drills_before` the ids of the group's drills just before and
    `count_before` how many the group counted, `vpcs_before` the ids of all VPCs of the project
    (each None when nobody had looked), `skew` how many seconds the cloud's clock was ahead (None:
    not measured), `subject` the id of what a removal removes.

    What came of it: `candidates` are drills among which a person has to choose, `by` is who has
    settled it, empty where that was proven. `job_begin` and `job_end` are the job's own times by
    the cloud's clock, `servers` is how many it makes or deletes (0: not told). `concluded` is True
    when what it left has been read.
    """

    action: str
    sending: Sending
    at: datetime
    fingerprint: str = ""
    job_id: str = ""
    job_status: str = ""
    code: str = ""
    message: str = ""
    request_id: str = ""
    name: str = ""
    was: str = ""
    vpc_id: str = ""
    server_ids: tuple[str, ...] = ()
    drills_before: tuple[str, ...] | None = None
    count_before: int | None = None
    vpcs_before: tuple[str, ...] | None = None
    skew: float | None = None
    candidates: tuple[str, ...] = ()
    by: str = ""
    job_begin: datetime | None = None
    job_end: datetime | None = None
    servers: int = 0
    concluded: bool = False
    subject: str = ""

    @property
    def open(self) -> bool:
        """True while nobody can say whether the cloud did it: no second call before it is known."""
        return self.sending in OPEN

    @property
    def for_a_person(self) -> bool:
        """True when several drills may be what it made, and a person has to say which."""
        return self.sending is Sending.AMBIGUOUS

    @property
    def running(self) -> bool:
        """True from its acceptance until what it left has been read; a rename leaves nothing."""
        return (
            self.sending in DONE_BY_CLOUD
            and not self.concluded
            and self.action in (Action.CREATE, Action.DELETE)
        )

    @property
    def going(self) -> bool:
        """True while the cloud may still be at it; what it left is read after that."""
        return self.running and self.job_status not in ENDED


def removed_by(call: Call) -> str:
    """Return the id of what a removal removes; empty for every other call."""
    return call.subject if call.action in REMOVALS else ""

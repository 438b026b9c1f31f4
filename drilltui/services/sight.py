"""What is known of a watched job, and when it was seen: a snapshot that screens draw."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from drilltui.domain.drill import Drill
from drilltui.domain.job import INIT, Job
from drilltui.domain.network import Subnet, Vpc
from drilltui.domain.server import Server


@dataclass(frozen=True, slots=True)
class Target:
    """A job to be followed, and for what.

    `action` is ``create`` or ``delete``; `names` maps ids of protected instances and VPCs to their
    names, for sub-jobs that tell ids only. `begun` is when the call was accepted.
    """

    job_id: str
    action: str
    record_id: str
    group_id: str
    drill_name: str
    begun_at: datetime
    begun: float
    request_id: str = ""
    drill_id: str = ""
    vpc_id: str = ""
    server_ids: tuple[str, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Change:
    """Something the cloud told differently than before. `subject` is "job" or the sub-job's own."""

    at: datetime
    subject: str
    status: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class DrillDetail:
    """A drill with its servers as ECS knows them, in the order of the drill's own list."""

    drill: Drill
    servers: tuple[Server, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReadBack:
    """What was there when everything should be gone.

    `gone` is True when the service said that there is no such drill. `vpc` and `subnets` stayed;
    `servers` are drill servers that still answered. `doubts` are looks that failed, in words.
    """

    gone: bool
    vpc: Vpc | None = None
    subnets: tuple[Subnet, ...] = ()
    servers: tuple[Server, ...] = ()
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sight:
    """The last look at a job. Times called `begun`, `seen`, `next_look` are monotonic seconds.

    A look that failed changes `failures`, `failure` and `next_look` only: the job's state stays as
    it was seen, and its age tells how old that is. `ended_at` is when its status was first seen to
    be final. What the job left is read after that: `settled` is True when it was, or when the cloud
    lastingly refuses to show it (then `failure` says so). `result` is None when there is no drill.
    """

    target: Target
    next_look: float
    job: Job | None = None
    seen: float | None = None
    failures: int = 0
    failure: str = ""
    changes: tuple[Change, ...] = ()
    ended_at: float | None = None
    result: DrillDetail | ReadBack | None = None
    settled: bool = False

    @property
    def status(self) -> str:
        """The job's status in the service's word; "accepted" before the first look."""
        return self.job.status if self.job else "accepted"

    @property
    def ended(self) -> bool:
        """True when the job will not change any more."""
        return self.ended_at is not None

    def elapsed(self, now: float) -> float:
        """Return the seconds from the start to `now` or to the end."""
        return (self.ended_at if self.ended_at is not None else now) - self.target.begun


def label(job: Job, names: Mapping[str, str]) -> str:
    """Return what a sub-job works on, in words: its subject's name, else its type."""
    name = names.get(job.subject, "")
    return name or job.type or job.id


def differences(
    before: Job | None, after: Job, names: Mapping[str, str], at: datetime
) -> tuple[Change, ...]:
    """Return what `after` tells that `before` did not, sub-jobs first."""
    # A sub-job that has not begun yet is no news; that there is one stands among the steps.
    known = {sub.id: INIT for sub in after.sub_jobs}
    known |= {sub.id: sub.status for sub in before.sub_jobs} if before else {}
    found = [
        Change(at, label(sub, names), sub.status, sub.error_code)
        for sub in after.sub_jobs
        if known[sub.id] != sub.status
    ]
    if before is None or before.status != after.status:
        found.append(Change(at, "job", after.status, after.error_code))
    return tuple(found)

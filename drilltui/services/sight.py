"""What is known of a watched job, and when it was seen: a snapshot that screens draw."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from drilltui.domain.cloud_id import folded
from drilltui.domain.drill import AVAILABLE, GONE, Drill
from drilltui.domain.forecast import Forecast
from drilltui.domain.job import INIT, SUCCESS, Job
from drilltui.domain.json_value import JsonValue
from drilltui.domain.language import tr
from drilltui.domain.leftover import Leftover, record_of_leftover
from drilltui.domain.record import REMOVALS, Action
from drilltui.domain.sending import Sending
from drilltui.domain.server import Server
from drilltui.domain.settlement import Settlement, effort_needed


def key_of(record_id: str, action: str, subject: str = "") -> str:
    """Return the key by which a recorded call is followed; `subject` is what a removal removes."""
    return "/".join(filter(None, (record_id, action, folded(subject))))


@dataclass(frozen=True, slots=True)
class Target:
    """A call to be followed, and for what.

    It is seen by its job; by its drill, where `job_id` is empty because the job was lost for good;
    and while `unsettled` by looking for what it may have done. `record_id` is empty for a job that
    was begun elsewhere.

    `action` is one of `domain.record.Action`, and `subject` the id of what a removal removes;
    `names` maps ids of protected instances and VPCs to their names, for sub-jobs that tell ids
    only. `begun` is when the call was accepted, or meant, in monotonic seconds.
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
    unsettled: bool = False
    subject: str = ""

    @property
    def key(self) -> str:
        """What tells it from others, whatever is learnt of it.

        A record has one call of a kind, and one removal of each thing.
        """
        if self.record_id:
            return key_of(self.record_id, self.action, self.subject)
        return self.job_id or self.drill_id

    @property
    def about(self) -> dict[str, JsonValue]:
        """Which call of its record an event is about."""
        told: dict[str, JsonValue] = {"action": self.action}
        return told | {"subject": self.subject} if self.subject else told

    @property
    def purpose(self) -> str:
        """What its record is taken for while it is followed."""
        return " ".join(filter(None, ("follow", self.action, folded(self.subject))))


@dataclass(frozen=True, slots=True)
class Change:
    """Something the cloud told differently than before. `subject` is "job" or the sub-job's own.

    With "this host" for a subject it is no news of the call: time was lost while nobody looked.
    """

    at: datetime
    subject: str
    status: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class DrillDetail:
    """A drill with its servers as ECS knows them, in the order of the drill's own list.

    `twins` are other drills of the same name that came at the same time, which nobody asked for: a
    proxy on the way may have delivered the request twice.
    """

    drill: Drill
    servers: tuple[Server, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    twins: tuple[Drill, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadBack:
    """What was there when everything should be gone.

    `gone` is True when the service said that there is no such drill; `status` is the drill's own
    where it still has one. `leftovers` is what stayed; `doubts` are looks that failed, in words.
    """

    gone: bool
    leftovers: tuple[Leftover, ...] = ()
    doubts: tuple[str, ...] = ()
    status: str = ""


def record_of(found: ReadBack) -> dict[str, JsonValue]:
    """Return what a record keeps of a read-back."""
    return {
        "gone": found.gone,
        "status": found.status or GONE,
        "leftovers": [record_of_leftover(one) for one in found.leftovers],
        "doubts": list(found.doubts),
    }


@dataclass(frozen=True, slots=True)
class Search:
    """How far looking an unsettled call up has come.

    `begun` is when the first look was answered, in monotonic seconds, and `looks` how many were.
    """

    begun: float
    looks: int
    settlement: Settlement

    def still(self, action: str, now: float) -> float:
        """Return the seconds of looking after which there would be enough to say "absent"."""
        return max(0.0, effort_needed(action).seconds - (now - self.begun))


@dataclass(frozen=True, slots=True)
class Seen:
    """What one look showed; `target` with what is known of it now.

    `job` or `drill` is what it was seen by, `search` how a look-up stands. `elsewhere` is the state
    in the record's words when another drilltui follows it, and this one reads along. `over` says
    that there will be no more news. `usual` is how long such a job takes, None for unsure.
    """

    target: Target
    job: Job | None = None
    drill: Drill | None = None
    search: Search | None = None
    elsewhere: str = ""
    over: bool = False
    usual: Forecast | None = None


@dataclass(frozen=True, slots=True)
class Sight:
    """The last look at a call. Times called `begun`, `seen`, `next_look` are monotonic seconds.

    A look that failed changes `failures`, `failure` and `next_look` only: the job's state stays as
    it was seen, and its age tells how old that is. `ended_at` is when its status was first seen to
    be final, or when it ended by the cloud's own times if that was much earlier. What the job left
    is read after that: `settled` is True when it was, or when the cloud lastingly refuses to show
    it (then `failure` says so). `result` is None when there is no drill. `changes` are the latest
    ones, those of this host's clocks included. `made` is True when a record here says that a
    create's drill was there, whatever became of it since. `drill`, `search`, `elsewhere` and
    `usual` are as in `Seen`. `shut` says that the last look failed for a refused sign-in: none
    succeeds before a person tries again.
    """

    target: Target
    next_look: float
    job: Job | None = None
    drill: Drill | None = None
    search: Search | None = None
    elsewhere: str = ""
    seen: float | None = None
    failures: int = 0
    failure: str = ""
    changes: tuple[Change, ...] = ()
    ended_at: float | None = None
    result: DrillDetail | ReadBack | None = None
    settled: bool = False
    made: bool = False
    shut: bool = False
    usual: Forecast | None = None

    @property
    def status(self) -> str:
        """Its status: the job's or the drill's in the service's word, else ours for the call.

        "accepted" before the first look, "unknown" while it is looked up, "gone" when there is no
        drill (any more) to follow it by.
        """
        if self.job is not None:
            return self.job.status
        if self.drill is not None:
            return self.drill.status
        if self.elsewhere:
            return self.elsewhere
        if self._is_gone:
            return GONE
        if self.search is not None and self.target.unsettled:
            return str(self.search.settlement.sending.value)
        sending = Sending.UNKNOWN if self.target.unsettled else self._taken
        return str(sending.value)

    @property
    def succeeded(self) -> bool:
        """Whether the cloud did what was asked, as far as can be seen by now."""
        if self.target.action == Action.DELETE and self.settled:
            return isinstance(self.result, ReadBack) and self.result.gone
        if self.job is not None:
            return self.job.status == SUCCESS
        if self.target.action == Action.RENAME or self.target.action in REMOVALS:
            return self.ended and not self.target.unsettled
        if self.target.action == Action.DELETE:
            return False
        drill = self.result.drill if isinstance(self.result, DrillDetail) else self.drill
        return drill is not None and drill.status == AVAILABLE

    @property
    def _taken(self) -> Sending:
        """How the cloud has taken a call that is settled, for all this run has seen."""
        return Sending.ACCEPTED if self.search is None else self.search.settlement.sending

    @property
    def _is_gone(self) -> bool:
        """Whether an ended call that no job tells of has left no drill."""
        followed = self.target.action != Action.RENAME and not self.target.unsettled
        return followed and self.ended and not isinstance(self.result, DrillDetail)

    @property
    def unsettled(self) -> bool:
        """Whether nobody knows yet what came of the call: it is looked up, or a person decides."""
        if not self.target.unsettled:
            return False
        if not self.ended:
            return True
        found = self.search.settlement.sending if self.search and not self.elsewhere else None
        return found is Sending.AMBIGUOUS

    @property
    def ended(self) -> bool:
        """True when there will be no more news of the call itself."""
        return self.ended_at is not None

    def is_slow(self, now: float) -> bool:
        """Whether it is under way for longer than any like it: only where enough are known."""
        if self.usual is None or self.ended:
            return False
        return self.usual.slower(self.elapsed(now))

    def elapsed(self, now: float) -> float:
        """Return the seconds from the start to `now` or to the end."""
        return (self.ended_at if self.ended_at is not None else now) - self.target.begun


def label(job: Job, names: Mapping[str, str]) -> str:
    """Return what a sub-job works on, in words: its subject's name, else its type."""
    name = names.get(job.subject, "")
    return name or job.type or job.id


def differences(before: Sight, after: Seen, at: datetime) -> tuple[Change, ...]:
    """Return what a look showed that the sight `before` did not have, sub-jobs first."""
    if after.job is not None:
        return _job_differences(before.job, after.job, after.target.names, at)
    if after.drill is not None:
        if before.drill is not None and before.drill.status == after.drill.status:
            return ()
        return (Change(at, tr("drill"), after.drill.status),)
    if after.search is not None:
        return _search_differences(before.search, after.search, at)
    return ()


def _job_differences(
    before: Job | None, after: Job, names: Mapping[str, str], at: datetime
) -> tuple[Change, ...]:
    # A sub-job that has not begun yet is no news; that there is one stands among the steps.
    known = {sub.id: INIT for sub in after.sub_jobs}
    known |= {sub.id: sub.status for sub in before.sub_jobs} if before else {}
    found = [
        Change(at, label(sub, names), sub.status, sub.error_code)
        for sub in after.sub_jobs
        if known[sub.id] != sub.status
    ]
    if before is None or before.status != after.status:
        found.append(Change(at, tr("job"), after.status, after.error_code))
    return tuple(found)


def _search_differences(before: Search | None, after: Search, at: datetime) -> tuple[Change, ...]:
    now = after.settlement
    if before is not None and before.settlement == now:
        return ()
    return (Change(at, tr("look-up"), now.sending.value, now.why),)

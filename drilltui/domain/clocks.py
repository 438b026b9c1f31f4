"""The two clocks of an exercise: until its servers are up, and until its service is verified. Pure.

Both begin with the intention, before one byte is sent. Nothing is subtracted: a hold stands beside
the time that it is part of. What the cloud's clock told is moved onto this host's by the skew that
was measured just before the call, and counts only where it then fits what this host saw.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from drilltui.domain.call import Call
from drilltui.domain.drill import ERROR, GONE
from drilltui.domain.exercise import Exercise
from drilltui.domain.job import FAIL, SUCCESS
from drilltui.domain.said import Hold
from drilltui.domain.sending import DONE_BY_CLOUD


class ClockState(StrEnum):
    """How a clock stands."""

    NOT_BEGUN = "not begun"
    RUNNING = "running"
    STOPPED = "stopped"
    NEVER = "never"
    """It will not be reached any more."""


class StoppedBy(StrEnum):
    """What tells when a clock has stopped."""

    JOB = "the end of the cloud's job"
    SEEN = "this host saw it"
    PERSON = "a person's word"


class Never(StrEnum):
    """Why a clock will never stop at what it waits for."""

    NOT_MADE = "the create was not carried out"
    FAILED = "the drill failed"
    DELETED = "deleted before"
    CLOSED = "closed before"


class Met(StrEnum):
    """Whether a target is met."""

    YES = "yes"
    NO = "no"
    OPEN = "open"


class TargetOrigin(StrEnum):
    """Who has set a target."""

    BRIEF = "brief"
    PROFILE = "profile"


@dataclass(frozen=True, slots=True)
class Target:
    """How soon: in `minutes` from the intention on. `source` is the paper that says so, if told."""

    minutes: int
    origin: TargetOrigin
    source: str = ""

    @property
    def seconds(self) -> float:
        """The same in seconds."""
        return self.minutes * 60.0


@dataclass(frozen=True, slots=True)
class RecoveryClock:
    """One clock. `until` is when it stopped, or when it was clear that it never would, if known."""

    state: ClockState = ClockState.NOT_BEGUN
    since: datetime | None = None
    until: datetime | None = None
    stopped_by: StoppedBy | None = None
    never: Never | None = None
    target: Target | None = None

    def lasted(self, now: datetime) -> float | None:
        """Return its seconds, so far while it runs; None where there is nothing to measure."""
        end = now if self.state is ClockState.RUNNING else self.until
        if self.since is None or end is None:
            return None
        return max(0.0, (end - self.since).total_seconds())

    def met(self, now: datetime) -> Met | None:
        """Return whether its target is met; None without one. Too late is so while it runs yet."""
        if self.target is None:
            return None
        if self.state is ClockState.NEVER:
            return Met.NO
        seconds = self.lasted(now)
        if seconds is not None and seconds > self.target.seconds:
            return Met.NO
        return Met.YES if self.state is ClockState.STOPPED else Met.OPEN

    def shared(self, hold: Hold, now: datetime) -> float:
        """Return the seconds of it that lie within `hold`."""
        end = now if self.state is ClockState.RUNNING else self.until
        if self.since is None or end is None:
            return 0.0
        both = min(hold.until or now, end) - max(hold.since, self.since)
        return max(0.0, both.total_seconds())


@dataclass(frozen=True, slots=True)
class Clocks:
    """Both clocks. `since` is the first intention of the create that counts, by this host's clock.

    `sent_at` is when that create was meant itself: later than `since`, where an earlier one had
    proved absent and it was sent again (`sent_again`). `data_point` is the newest data that was
    seen, in the words of whoever saw it: no sum is done with it and `rpo_minutes`. `taken_back`
    says that the service was said to work, and after that not to work any more.
    """

    servers: RecoveryClock
    service: RecoveryClock
    since: datetime | None = None
    sent_at: datetime | None = None
    holds: tuple[Hold, ...] = ()
    rpo_minutes: int | None = None
    data_point: str = ""
    taken_back: bool = False

    @property
    def target(self) -> Target | None:
        """The target of both, None without one."""
        return self.servers.target

    @property
    def sent_again(self) -> bool:
        """Whether they began with a create that proved absent and was sent again."""
        return self.since is not None and self.since != self.sent_at

    @property
    def running(self) -> bool:
        """Whether one of them runs."""
        return ClockState.RUNNING in (self.servers.state, self.service.state)

    def held_service(self, now: datetime) -> float:
        """Return how many seconds of the second clock were on hold."""
        return sum(self.service.shared(hold, now) for hold in self.holds)


def clocks(exercise: Exercise, rto_minutes: int | None = None) -> Clocks:
    """Return the clocks of `exercise`; `rto_minutes` is what its profile says, if it says any.

    What its brief says counts before that. A drill that was made elsewhere has no intention in its
    record: neither clock begins.
    """
    target = _target(exercise, rto_minutes)
    said = exercise.said
    servers = _servers(exercise, target)
    points = [word.data_point for word in said.services if word.data_point]
    return Clocks(
        servers,
        _service(exercise, servers, target),
        exercise.begun_at,
        exercise.create.at if exercise.create else None,
        said.holds,
        said.brief.rpo_minutes or None,
        points[-1] if points else "",
        said.service_at is not None and not said.services[-1].passed,
    )


def _target(exercise: Exercise, rto_minutes: int | None) -> Target | None:
    brief = exercise.said.brief
    if brief.rto_minutes:
        return Target(brief.rto_minutes, TargetOrigin.BRIEF, brief.target_source)
    return Target(rto_minutes, TargetOrigin.PROFILE) if rto_minutes else None


def _servers(exercise: Exercise, target: Target | None) -> RecoveryClock:
    create, since = exercise.create, exercise.begun_at
    if create is None or since is None:
        return RecoveryClock(target=target)
    if exercise.was_made:
        until, by = _up(exercise, create)
        return RecoveryClock(ClockState.STOPPED, since, until, by, target=target)
    if not create.open and create.sending not in DONE_BY_CLOUD:
        return _never(since, Never.NOT_MADE, None, target)
    if create.job_status == FAIL or exercise.drill_status in (ERROR, GONE) or create.concluded:
        return _never(since, Never.FAILED, _on_host(create), target)
    if exercise.closed:
        return _never(since, Never.CLOSED, None, target)
    return RecoveryClock(ClockState.RUNNING, since, target=target)


def _service(exercise: Exercise, servers: RecoveryClock, target: Target | None) -> RecoveryClock:
    since = servers.since
    if since is None:
        return RecoveryClock(target=target)
    words = exercise.said.services
    at = next((word.at for word in words if word.passed and word.at >= since), None)
    if at is not None:
        return RecoveryClock(ClockState.STOPPED, since, at, StoppedBy.PERSON, target=target)
    if servers.never:
        return _never(since, servers.never, servers.until, target)
    delete = exercise.delete
    if exercise.gone or exercise.drill_status == GONE or (delete and delete.running):
        return _never(since, Never.DELETED, delete.at if delete else None, target)
    if exercise.closed:
        return _never(since, Never.CLOSED, None, target)
    return RecoveryClock(ClockState.RUNNING, since, target=target)


def _never(
    since: datetime, why: Never, until: datetime | None, target: Target | None
) -> RecoveryClock:
    return RecoveryClock(ClockState.NEVER, since, until, never=why, target=target)


def _up(exercise: Exercise, create: Call) -> tuple[datetime | None, StoppedBy]:
    """Return when the servers were up: by the job's own end, if that lies before they were seen."""
    at_delete = exercise.delete.at if exercise.delete else None
    seen = exercise.up_at or at_delete or exercise.read_back_at
    told = _on_host(create) if create.job_status == SUCCESS else None
    if told and (seen is None or told <= seen):
        return told, StoppedBy.JOB
    return seen, StoppedBy.SEEN


def _on_host(create: Call) -> datetime | None:
    """Return the end of its job by this host's clock; None where that cannot be known.

    An end before the call proves that one of the clocks was set since the skew was measured.
    """
    if create.job_end is None or create.skew is None:
        return None
    seconds = (create.job_end - create.at).total_seconds() - create.skew
    try:
        return create.at + timedelta(seconds=seconds) if seconds >= 0 else None
    except OverflowError:  # a skew or a time that somebody made up: beyond every calendar
        return None

"""What a look, a look that failed and a sleep of the machine make of a sight. Pure."""

from __future__ import annotations

from dataclasses import replace

from drilltui.domain.clock_jump import ClockJump, notice
from drilltui.domain.cloud_id import same_id
from drilltui.domain.errors import (
    DrilltuiError,
    JournalError,
    NotSignedIn,
    Refused,
    SignInRefused,
    Unreachable,
    Unreadable,
)
from drilltui.domain.language import marked
from drilltui.services.sight import Change, Seen, Sight, Target

CHANGES_KEPT = 200
"""Changes of one call that are kept in memory, the latest ones; the record has them all."""

THIS_HOST = marked("this host")
"""The subject of changes that are not the cloud's."""


def learnt(before: Sight, seen: Seen, changes: tuple[Change, ...], now: float) -> Sight:
    """Return what is known after a look that showed `changes`."""
    return replace(
        before,
        target=seen.target,
        job=seen.job,
        drill=seen.drill,
        search=seen.search or before.search,
        elsewhere=seen.elsewhere,
        usual=seen.usual,
        seen=now,
        failures=0,
        failure="",
        shut=False,
        changes=_latest(before, *changes),
        ended_at=_end(seen, now) if seen.over else None,
    )


def missed(before: Sight, error: DrilltuiError, next_look: float) -> Sight:
    """Return what is known after a look that failed: as much as before, and why it is old."""
    return replace(
        before,
        failures=before.failures + 1,
        failure=str(error),
        next_look=next_look,
        shut=isinstance(error, NotSignedIn | SignInRefused),
    )


def slept(before: Sight, jump: ClockJump, told: Change) -> Sight:
    """Return the sight of a running call after `jump`, with what is told of it.

    The time that was slept counts as elapsed; the cloud's own times will say if that is wrong.
    """
    begun = before.target.begun - max(0.0, jump.seconds)
    return replace(
        before,
        target=replace(before.target, begun=begun),
        changes=_latest(before, told),
    )


def since_asked(asked: Sight, before: Sight, seen: Seen) -> Seen:
    """Return `seen`, the answer to a look at `asked`, for the sight that there is `before` it now.

    A sleep meanwhile has made the call older, unless the cloud's own times say how old it is.
    """
    if seen.target.begun != asked.target.begun:
        return seen
    return replace(seen, target=replace(seen.target, begun=before.target.begun))


def is_other(target: Target, known: Target) -> bool:
    """Whether `target` is to be followed although `known`, of the same key, has ended.

    It is another call then, or the same after a person has settled it.
    """
    if known.unsettled and not target.unsettled:
        return True
    same_job = same_id(target.job_id, known.job_id)
    return not same_job and target.begun_at != known.begun_at


def may_pass(error: DrilltuiError) -> bool:
    """True when the same call may succeed later: nothing to do with what was asked for.

    A full disk may be made room on; of what the service or its gateway answers, only its own
    trouble (500 and above) and "too many calls" (429) pass.
    """
    if isinstance(error, Refused):
        return error.status >= 500 or error.status == 429
    return isinstance(error, Unreachable | Unreadable | JournalError)


def _latest(sight: Sight, *changes: Change) -> tuple[Change, ...]:
    return (*sight.changes, *changes)[-CHANGES_KEPT:]


def _end(seen: Seen, now: float) -> float:
    """Return when a call ended: now, or by the cloud's own times when it was seen much later."""
    job = seen.job
    if job is None or job.begin is None or job.end is None:
        return now
    told = seen.target.begun + (job.end - job.begin).total_seconds()
    return told if seen.target.begun <= told < now - notice() else now

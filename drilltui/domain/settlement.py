"""Settling an unknown call: what a look at the cloud proves of it. Pure.

A drill that fits is ours; none that fits means absent, but only after looking for a while; whatever
else there is, a person decides. Nothing is guessed: what is missed here would be made twice.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from drilltui.domain.drill import DELETING, ERROR_DELETING, Drill
from drilltui.domain.exercise import Call
from drilltui.domain.job import FailedTask
from drilltui.domain.record import Action
from drilltui.domain.rules import rules
from drilltui.domain.sending import Sending


@dataclass(frozen=True, slots=True)
class Effort:
    """How long and how often one has looked by now: seconds, and looks that were answered."""

    seconds: float
    looks: int


@dataclass(frozen=True, slots=True)
class GroupLook:
    """A look at a group for a drill that may have been made.

    `count` is how many drills the group says it has. `claimed` are ids of drills and jobs that
    belong to other records.
    """

    drills: tuple[Drill, ...]
    count: int
    failed: tuple[FailedTask, ...] = ()
    claimed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Settlement:
    """What is proven: FOUND, ABSENT, AMBIGUOUS, or still UNKNOWN.

    `drill` is the one that was found (None for a deletion that is proven by there being none),
    `job_id` that of a creation that failed. `candidates` are what a person may choose from, `why`
    says in a sentence what was seen.
    """

    sending: Sending
    why: str
    drill: Drill | None = None
    job_id: str = ""
    candidates: tuple[Drill, ...] = ()


def effort_needed(action: str) -> Effort:
    """Return how much looking proves that a call of this kind never arrived."""
    book = rules("settling")
    repeatable = action != Action.CREATE
    return Effort(book["repeatable_seconds" if repeatable else "seconds"], book["looks"])


def next_search(looks: int) -> float:
    """Return the seconds until the next look, after so many."""
    pace: list[float] = rules("settling")["pace"]
    return float(pace[min(max(looks, 1), len(pace)) - 1])


def settle_create(call: Call, look: GroupLook, effort: Effort) -> Settlement:
    """Say what a look at its group proves of a create."""
    new = [drill for drill in look.drills if _is_new(drill, call, look.claimed)]
    named = [drill for drill in new if drill.name == call.name]
    fitting = [drill for drill in named if _fits(drill, call)]
    if len(named) == 1 and fitting:
        return Settlement(Sending.FOUND, f"the group has {_called(fitting[0])}", fitting[0])
    if named:
        return _ambiguous(
            named, f"{len(named)} drills could be it" if fitting else "it may be ours"
        )
    if task := _failed(call, look):
        return Settlement(
            Sending.FOUND, "its creation is among the failed tasks", job_id=task.job_id
        )
    if not _enough(call.action, effort):
        return Settlement(Sending.UNKNOWN, "no drill of this name yet")
    if suspects := [drill for drill in new if _may_have_been_renamed(drill, call)]:
        return _ambiguous(suspects, "made at that time, under another name")
    if _counts_more_than_it_lists(call, look):
        why = f"the group counts {look.count} drills and lists {len(look.drills)}"
        return Settlement(Sending.AMBIGUOUS, why)
    return Settlement(
        Sending.ABSENT, f"no drill of this name among {len(look.drills)} of the group"
    )


def settle_rename(call: Call, drill: Drill | None, effort: Effort) -> Settlement:
    """Say what a look at its drill (None: there is none) proves of a rename."""
    if drill is None:
        return Settlement(Sending.ABSENT, "the drill is gone")
    if drill.name == call.name:
        return Settlement(Sending.FOUND, "the drill has the new name", drill)
    if not _enough(call.action, effort):
        return Settlement(Sending.UNKNOWN, f"the drill is still called {drill.name}")
    return Settlement(Sending.ABSENT, f"the drill is still called {drill.name}")


def settle_delete(call: Call, drill: Drill | None, effort: Effort) -> Settlement:
    """Say what a look at its drill (None: there is none) proves of a delete."""
    if drill is None:
        return Settlement(Sending.FOUND, "the drill is gone")
    failed_since = drill.status == ERROR_DELETING and call.was != ERROR_DELETING
    if drill.status == DELETING or failed_since:
        return Settlement(Sending.FOUND, f"the drill is {drill.status}", drill)
    if not _enough(call.action, effort):
        return Settlement(Sending.UNKNOWN, f"the drill is still {drill.status}")
    return Settlement(Sending.ABSENT, f"the drill is still {drill.status}")


def meant_at(call: Call) -> datetime:
    """Return the earliest moment, by the cloud's clock, at which the call can have arrived."""
    book = rules("settling")
    if call.skew is None:
        return call.at - timedelta(seconds=book["unmeasured"])
    return call.at + timedelta(seconds=call.skew - book["tolerance"])


def _is_new(drill: Drill, call: Call, claimed: Collection[str]) -> bool:
    """Whether a drill may be what the call made: nobody else's, and not there before."""
    return drill.id not in claimed and drill.id not in (call.drills_before or ())


def _fits(drill: Drill, call: Call) -> bool:
    if call.vpc_id and drill.vpc_id and drill.vpc_id.lower() != call.vpc_id.lower():
        return False
    if drill.created_at is None:
        # Who had looked just before knows that it is new all the same.
        return call.drills_before is not None
    return drill.created_at >= meant_at(call)


def _may_have_been_renamed(drill: Drill, call: Call) -> bool:
    if call.drills_before is None or drill.created_at is None:
        return False
    earliest = meant_at(call)
    return earliest <= drill.created_at <= earliest + timedelta(seconds=rules("settling")["window"])


def _failed(call: Call, look: GroupLook) -> FailedTask | None:
    """Return the failed creation of this name, when the service keeps no drill of it."""
    for task in look.failed:
        ours = task.resource_name == call.name and "create" in task.failure_status.lower()
        others = {task.job_id, task.resource_id} & look.claimed
        if ours and task.job_id and not others and task.begin and task.begin >= meant_at(call):
            return task
    return None


def _counts_more_than_it_lists(call: Call, look: GroupLook) -> bool:
    """Whether the group has a drill that it did not have before, and does not show."""
    before = len(call.drills_before or ())
    extra_before = 0 if call.count_before is None else max(0, call.count_before - before)
    return look.count - len(look.drills) > extra_before


def _enough(action: str, effort: Effort) -> bool:
    needed = effort_needed(action)
    return effort.seconds >= needed.seconds and effort.looks >= needed.looks


def _ambiguous(candidates: list[Drill], why: str) -> Settlement:
    return Settlement(Sending.AMBIGUOUS, why, candidates=tuple(candidates))


def _called(drill: Drill) -> str:
    return f"the drill {drill.name} ({drill.status})"

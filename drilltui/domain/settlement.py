"""Settling an unknown call: what a look at the cloud proves of it. Pure.

A drill that fits is ours; none that fits means absent, but only after looking for a while; whatever
else there is, a person decides. Nothing is guessed: what is missed here would be made twice.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from drilltui.domain.calendar import moved
from drilltui.domain.call import Call
from drilltui.domain.cloud_id import folded, folded_all, same_id
from drilltui.domain.drill import DELETING, ERROR_DELETING, Drill
from drilltui.domain.job import FAIL, FailedTask
from drilltui.domain.language import tr
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
    belong to other records, folded. `failed` is None where the service does not show them.
    """

    drills: tuple[Drill, ...]
    count: int
    failed: tuple[FailedTask, ...] | None = ()
    claimed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Settlement:
    """What is proven: FOUND, ABSENT, AMBIGUOUS, or still UNKNOWN.

    `drill` is the one that was found (None for a deletion that is proven by there being none),
    `task` a creation that failed and left none. `candidates` are what a person may choose from,
    `why` says in a sentence what was seen.
    """

    sending: Sending
    why: str
    drill: Drill | None = None
    task: FailedTask | None = None
    candidates: tuple[Drill, ...] = ()


def effort_needed(action: str) -> Effort:
    """Return how much looking proves that a call of this kind never arrived."""
    book = rules("settling")
    repeatable = action != Action.CREATE
    return Effort(book["repeatable_seconds" if repeatable else "seconds"], book["looks"])


def lateness(job_status: str) -> float:
    """Return for how many seconds after its job a drill is waited for that is not shown.

    Nothing is sent again for a creation that failed: all that can be missed is half a drill.
    """
    return float(rules("settling")["failed_seconds" if job_status == FAIL else "seconds"])


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
        return Settlement(Sending.FOUND, _called(fitting[0]), fitting[0])
    if named:
        return _ambiguous(
            named,
            tr("{count} drills could be it", count=len(named)) if fitting else tr("it may be ours"),
        )
    if task := _failed(call, look):
        return Settlement(Sending.FOUND, tr("its creation is among the failed tasks"), task=task)
    if not _enough(call.action, effort):
        return Settlement(Sending.UNKNOWN, tr("no drill of this name yet"))
    if found := suspects(call, look.drills, look.claimed):
        return _ambiguous(found, tr("made at that time, under another name"))
    if any(_may_be_ours(task, call, look.claimed) for task in look.failed or ()):
        return _ambiguous((), tr("a drill of another name failed to be created at that time"))
    if counts_more_than_it_lists(call, look.count, len(look.drills)):
        why = tr(
            "the group counts {count} drills and lists {listed}",
            count=look.count,
            listed=len(look.drills),
        )
        # Count and list are two answers: somebody else's drill may have come between them.
        patient = effort.seconds >= 2 * effort_needed(call.action).seconds
        return Settlement(Sending.AMBIGUOUS if patient else Sending.UNKNOWN, why)
    if look.failed is None:
        why = tr("the group has no such drill, and its failed tasks may not be read")
        return Settlement(Sending.AMBIGUOUS, why)
    return Settlement(Sending.ABSENT, tr("the group has no such drill"))


def settle_rename(call: Call, drill: Drill | None, effort: Effort) -> Settlement:
    """Say what a look at its drill (None: there is none) proves of a rename."""
    if drill is None:
        return Settlement(Sending.ABSENT, tr("the drill is gone"))
    if drill.name == call.name:
        return Settlement(Sending.FOUND, tr("the drill has the new name"), drill)
    if not _enough(call.action, effort):
        return Settlement(Sending.UNKNOWN, tr("the drill is still called {name}", name=drill.name))
    return Settlement(Sending.ABSENT, tr("the drill is still called {name}", name=drill.name))


def settle_delete(call: Call, drill: Drill | None, effort: Effort) -> Settlement:
    """Say what a look at its drill (None: there is none) proves of a delete."""
    if drill is None:
        return Settlement(Sending.FOUND, tr("the drill is gone"))
    failed_since = drill.status == ERROR_DELETING and call.was != ERROR_DELETING
    if drill.status == DELETING or failed_since:
        return Settlement(Sending.FOUND, tr("the drill is {status}", status=drill.status), drill)
    if not _enough(call.action, effort):
        return Settlement(Sending.UNKNOWN, tr("the drill is still {status}", status=drill.status))
    return Settlement(Sending.ABSENT, tr("the drill is still {status}", status=drill.status))


def settle_removal(call: Call, there: bool, effort: Effort) -> Settlement:
    """Say what a look at what a removal removes (is it `there`?) proves of it.

    Whoever has removed it: what was asked for is done.
    """
    is_subnet = call.action == Action.DELETE_SUBNET
    if not there:
        gone = tr("the subnet is gone") if is_subnet else tr("the VPC is gone")
        return Settlement(Sending.FOUND, gone)
    enough = _enough(call.action, effort)
    stays = tr("the subnet is still there") if is_subnet else tr("the VPC is still there")
    return Settlement(Sending.ABSENT if enough else Sending.UNKNOWN, stays)


def suspects(call: Call, drills: Iterable[Drill], claimed: frozenset[str]) -> tuple[Drill, ...]:
    """Return the new drills of whatever name that were made when the call can have arrived.

    Somebody may have renamed ours before anyone looked. Nobody can say so when nobody had looked
    before the call.
    """
    if call.drills_before is None:
        return ()
    new = (drill for drill in drills if _is_new(drill, call, claimed))
    return tuple(drill for drill in new if _in_window(drill.created_at, call))


def meant_at(call: Call) -> datetime:
    """Return the earliest moment, by the cloud's clock, at which the call can have arrived."""
    return moved(_by_the_cloud(call), -_doubt(call))


def latest_by_the_cloud(call: Call, at: datetime) -> datetime:
    """Return what the cloud's clock can have shown at the latest when this host's said `at`."""
    return moved(at, timedelta(seconds=call.skew or 0.0) + _doubt(call))


def _by_the_cloud(call: Call) -> datetime:
    """Return when the call was meant, by the cloud's clock as far as that was measured."""
    return moved(call.at, timedelta(seconds=call.skew or 0.0))


def _doubt(call: Call) -> timedelta:
    """Return how far the cloud's clock may be from what we take it for."""
    book = rules("settling")
    return timedelta(seconds=book["unmeasured"] if call.skew is None else book["tolerance"])


def _is_new(drill: Drill, call: Call, claimed: frozenset[str]) -> bool:
    """Whether a drill may be what the call made: nobody else's, and not there before."""
    return folded(drill.id) not in claimed | folded_all(call.drills_before or ())


def _fits(drill: Drill, call: Call) -> bool:
    if call.vpc_id and drill.vpc_id and not same_id(drill.vpc_id, call.vpc_id):
        return False
    if drill.created_at is None:
        # Who had looked just before knows that it is new all the same.
        return call.drills_before is not None
    return drill.created_at >= meant_at(call)


def _in_window(moment: datetime | None, call: Call) -> bool:
    """Whether something was made when the call can have arrived."""
    if moment is None:
        return False
    window = timedelta(seconds=rules("settling")["window"])
    return meant_at(call) <= moment <= moved(_by_the_cloud(call), _doubt(call) + window)


def _failed(call: Call, look: GroupLook) -> FailedTask | None:
    """Return the failed creation of this name, when the service keeps no drill of it."""
    for task in look.failed or ():
        new = task.begin is not None and task.begin >= meant_at(call)
        if task.resource_name == call.name and new and _is_free_creation(task, look.claimed):
            return task
    return None


def _may_be_ours(task: FailedTask, call: Call, claimed: frozenset[str]) -> bool:
    """Whether a failed creation of another name may be ours, renamed before it failed."""
    its_drill_was_there = folded(task.resource_id) in folded_all(call.drills_before or ())
    free = _is_free_creation(task, claimed) and not its_drill_was_there
    return call.drills_before is not None and free and _in_window(task.begin, call)


def _is_free_creation(task: FailedTask, claimed: frozenset[str]) -> bool:
    others = folded(task.job_id) in claimed or folded(task.resource_id) in claimed
    return _is_creation(task) and not others


def _is_creation(task: FailedTask) -> bool:
    """Whether a drill failed to be created: an instance may have the drill's name.

    Types are spelled in several ways by the service's own samples.
    """
    of_a_drill = "drill" in f"{task.resource_type} {task.job_type}".lower()
    return of_a_drill and "create" in task.failure_status.lower() and bool(task.job_id)


def counts_more_than_it_lists(call: Call, count: int, listed: int) -> bool:
    """Whether the group has a drill that it did not have before, and does not show."""
    before = len(call.drills_before or ())
    extra_before = 0 if call.count_before is None else max(0, call.count_before - before)
    return count - listed > extra_before


def _enough(action: str, effort: Effort) -> bool:
    needed = effort_needed(action)
    return effort.seconds >= needed.seconds and effort.looks >= needed.looks


def _ambiguous(candidates: Iterable[Drill], why: str) -> Settlement:
    return Settlement(Sending.AMBIGUOUS, why, candidates=tuple(candidates))


def _called(drill: Drill) -> str:
    return tr("the group has the drill {name} ({status})", name=drill.name, status=drill.status)

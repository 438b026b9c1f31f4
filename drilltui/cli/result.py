"""How a call to the cloud ended, and the exit status that says so. The only file that decides it.

Tests hold every row. For several records the worst one counts, in the order of `WORST`.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from drilltui.domain.call import Call
from drilltui.domain.errors import Blocked, DrilltuiError, NameInUse, SeenOtherwise, Stopped
from drilltui.domain.exercise import Exercise
from drilltui.domain.job import FAIL, SUCCESS
from drilltui.domain.record import Action
from drilltui.domain.sending import Sending
from drilltui.services.sending import Answer
from drilltui.services.sight import DrillDetail, ReadBack, Sight


class Result(Enum):
    """How a call ended, in a word for programs."""

    DONE = "done"
    ACCEPTED = "accepted"
    FAILED = "failed"
    REFUSED = "refused"
    STOPPED = "stopped"
    CHANGED = "seen otherwise"
    TWINS = "twins"
    NAME_IN_USE = "name in use"
    WRONG_USE = "wrong use"
    UNKNOWN = "unknown"
    UNFINISHED = "unfinished"
    AMBIGUOUS = "ambiguous"
    BLOCKED = "blocked"
    ABSENT = "absent"
    NOT_SENT = "not sent"
    UNREACHED = "not reached"
    FAULT = "fault"


EXITS: dict[Result, int] = {
    Result.DONE: 0,
    Result.ACCEPTED: 0,
    Result.FAILED: 1,
    Result.REFUSED: 1,
    Result.STOPPED: 1,
    Result.CHANGED: 1,
    Result.TWINS: 1,
    Result.NAME_IN_USE: 2,
    Result.WRONG_USE: 2,
    Result.UNKNOWN: 3,
    Result.UNFINISHED: 3,
    Result.AMBIGUOUS: 3,
    Result.BLOCKED: 3,
    Result.ABSENT: 4,
    Result.NOT_SENT: 4,
    Result.UNREACHED: 4,
    Result.FAULT: 5,
}
"""The exit status of each result. A refused sign-in is "refused" too, and ends with 4; an answer
that could not be recorded ends with 5, whatever it was."""

WORST = (5, 3, 1, 4, 2, 0)
"""Exit statuses from the worst on: a disk that keeps no record, then what nobody knows, then what
failed, then what never arrived and can be sent again."""

_BY_ERROR: dict[int, Result] = {
    1: Result.REFUSED,
    2: Result.WRONG_USE,
    3: Result.BLOCKED,
    4: Result.UNREACHED,
    5: Result.FAULT,
}

_BY_SENDING: dict[Sending, Result] = {
    Sending.INTENDED: Result.UNKNOWN,
    Sending.UNKNOWN: Result.UNKNOWN,
    Sending.AMBIGUOUS: Result.AMBIGUOUS,
    Sending.REFUSED: Result.REFUSED,
    Sending.NOT_SENT: Result.NOT_SENT,
    Sending.ABSENT: Result.ABSENT,
}
"""What is known of a call that the cloud has not taken, or of which nobody knows."""


def worst(statuses: Iterable[int]) -> int:
    """Return the exit status that stands for all of `statuses`; 0 for none."""
    return min(statuses, key=WORST.index, default=0)


def of_error(error: DrilltuiError) -> Result:
    """Return the result of a command that ended in `error`, which has its own exit status."""
    if isinstance(error, NameInUse):
        return Result.NAME_IN_USE
    if isinstance(error, Blocked):
        return Result.BLOCKED
    if isinstance(error, Stopped):
        return Result.STOPPED
    if isinstance(error, SeenOtherwise):
        return Result.CHANGED
    return _BY_ERROR[error.exit_code]


def of_answer(answer: Answer, action: str) -> Result:
    """Return the result of a call whose end nobody waits for. A rename has no more to come."""
    if answer.accepted:
        return Result.DONE if action == Action.RENAME else Result.ACCEPTED
    return _BY_SENDING[answer.sending]


def of_call(exercise: Exercise, call: Call) -> Result:
    """Return what a record says of a call."""
    if call.sending in _BY_SENDING:
        return _BY_SENDING[call.sending]
    if call.running:
        return Result.UNFINISHED
    if call.action == Action.CREATE:
        made = exercise.was_made and call.job_status != FAIL
        return Result.DONE if made else Result.FAILED
    if call.action == Action.DELETE:
        return Result.DONE if exercise.gone else Result.FAILED
    return Result.DONE


def of_sight(sight: Sight) -> Result:
    """Return how a call that was followed has ended, or how it stands when nobody waits longer.

    What another drilltui follows is judged by the record: see `of_call`.
    """
    if not sight.settled:
        return Result.UNKNOWN if sight.target.unsettled else Result.UNFINISHED
    if sight.failure:
        return Result.UNFINISHED  # what it left could not be read
    if searched := _searched(sight):
        return searched
    if sight.target.action == Action.DELETE:
        return _deleted(sight)
    if sight.target.action == Action.CREATE:
        return _created(sight)
    return Result.DONE if sight.succeeded else Result.FAILED


def _searched(sight: Sight) -> Result | None:
    """Return what looking the call up has come to, unless it was found and followed."""
    if sight.search is None:
        return None
    sending = sight.search.settlement.sending
    if sending is Sending.AMBIGUOUS and sight.target.unsettled:
        return Result.AMBIGUOUS  # also of a job that has ended
    if sight.job is not None or sight.drill is not None:
        return None
    if sending is Sending.ABSENT and not sight.target.unsettled:
        return Result.FAILED  # it was accepted, its job is lost, and there is no drill
    return _BY_SENDING.get(sending)


def _created(sight: Sight) -> Result:
    detail = sight.result if isinstance(sight.result, DrillDetail) else None
    if detail and detail.twins and sight.succeeded:
        return Result.TWINS
    failed = sight.job is not None and sight.job.status == FAIL
    made = sight.made and not failed
    return Result.DONE if made or (detail and sight.succeeded) else Result.FAILED


def _deleted(sight: Sight) -> Result:
    """Deleted means read back as gone: a success of which nothing can be seen is none yet."""
    if isinstance(sight.result, ReadBack) and sight.result.gone:
        return Result.DONE
    waited_for = sight.job is not None and sight.job.status == SUCCESS
    return Result.UNFINISHED if waited_for else Result.FAILED

"""What came of a command that changes or follows something: the last thing that it prints."""

from __future__ import annotations

from dataclasses import dataclass, replace

from drilltui.cli import result
from drilltui.cli.result import EXITS, Result
from drilltui.domain.call import Call
from drilltui.domain.drill import GONE, Drill
from drilltui.domain.error_book import innermost
from drilltui.domain.errors import (
    Blocked,
    CloudError,
    DrilltuiError,
    NameInUse,
    Refused,
    Stopped,
)
from drilltui.domain.exercise import Exercise
from drilltui.domain.fail_reason import lifted
from drilltui.domain.language import marked, tr
from drilltui.domain.leftover import Leftover, LeftoverKind
from drilltui.domain.record import Action
from drilltui.services.sending import Answer
from drilltui.services.sight import DrillDetail, ReadBack, Sight


@dataclass(frozen=True, slots=True)
class Outcome:
    """How it ended, and everything that goes on from there needs. Empty texts mean "not known".

    `state` is the last status of the job or the drill, in the service's word, `seconds` how long it
    took, `by` who has settled it where that was not proven. `candidates` are drills among which a
    person has to choose, `twins` drills that nobody asked for, `leftovers` what a delete left.
    `exit` is the exit status.
    """

    action: str
    result: Result
    exit: int
    message: str = ""
    remedy: str = ""
    code: str = ""
    request_id: str = ""
    record_id: str = ""
    job_id: str = ""
    group_id: str = ""
    drill_id: str = ""
    drill: str = ""
    state: str = ""
    by: str = ""
    free: str = ""
    seconds: float | None = None
    candidates: tuple[Drill, ...] = ()
    twins: tuple[Drill, ...] = ()
    leftovers: tuple[str, ...] = ()


def of_error(action: str, error: DrilltuiError) -> Outcome:
    """Return the outcome of a command that ended in `error`."""
    return Outcome(
        action,
        result.of_error(error),
        error.exit_code,
        message=error.what,
        remedy=error.remedy,
        code=error.code if isinstance(error, Refused | Stopped) else "",
        request_id=error.request_id if isinstance(error, CloudError) else "",
        record_id=error.record_id if isinstance(error, Blocked) else "",
        free=error.free if isinstance(error, NameInUse) else "",
    )


def of_answer(
    answer: Answer, action: str, drill: str, group_id: str, drill_id: str = ""
) -> Outcome:
    """Return the outcome of a call whose end nobody waits for."""
    found, error = result.of_answer(answer, action), answer.error
    if answer.unrecorded:
        exit_, message = answer.unrecorded.exit_code, answer.complaint
        remedy = _remedy(Result.UNKNOWN, answer.record_id, action)
    else:
        exit_ = error.exit_code if error and found is Result.REFUSED else EXITS[found]
        message = error.what if error else tr(_ACCEPTED.get(action, ""))
        remedy = _remedy(found, answer.record_id, action) or (answer.advice if error else "")
    told = {key: value for key, value in answer.told.items() if isinstance(value, str)}
    return Outcome(
        action,
        found,
        exit_,
        message=message,
        remedy=remedy,
        code=told.get("code", ""),
        request_id=told.get("request_id", ""),
        record_id=answer.record_id,
        job_id=told.get("job_id", ""),
        group_id=group_id,
        drill_id=told.get("drill_id", "") or drill_id,
        drill=told.get("name", "") or drill,
    )


def of_sight(sight: Sight, now: float) -> Outcome:
    """Return the outcome of a call that this process has followed until it ended, or until `now`
    (monotonic)."""
    target, found = sight.target, result.of_sight(sight)
    search = sight.search.settlement if sight.search else None
    detail = sight.result if isinstance(sight.result, DrillDetail) else None
    job = sight.job
    return Outcome(
        target.action,
        found,
        EXITS[found],
        message=_message(sight, found),
        remedy=_remedy(found, target.record_id, target.action, target.job_id)
        or _advice(found, job.error_code if job else "", job.fail_reason if job else "")
        or _clean_up(found, target.record_id, _leftovers(sight.result)),
        code=job.error_code if job else "",
        request_id=target.request_id,
        record_id=target.record_id,
        job_id=target.job_id,
        group_id=target.group_id or (detail.drill.group_id if detail else ""),
        drill_id=target.drill_id,
        drill=_name(sight, detail),
        state=detail.drill.status if detail else sight.status,
        seconds=round(sight.elapsed(now), 1),
        candidates=search.candidates if search and found is Result.AMBIGUOUS else (),
        twins=detail.twins if detail else (),
        leftovers=_leftovers(sight.result),
    )


def of_call(exercise: Exercise, call: Call) -> Outcome:
    """Return what a record says of a call: of one that has ended, or that another one follows."""
    found = result.of_call(exercise, call)
    return Outcome(
        call.action,
        found,
        EXITS[found],
        message=tr(_DELETED_SINCE) if _was_deleted(exercise, call, found) else call.message,
        remedy=_remedy(found, exercise.record_id, call.action)
        or _advice(found, call.code, call.message),
        code=call.code,
        request_id=call.request_id,
        record_id=exercise.record_id,
        job_id=call.job_id,
        group_id=exercise.group_id,
        drill_id=exercise.drill_id,
        drill=exercise.name or call.name,
        state=exercise.state,
        by=call.by,
        leftovers=_called(exercise.leftovers) if call.action == Action.DELETE else (),
    )


def of_record(exercise: Exercise) -> Outcome:
    """Return what a record says of the last call in it."""
    call = exercise.unfinished or (exercise.calls[-1] if exercise.calls else None)
    if call is None:
        return Outcome(
            "", Result.DONE, 0, tr("nothing was meant in it"), record_id=exercise.record_id
        )
    return of_call(exercise, call)


def decided(exercise: Exercise) -> Outcome:
    """Return what a record says after a person's decision, which is what was asked for: exit 0."""
    return replace(of_record(exercise), exit=0)


def nothing_left() -> Outcome:
    """Return the outcome of a resume with nothing to do."""
    return Outcome("resume", Result.DONE, 0, tr("nothing is left to settle or to follow"))


_DELETED_SINCE = marked("made, and deleted since")

_ACCEPTED: dict[str, str] = {
    Action.CREATE: marked("the cloud makes it now"),
    Action.DELETE: marked("the cloud deletes it now"),
}


def _name(sight: Sight, detail: DrillDetail | None) -> str:
    if detail:
        return detail.drill.name
    found = sight.search.settlement.drill if sight.search else None
    return found.name if found else sight.target.drill_name


def _message(sight: Sight, found: Result) -> str:
    """Say in a few words what was seen last."""
    if sight.failure:
        return tr("the last look failed: {failure}", failure=sight.failure)
    if isinstance(sight.result, ReadBack):
        return tr("it is gone") if sight.result.gone else tr("the service still shows it")
    if found is Result.TWINS and isinstance(sight.result, DrillDetail):
        others = ", ".join(twin.id for twin in sight.result.twins)
        return tr("another drill of this name, which nobody asked for: {others}", others=others)
    if sight.target.action == Action.CREATE and found is Result.FAILED and sight.succeeded:
        return tr("its job succeeded, and the drill is not there any more")
    if found is Result.AMBIGUOUS and sight.search:
        return sight.search.settlement.why
    if sight.target.action == Action.CREATE and found is Result.DONE and sight.result is None:
        return tr(_DELETED_SINCE)
    if sight.job is not None and sight.job.fail_reason:
        return sight.job.fail_reason
    if found is Result.DONE and isinstance(sight.result, DrillDetail):
        count = len(sight.result.drill.servers)
        return tr("1 server") if count == 1 else tr("{count} servers", count=count)
    if sight.search is not None and (sight.job, sight.drill) == (None, None):
        return sight.search.settlement.why
    return ""


def _was_deleted(exercise: Exercise, call: Call, found: Result) -> bool:
    """Whether a drill that was made is there no more."""
    gone = exercise.gone or exercise.drill_status == GONE
    return gone and call.action == Action.CREATE and found is Result.DONE


def _remedy(found: Result, record_id: str, action: str, job_id: str = "") -> str:
    """Say what goes on from here."""
    match found:
        case Result.UNKNOWN:
            return tr("Settle it: drilltui resume {record}", record=record_id)
        case Result.UNFINISHED | Result.ACCEPTED if record_id:
            return tr("Follow it: drilltui resume {record}", record=record_id)
        case Result.UNFINISHED:
            return tr("Follow it: drilltui watch {job}", job=job_id) if job_id else ""
        case Result.AMBIGUOUS:
            return tr(
                "Settle it: drilltui resume {record} --adopt DRILL, or --absent",
                record=record_id,
            )
        case Result.ABSENT if action == Action.CREATE:
            return tr("Send it again: drilltui start --again {record}", record=record_id)
        case Result.TWINS:
            return tr("Look at both, and delete the one that is too many: drilltui delete ID")
        case _:
            return ""


def _advice(found: Result, code: str, reason: str) -> str:
    """Return what the error book says of what was refused or has failed; empty for nothing.

    An inner service's code says more than that of the job around it.
    """
    if found not in (Result.FAILED, Result.REFUSED):
        return ""
    known = innermost((code, *lifted(reason).codes))
    return known.advice if known else ""


def _clean_up(found: Result, record_id: str, left: tuple[str, ...]) -> str:
    """Say where what stayed after a delete is cleaned up."""
    return (
        tr("Clean it up: drilltui clean {record}", record=record_id)
        if left and found is Result.DONE
        else ""
    )


def _leftovers(found: DrillDetail | ReadBack | None) -> tuple[str, ...]:
    if not isinstance(found, ReadBack):
        return ()
    return _called(found.leftovers)


def _called(leftovers: tuple[Leftover, ...]) -> tuple[str, ...]:
    """Return what stayed besides the drill, of which the message tells."""
    return tuple(
        one.called for one in leftovers if one.counts and one.kind is not LeftoverKind.DRILL
    )

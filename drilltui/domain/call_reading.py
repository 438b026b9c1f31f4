"""Reading what a record says of calls: meant, answered, carried out by a job. Steps of `fold`."""

from __future__ import annotations

from collections.abc import Callable

from drilltui.domain.call import Call
from drilltui.domain.cloud_id import folded, same_id
from drilltui.domain.drill import AVAILABLE
from drilltui.domain.drill_reading import with_resources
from drilltui.domain.event_data import moment, names, number, text, texts
from drilltui.domain.exercise import Exercise
from drilltui.domain.exercise_change import call_changed, changed
from drilltui.domain.job import servers_told
from drilltui.domain.json_value import JsonObject
from drilltui.domain.language import tr
from drilltui.domain.record import REMOVALS, Action, Event, Kind
from drilltui.domain.sending import DONE_BY_CLOUD, Sending


def intended(exercise: Exercise, event: Event) -> Exercise:
    """Take a call that is meant, with what was known before it; nobody has sent it yet."""
    data = event.data
    action, name = text(data, "action"), text(data, "name")
    call = Call(
        action,
        Sending.INTENDED,
        event.at,
        text(data, "fingerprint"),
        name=name,
        was=text(data, "was"),
        vpc_id=text(data, "vpc_id"),
        server_ids=texts(data, "server_ids") or (),
        drills_before=texts(data, "drills_before"),
        count_before=None if (count := number(data, "count_before")) is None else int(count),
        vpcs_before=texts(data, "vpcs_before"),
        skew=number(data, "skew"),
        subject=text(data, "subject"),
        servers=len(texts(data, "server_ids") or ()),
    )
    before = exercise.create
    exercise = changed(_with_call(exercise, call), names=names(data) or exercise.names)
    if action == Action.CREATE:
        again = before is not None and before.sending is Sending.ABSENT
        begun_at = exercise.begun_at if again else event.at
        return changed(exercise, name=name, vpc_id=call.vpc_id, begun_at=begun_at)
    if action == Action.DELETE:
        # What the drill had was read just before: it is told nowhere else once it is gone.
        known = with_resources(exercise, event)
        return changed(
            known,
            made=known.made or call.was == AVAILABLE,
            # A drill that was made elsewhere is known by what was read of it just before.
            drill_vpc_id=known.drill_vpc_id or call.vpc_id,
        )
    return exercise


def answered(sending: Sending) -> Callable[[Exercise, Event], Exercise]:
    """Return the step that takes what came of sending a call."""

    def step(exercise: Exercise, event: Event) -> Exercise:
        call = exercise.call_of(text(event.data, "action"), text(event.data, "subject"))
        if call is None:
            return exercise
        # What its job has told already is newer than the answer to the call.
        later = bool(call.job_status)
        known = call_changed(
            call,
            sending=sending,
            job_id=text(event.data, "job_id") or call.job_id,
            code=call.code if later else text(event.data, "code"),
            message=call.message if later else text(event.data, "message"),
            request_id=text(event.data, "request_id") or call.request_id,
            candidates=texts(event.data, "candidates") or (),
            by=text(event.data, "by"),
        )
        return _named(_with_call(exercise, known), event)

    return step


def _named(exercise: Exercise, event: Event) -> Exercise:
    """Take over what an answer says of the drill itself: its id, or its new name."""
    drill_id = text(event.data, "drill_id") or exercise.drill_id
    renamed = (
        event.kind in (Kind.ACCEPTED, Kind.FOUND) and text(event.data, "action") == Action.RENAME
    )
    name = (text(event.data, "name") if renamed else "") or exercise.name
    if (drill_id, name) == (exercise.drill_id, exercise.name):
        return exercise
    return changed(exercise, drill_id=drill_id, name=name)


def job(exercise: Exercise, event: Event) -> Exercise:
    """Take what the cloud told of a job into the call that started it."""
    call = _call_of_job(exercise, event.data)
    if call is None:
        return exercise
    known = call_changed(
        call,
        job_status=text(event.data, "status") or call.job_status,
        code=text(event.data, "error_code") or call.code,
        message=text(event.data, "fail_reason") or call.message,
        job_begin=moment(event.data, "begin") or call.job_begin,
        job_end=moment(event.data, "end") or call.job_end,
        servers=servers_told(event.data) or call.servers,
    )
    return changed(_named(_with_call(exercise, known), event), last_job=event.data)


def _call_of_job(exercise: Exercise, data: JsonObject) -> Call | None:
    """Return the call that started the job, or None when the record has none.

    A call whose answer is missing in the record (the disk was full) learns its job here: that
    there is one proves that the call was accepted.
    """
    job_id = text(data, "job_id")
    if not job_id:
        return None
    calls = [call for call in (exercise.create, exercise.delete) if call]
    for call in calls:
        if same_id(call.job_id, job_id):
            return call
    for call in calls:
        if call.action == text(data, "action") and call.open and not call.job_id:
            return call_changed(call, sending=Sending.ACCEPTED, job_id=job_id, code="", message="")
    return None


def cut(exercise: Exercise, event: Event) -> Exercise:
    """Take note that the end of the record was lost: a create may have been in it.

    One that is looked up, or that the cloud has taken, is settled all the same. Where there was
    none yet, or one that did not arrive, the next may have been sent: a person has to say.
    """
    create = exercise.create
    if create is None:
        if exercise.drill_id:  # opened for a drill that there was
            return exercise
        create = Call(Action.CREATE, Sending.INTENDED, event.at, name=exercise.name)
    elif create.open or create.sending in DONE_BY_CLOUD:
        return exercise
    lost = tr("the end of this record was lost with a damaged journal")
    return changed(
        exercise,
        create=call_changed(create, sending=Sending.AMBIGUOUS, message=lost, candidates=()),
    )


def _with_call(exercise: Exercise, call: Call) -> Exercise:
    if call.action == Action.CREATE:
        return changed(exercise, create=call)
    if call.action == Action.RENAME:
        return changed(exercise, rename=call)
    if call.action == Action.DELETE:
        return changed(exercise, delete=call)
    if call.action in REMOVALS:
        return changed(exercise, removals={**exercise.removals, folded(call.subject): call})
    return exercise

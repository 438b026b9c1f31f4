"""Reading a record from its beginning: events in, the exercise out.

`fold` is pure and total: any events in any order give an exercise, unknown kinds and odd data are
passed over, so that a newer version's record is still readable.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields
from operator import attrgetter
from typing import Any, TypeAlias

from drilltui.domain.attachment import attachment_of_record
from drilltui.domain.call import Call
from drilltui.domain.checklist import Tick
from drilltui.domain.cloud_id import folded, same_id
from drilltui.domain.drill import AVAILABLE, CREATING, DELETING, GONE
from drilltui.domain.event_data import day, moment, names, number, rows, text, texts
from drilltui.domain.exercise import Exercise
from drilltui.domain.job import ENDED, SUCCESS, servers_told
from drilltui.domain.json_value import JsonObject
from drilltui.domain.language import tr
from drilltui.domain.leftover import Acceptance, Leftover, leftover_of_record
from drilltui.domain.record import REMOVALS, Action, Event, Kind
from drilltui.domain.resource import resource_of_record
from drilltui.domain.said import SAYING, said_since
from drilltui.domain.sending import DONE_BY_CLOUD, Sending
from drilltui.domain.verification import Verification

_Step: TypeAlias = Callable[[Exercise, Event], Exercise]

_values: Callable[[Exercise], tuple[Any, ...]] = attrgetter(*(one.name for one in fields(Exercise)))
_CALL_PLACES = {field.name: place for place, field in enumerate(fields(Call))}
_call_values: Callable[[Call], tuple[Any, ...]] = attrgetter(*_CALL_PLACES)


def fold(events: Iterable[Event], start: Exercise | None = None) -> Exercise:
    """Return what `events` say, continuing from `start` when it is given."""
    exercise = Exercise(*_values(start)) if start else Exercise()
    first, last, count = "", None, 0
    for event in events:
        first = first or event.record_id
        if step := _STEPS.get(event.kind):
            exercise = step(exercise, event)
        if event.kind in SAYING:
            exercise = _changed(exercise, said=said_since(exercise.said, event))
        last, count = event, count + 1
    if last is None:
        return exercise
    return _changed(
        exercise,
        record_id=exercise.record_id or first,
        changed_at=last.at,
        events=exercise.events + count,
    )


def fold_all(events: Iterable[Event]) -> tuple[Exercise, ...]:
    """Return what the events of many records say, the record begun last first."""
    by_record: dict[str, list[Event]] = {}
    for event in events:
        by_record.setdefault(event.record_id, []).append(event)
    return tuple(map(fold, reversed(by_record.values())))


def _changed(exercise: Exercise, **changes: object) -> Exercise:
    """Change the exercise that `fold` is making, and return it.

    Nobody else has it yet. A copy for each of a record's many events would be most of the time
    that reading takes.
    """
    for name, value in changes.items():
        object.__setattr__(exercise, name, value)
    return exercise


def _call(call: Call, **changes: object) -> Call:
    """Return `call` with changes: `dataclasses.replace` in a third of its time."""
    values = [*_call_values(call)]
    for name, value in changes.items():
        values[_CALL_PLACES[name]] = value
    return Call(*values)


def _opened(exercise: Exercise, event: Event) -> Exercise:
    return _changed(
        exercise,
        opened_at=event.at,
        mode=text(event.data, "mode"),
        profile=text(event.data, "profile"),
        region=text(event.data, "region"),
        project_id=text(event.data, "project_id"),
        person=text(event.data, "person"),
        world=text(event.data, "world"),
        group_id=text(event.data, "group_id"),
        group_name=text(event.data, "group_name"),
        # A drill that was made elsewhere is known from the beginning of its record.
        drill_id=text(event.data, "drill_id") or exercise.drill_id,
        name=text(event.data, "drill_name") or exercise.name,
        drill_created_at=moment(event.data, "drill_created_at"),
    )


def _chosen(exercise: Exercise, event: Event) -> Exercise:
    """Take the group that a guided exercise is of, once; its record was opened before that."""
    if exercise.create is not None or exercise.drill_id:
        return exercise
    return _changed(
        exercise,
        group_id=text(event.data, "group_id") or exercise.group_id,
        group_name=text(event.data, "group_name") or exercise.group_name,
    )


def _intended(exercise: Exercise, event: Event) -> Exercise:
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
    exercise = _changed(_with_call(exercise, call), names=names(data) or exercise.names)
    if action == Action.CREATE:
        again = before is not None and before.sending is Sending.ABSENT
        begun_at = exercise.begun_at if again else event.at
        return _changed(exercise, name=name, vpc_id=call.vpc_id, begun_at=begun_at)
    if action == Action.DELETE:
        # What the drill had was read just before: it is told nowhere else once it is gone.
        known = _with_resources(exercise, event)
        return _changed(
            known,
            made=known.made or call.was == AVAILABLE,
            # A drill that was made elsewhere is known by what was read of it just before.
            drill_vpc_id=known.drill_vpc_id or call.vpc_id,
        )
    return exercise


def _answered(sending: Sending) -> _Step:
    def step(exercise: Exercise, event: Event) -> Exercise:
        call = exercise.call_of(text(event.data, "action"), text(event.data, "subject"))
        if call is None:
            return exercise
        # What its job has told already is newer than the answer to the call.
        later = bool(call.job_status)
        known = _call(
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
    return _changed(exercise, drill_id=drill_id, name=name)


def _job(exercise: Exercise, event: Event) -> Exercise:
    call = _call_of_job(exercise, event.data)
    if call is None:
        return exercise
    known = _call(
        call,
        job_status=text(event.data, "status") or call.job_status,
        code=text(event.data, "error_code") or call.code,
        message=text(event.data, "fail_reason") or call.message,
        job_begin=moment(event.data, "begin") or call.job_begin,
        job_end=moment(event.data, "end") or call.job_end,
        servers=servers_told(event.data) or call.servers,
    )
    return _changed(_named(_with_call(exercise, known), event), last_job=event.data)


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
            return _call(call, sending=Sending.ACCEPTED, job_id=job_id, code="", message="")
    return None


def _drill(exercise: Exercise, event: Event) -> Exercise:
    status = text(event.data, "status")
    known = _changed(
        _with_resources(exercise, event),
        drill_id=text(event.data, "drill_id") or exercise.drill_id,
        drill_status=status or exercise.drill_status,
        made=exercise.made or status == AVAILABLE or event.data.get("made") is True,
        up_at=exercise.up_at or (event.at if status == AVAILABLE else None),
        drill_vpc_id=text(event.data, "vpc_id") or exercise.drill_vpc_id,
        name=text(event.data, "name") or exercise.name,
        servers=len(rows(event.data, "servers")) or exercise.servers,
    )
    create = known.create
    if create is None or create.open or status == CREATING:
        return known
    return _changed(
        known,
        create=_call(create, concluded=True),
        drill_seen_at=known.drill_seen_at or (event.at if status not in ("", GONE) else None),
    )


def _read_back(exercise: Exercise, event: Event) -> Exercise:
    leftovers = tuple(
        found for row in rows(event.data, "leftovers") if (found := leftover_of_record(row))
    )
    gone = event.data.get("gone") is True
    doubts = texts(event.data, "doubts") or ()
    if doubts:
        leftovers = (*leftovers, *_unseen(exercise, leftovers))
    known = _changed(
        exercise,
        gone=gone,
        leftovers=leftovers,
        doubts=doubts,
        read_back_at=event.at,
        gone_at=(exercise.gone_at or event.at) if gone else None,
    )
    delete = known.delete
    if delete is None or delete.open or not (gone or _has_failed(delete, event)):
        return known
    return _changed(known, delete=_call(delete, concluded=True))


def _unseen(exercise: Exercise, seen: Iterable[Leftover]) -> Iterator[Leftover]:
    """Yield what was there before and a look with doubts does not show: that proves no absence."""
    keys = {one.key for one in seen}
    for one in exercise.leftovers:
        removal = exercise.removals.get(folded(one.id))
        is_removed = removal is not None and removal.sending in DONE_BY_CLOUD
        if one.key not in keys and not is_removed:
            yield one


def _has_failed(delete: Call, event: Event) -> bool:
    """Whether a delete has ended with the drill still there.

    Where its job says that it succeeded, that is read again: deleted means read back as gone.
    """
    if delete.job_status in ENDED:
        return delete.job_status != SUCCESS
    return text(event.data, "status") not in ("", DELETING)


def _cut(exercise: Exercise, event: Event) -> Exercise:
    """The end of the record was lost with a damaged journal: a create may have been in it.

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
    return _changed(
        exercise, create=_call(create, sending=Sending.AMBIGUOUS, message=lost, candidates=())
    )


def _preflight(exercise: Exercise, event: Event) -> Exercise:
    return _changed(exercise, preflight=event.data)


def _ticked(exercise: Exercise, event: Event) -> Exercise:
    """Take the last word on an item of the checklist; other steps are no business of this one."""
    data = event.data
    key = text(data, "item")
    if not key:
        return exercise
    tick = Tick(
        key,
        data.get("done") is True,
        event.at,
        text(data, "by"),
        text(data, "remark"),
        data.get("by_reading") is True,
        attachment_of_record(data),
    )
    return _changed(exercise, ticks={**exercise.ticks, key: tick})


def _verified(exercise: Exercise, event: Event) -> Exercise:
    data = event.data
    server_id = text(data, "server_id")
    if not server_id:
        return exercise
    verification = Verification(
        server_id,
        data.get("passed") is True,
        event.at,
        text(data, "by"),
        text(data, "how") or "person",
        text(data, "remark"),
        text(data, "instance_id"),
    )
    return _changed(exercise, verified={**exercise.verified, server_id: verification})


def _kept(exercise: Exercise, event: Event) -> Exercise:
    data = event.data
    keys = frozenset((text(row, "kind"), text(row, "id")) for row in rows(data, "items"))
    word = Acceptance(keys, text(data, "by"), text(data, "why"), event.at, day(data, "until"))
    return _changed(exercise, accepted=(*exercise.accepted, word))


def _with_resources(exercise: Exercise, event: Event) -> Exercise:
    """Add what the cloud told that the drill made or used; the newest word on each counts.

    So does the newest word on what could not be read of that.
    """
    told = [resource_of_record(row, event.at) for row in rows(event.data, "resources")]
    doubts = texts(event.data, "resource_doubts")
    if not told and doubts is None:
        return exercise
    known = {one.key: one for one in exercise.resources}
    known |= {one.key: one for one in told if one}
    return _changed(
        exercise,
        resources=tuple(known.values()),
        resource_doubts=exercise.resource_doubts if doubts is None else doubts,
    )


def _closed(exercise: Exercise, event: Event) -> Exercise:
    return _changed(
        exercise,
        outcome=text(event.data, "outcome") or "closed",
        closed_at=event.at,
        closed_by=text(event.data, "by"),
        closed_why=text(event.data, "why"),
    )


def _with_call(exercise: Exercise, call: Call) -> Exercise:
    if call.action == Action.CREATE:
        return _changed(exercise, create=call)
    if call.action == Action.RENAME:
        return _changed(exercise, rename=call)
    if call.action == Action.DELETE:
        return _changed(exercise, delete=call)
    if call.action in REMOVALS:
        return _changed(exercise, removals={**exercise.removals, folded(call.subject): call})
    return exercise


_STEPS: dict[str, _Step] = {
    Kind.OPENED: _opened,
    Kind.CHOSEN: _chosen,
    Kind.PREFLIGHT: _preflight,
    Kind.INTENDED: _intended,
    Kind.ACCEPTED: _answered(Sending.ACCEPTED),
    Kind.REFUSED: _answered(Sending.REFUSED),
    Kind.NOT_SENT: _answered(Sending.NOT_SENT),
    Kind.UNKNOWN: _answered(Sending.UNKNOWN),
    Kind.FOUND: _answered(Sending.FOUND),
    Kind.ABSENT: _answered(Sending.ABSENT),
    Kind.AMBIGUOUS: _answered(Sending.AMBIGUOUS),
    Kind.JOB: _job,
    Kind.DRILL: _drill,
    Kind.READ_BACK: _read_back,
    Kind.STEP: _ticked,
    Kind.VERIFIED: _verified,
    Kind.KEPT: _kept,
    Kind.CUT: _cut,
    Kind.CLOSED: _closed,
}

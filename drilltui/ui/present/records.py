"""Records as rows, as a summary under the list, and as the events that they are made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING, TypeGuard

from drilltui.domain.event_data import text
from drilltui.domain.job import FAIL, SUCCESS
from drilltui.domain.language import tr
from drilltui.domain.record import Kind, broken_at
from drilltui.services.sight import DrillDetail, ReadBack
from drilltui.ui.line import Line, Role, Span, line
from drilltui.ui.present.job_line import progress
from drilltui.ui.present.lookup import now_words
from drilltui.ui.present.states import role_of
from drilltui.ui.present.words import at, on, plural, short_id, zone_name

if TYPE_CHECKING:
    from drilltui.domain.call import Call
    from drilltui.domain.exercise import Exercise
    from drilltui.domain.json_value import JsonObject, JsonValue
    from drilltui.domain.record import Event
    from drilltui.services.sight import Sight

_KIND = 11
_SHORT = 44
"""What fits beside time and kind on a narrow terminal."""


def row(
    exercise: Exercise, sight: Sight | None, now: float, zone: tzinfo | None
) -> tuple[Span, ...]:
    """Return the cells of a record: drill, group, when it was begun, how it stands, who."""
    return (
        Span(called(exercise), Role.STRONG),
        Span(exercise.group_name or short_id(exercise.group_id) or "-"),
        Span(on(exercise.opened_at, zone)[:10], Role.DIM),
        state(exercise, sight, now),
        Span(exercise.person or "-", Role.DIM),
    )


def called(exercise: Exercise) -> str:
    """Return what a record is called: by its drill, or by the runbook that leads to one."""
    runbook = exercise.said.runbook
    if exercise.name or not runbook:
        return exercise.called
    return tr("guide {runbook}", runbook=runbook)


def left_row(
    exercise: Exercise, call: Call, sight: Sight | None, now: float, zone: tzinfo | None
) -> tuple[Span, ...]:
    """Return the cells of what was left unfinished: drill, group, what it was, how it is now."""
    return (
        Span(exercise.called, Role.STRONG),
        Span(exercise.group_name or short_id(exercise.group_id) or "-"),
        Span(f"{_moment(exercise, zone)} {call.action} {_then(call)}"),
        current(sight, now),
    )


def _then(call: Call) -> str:
    return call.job_status or call.sending.value


def _moment(exercise: Exercise, zone: tzinfo | None) -> str:
    """Return when the record was written last: ``09:14``."""
    return at(exercise.changed_at, zone)[:5]


def state(exercise: Exercise, sight: Sight | None, now: float) -> Span:
    """Return how a record stands: what is seen of its unfinished call, else its own words."""
    if exercise.unfinished is not None:
        return current(sight, now) if sight else Span(exercise.state, Role.WARN)
    words = exercise.outcome or exercise.state
    return Span(words, Role.TEXT if words != "available" else Role.OK)


def current(sight: Sight | None, now: float, *, full: bool = False) -> Span:
    """Return how a call is now: in the words of a row, or in `full`."""
    said, role = now_words(sight, now, full=full)
    if said or sight is None:
        return Span(said, role)
    came_of_it = _result(sight)
    return Span(f"{sight.status}{came_of_it or progress(sight)}", role_of(sight.status))


def _result(sight: Sight) -> str:
    result = sight.result
    if isinstance(result, DrillDetail):
        twins = f", {plural(len(result.twins), 'twin')}" if result.twins else ""
        return f", {plural(len(result.drill.servers), 'server')}{twins}"
    if isinstance(result, ReadBack):
        return ", gone" if result.gone else ", still there"
    code = sight.job.error_code if sight.job and sight.job.status == FAIL else ""
    return f" {code}" if code else ""


def summary(
    exercise: Exercise, sight: Sight | None, now: float, zone: tzinfo | None
) -> tuple[Line, ...]:
    """Return the record under the cursor in three lines."""
    group = exercise.group_name or exercise.group_id or "-"
    call = exercise.unfinished
    first = line((called(exercise), Role.STRONG), f"   group {group}")
    if call is None:
        then = f"{exercise.outcome or exercise.state}, {on(exercise.changed_at, zone)}"
        return first, line(("Stands  ", Role.DIM), then), _whose(exercise, zone)
    then = f"{call.action}, {_word(call)} at {_when(exercise.changed_at, zone)}"
    return (
        first,
        line(("Left    ", Role.DIM), then),
        line(("Now     ", Role.DIM), current(sight, now, full=True)),
        _whose(exercise, zone),
    )


def _word(call: Call) -> str:
    return f"job {call.job_status}" if call.job_status else call.sending.value


def _when(moment: datetime | None, zone: tzinfo | None) -> str:
    """Return ``09:14, 23 Nov``."""
    if moment is None:
        return "-"
    local = moment.astimezone(zone)
    return f"{local:%H:%M}, {local.day} {local:%b}"


def _whose(exercise: Exercise, zone: tzinfo | None) -> Line:
    begun = f"begun {on(exercise.opened_at, zone)} by {exercise.person or '-'}"
    return line((f"record {exercise.record_id}   {begun}", Role.DIM))


def title(count: int) -> Line:
    """Return what the screen of the first start says above its list."""
    return line((f"You left {plural(count, 'thing')} unfinished.", Role.STRONG))


def events(found: Sequence[Event], now: datetime, zone: tzinfo | None) -> tuple[Line, ...]:
    """Return a record as text: time, kind and gist of each event, and whether its chain is whole.

    Values are shown as they are; nothing in them is obeyed.
    """
    head = f"{f'TIME ({zone_name(now, zone)})':21}{'EVENT':{_KIND}}WHAT"
    rows: list[Line] = []
    for event in found:
        moment = event.at.astimezone(zone).strftime("%Y-%m-%d %H:%M:%S")
        first, *more = gist(event) or [""]
        if len(first) > _SHORT:  # it is whole in rows of its own
            first, more = "", [first, *more]
        rows.append(line(f"{moment}  ", (f"{event.kind:{_KIND}}", Role.STRONG), first))
        rows += [line(f"    {each}") for each in more]
    return (_chain(found), Line(), line((head, Role.DIM)), *rows)


def _chain(found: Sequence[Event]) -> Line:
    record_id = found[0].record_id if found else "-"
    broken = broken_at(found)
    head = line((f"record {record_id}   ", Role.DIM))
    if broken is None:
        whole = f"hash chain whole: {plural(len(found), 'event')}"
        return line(*head.spans, ("ok    ", Role.OK), whole)
    said = f"hash chain broken at event {broken}: it, or one before it, was changed or is missing"
    return line(*head.spans, ("stop  ", Role.STOP), said)


def gist(event: Event) -> list[str]:
    """Return what an event says, in few lines."""
    data = event.data
    match event.kind:
        case Kind.OPENED:
            where = _joined(data, "profile", "region", "project_id")
            return [f"{_joined(data, 'person')} on {_joined(data, 'host')}, {where}", _group(data)]
        case Kind.PREFLIGHT:
            return [*_listed(data, "findings", "checklist"), *_overridden(data)]
        case Kind.INTENDED:
            called = f"{_joined(data, 'action')} {_joined(data, 'name')}"
            print_ = text(data, "fingerprint")
            sent = [f"{_joined(data, 'method', 'url')}", f"fingerprint {short_id(print_)}"]
            return [called, *sent, *filter(None, (text(data, "why"),))]
        case Kind.JOB:
            return [_job(data), *_reason(data)]
        case Kind.DRILL:
            seen = _joined(data, "name", "status", "drill_id")
            return [seen, *_listed(data, "servers", "twins", "resources", "resource_doubts")]
        case Kind.READ_BACK:
            gone = "gone" if data.get("gone") is True else "still there"
            return [gone, *_listed(data, "leftovers", "doubts")]
        case Kind.STEP if text(data, "item"):
            return [f"{text(data, 'item')} {_done(data)}", *_remark(data)]
        case Kind.VERIFIED:
            passed = "passed" if data.get("passed") is True else "failed"
            return [f"{passed}: {_joined(data, 'server_id')}", text(data, "how"), *_remark(data)]
        case Kind.NOTE:
            return [_joined(data, "text"), f"by {_joined(data, 'by')}"]
        case Kind.CLOSED:
            by = f"by {text(data, 'by')}" if text(data, "by") else ""
            return [_joined(data, "outcome"), *filter(None, (by, text(data, "why")))]
        case _:
            return _told(data)


def _overridden(data: JsonObject) -> list[str]:
    override = data.get("override")
    if not isinstance(override, Mapping):
        return []
    return [f"overridden by {_joined(override, 'by')}: {_joined(override, 'reason')}"]


def _done(data: JsonObject) -> str:
    word = "done" if data.get("done") is True else "not done"
    who = "read from the cloud" if data.get("by_reading") is True else f"by {_joined(data, 'by')}"
    return f"{word}, {who}"


def _remark(data: JsonObject) -> list[str]:
    return [remark] if (remark := text(data, "remark")) else []


def _group(data: JsonObject) -> str:
    return f"group {_joined(data, 'group_name', 'group_status')}"


def _joined(data: JsonObject, *names: str) -> str:
    return " ".join(filter(None, (text(data, name) for name in names))) or "-"


def _job(data: JsonObject) -> str:
    rows = data.get("sub_jobs")
    subs = [one for one in rows if isinstance(one, Mapping)] if _is_list(rows) else []
    done = sum(text(sub, "status") in (SUCCESS, FAIL) for sub in subs)
    steps = f", {done} of {len(subs)} sub-jobs ended" if subs else ""
    return f"{_joined(data, 'action', 'status')}{steps}"


def _reason(data: JsonObject) -> list[str]:
    reason = " ".join(filter(None, (text(data, "error_code"), text(data, "fail_reason"))))
    return [reason] if reason else []


def _listed(data: JsonObject, *names: str) -> list[str]:
    """Return how many there are of what is listed."""
    counts = [(name, data.get(name)) for name in names]
    return [f"{len(found)} {name}" for name, found in counts if _is_list(found) and found]


def _told(data: JsonObject) -> list[str]:
    """Return what an answer, a look-up or an event of a newer version says, name by name."""
    said = [text(data, name) for name in ("action", "code", "message")]
    rest = sorted(data.keys() - {"action", "code", "message"})
    facts = [f"{name} {shown}" for name in rest if (shown := _shown(data[name]))]
    return [" ".join(filter(None, said)), *facts] if any(said) else facts


def _is_list(value: JsonValue) -> TypeGuard[Sequence[JsonValue]]:
    return isinstance(value, list | tuple)


def _shown(value: JsonValue) -> str:
    if _is_list(value):
        return ", ".join(filter(None, map(_shown, value)))
    if value is None or isinstance(value, Mapping | bool):
        return ""
    return str(value)

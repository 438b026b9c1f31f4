"""Records as rows, as a summary under the list, and as the events that they are made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING, TypeGuard

from rich.cells import cell_len

from drilltui.domain.drill import AVAILABLE
from drilltui.domain.event_data import text
from drilltui.domain.job import FAIL, SUCCESS
from drilltui.domain.language import marked, tr
from drilltui.domain.record import Kind, broken_at
from drilltui.domain.said_words import result_words, said_words
from drilltui.services.sight import DrillDetail, ReadBack
from drilltui.ui.line import Line, Role, Span, line
from drilltui.ui.present.fitted import fit, padded
from drilltui.ui.present.job_line import progress
from drilltui.ui.present.lookup import now_words
from drilltui.ui.present.states import role_of
from drilltui.ui.present.words import also, at, on, plural, short_id, zone_name

if TYPE_CHECKING:
    from drilltui.domain.call import Call
    from drilltui.domain.exercise import Exercise
    from drilltui.domain.json_value import JsonObject, JsonValue
    from drilltui.domain.record import Event
from drilltui.services.sight import Sight

_KIND = 11
_SHORT = 44
"""What fits beside time and kind on a narrow terminal, in cells."""

_LISTS = (
    marked("findings"),
    marked("checklist"),
    marked("servers"),
    marked("twins"),
    marked("resources"),
    marked("resource_doubts"),
    marked("leftovers"),
    marked("doubts"),
)
"""What an event lists, by its name in the record."""


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
        Span(f"{_moment(exercise, zone)} {tr(call.action)} {_then(call)}"),
        current(sight, now),
    )


def _then(call: Call) -> str:
    return tr(call.job_status or call.sending.value)


def _moment(exercise: Exercise, zone: tzinfo | None) -> str:
    """Return when the record was written last: ``09:14``."""
    return at(exercise.changed_at, zone)[:5]


def state(exercise: Exercise, sight: Sight | None, now: float) -> Span:
    """Return how a record stands: what is seen of its unfinished call, else its own words."""
    if exercise.unfinished is not None:
        return current(sight, now) if sight else Span(state_words(exercise), Role.WARN)
    is_up = (exercise.outcome or exercise.state) == AVAILABLE
    return Span(_stands(exercise), Role.OK if is_up else Role.TEXT)


def state_words(exercise: Exercise) -> str:
    """Say how far a record is, as its `state` does: its call in question, or its drill."""
    call = exercise.unsettled or exercise.unfinished
    if call is None:
        return tr(exercise.state)
    state = tr("unknown") if exercise.unsettled else _then(call)
    return f"{tr(call.action)} {state}"


def _stands(exercise: Exercise) -> str:
    return tr(exercise.outcome) if exercise.outcome else state_words(exercise)


def current(sight: Sight | None, now: float, *, full: bool = False) -> Span:
    """Return how a call is now: in the words of a row, or in `full`."""
    said, role = now_words(sight, now, full=full)
    if said or sight is None:
        return Span(said, role)
    came_of_it = _result(sight)
    return Span(f"{tr(sight.status)}{came_of_it or progress(sight)}", role_of(sight.status))


def _result(sight: Sight) -> str:
    result = sight.result
    if isinstance(result, DrillDetail):
        servers = _servers(len(result.drill.servers))
        twins = plural(len(result.twins), marked("{count} twin"), marked("{count} twins"))
        return also(servers) + (also(twins) if result.twins else "")
    if isinstance(result, ReadBack):
        return also(tr("gone")) if result.gone else also(tr("still there"))
    code = sight.job.error_code if sight.job and sight.job.status == FAIL else ""
    return f" {code}" if code else ""


def _servers(count: int) -> str:
    return plural(count, marked("{count} server"), marked("{count} servers"))


def summary(
    exercise: Exercise, sight: Sight | None, now: float, zone: tzinfo | None
) -> tuple[Line, ...]:
    """Return the record under the cursor in three lines."""
    group = exercise.group_name or exercise.group_id or "-"
    call = exercise.unfinished
    first = line((called(exercise), Role.STRONG), f"   {tr('group {group}', group=group)}")
    if call is None:
        then = _stands(exercise) + also(on(exercise.closed_at or exercise.changed_at, zone))
        return first, line(_label(tr("Stands")), then), _whose(exercise, zone)
    then = tr(
        "{action}, {state} at {time}",
        action=tr(call.action),
        state=_word(call),
        time=_when(exercise.changed_at, zone),
    )
    return (
        first,
        line(_label(tr("Left")), then),
        line(_label(tr("Now")), current(sight, now, full=True)),
        _whose(exercise, zone),
    )


def _word(call: Call) -> str:
    if call.job_status:
        return tr("job {status}", status=tr(call.job_status))
    return tr(call.sending.value)


def _label(text: str) -> tuple[str, Role]:
    return (fit(text, 8), Role.DIM)


def _when(moment: datetime | None, zone: tzinfo | None) -> str:
    """Return ``09:14, 23 Nov``."""
    if moment is None:
        return "-"
    local = moment.astimezone(zone)
    month = tr(f"{local:%b}")
    return tr("{time}, {day} {month}", time=f"{local:%H:%M}", day=local.day, month=month)


def _whose(exercise: Exercise, zone: tzinfo | None) -> Line:
    begun = tr(
        "begun {time} by {person}",
        time=on(exercise.opened_at, zone),
        person=exercise.person or "-",
    )
    return line((f"{tr('record {id}', id=exercise.record_id)}   {begun}", Role.DIM))


def title(count: int) -> Line:
    """Return what the screen of the first start says above its list."""
    told = plural(
        count,
        marked("You left {count} thing unfinished."),
        marked("You left {count} things unfinished."),
    )
    return line((told, Role.STRONG))


def events(found: Sequence[Event], now: datetime, zone: tzinfo | None) -> tuple[Line, ...]:
    """Return a record as text: time, kind and gist of each event, and whether its chain is whole.

    Values are shown as they are; nothing in them is obeyed.
    """
    time = tr("TIME ({zone})", zone=zone_name(now, zone))
    head = f"{fit(time, 21)}{fit(tr('EVENT'), _KIND)}{tr('WHAT')}"
    rows: list[Line] = []
    for event in found:
        moment = event.at.astimezone(zone).strftime("%Y-%m-%d %H:%M:%S")
        first, *more = gist(event) or [""]
        if cell_len(first) > _SHORT:  # it is whole in rows of its own
            first, more = "", [first, *more]
        rows.append(line(f"{moment}  ", (padded(tr(str(event.kind)), _KIND), Role.STRONG), first))
        rows += [line(f"    {each}") for each in more]
    return (_chain(found), Line(), line((head, Role.DIM)), *rows)


def _chain(found: Sequence[Event]) -> Line:
    record_id = found[0].record_id if found else "-"
    broken = broken_at(found)
    head = line((f"{tr('record {id}', id=record_id)}   ", Role.DIM))
    if broken is None:
        whole = plural(
            len(found),
            marked("hash chain whole: {count} event"),
            marked("hash chain whole: {count} events"),
        )
        return line(*head.spans, (fit(tr("ok"), 6), Role.OK), whole)
    said = tr(
        "hash chain broken at event {number}: it, or one before it, was changed or is missing",
        number=broken,
    )
    return line(*head.spans, (fit(tr("stop"), 6), Role.STOP), said)


def gist(event: Event) -> list[str]:
    """Return what an event says, in few lines."""
    data = event.data
    match event.kind:
        case Kind.OPENED:
            where = _joined(data, "profile", "region", "project_id")
            who = tr(
                "{person} on {host}", person=_joined(data, "person"), host=_joined(data, "host")
            )
            return [who + also(where), _group(data)]
        case Kind.PREFLIGHT:
            return [*_listed(data, "findings", "checklist"), *_overridden(data)]
        case Kind.INTENDED:
            called = f"{tr(_joined(data, 'action'))} {_joined(data, 'name')}"
            mark = tr("fingerprint {print}", print=short_id(text(data, "fingerprint")))
            sent = [
                f"{_joined(data, 'method', 'url')}",
                mark,
            ]
            return [called, *sent, *filter(None, (text(data, "why"),))]
        case Kind.JOB:
            return [_job(data), *_reason(data)]
        case Kind.DRILL:
            seen = _joined(data, "name", "status", "drill_id")
            return [seen, *_listed(data, "servers", "twins", "resources", "resource_doubts")]
        case Kind.READ_BACK:
            gone = tr("gone") if data.get("gone") is True else tr("still there")
            return [gone, *_listed(data, "leftovers", "doubts")]
        case Kind.STEP:
            step = text(data, "item") or text(data, "title") or text(data, "step")
            choice = text(data, "choice_title") or text(data, "choice")
            return [f"{step} {_done(data)}", *filter(None, (choice,)), *_remark(data)]
        case Kind.VERIFIED:
            passed = tr("passed") if data.get("passed") is True else tr("failed")
            return [f"{passed}: {_joined(data, 'server_id')}", text(data, "how"), *_remark(data)]
        case Kind.NOTE:
            return [_joined(data, "text"), _by(data)]
        case Kind.CLOSED:
            by = _by(data) if text(data, "by") else ""
            why = filter(None, (by, text(data, "why")))
            return [tr(_joined(data, "outcome")), *result_words(data), *why]
        case _:
            said = said_words(event.kind, data)
            return _told(data) if said is None else said


def _overridden(data: JsonObject) -> list[str]:
    override = data.get("override")
    if not isinstance(override, Mapping):
        return []
    by, why = _joined(override, "by"), _joined(override, "reason")
    return [tr("overridden by {person}: {why}", person=by, why=why)]


def _by(data: JsonObject) -> str:
    return tr("by {person}", person=_joined(data, "by"))


def _done(data: JsonObject) -> str:
    word = tr("done") if data.get("done") is True else tr("not done")
    if data.get("needed") is False:
        word = tr("not needed")
    who = tr("read from the cloud") if data.get("by_reading") is True else _by(data)
    return word + also(who)


def _remark(data: JsonObject) -> list[str]:
    return [remark] if (remark := text(data, "remark")) else []


def _group(data: JsonObject) -> str:
    return tr("group {group}", group=_joined(data, "group_name", "group_status"))


def _joined(data: JsonObject, *names: str) -> str:
    return " ".join(filter(None, (text(data, name) for name in names))) or "-"


def _job(data: JsonObject) -> str:
    rows = data.get("sub_jobs")
    subs = [one for one in rows if isinstance(one, Mapping)] if _is_list(rows) else []
    done = sum(text(sub, "status") in (SUCCESS, FAIL) for sub in subs)
    ended = tr("{done} of {total} sub-jobs ended", done=done, total=len(subs))
    said = f"{tr(_joined(data, 'action'))} {tr(_joined(data, 'status'))}"
    return said + also(ended) if subs else said


def _reason(data: JsonObject) -> list[str]:
    reason = " ".join(filter(None, (text(data, "error_code"), text(data, "fail_reason"))))
    return [reason] if reason else []


def _listed(data: JsonObject, *names: str) -> list[str]:
    """Return how many there are of what is listed."""
    counts = [(name, data.get(name)) for name in names]
    return [f"{len(found)} {tr(name)}" for name, found in counts if _is_list(found) and found]


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

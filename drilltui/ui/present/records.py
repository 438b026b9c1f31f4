"""Records as rows, and as a summary under the list."""

from __future__ import annotations

from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

from drilltui.domain.drill import AVAILABLE
from drilltui.domain.job import FAIL
from drilltui.domain.language import marked, tr
from drilltui.services.sight import DrillDetail, ReadBack, Sight
from drilltui.ui.line import Line, Role, Span, line
from drilltui.ui.present.fitted import fit
from drilltui.ui.present.job_line import progress
from drilltui.ui.present.lookup import now_words
from drilltui.ui.present.states import role_of
from drilltui.ui.present.words import also, at, on, plural, short_id

if TYPE_CHECKING:
    from drilltui.domain.call import Call
    from drilltui.domain.exercise import Exercise


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

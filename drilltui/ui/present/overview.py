"""The overview as rows: drills now, overdue groups, what is left; and the row under the cursor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, TypeAlias

from drilltui.domain.drill import Drill
from drilltui.domain.language import marked, tr
from drilltui.domain.ledger import Entry
from drilltui.domain.phase import Phase
from drilltui.domain.programme import Standing
from drilltui.services.overview import Current
from drilltui.ui.line import Line, Role, Span, line
from drilltui.ui.present.fitted import fit
from drilltui.ui.present.states import role_of
from drilltui.ui.present.words import also, plural, since

if TYPE_CHECKING:
    from drilltui.services.overview import Panorama

Item: TypeAlias = Current | Drill | Standing | Entry

_NEXT = {
    Phase.UNSETTLED: marked("Enter opens it: find out whether it arrived"),
    Phase.BEING_MADE: marked("Enter follows it"),
    Phase.FAILED: marked("Enter opens it: delete what is left of it"),
    Phase.SERVERS_UP: marked("Enter opens it: verify the servers, then D deletes it"),
    Phase.VERIFIED: marked("Enter opens it: D deletes it"),
    Phase.BEING_DELETED: marked("Enter follows it"),
    Phase.LEFTOVERS: marked("Enter reads its record; drilltui clean removes what is proven ours"),
    Phase.UNREAD: marked("Enter reads its record; drilltui clean looks again"),
}
_SERVICE = {
    None: marked("the service, over 3 months, could not be asked"),
    True: marked("the service, over 3 months, says there was none"),
    False: marked("the service, over 3 months, says there was one"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the list: what it is about, under a key that stays its own."""

    key: str
    item: Item


def rows(seen: Panorama) -> tuple[Row, ...]:
    """Return the drills that need somebody, then overdue groups, then what is left."""
    return (
        *(Row(f"now/{one.exercise.record_id}", one) for one in seen.current),
        *(Row(f"foreign/{one.id}", one) for one in seen.foreign),
        *(Row(f"due/{one.group.id}", one) for one in seen.overdue),
        *(Row(f"left/{'/'.join(one.key)}", one) for one in seen.ledger),
    )


def title(seen: Panorama, days: int) -> tuple[Line, ...]:
    """Return how much there is of each."""
    now = len(seen.current) + len(seen.foreign)
    due, left = len(seen.overdue), len(seen.ledger)
    total = len(seen.standings)
    drills = plural(now, marked("{count} drill now"), marked("{count} drills now"))
    groups = plural(total, marked("{count} group"), marked("{count} groups"))
    head = line(
        (drills, Role.STRONG),
        "   ",
        (tr("{count} of {groups} overdue", count=due, groups=groups), _role(due)),
        f" ({tr('{count} d', count=days)})   ",
        (tr("{count} left over", count=left), _role(left)),
    )
    told = tr("3 months: {why}", why=seen.unasked)
    unasked = (line((told, Role.WARN)),) if seen.unasked else ()
    return (head, *unasked)


def cells(row: Row, names: dict[str, str], now: datetime) -> tuple[Span, ...]:
    """Return the cells of a row: which part, group, drill or thing, how it stands, its age."""
    match row.item:
        case Current(exercise, phase):
            return (
                Span(tr("drill"), Role.DIM),
                Span(exercise.group_name or "-"),
                Span(exercise.called, Role.STRONG),
                Span(tr(phase.value), Role.OK if phase is Phase.VERIFIED else Role.WARN),
                Span(since(exercise.opened_at, now), Role.DIM),
            )
        case Drill() as drill:
            return (
                Span(tr("drill"), Role.DIM),
                Span(names.get(drill.group_id, "-")),
                Span(drill.name, Role.STRONG),
                Span(tr("{state}, no record", state=tr(drill.status)), role_of(drill.status)),
                Span(since(drill.created_at, now), Role.DIM),
            )
        case Standing() as due:
            said = tr("not possible: {why}", why=due.why_not) if due.why_not else tr("drill it")
            said += f"; {tr('last one (not verified)')}" if due.unverified else ""
            return (
                Span(tr("overdue"), Role.WARN),
                Span(due.group.name, Role.STRONG),
                Span("-"),
                Span(said, Role.STOP if due.why_not else Role.TEXT),
                Span(since(due.done_at, now) if due.done_at else tr("never"), Role.DIM),
            )
        case Entry() as entry:
            lapsed = also(tr("accepted no more")) if entry.lapsed else ""
            return (
                Span(tr("left"), Role.WARN),
                Span(entry.group_name or "-"),
                Span(entry.drill_name),
                Span(f"{entry.leftover.called}{lapsed}", Role.WARN),
                Span(since(entry.since, now), Role.DIM),
            )


def summary(item: Item | None, now: datetime) -> tuple[Line, ...]:
    """Return what is known of the row under the cursor, and the next step."""
    match item:
        case Current(exercise, phase):
            changed = tr("changed {age}", age=since(exercise.changed_at, now))
            told = tr(": ").join((exercise.called, tr(phase.value))) + also(changed)
            return _two(told, tr(_NEXT.get(phase, marked("Enter reads its record"))))
        case Drill() as drill:
            return _two(
                tr("{drill}: no record of this host knows it", drill=drill.name),
                tr("Enter opens it: D deletes it when it is verified"),
            )
        case Standing() as due:
            last = tr("no drill")
            if due.tried_at:
                last = tr("last drill at all {age}", age=since(due.tried_at, now))
            service = tr(_SERVICE[due.service_says])
            step = tr("Enter opens the group: n prepares a drill")
            if due.why_not:
                step = tr("Enter opens the group")
            return (
                *(line(note) for note in due.notes),
                *_two(tr("; ").join((last, service)), step),
            )
        case Entry() as entry:
            left = entry.leftover
            told = f"{left.called} ({left.id}) {left.evidence}".rstrip()
            step = tr("Enter reads the record; l looks again")
            if entry.standing:
                step = tr("Enter opens the drill; l looks again")
            remedy = left.remedy or tr("look at it in the console")
            return _two(told, tr("{remedy}. {step}", remedy=remedy, step=step))
    return ()


def ids(item: Item | None) -> Sequence[str]:
    """Return the ids of what is under the cursor."""
    match item:
        case Current(exercise, _):
            return (exercise.record_id, exercise.drill_id)
        case Drill() as drill:
            return (drill.id,)
        case Standing() as due:
            return (due.group.id,)
        case Entry() as entry:
            return (entry.leftover.id, entry.record_id)
    return ()


def _two(told: str, step: str) -> tuple[Line, Line]:
    return line(told), line((fit(tr("Next"), 8), Role.DIM), step)


def _role(count: int) -> Role:
    return Role.WARN if count else Role.OK

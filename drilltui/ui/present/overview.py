"""The overview as rows: drills now, overdue groups, what is left; and the row under the cursor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, TypeAlias

from drilltui.domain.drill import Drill
from drilltui.domain.ledger import Entry
from drilltui.domain.phase import Phase
from drilltui.domain.programme import Standing
from drilltui.services.overview import Current
from drilltui.ui.line import Line, Role, Span, line
from drilltui.ui.present.states import role_of
from drilltui.ui.present.words import plural, since

if TYPE_CHECKING:
    from drilltui.services.overview import Panorama

Item: TypeAlias = Current | Drill | Standing | Entry

_NEXT = {
    Phase.UNSETTLED: "Enter opens it: find out whether it arrived",
    Phase.BEING_MADE: "Enter follows it",
    Phase.FAILED: "Enter opens it: delete what is left of it",
    Phase.SERVERS_UP: "Enter opens it: verify the servers, then D deletes it",
    Phase.VERIFIED: "Enter opens it: D deletes it",
    Phase.BEING_DELETED: "Enter follows it",
    Phase.LEFTOVERS: "Enter reads its record; drilltui clean removes what is proven ours",
    Phase.UNREAD: "Enter reads its record; drilltui clean looks again",
}
_SERVICE = {None: "could not be asked", True: "says there was none", False: "says there was one"}


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
    head = line(
        (f"{plural(now, 'drill')} now", Role.STRONG),
        "   ",
        (f"{due} of {plural(len(seen.standings), 'group')} overdue", _role(due)),
        f" ({days} d)   ",
        (f"{left} left over", _role(left)),
    )
    unasked = (line((f"3 months: {seen.unasked}", Role.WARN)),) if seen.unasked else ()
    return (head, *unasked)


def cells(row: Row, names: dict[str, str], now: datetime) -> tuple[Span, ...]:
    """Return the cells of a row: which part, group, drill or thing, how it stands, its age."""
    match row.item:
        case Current(exercise, phase):
            return (
                Span("drill", Role.DIM),
                Span(exercise.group_name or "-"),
                Span(exercise.called, Role.STRONG),
                Span(phase.value, Role.OK if phase is Phase.VERIFIED else Role.WARN),
                Span(since(exercise.opened_at, now), Role.DIM),
            )
        case Drill() as drill:
            return (
                Span("drill", Role.DIM),
                Span(names.get(drill.group_id, "-")),
                Span(drill.name, Role.STRONG),
                Span(f"{drill.status}, no record", role_of(drill.status)),
                Span(since(drill.created_at, now), Role.DIM),
            )
        case Standing() as due:
            said = f"not possible: {due.why_not}" if due.why_not else "drill it"
            said += "; last one (not verified)" if due.unverified else ""
            return (
                Span("overdue", Role.WARN),
                Span(due.group.name, Role.STRONG),
                Span("-"),
                Span(said, Role.STOP if due.why_not else Role.TEXT),
                Span(since(due.done_at, now) if due.done_at else "never", Role.DIM),
            )
        case Entry() as entry:
            lapsed = ", accepted no more" if entry.lapsed else ""
            return (
                Span("left", Role.WARN),
                Span(entry.group_name or "-"),
                Span(entry.drill_name),
                Span(f"{entry.leftover.called}{lapsed}", Role.WARN),
                Span(since(entry.since, now), Role.DIM),
            )


def summary(item: Item | None, now: datetime) -> tuple[Line, ...]:
    """Return what is known of the row under the cursor, and the next step."""
    match item:
        case Current(exercise, phase):
            told = f"{exercise.called}: {phase.value}, changed {since(exercise.changed_at, now)}"
            return _two(told, _NEXT.get(phase, "Enter reads its record"))
        case Drill() as drill:
            return _two(
                f"{drill.name}: no record of this host knows it",
                "Enter opens it: D deletes it when it is verified",
            )
        case Standing() as due:
            last = f"last drill at all {since(due.tried_at, now)}" if due.tried_at else "no drill"
            service = f"the service, over 3 months, {_SERVICE[due.service_says]}"
            step = "Enter opens the group" + ("" if due.why_not else ": n prepares a drill")
            return (*(line(note) for note in due.notes), *_two(f"{last}; {service}", step))
        case Entry() as entry:
            left = entry.leftover
            told = f"{left.called} ({left.id}) {left.evidence}".rstrip()
            step = "Enter opens the drill" if entry.standing else "Enter reads the record"
            return _two(
                told, f"{left.remedy or 'look at it in the console'}. {step}; l looks again"
            )
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
    return line(told), line(("Next    ", Role.DIM), step)


def _role(count: int) -> Role:
    return Role.WARN if count else Role.OK

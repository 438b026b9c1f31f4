"""What a person decides about a call that cannot be proven: question, drills, what it means."""

from __future__ import annotations

from datetime import tzinfo
from typing import TYPE_CHECKING

from drilltui.ui.line import Line, Role, Span, line
from drilltui.ui.present.lookup import candidate
from drilltui.ui.present.states import state_span
from drilltui.ui.present.words import on, short_id

if TYPE_CHECKING:
    from drilltui.domain.drill import Drill
    from drilltui.domain.exercise import Exercise


def question(exercise: Exercise, zone: tzinfo | None) -> tuple[Line, ...]:
    """Return what has to be decided, and what follows from it."""
    call = exercise.create
    if call is not None and not call.name:
        return _lost(exercise)
    meant = on(call.at, zone) if call else "-"
    vpc = (call.vpc_id if call else "") or "automatic"
    return (
        line((f"Which drill did the create of {exercise.called} make?", Role.STRONG)),
        line(f"It was sent for group {exercise.group_name} at {meant}, drill VPC {vpc}."),
        line("Its answer was lost, and what the group has does not prove it. Look at the drills in"
             " the console if in doubt; Esc decides nothing."),
    )  # fmt: skip


def _lost(exercise: Exercise) -> tuple[Line, ...]:
    """Return the question where nobody knows what was sent, if anything was."""
    return (
        line((f"Did this record start a drill of group {exercise.group_name}?", Role.STRONG)),
        line("Its end was lost with a damaged journal, and a request may have been in it. Look at"
             " the drills in the console if in doubt; Esc decides nothing."),
    )  # fmt: skip


def row(drill: Drill | None, zone: tzinfo | None) -> tuple[Span, ...]:
    """Return the cells of a choice."""
    if drill is None:
        return (Span("none of these", Role.STRONG), Span(""), Span(""), Span(""), Span(""))
    return (
        Span(drill.name, Role.STRONG),
        state_span(drill.status),
        Span(on(drill.created_at, zone)),
        Span(short_id(drill.id)),
        Span(short_id(drill.vpc_id) or "-"),
    )


def chosen(drill: Drill | None, zone: tzinfo | None) -> tuple[Line, ...]:
    """Return the choice under the cursor in full."""
    if drill is None:
        return (
            line(("none of these", Role.STRONG)),
            line("The create made nothing: it may be sent again then."),
        )
    return candidate(drill, zone)


def confirmation(exercise: Exercise, drill: Drill | None, person: str) -> tuple[Line, ...]:
    """Return what the decision means, to be read before it is written down."""
    head = line(("This settles the create of ", Role.STRONG), (exercise.called, Role.STRONG))
    if drill is None:
        means = (
            line(_label("Made"), "nothing: none of the drills is it"),
            line(_label("Then"), "another drill of this group may be started. If one was made"
                 " after all, the group has two, and both are billed."),
        )  # fmt: skip
    else:
        means = (
            line(_label("Made"), f"{drill.name}  ", (drill.id, Role.DIM)),
            line(_label("Then"), "it belongs to this record, and is followed to its end."),
        )
    return (
        head,
        line(_label("Group"), f"{exercise.group_name}  ", (exercise.group_id, Role.DIM)),
        *means,
        line(_label("Record"), f"{exercise.record_id} keeps that {person} has decided it"),
        line(_label("Sends"), "nothing"),
        Line(),
    )


def _label(text: str) -> tuple[str, Role]:
    return (f"{text:11}", Role.DIM)

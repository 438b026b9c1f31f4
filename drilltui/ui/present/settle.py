"""What a person decides about a call that cannot be proven: question, drills, what it means."""

from __future__ import annotations

from datetime import tzinfo
from typing import TYPE_CHECKING

from drilltui.domain.language import tr
from drilltui.ui.line import Line, Role, Span, line
from drilltui.ui.present.fitted import fit
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
    vpc = (call.vpc_id if call else "") or tr("automatic")
    asked = tr("Which drill did the create of {name} make?", name=exercise.called)
    sent = tr(
        "It was sent for group {group} at {time}, drill VPC {vpc}.",
        group=exercise.group_name,
        time=meant,
        vpc=vpc,
    )
    return (
        line((asked, Role.STRONG)),
        line(sent),
        line(
            tr(
                "Its answer was lost, and what the group has does not prove it. Look at the drills"
                " in the console if in doubt; Esc decides nothing."
            )
        ),
    )


def _lost(exercise: Exercise) -> tuple[Line, ...]:
    """Return the question where nobody knows what was sent, if anything was."""
    asked = tr("Did this record start a drill of group {group}?", group=exercise.group_name)
    return (
        line((asked, Role.STRONG)),
        line(
            tr(
                "Its end was lost with a damaged journal, and a request may have been in it. Look"
                " at the drills in the console if in doubt; Esc decides nothing."
            )
        ),
    )


def row(drill: Drill | None, zone: tzinfo | None) -> tuple[Span, ...]:
    """Return the cells of a choice."""
    if drill is None:
        return (Span(tr("none of these"), Role.STRONG), Span(""), Span(""), Span(""), Span(""))
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
            line((tr("none of these"), Role.STRONG)),
            line(tr("The create made nothing: it may be sent again then.")),
        )
    return candidate(drill, zone)


def confirmation(exercise: Exercise, drill: Drill | None, person: str) -> tuple[Line, ...]:
    """Return what the decision means, to be read before it is written down."""
    head = line((tr("This settles the create of {name}", name=exercise.called), Role.STRONG))
    if drill is None:
        means = (
            line(_label(tr("Made")), tr("nothing: none of the drills is it")),
            line(
                _label(tr("Then")),
                tr(
                    "another drill of this group may be started. If one was made after all, the"
                    " group has two, and both are billed."
                ),
            ),
        )
    else:
        means = (
            line(_label(tr("Made")), f"{drill.name}  ", (drill.id, Role.DIM)),
            line(_label(tr("Then")), tr("it belongs to this record, and is followed to its end.")),
        )
    keeps = tr(
        "{record} keeps that {person} has decided it", record=exercise.record_id, person=person
    )
    return (
        head,
        line(_label(tr("Group")), f"{exercise.group_name}  ", (exercise.group_id, Role.DIM)),
        *means,
        line(_label(tr("Record")), keeps),
        line(_label(tr("Sends")), tr("nothing")),
        Line(),
    )


def _label(text: str) -> tuple[str, Role]:
    return (fit(text, 11), Role.DIM)

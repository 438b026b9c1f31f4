"""How clean a drill is, and what is missing until it is. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from drilltui.domain.drill import GONE
from drilltui.domain.errors import Blocked, NotClean, UsageError
from drilltui.domain.exercise import Exercise
from drilltui.domain.language import marked, tr
from drilltui.domain.leftover import Cleanliness, Leftover, LeftoverKind
from drilltui.domain.sending import DONE_BY_CLOUD


@dataclass(frozen=True, slots=True)
class Judgement:
    """How clean it is. `missing` says in sentences what keeps it from being clean.

    `accepted` are the leftovers that people let be today, `open` those that nobody has accepted.
    """

    cleanliness: Cleanliness
    missing: tuple[str, ...] = ()
    accepted: tuple[Leftover, ...] = ()
    open: tuple[Leftover, ...] = ()


def has_left_nothing(exercise: Exercise) -> bool:
    """Whether its record says that there never was a drill: then there is nothing to look at."""
    create = exercise.create
    if exercise.drill_id or (create is not None and create.sending in DONE_BY_CLOUD):
        return False
    return create is None or not create.open


def unseen(exercise: Exercise) -> tuple[str, ...]:
    """Return what nobody can look at: what a create has left that failed and told no drill."""
    create = exercise.create
    if exercise.drill_id or create is None or create.sending not in DONE_BY_CLOUD:
        return ()
    if create.vpc_id:
        return (tr("servers and disks that its failed create may have left: look in the console"),)
    return (tr("a VPC that its failed create may have left: look for it in the console"),)


def judged(
    exercise: Exercise, leftovers: Iterable[Leftover], doubts: Iterable[str], day: date
) -> Judgement:
    """Return how clean the drill of `exercise` is on `day`, by a fresh look at what it left.

    What a person chose for the drill, and what was there before it, is no leftover.
    """
    counted = [one for one in leftovers if one.counts]
    accepted = tuple(one for one in counted if is_accepted(exercise, one, day))
    left = tuple(one for one in counted if one not in accepted)
    missing = (
        *_calls(exercise),
        *map(_left, left),
        *(tr("Not known: {what}.", what=one) for one in doubts),
    )
    if missing:
        return Judgement(Cleanliness.NOT_CLEAN, missing, accepted, left)
    return Judgement(Cleanliness.ACCEPTED if accepted else Cleanliness.CLEAN, (), accepted)


def is_accepted(exercise: Exercise, leftover: Leftover, day: date) -> bool:
    """Whether somebody lets `leftover` be on `day`. Nobody can let a drill be that is there."""
    if leftover.kind is LeftoverKind.DRILL:
        return False
    return any(word.covers(leftover, day) for word in exercise.accepted)


def check_closable(exercise: Exercise) -> None:
    """Raise Blocked while a call of the record is not settled, or goes on: it may yet change it."""
    call = exercise.unfinished
    if call is None:
        return
    at = f"{call.at:%Y-%m-%d %H:%M} UTC"
    if call.for_a_person:
        words = marked(
            "The {action} of {at} is for a person to settle: this record cannot be closed yet."
        )
    elif call.open:
        words = marked("The {action} of {at} is not settled: this record cannot be closed yet.")
    else:
        words = marked(
            "The {action} of {at} goes on, or is to be read back: this record cannot be closed yet."
        )
    raise Blocked(
        tr(words, action=tr(call.action), at=at),
        tr("First: drilltui resume {record}", record=exercise.record_id),
        record_id=exercise.record_id,
    )


def check_why(judgement: Judgement, why: str) -> None:
    """Raise where a drill that is not clean is closed without a reason, or another one with one.

    NotClean for the first, UsageError for the second.
    """
    is_clean, is_said = judgement.cleanliness is not Cleanliness.NOT_CLEAN, bool(why.strip())
    if not is_clean and not is_said:
        raise NotClean(judgement.missing)
    if is_clean and is_said:
        raise UsageError(
            tr(
                "The drill is {cleanliness}: it needs no such reason.",
                cleanliness=tr(judgement.cleanliness.value),
            ),
            tr("Close it without one. Nothing was closed."),
        )


def _calls(exercise: Exercise) -> Iterable[str]:
    if exercise.drill_status == GONE or exercise.gone or has_left_nothing(exercise):
        return
    yield tr("The drill {name} is not read back as gone.", name=exercise.called)


def _left(leftover: Leftover) -> str:
    if leftover.kind is LeftoverKind.DRILL:
        return tr(
            "The {thing} is still there ({detail}).",
            thing=leftover.called,
            detail=tr(leftover.detail),
        )
    return tr("The {thing} is there, and nobody has accepted that.", thing=leftover.called)

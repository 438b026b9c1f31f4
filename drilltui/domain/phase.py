"""How far the drill of a record has come, in a word, and since when."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from drilltui.domain.drill import ERROR, ERROR_DELETING
from drilltui.domain.exercise import Exercise
from drilltui.domain.leftover import Leftover
from drilltui.domain.record import Action
from drilltui.domain.sending import DONE_BY_CLOUD


class Phase(StrEnum):
    """From its beginning to its end; what needs somebody most is named first where two fit."""

    UNSETTLED = "not settled"
    NOT_STARTED = "not started"
    BEING_MADE = "being made"
    FAILED = "failed"
    SERVERS_UP = "servers up"
    VERIFIED = "verified"
    BEING_DELETED = "being deleted"
    LEFTOVERS = "left something"
    UNREAD = "not read back whole"
    CLEAN = "clean"
    CLOSED = "closed"


OPEN_PHASES = frozenset(Phase) - {Phase.NOT_STARTED, Phase.CLEAN, Phase.CLOSED}
"""Phases in which a drill needs somebody yet."""


def phase(exercise: Exercise, day: date) -> Phase:
    """Return how far `exercise` has come; leftovers that are accepted on `day` do not count."""
    if exercise.unsettled:
        return Phase.UNSETTLED
    if exercise.closed:
        return Phase.CLOSED
    if exercise.gone:
        return _after(exercise, day)
    call = exercise.unfinished
    if call and call.action == Action.DELETE:
        return Phase.BEING_DELETED
    if call and call.action == Action.CREATE:
        return Phase.BEING_MADE
    return _standing(exercise)


def _after(exercise: Exercise, day: date) -> Phase:
    if uncovered(exercise, day):
        return Phase.LEFTOVERS
    return Phase.UNREAD if exercise.doubts else Phase.CLEAN


def _standing(exercise: Exercise) -> Phase:
    create = exercise.create
    if not exercise.drill_id and (create is None or create.sending not in DONE_BY_CLOUD):
        return Phase.NOT_STARTED
    if exercise.drill_status in (ERROR, ERROR_DELETING) or not exercise.was_made:
        return Phase.FAILED
    words = exercise.verified.values()
    if words and len(words) >= exercise.servers and all(word.passed for word in words):
        return Phase.VERIFIED
    return Phase.SERVERS_UP


def uncovered(exercise: Exercise, day: date) -> tuple[Leftover, ...]:
    """Return what the drill left, by its last read-back, that nobody lets be on `day`."""
    return tuple(
        leftover
        for leftover in exercise.leftovers
        if leftover.counts and not any(word.covers(leftover, day) for word in exercise.accepted)
    )

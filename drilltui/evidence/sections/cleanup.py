"""That the drill is gone, by reading back; and what it has left, with an owner and a day."""

from __future__ import annotations

from collections.abc import Iterator

from drilltui.domain.language import marked
from drilltui.domain.leftover import Acceptance, Leftover
from drilltui.domain.record import REMOVALS, Action
from drilltui.evidence.attempts import Attempt, attempts
from drilltui.evidence.case import Case
from drilltui.evidence.cell import Cell, known, phrase
from drilltui.evidence.part import Column, Field, Section, Table
from drilltui.evidence.sections.execution import KINDS
from drilltui.evidence.server_time import server_time


def cleanup(case: Case) -> Section:
    """Return the section."""
    exercise = case.exercise
    calls = attempts(case.events)
    delete = next((one for one in reversed(calls) if one.action == Action.DELETE), None)
    read = exercise.read_back_at is not None
    return Section(
        "cleanup",
        marked("Clean-up"),
        (
            Field("request", marked("request"), known(delete.request) if delete else None),
            Field("at", marked("intention"), delete.at if delete else None),
            Field("answer", marked("answer"), _answer(delete)),
            Field("job", marked("job id"), known(delete.job_id) if delete else None),
            Field("job_status", marked("state of the job"), _job_status(case)),
            Field("read_back_at", marked("read back at"), exercise.read_back_at),
            Field("gone", marked("read back as gone"), _gone(case)),
            Field("doubts", marked("what could not be read"), _doubts(case)),
            Table(
                "leftovers",
                marked("leftovers"),
                _LEFTOVERS,
                tuple(_leftovers(case)),
                none=marked("Nothing is left.") if read and not exercise.doubts else "",
            ),
            Table(
                "removals",
                marked("what was removed after that"),
                _REMOVALS,
                tuple(map(_removal, (one for one in calls if one.action in REMOVALS))),
                none=marked("Nothing was."),
            ),
            Field("server_time", marked("server-hours used"), _hours(case)),
        ),
    )


_LEFTOVERS = (
    Column("what", marked("what")),
    Column("id", marked("id")),
    Column("proof", marked("how sure it is the drill's")),
    Column("evidence", marked("because")),
    Column("owner", marked("owner")),
    Column("until", marked("accepted until")),
    Column("why", marked("why it may stay")),
)
_REMOVALS = (
    Column("at", marked("intention")),
    Column("action", marked("action")),
    Column("id", marked("id")),
    Column("answer", marked("answer")),
    Column("code", marked("code")),
)


def _answer(delete: Attempt | None) -> Cell:
    if delete is None or delete.kind not in KINDS:
        return None
    return phrase(KINDS[delete.kind])


def _job_status(case: Case) -> Cell:
    delete = case.exercise.delete
    return known(delete.job_status) if delete else None


def _gone(case: Case) -> Cell:
    exercise = case.exercise
    if exercise.read_back_at is None:
        return None
    if exercise.gone:
        return phrase(marked("yes"))
    return phrase(marked("NO: the service still showed it"))


def _doubts(case: Case) -> Cell:
    exercise = case.exercise
    if exercise.read_back_at is None:
        return None
    return "; ".join(exercise.doubts) or phrase(marked("nothing: all was read"))


def _leftovers(case: Case) -> Iterator[tuple[Cell, ...]]:
    for one in case.exercise.leftovers:
        if not one.counts:
            yield one.called, one.id, one.proof.value, one.evidence, _NOBODYS, "", ""
            continue
        word = _accepted(case, one)
        until: Cell = None
        if word is not None:
            until = word.until or phrase(marked("for good"))
        yield (
            f"{one.called} {one.detail}".strip(),
            one.id,
            one.proof.value,
            known(one.evidence),
            known(word.by) if word else None,
            until,
            known(word.why) if word else None,
        )


_NOBODYS = phrase(marked("it was there before"))


def _accepted(case: Case, leftover: Leftover) -> Acceptance | None:
    words = (one for one in reversed(case.exercise.accepted) if leftover.key in one.keys)
    return next(words, None)


def _removal(one: Attempt) -> tuple[Cell, ...]:
    answer = phrase(KINDS[one.kind]) if one.kind in KINDS else None
    return one.at, one.action, known(one.subject), answer, one.code


def _hours(case: Case) -> Cell:
    spent = server_time(case.events, case.exercise, case.until)
    if spent is None:
        return None
    return phrase(marked("{hours} h"), hours=f"{spent.total_seconds() / 3600:.2f}")

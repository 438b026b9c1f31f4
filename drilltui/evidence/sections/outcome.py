"""How it ended, who decided that, and how it differs from what was expected."""

from __future__ import annotations

from drilltui.domain.event_data import texts
from drilltui.domain.language import marked
from drilltui.domain.leftover import Cleanliness
from drilltui.domain.record import Kind
from drilltui.domain.said import Result
from drilltui.evidence.case import Case
from drilltui.evidence.cell import Cell, known, phrase
from drilltui.evidence.part import Field, Section

RESULTS = {
    Result.PASSED.value: marked("passed"),
    Result.WITH_FINDINGS.value: marked("passed with findings"),
    Result.FAILED.value: marked("failed"),
    Result.ABORTED.value: marked("aborted"),
}
_CLEAN = {
    Cleanliness.CLEAN.value: marked("clean"),
    Cleanliness.ACCEPTED.value: marked("clean with accepted leftovers"),
    Cleanliness.NOT_CLEAN.value: marked("not clean"),
}


def outcome(case: Case) -> Section:
    """Return the section."""
    exercise, said = case.exercise, case.exercise.said
    closed = case.of(Kind.CLOSED)
    missing = (texts(closed[-1].data, "missing") or ()) if closed else ()
    return Section(
        "outcome",
        marked("Outcome"),
        (
            Field("result", marked("result"), result_of(said.result)),
            Field("by", marked("decided by"), known(exercise.closed_by)),
            Field("at", marked("decided at"), closed[-1].at if closed else None),
            Field("compared", marked("expected against actual"), known(said.compared)),
            Field("clean", marked("closed as"), _clean(exercise.outcome)),
            Field("why", marked("closed all the same, because"), exercise.closed_why),
            Field("missing", marked("what was missing then"), " ".join(missing)),
        ),
    )


def result_of(result: str) -> Cell:
    """Return a result in words; one that this version does not know as it is."""
    return phrase(RESULTS[result]) if result in RESULTS else known(result)


def _clean(outcome: str) -> Cell:
    return phrase(_CLEAN[outcome]) if outcome in _CLEAN else known(outcome)

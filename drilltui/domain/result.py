"""Which results a drill exercise can be closed with, and what keeps the others from it. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from drilltui.domain.drill_finding import FindingStatus
from drilltui.domain.errors import UsageError
from drilltui.domain.exercise import Exercise
from drilltui.domain.language import marked, tr
from drilltui.domain.said import Result, Said

MEANINGS = {
    Result.PASSED: marked("the service works, and nothing is left to mend"),
    Result.WITH_FINDINGS: marked("the service works, and findings are written down"),
    Result.FAILED: marked("the drill has shown that it does not work yet"),
    Result.ABORTED: marked("it was given up, and shows nothing"),
}
"""What each result says, for who has to choose."""

BAD = frozenset({Result.FAILED.value, Result.ABORTED.value})
"""Results that make a drill count as none: its group is to be drilled anew."""


def why_not(exercise: Exercise) -> Mapping[Result, str]:
    """Return each result with what keeps the exercise from it; empty where nothing does."""
    common = _no_pass(exercise)
    return {
        Result.PASSED: common or _open(exercise.said),
        Result.WITH_FINDINGS: common or _none(exercise.said),
        Result.FAILED: "",
        Result.ABORTED: "",
    }


def result_for(exercise: Exercise, said: Result | None) -> Result:
    """Return the result to close with: what was said, and for a drill never made "aborted".

    Raises UsageError where one has to be said, or where the exercise cannot have this one.
    """
    if said is None:
        if exercise.was_made:
            raise UsageError(
                tr("A drill was made: say how the exercise ended."),
                tr("Take one of: {words}.", words=", ".join(one.value for one in Result)),
            )
        return Result.ABORTED
    if why := why_not(exercise)[said]:
        others = [one.value for one, bar in why_not(exercise).items() if not bar]
        raise UsageError(
            why, tr("Or take another result: {words}. Nothing was closed.", words=", ".join(others))
        )
    return said


def _no_pass(exercise: Exercise) -> str:
    if exercise.create is None and not exercise.drill_id and not exercise.group_id:
        return ""  # no drill was to be made: what earlier ones left was looked at, for instance
    if not exercise.was_made:
        return tr("Its drill was never made: it can only have failed, or been aborted.")
    services = exercise.said.services
    if not services:
        return tr("Nobody has said that the service works on the drill servers: say so first.")
    if not services[-1].passed:
        return tr("The last word on the service is that it does not work.")
    return ""


def _open(said: Said) -> str:
    numbers = [
        f"{one.number}" for one in said.findings.values() if one.status is FindingStatus.OPEN
    ]
    if not numbers:
        return ""
    return tr(
        "Findings are open: {numbers}. Mend them, or accept the risk.", numbers=", ".join(numbers)
    )


def _none(said: Said) -> str:
    return "" if said.findings else tr("There is no finding: write it down, or say that it passed.")

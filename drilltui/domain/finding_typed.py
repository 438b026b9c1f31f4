"""A finding of a drill as a person types it: a new one, or changes of one that there is. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from drilltui.domain.drill_finding import DrillFinding, FindingStatus, Severity
from drilltui.domain.errors import UsageError
from drilltui.domain.language import tr
from drilltui.domain.typed import day_typed, name_typed, text_typed, word_typed


@dataclass(frozen=True, slots=True)
class FindingTyped:
    """The fields as they were typed. None stays as it is, an empty one takes back what was said."""

    text: str | None = None
    severity: str | None = None
    owner: str | None = None
    due: str | None = None
    status: str | None = None
    decision: str | None = None
    retest: str | None = None


def finding_typed(now: DrillFinding, typed: FindingTyped, by: str) -> DrillFinding:
    """Return the finding that `now` becomes. UsageError for what cannot be read or is missing."""
    found = DrillFinding(
        now.number,
        now.text if typed.text is None else text_typed(typed.text),
        now.severity
        if typed.severity is None
        else word_typed(Severity, typed.severity, Severity.MEDIUM),
        now.owner if typed.owner is None else name_typed(typed.owner),
        now.due if typed.due is None else day_typed(typed.due),
        now.status if typed.status is None else _status(typed.status),
        now.decision if typed.decision is None else text_typed(typed.decision),
        now.retest if typed.retest is None else text_typed(typed.retest),
        by,
    )
    if not found.text:
        raise UsageError(
            tr("A finding without text is none."), tr("Say what was found: nothing was written.")
        )
    if found.status is FindingStatus.ACCEPTED and not found.decision:
        raise UsageError(
            tr("A risk is accepted by somebody's decision."),
            tr("Say who has decided, and why: nothing was written."),
        )
    return found


def _status(typed: str) -> FindingStatus:
    short = {"accepted": FindingStatus.ACCEPTED, "fixed": FindingStatus.MENDED}
    found = short.get(typed.strip().casefold())
    return found or word_typed(FindingStatus, typed, FindingStatus.OPEN)

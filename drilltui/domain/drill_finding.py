"""What a drill has shown that is to be mended: with an owner and a day, as auditors ask for it.

Not to be mistaken for a finding of preflight, which is what one check saw.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from drilltui.domain.event_data import day, text
from drilltui.domain.json_value import JsonObject, JsonValue
from drilltui.domain.language import marked

_Word = TypeVar("_Word", bound=StrEnum)


class Severity(StrEnum):
    """How much a finding weighs; values are written to disk."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class FindingStatus(StrEnum):
    """What becomes of it; values are written to disk. An accepted risk is somebody's decision."""

    OPEN = "open"
    MENDED = "mended"
    ACCEPTED = "risk accepted"


STATUS_WORDS = {
    FindingStatus.OPEN: marked("to be mended"),  # "open" is what a key does, in other languages
    FindingStatus.MENDED: marked("mended"),
    FindingStatus.ACCEPTED: marked("risk accepted"),
}
"""What becomes of a finding, as it is said by `tr`."""


@dataclass(frozen=True, slots=True)
class DrillFinding:
    """One finding. `number` counts from 1 in its record; the last word on a number counts.

    `decision` is why a risk is accepted, `retest` the record or paper that shows it mended.
    """

    number: int
    text: str
    severity: Severity = Severity.MEDIUM
    owner: str = ""
    due: date | None = None
    status: FindingStatus = FindingStatus.OPEN
    decision: str = ""
    retest: str = ""
    by: str = ""


def record_of_finding(finding: DrillFinding) -> dict[str, JsonValue]:
    """Return what a `finding` event says."""
    return {
        "number": finding.number,
        "text": finding.text,
        "severity": finding.severity.value,
        "owner": finding.owner,
        "due": finding.due.isoformat() if finding.due else "",
        "status": finding.status.value,
        "decision": finding.decision,
        "retest": finding.retest,
        "by": finding.by,
    }


def finding_of_record(data: JsonObject) -> DrillFinding | None:
    """Return the finding that an event says, None when it has no number or no text."""
    number = data.get("number")
    if isinstance(number, bool) or not isinstance(number, int) or not text(data, "text"):
        return None
    return DrillFinding(
        number,
        text(data, "text"),
        _known(Severity, text(data, "severity"), Severity.MEDIUM),
        text(data, "owner"),
        day(data, "due"),
        _known(FindingStatus, text(data, "status"), FindingStatus.OPEN),
        text(data, "decision"),
        text(data, "retest"),
        text(data, "by"),
    )


def _known(kind: type[_Word], value: str, otherwise: _Word) -> _Word:
    return kind(value) if value in {word.value for word in kind} else otherwise

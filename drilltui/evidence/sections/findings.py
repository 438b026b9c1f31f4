"""What the drill has shown that is to be mended: the last word on each, and its owner."""

from __future__ import annotations

from collections.abc import Iterator

from drilltui.domain.drill_finding import STATUS_WORDS, FindingStatus, Severity
from drilltui.domain.language import marked
from drilltui.evidence.case import Case
from drilltui.evidence.cell import Cell, known, phrase
from drilltui.evidence.part import Column, Section, Table

SEVERITIES = {
    Severity.LOW: marked("low"),
    Severity.MEDIUM: marked("medium"),
    Severity.HIGH: marked("high"),
}


def findings(case: Case) -> Section:
    """Return the section."""
    none = marked("No finding was written down.")
    table = Table("findings", marked("findings"), _FINDINGS, tuple(_findings(case)), none)
    return Section("findings", marked("Findings"), (table,))


_FINDINGS = (
    Column("number", marked("number")),
    Column("text", marked("finding")),
    Column("severity", marked("severity")),
    Column("owner", marked("owner")),
    Column("due", marked("due")),
    Column("status", marked("status")),
    Column("decision", marked("why the risk is accepted")),
    Column("retest", marked("retest")),
    Column("by", marked("by")),
)


def _findings(case: Case) -> Iterator[tuple[Cell, ...]]:
    for number, one in sorted(case.exercise.said.findings.items()):
        accepted = one.status is FindingStatus.ACCEPTED
        mended = one.status is FindingStatus.MENDED
        yield (
            number,
            one.text,
            phrase(SEVERITIES[one.severity]),
            known(one.owner),
            one.due,
            phrase(STATUS_WORDS[one.status]),
            known(one.decision) if accepted else one.decision,
            known(one.retest) if mended else one.retest,
            known(one.by),
        )

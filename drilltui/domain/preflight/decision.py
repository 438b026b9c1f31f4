"""Whether a draft may be sent as it was judged, and what a record keeps of that."""

from __future__ import annotations

from dataclasses import dataclass

from drilltui.domain.errors import SeenOtherwise, Stopped, as_sentence
from drilltui.domain.json_value import JsonValue
from drilltui.domain.language import marked, tr
from drilltui.domain.preflight.finding import PreflightFinding, Report, record_of_finding, said
from drilltui.domain.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Decision:
    """A report that nothing stops, or whose stops a person's reason overrides."""

    report: Report
    reason: str = ""

    def record(self, person: str) -> dict[str, JsonValue]:
        """Return what the drill's record keeps: findings, fingerprint, who overrode and why."""
        told: dict[str, JsonValue] = {
            "findings": [record_of_finding(one) for one in self.report.findings],
            "fingerprint": self.report.fingerprint,
        }
        if self.report.stops:
            told["override"] = {
                "reason": self.reason,
                "by": person,
                "rules": [one.rule for one in self.report.stops],
            }
        return told


def decision(report: Report, confirmed: Report | None, reason: str) -> Decision:
    """Return that `report` may be acted upon. Nothing is sent otherwise.

    Raises Stopped for stops that no `reason` overrides. Raises SeenOtherwise when a person has
    `confirmed` what was seen then, and what is seen now is something else, or less: a reason that
    was given for one stop is none for another.
    """
    reason = reason.strip()
    if report.firm or (report.stops and not reason):
        raise _stopped(report, reason)
    if confirmed is not None:
        _compare(report, confirmed)
    return Decision(report, reason)


def _compare(report: Report, confirmed: Report) -> None:
    """Raise SeenOtherwise for what is worse, or cannot be seen, or has changed; better is fine."""
    unread = tuple(now.subject for now, _ in report.worse(confirmed) if _is_unread(now))
    changed = tuple(
        said(now, was)
        for now, was in report.differing(confirmed)
        if not _is_unread(now) and (was is None or not _is_unread(was) or _is_stop(now))
    )
    if report.fingerprint == confirmed.fingerprint:
        # Quotas and times move all the time: only a worse verdict says something then.
        changed = tuple(
            said(now, was) for now, was in report.worse(confirmed) if not _is_unread(now)
        )
    elif not (changed or unread or any(_is_unread(was) for was in confirmed.findings)):
        changed = (tr("something that no rule judges"),)
    if changed or unread:
        raise SeenOtherwise(changed, unread)


def _is_unread(finding: PreflightFinding) -> bool:
    return finding.verdict is Verdict.UNKNOWN


def _is_stop(finding: PreflightFinding) -> bool:
    return finding.verdict is Verdict.STOP


def _stopped(report: Report, reason: str) -> Stopped:
    told = sorted(report.stops, key=lambda one: one.overridable)  # what no reason helps: first
    remedy = as_sentence(told[0].remedy)
    if not report.firm and not reason:
        remedy = f"{remedy} {tr(_MAY_OVERRIDE)}".strip()
    return Stopped([words(one) for one in told], remedy, code=told[0].code)


_MAY_OVERRIDE = marked("Where you know better, override it with a reason.")


def words(finding: PreflightFinding) -> str:
    """Return a finding in a line: ``VPC quota: VPC 5 of 5, 1 more needed (SDRS.1929)``."""
    line = tr("{subject}: {seen}", subject=finding.subject, seen=finding.seen)
    return f"{line} ({finding.code})" if finding.code else line

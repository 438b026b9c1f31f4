"""Whether a draft may be sent as it was judged, and what a record keeps of that."""

from __future__ import annotations

from dataclasses import dataclass

from drilltui.domain.errors import SeenOtherwise, Stopped
from drilltui.domain.json_value import JsonValue
from drilltui.domain.preflight.finding import PreflightFinding, Report, record_of_finding


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
    `confirmed` what was seen then, and it is not what is seen now.
    """
    reason = reason.strip()
    if report.firm or (report.stops and not reason):
        raise _stopped(report, reason)
    if confirmed is not None and confirmed.fingerprint != report.fingerprint:
        raise SeenOtherwise(report.changes(confirmed) or ("something that no rule judges",))
    return Decision(report, reason)


def _stopped(report: Report, reason: str) -> Stopped:
    told = sorted(report.stops, key=lambda one: one.overridable)  # what no reason helps: first
    remedy = _sentence(told[0].remedy)
    if not report.firm and not reason:
        remedy = f"{remedy} {_MAY_OVERRIDE}".strip()
    return Stopped([words(one) for one in told], remedy, code=told[0].code)


_MAY_OVERRIDE = "Where you know better, override it with a reason."


def words(finding: PreflightFinding) -> str:
    """Return a finding in a line: ``VPC quota: VPC 5 of 5, 1 more needed (SDRS.1929)``."""
    code = f" ({finding.code})" if finding.code else ""
    return f"{finding.subject}: {finding.seen}{code}"


def _sentence(text: str) -> str:
    """Return `text` as a sentence."""
    begun = text[:1].upper() + text[1:]
    return begun if not begun or begun.endswith((".", "!", "?")) else f"{begun}."

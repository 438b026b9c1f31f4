"""What preflight found, rule by rule, and what it comes to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from drilltui.domain.finding import Finding
from drilltui.domain.json_value import JsonValue
from drilltui.domain.language import tr
from drilltui.domain.verdict import Verdict

WORST_FIRST = (Verdict.STOP, Verdict.WARN, Verdict.UNKNOWN, Verdict.OK)
"""The order in which findings are shown."""


@dataclass(frozen=True, slots=True)
class PreflightFinding(Finding):
    """A finding of the rule with this id in ``rules/preflight.toml``.

    `overridable` is True for a stop that the service might accept all the same.
    """

    rule: str = ""
    overridable: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """All findings about a draft, in the order of the rules, and the fingerprint of what was seen.

    Two reports with the same fingerprint judge the same state of the cloud.
    """

    findings: tuple[PreflightFinding, ...]
    fingerprint: str

    @property
    def worst_first(self) -> tuple[PreflightFinding, ...]:
        """The findings as they are shown."""
        return tuple(sorted(self.findings, key=lambda one: WORST_FIRST.index(one.verdict)))

    @property
    def stops(self) -> tuple[PreflightFinding, ...]:
        """What keeps the draft from being sent."""
        return tuple(one for one in self.findings if one.verdict is Verdict.STOP)

    @property
    def firm(self) -> tuple[PreflightFinding, ...]:
        """The stops that no reason overrides."""
        return tuple(one for one in self.stops if not one.overridable)

    @property
    def overridable(self) -> bool:
        """True when there are stops, and a person's reason may override every one of them."""
        return bool(self.stops) and not self.firm

    def differing(self, before: Report) -> Iterator[tuple[PreflightFinding, Earlier]]:
        """Yield what this report sees otherwise than the one `before`, with what that saw."""
        known = {one.rule: one for one in before.findings}
        for now in self.findings:
            was = known.get(now.rule)
            if was is None or (was.verdict, was.seen) != (now.verdict, now.seen):
                yield now, was

    def worse(self, before: Report) -> Iterator[tuple[PreflightFinding, Earlier]]:
        """Yield those of them whose verdict is worse; to be unseen is worse than a warning."""
        for now, was in self.differing(before):
            if _RANK.index(now.verdict) > (_RANK.index(was.verdict) if was else 0):
                yield now, was


Earlier: TypeAlias = PreflightFinding | None
"""What an earlier report found by the same rule, if it asked it."""

_RANK = (Verdict.OK, Verdict.WARN, Verdict.UNKNOWN, Verdict.STOP)


def said(now: PreflightFinding, was: PreflightFinding | None) -> str:
    """Return in words what is seen now in place of what was."""
    if was is None:
        return tr(
            "{subject} is {verdict}: {seen}",
            subject=now.subject,
            verdict=tr(now.verdict.value),
            seen=now.seen,
        )
    return tr(
        "{subject} is {verdict}: {seen}, was {earlier}: {before}",
        subject=now.subject,
        verdict=tr(now.verdict.value),
        seen=now.seen,
        earlier=tr(was.verdict.value),
        before=was.seen,
    )


def record_of_finding(finding: PreflightFinding) -> dict[str, JsonValue]:
    """Return what a record keeps of a finding."""
    return {
        "rule": finding.rule,
        "subject": finding.subject,
        "verdict": finding.verdict.value,
        "seen": finding.seen,
        "remedy": finding.remedy,
        "code": finding.code,
        "overridable": finding.overridable,
    }

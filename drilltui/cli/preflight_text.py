"""What preflight found, as text: lines for programs, a few for people."""

from __future__ import annotations

from collections import Counter

from drilltui.cli.finding_text import as_text
from drilltui.cli.json_lines import json_line
from drilltui.domain.drill import DrillDraft
from drilltui.domain.language import tr
from drilltui.domain.preflight.finding import WORST_FIRST, Report
from drilltui.domain.verdict import Verdict


def as_lines(found: Report, draft: DrillDraft) -> list[str]:
    """Return each finding as one JSON object on one line, the worst first."""
    return [
        json_line(
            "preflight",
            rule=one.rule,
            subject=one.subject,
            verdict=one.verdict.value,
            seen=one.seen,
            remedy=one.remedy,
            code=one.code,
            overridable=one.overridable,
            group_id=draft.group_id,
            vpc_id=draft.vpc_id or "",
            drill=draft.name,
        )
        for one in found.worst_first
    ]


def as_table(found: Report, width: int | None) -> list[str]:
    """Return every finding for people, the worst first, with what would help."""
    return [row for one in found.worst_first for row in as_text(one, width)]


def noteworthy(found: Report, width: int | None) -> list[str]:
    """Return what is not ok, as `as_table` does."""
    told = [one for one in found.worst_first if one.verdict is not Verdict.OK]
    return [row for one in told for row in as_text(one, width)]


def tally(found: Report) -> str:
    """Return how many there are of each: ``1 stop, 2 warn, 15 ok``."""
    counts = Counter(one.verdict for one in found.findings)
    return ", ".join(f"{counts[one]} {tr(one.value)}" for one in WORST_FIRST if counts[one])

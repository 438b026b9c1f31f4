"""Findings as text: a line for programs, a few for people."""

from __future__ import annotations

from drilltui.cli.cells import cells, padded, wrapped
from drilltui.cli.json_lines import json_line
from drilltui.domain.finding import Finding
from drilltui.domain.language import tr
from drilltui.domain.plain_text import plain

SUBJECT = 24
"""Cells of the column that says what was looked at: findings come one by one."""


def as_line(finding: Finding) -> str:
    """Return a finding as one JSON object on one line."""
    return json_line(
        "finding",
        subject=finding.subject,
        verdict=finding.verdict.value,
        seen=finding.seen,
        remedy=finding.remedy,
        code=finding.code,
    )


def as_text(finding: Finding, width: int | None) -> list[str]:
    """Return a finding for people: verdict, subject, what was seen, and the remedy below it."""
    subject = plain(tr(finding.subject))
    head = f"{padded(tr(finding.verdict.value), 5)} {padded(subject, SUBJECT)} "
    room = max(30, (width or 10_000) - cells(head))
    seen = f"{finding.seen} ({finding.code})" if finding.code else finding.seen
    lines = wrapped(plain(seen), room) or [""]
    if finding.remedy:
        lines += wrapped(plain(f"-> {finding.remedy}"), room, "   ")
    margin = " " * cells(head)
    return [f"{head}{lines[0]}".rstrip(), *(f"{margin}{line}" for line in lines[1:])]

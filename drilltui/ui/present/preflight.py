"""Findings of preflight as lines: many for a screen of their own, few for the form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from drilltui.domain.checklist import in_words
from drilltui.domain.language import tr
from drilltui.domain.preflight.finding import WORST_FIRST
from drilltui.domain.verdict import Verdict
from drilltui.ui.line import Line, Role, Span, line
from drilltui.ui.present.fitted import fit, padded
from drilltui.ui.present.states import VERDICT_ROLES

if TYPE_CHECKING:
    from drilltui.domain.checklist import Item
    from drilltui.domain.preflight.finding import PreflightFinding, Report
    from drilltui.domain.preflight.vpc_choice import VpcChoice

SUBJECT = 18
"""Cells of the column that says what was looked at."""


def finding_line(finding: PreflightFinding) -> Line:
    """Return a finding in a line: verdict, subject, what was seen, the code it prevents."""
    role = VERDICT_ROLES[finding.verdict]
    code = f"  {finding.code}" if finding.code else ""
    return line(
        (fit(tr(finding.verdict.value), 6), role),
        f"{padded(tr(finding.subject), SUBJECT)} {finding.seen}",
        (code, Role.DIM),
    )


def remedy_line(finding: PreflightFinding) -> Line:
    """Return what would help, under a finding."""
    return line((f"{'':{6 + SUBJECT}} -> {finding.remedy}", Role.DIM))


def in_short(
    found: Sequence[PreflightFinding],
    room: int,
    *,
    fold: bool = True,
    of: Sequence[PreflightFinding] = (),
) -> tuple[Line, ...]:
    """Return findings in `room` lines: what fits, then how many there are of each verdict.

    With `fold` good ones are only counted. `of` is the whole report, where not all of it is told.
    """
    every = of or found
    if len(every) <= room:
        return tuple(map(finding_line, found))
    told = [one for one in found if not fold or one.verdict is not Verdict.OK]
    return (*map(finding_line, told[: max(room, 1) - 1]), tally(every))


def tally(found: Sequence[PreflightFinding]) -> Line:
    """Return how many findings of each verdict there are, shown or not, the worst first."""
    counts = Counter(one.verdict for one in found)
    told = [verdict for verdict in WORST_FIRST if counts[verdict]]
    spans = (
        Span(f"  {tr(verdict.value)} {counts[verdict]}", VERDICT_ROLES[verdict]) for verdict in told
    )
    return line((tr("in all"), Role.DIM), *spans)


def in_full(found: Sequence[PreflightFinding]) -> tuple[Line, ...]:
    """Return findings with their remedies."""
    return tuple(
        row
        for one in found
        for row in (finding_line(one), *((remedy_line(one),) if one.remedy else ()))
    )


def caution(
    found: Sequence[PreflightFinding], of: Sequence[PreflightFinding] = ()
) -> tuple[Line, ...]:
    """Return what is not ok in short, for a confirmation: a remedy stands only under a stop.

    `of` is the whole report, where not all of it is told.
    """
    every = of or found
    told = [one for one in found if one.verdict is not Verdict.OK]
    rows = (
        row
        for one in told
        for row in (in_full([one]) if one.verdict is Verdict.STOP else (finding_line(one),))
    )
    counted = (tally(every),) if len(told) < len(every) else ()
    return (*rows, *counted, Line())


def vpc_finding(choice: VpcChoice) -> Span:
    """Return the verdict of a VPC as the drill VPC."""
    found = choice.finding
    if found.verdict is Verdict.OK:
        return Span(tr("usable, the last drill's") if choice.last else tr("usable"), Role.OK)
    # The code first: what is too long for the column is cut at its end.
    code = f"{found.code}  " if found.code else ""
    return Span(
        f"{fit(tr(found.verdict.value), 4)}  {code}{found.seen}", VERDICT_ROLES[found.verdict]
    )


def whole(report: Report, items: Sequence[Item]) -> tuple[Line, ...]:
    """Return everything that was found, and what will be left to do by hand."""
    lines = [line((tr("Before it starts"), Role.HEADING)), *in_full(report.worst_first)]
    if items:
        lines += [Line(), line((tr("Left to do by hand"), Role.HEADING))]
        lines += [row for item in items for row in _item_lines(item)]
    return tuple(lines)


def _item_lines(found: Item) -> tuple[Line, ...]:
    item = in_words(found)
    about = f"  {item.about}" if item.about else ""
    return (line((item.title, Role.STRONG), about), line((f"  {item.how}", Role.DIM)))

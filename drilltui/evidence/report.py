"""What an auditor reads: everything that a record says, in groups, and what nobody has said. Pure.

A report is made of nothing but the events (and the figures of the drill before), so that whoever
has the events can make it again and compare.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from drilltui.domain.event_data import text
from drilltui.domain.gantt import Gantt, gantt
from drilltui.domain.record import Event
from drilltui.evidence.case import Case
from drilltui.evidence.cell import Sayer
from drilltui.evidence.figures import Figures
from drilltui.evidence.part import Gap, Section, gaps_of
from drilltui.evidence.redaction import is_hidden, shown
from drilltui.evidence.sections.cleanup import cleanup
from drilltui.evidence.sections.clocks import two_clocks
from drilltui.evidence.sections.comparison import comparison
from drilltui.evidence.sections.execution import execution
from drilltui.evidence.sections.findings import findings
from drilltui.evidence.sections.identity import identity
from drilltui.evidence.sections.integrity import integrity
from drilltui.evidence.sections.network import network
from drilltui.evidence.sections.notes import notes
from drilltui.evidence.sections.outcome import outcome
from drilltui.evidence.sections.people import people
from drilltui.evidence.sections.preflight import preflight
from drilltui.evidence.sections.purpose import purpose
from drilltui.evidence.sections.retention import retention
from drilltui.evidence.sections.scope import scope
from drilltui.evidence.sections.sign_off import sign_off
from drilltui.evidence.sections.steps import manual_steps
from drilltui.evidence.sections.targets import targets
from drilltui.evidence.sections.verification import verification

_SECTIONS: tuple[Callable[[Case], Section], ...] = (
    identity,
    scope,
    purpose,
    targets,
    people,
    preflight,
    network,
    execution,
    two_clocks,
    manual_steps,
    verification,
    notes,
    findings,
    outcome,
    cleanup,
    comparison,
    sign_off,
    integrity,
    retention,
)


@dataclass(frozen=True, slots=True)
class Report:
    """A report. `until` is the time of the last event: it knows no later one.

    `utc_offset` is that of the host where the record was begun (``+08:00``), empty where it is not
    told. `chart` draws the Gantt with the words of some language. `gaps` are what nobody has said.
    """

    record_id: str
    mode: str
    drill: str
    group: str
    until: datetime
    utc_offset: str
    sections: tuple[Section, ...]
    chart: Callable[[Sayer], Gantt]
    gaps: tuple[Gap, ...]

    def section(self, key: str) -> Section:
        """Return the section of this key. KeyError when there is none."""
        return {one.key: one for one in self.sections}[key]


def report(
    events: Sequence[Event],
    previous: Figures | None = None,
    *,
    broken_at: int | None = None,
) -> Report:
    """Return the report of one record's events.

    `broken_at` is the number of the first event that does not follow; see `record.broken_at`.
    """
    hidden = frozenset(event.seq for event in events if is_hidden(event.data))
    case = Case(tuple(map(shown, events)), previous, hidden, broken_at)
    sections = tuple(section(case) for section in _SECTIONS)

    def chart(words: Sayer) -> Gantt:
        return gantt(case.events, case.exercise, case.clocks, case.until, words=words)

    return Report(
        case.exercise.record_id,
        case.exercise.mode,
        case.exercise.name,
        case.exercise.group_name,
        case.until,
        text(case.opened, "utc_offset"),
        sections,
        chart,
        tuple(gap for section in sections for gap in gaps_of(section)),
    )

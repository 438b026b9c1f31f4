"""What the exercise was for."""

from __future__ import annotations

from drilltui.domain.language import marked
from drilltui.evidence.case import Case
from drilltui.evidence.cell import known, phrase
from drilltui.evidence.part import Field, Section


def purpose(case: Case) -> Section:
    """Return the section."""
    said = case.exercise.said
    brief = said.brief
    guide = said.led_by_title or said.led_by or phrase(marked("none was followed"))
    return Section(
        "purpose",
        marked("Purpose"),
        (
            Field("objective", marked("objective"), known(brief.objective)),
            Field("scenario", marked("scenario"), known(brief.scenario)),
            Field("exercise", marked("type of exercise"), known(brief.exercise)),
            Field("plan", marked("recovery plan and its version"), known(brief.plan)),
            Field("impact", marked("impact analysis"), known(brief.impact)),
            Field("ticket", marked("change or ticket"), known(brief.ticket)),
            Field("runbook", marked("runbook"), guide),
        ),
    )

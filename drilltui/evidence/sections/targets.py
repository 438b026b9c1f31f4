"""How soon, and how much data may be lost; and who says so."""

from __future__ import annotations

from datetime import timedelta

from drilltui.domain.clocks import TargetOrigin
from drilltui.domain.language import marked
from drilltui.evidence.case import Case
from drilltui.evidence.cell import Cell, known, phrase
from drilltui.evidence.part import Field, Section


def targets(case: Case) -> Section:
    """Return the section."""
    target, rpo = case.clocks.target, case.clocks.rpo_minutes
    return Section(
        "targets",
        marked("Targets"),
        (
            Field(
                "rto", marked("RTO target"), timedelta(minutes=target.minutes) if target else None
            ),
            Field("rpo", marked("RPO target"), timedelta(minutes=rpo) if rpo else None),
            Field("source", marked("where the targets come from"), _source(case)),
        ),
    )


def _source(case: Case) -> Cell:
    target = case.clocks.target
    if target is not None and target.origin is TargetOrigin.PROFILE:
        return phrase(marked("the profile {profile}"), profile=case.exercise.profile)
    return known(case.exercise.said.brief.target_source)

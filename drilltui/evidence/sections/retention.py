"""How long the evidence is kept, and where else it lies."""

from __future__ import annotations

from drilltui.domain.language import marked
from drilltui.evidence.case import Case
from drilltui.evidence.cell import known
from drilltui.evidence.part import Field, Section


def retention(case: Case) -> Section:
    """Return the section."""
    brief = case.exercise.said.brief
    return Section(
        "retention",
        marked("Retention"),
        (
            Field("keep_until", marked("keep until"), brief.keep_until),
            Field("copies", marked("where copies lie"), known(brief.copies)),
        ),
    )

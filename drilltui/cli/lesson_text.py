"""The scenarios that teach something, as a table."""

from __future__ import annotations

from drilltui.cli.table import Column, table
from drilltui.domain.language import spoken, tr

TYPE_CHECKING = False

if TYPE_CHECKING:
    from collections.abc import Sequence

    from drilltui.guide.lesson import Lesson


def as_table(lessons: Sequence[Lesson], width: int | None) -> tuple[str, ...]:
    """Return the lines of a table of `lessons`, in `width` cells."""
    return table(
        [
            Column(tr("SCENARIO"), [one.scenario for one in lessons]),
            Column(tr("MINUTES"), [str(one.minutes) for one in lessons]),
            Column(tr("RUNBOOK"), [one.runbook for one in lessons], dispensable=1),
            Column(tr("WHAT IT IS ABOUT"), [one.title.said(spoken()) for one in lessons], 20),
        ],
        width,
    )

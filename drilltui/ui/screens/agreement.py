"""Asking a person to agree to a drill: a choice, or a typed reason where preflight stops it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drilltui.ui.present import form as present
from drilltui.ui.present.preflight import caution
from drilltui.ui.screens.confirm import ConfirmScreen
from drilltui.ui.screens.override import OverrideScreen

if TYPE_CHECKING:
    from drilltui.domain.drill import DrillDraft
    from drilltui.domain.preflight.finding import Report
    from drilltui.ui.form_state import FormState
    from drilltui.ui.screens.frame import Frame


async def agreed(
    asking: Frame[None], state: FormState, draft: DrillDraft, report: Report | None
) -> str | None:
    """Return the typed reason where one is needed, else ``""``; None when nothing is to be done.

    What preflight found stands before what will happen.
    """
    listed = state.listed(draft.vpc_id)
    lines = present.confirmation(
        asking.session.place,
        state.group,
        draft,
        listed.vpc if listed else None,
        asking.session.drills.preview(draft),
        state.facts,
    )
    if report:
        lines = (*caution(report.worst_first), *lines)
    if report and report.overridable:
        reason = OverrideScreen(asking.desk, asking.crumbs, lines)
        return await asking.app.push_screen_wait(reason)
    question = ConfirmScreen(asking.desk, asking.crumbs, lines, "Cancel", "Start the drill")
    return "" if await asking.app.push_screen_wait(question) else None

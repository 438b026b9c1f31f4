"""Asking a person to agree to a drill: a choice, or a typed reason where preflight stops it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drilltui.domain.language import tr
from drilltui.ui.form_state import shown
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
    asking: Frame[None],
    state: FormState,
    draft: DrillDraft,
    report: Report | None,
    *,
    again: str = "",
) -> str | None:
    """Return the typed reason where one is needed, else ``""``; None when nothing is to be done.

    What will happen stands before what preflight found. `again` names the record of a drill that
    is sent once more.
    """
    said = present.again(again) if again else ()
    if report:
        said = (*said, *caution(shown(report, fields=not again), report.findings))
    listed = state.listed(draft.vpc_id)
    lines = present.confirmation(
        asking.session.place,
        state.group,
        draft,
        listed.vpc if listed else None,
        asking.session.drills.preview(draft),
        state.facts,
        said,
    )
    if report and report.overridable:
        reason = OverrideScreen(asking.desk, asking.crumbs, lines)
        return await asking.app.push_screen_wait(reason)
    yes = tr("Send it again") if again else tr("Start the drill")
    question = ConfirmScreen(asking.desk, asking.crumbs, lines, tr("Cancel"), yes)
    return "" if await asking.app.push_screen_wait(question) else None

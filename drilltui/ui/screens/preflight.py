"""Everything that a drill of a group would meet, with what helps, before a form is opened."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from drilltui.domain.checklist import items
from drilltui.domain.drill import DrillDraft, suggest_name
from drilltui.domain.language import tr
from drilltui.domain.preflight.judge import report
from drilltui.ui.journeys import OpenForm
from drilltui.ui.keys import bindings
from drilltui.ui.line import Role, line
from drilltui.ui.present import failure
from drilltui.ui.present.preflight import whole
from drilltui.ui.screens.reading import ReadingFrame
from drilltui.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from drilltui.domain.errors import DrilltuiError
    from drilltui.services.groups import GroupOverview
    from drilltui.services.sight import Sight
    from drilltui.ui.desk import Desk


class PreflightScreen(ReadingFrame[None]):
    """The findings for a drill in an automatic VPC, the worst first, and what is left to do."""

    SCOPE: ClassVar[str] = "preflight"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(SCOPE)]

    CSS = """
    PreflightScreen #found { height: 1fr; margin: 0 1; }
    """

    def __init__(self, desk: Desk, overview: GroupOverview) -> None:
        super().__init__(desk, [tr("groups"), overview.group.name, tr("preflight")])
        self._overview = overview
        self._seen = False

    def body(self) -> Iterator[Widget]:
        """One sheet that scrolls."""
        yield Sheet([line((tr("Reading ..."), Role.DIM))], scrolls=True, wraps=True, id="found")

    def on_mount(self) -> None:
        """Look."""
        self.query_one("#found").focus()
        self.read()

    async def load(self) -> None:
        """Look at the group and at what a drill of it would meet."""
        overview = self._overview
        facts = await self.session.preflight.look(overview.group.id)
        taken = {drill.name for drill in overview.drills}
        today = self.desk.now().astimezone(self.desk.zone).date()
        draft = DrillDraft(facts.group.id, suggest_name(facts.group.name, today, taken))
        self._seen = True
        lines = whole(report(facts, draft), items(facts, draft))
        self.query_one("#found", Sheet).show(lines)

    def could_not_read(self, error: DrilltuiError) -> None:
        """Say why there is nothing to see."""
        if not self._seen:
            lines = failure.lines(tr("Could not look at this group."), error)
            self.query_one("#found", Sheet).show(lines)

    def concerns(self, sight: Sight) -> bool:
        """Only jobs of this group change what is shown."""
        return sight.target.group_id == self._overview.group.id

    def action_drill_new(self) -> None:
        """Prepare a drill of this group."""
        self.post_message(OpenForm(self._overview))

    def ids(self) -> tuple[str, ...]:
        """Return what `c` copies here."""
        return (self._overview.group.id,)

"""The part of the application that leads: it takes a runbook up, and keeps the screens told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drilltui.domain.errors import DrilltuiError
from drilltui.domain.language import tr
from drilltui.guide.shipped import FIRST_DRILL
from drilltui.ui.followed import Followed
from drilltui.ui.line import Role

if TYPE_CHECKING:
    from textual.worker import Worker


class Guided(Followed):
    """What is shown of the guide is what the record says, read again when something is added."""

    first_runbook: str | None = ""
    """The runbook that this run begins with, unless one is followed already.

    Empty for none, None for the one that the lesson of a rehearsal names.
    """

    def lead_soon(self) -> None:
        """Go on with the runbook that was followed, or begin the first one, in the background."""
        _: Worker[None] = self.run_worker(
            self._lead, group="guide", description="take the guide up"
        )

    async def _lead(self) -> None:
        from drilltui.ui.fields import vocabulary

        guiding = self.desk.session.guiding
        guiding.know(vocabulary())
        wanted, self.first_runbook = self.first_runbook, ""
        try:
            if not await guiding.take_up() and (key := self._first(wanted)):
                await guiding.start(key)
        except DrilltuiError as error:
            for frame in self.frames(visible=True):
                frame.complain(error)
        guiding.subscribe(lambda _: self._told())
        await self._read_guide()

    def _first(self, wanted: str | None) -> str:
        if wanted is not None:
            return wanted
        lesson = self.desk.session.lesson
        return lesson.runbook if lesson else FIRST_DRILL

    def _told(self) -> None:
        """Read again, once for all that was told in the meantime."""
        _: Worker[None] = self.run_worker(
            self._read_guide, group="read guide", exclusive=True, description="read the guide"
        )

    async def _read_guide(self) -> None:
        try:
            self.desk.progress = await self.desk.session.guiding.current()
        except DrilltuiError as error:
            self.say(str(error), Role.STOP)
            return
        for frame in self.frames(visible=True):
            frame.show_guide()

    def action_guide_open(self) -> None:
        """Show the whole guide."""
        from drilltui.ui.screens.guide import GuideScreen

        if not self.desk.is_open:
            self.say(tr("The guide is there as soon as it is known where we are."))
        elif not isinstance(self.screen, GuideScreen):
            self.push_screen(GuideScreen(self.desk))

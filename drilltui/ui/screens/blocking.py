"""What keeps a group from another drill: an earlier submission that is open, or still running."""

from __future__ import annotations

from drilltui.domain.blocking import Blocker, blocker
from drilltui.domain.exercise import Exercise
from drilltui.domain.record import Action
from drilltui.ui.journeys import OpenMonitor
from drilltui.ui.screens.sending import SendingFrame


class BlockingFrame(SendingFrame[None]):
    """A frame that would send a drill, and leads to the submission that stands in its way."""

    blocker: Blocker | None = None
    """As it was read last; another drilltui of this user may have sent it."""

    async def read_blocker(self, group_id: str) -> None:
        """Look into the records for what stands in the way. Raises JournalError."""
        here = await self.session.exercises.here()
        self.blocker = blocker(Action.CREATE, group_id, here)

    def is_blocked(self) -> bool:
        """Lead to the submission that stands in the way, if there is one."""
        found = self.blocker
        if found is not None:
            self.run_worker(
                self._show_blocker(found.exercise), group="blocker", description="show what blocks"
            )
        return found is not None

    async def _show_blocker(self, exercise: Exercise) -> None:
        sight = await self.session.resumption.take_up(exercise)
        if sight is not None and self.is_active:
            self.post_message(OpenMonitor(sight.target.key))

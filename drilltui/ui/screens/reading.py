"""Screens that show what was read from the cloud, and can read it again."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from drilltui.domain.errors import DrilltuiError
from drilltui.domain.language import tr
from drilltui.ui.journeys import OpenAgain
from drilltui.ui.line import Role
from drilltui.ui.present.words import at
from drilltui.ui.screens.frame import Frame, Outcome

if TYPE_CHECKING:
    from textual.worker import Worker

    from drilltui.domain.exchange import Exchange
    from drilltui.services.sight import Sight


class ReadingFrame(Frame[Outcome]):
    """A frame whose `load` fills it. What was read before stays when a later read fails."""

    _stale = False
    """Whether something has changed while this screen was covered."""

    async def load(self) -> None:
        """Read from the cloud and show it; DrilltuiError when that fails. Nothing by itself."""

    def could_not_read(self, error: DrilltuiError) -> None:
        """Show, where the content would be, that there is none; the reason is said already."""

    def concerns(self, sight: Sight) -> bool:
        """Whether what is shown may have changed with the end of this job."""
        return True

    def read(self, *, asked: bool = False) -> None:
        """Read in the background; a reading that is under way is given up for this one."""
        work = partial(self._read, asked)  # begun by the worker: it may be given up before that
        _: Worker[None] = self.run_worker(work, group="read", exclusive=True, description="read")

    async def _read(self, asked: bool) -> None:
        try:
            session = await self.desk.opened()
            # One of its own for each reading: that of a reading that has ended hears no more.
            unsubscribe = session.requests.subscribe(partial(self._tried))
            try:
                await self.load()
            finally:
                unsubscribe()
        except DrilltuiError as error:
            self.complain(error)
            self.could_not_read(error)
            return
        if asked:
            self.say(tr("Read at {time}.", time=at(self.desk.now(), self.desk.zone)))

    def _tried(self, exchange: Exchange) -> None:
        """Say why there is nothing to be seen yet: a read without an answer may be repeated for
        half a minute.
        """
        if exchange.unanswered and self.is_active:
            self.say(f"{exchange.failure} {tr('Trying again ...')}", Role.WARN)

    def action_look_now(self) -> None:
        """Read again, and say when that was; after a refused sign-in this is another try."""
        if self.desk.failure is not None:
            self.post_message(OpenAgain())
            return
        if self.desk.is_open:
            self.session.try_again()
        self.say(tr("Reading ..."))
        self.read(asked=True)

    def job_seen(self, sight: Sight) -> None:
        """Read again when a job has begun or ended: a drill is coming or going, or has."""
        super().job_seen(sight)
        if _changes_what_there_is(sight) and self.concerns(sight):
            self.outdated()

    def outdated(self) -> None:
        """Read again, now or when this screen is seen again."""
        if self.is_active:
            self.read()
        else:
            self._stale = True

    def on_screen_resume(self) -> None:
        """Catch up with what has changed in the cloud. `Frame` has its own part in this event."""
        if self._stale:
            self._stale = False
            self.read()


def _changes_what_there_is(sight: Sight) -> bool:
    """Whether a call has just begun, was just found, or has ended."""
    found = sight.search is not None and not sight.target.unsettled
    just_found = found and sight.job is None and sight.drill is None
    return sight.ended or sight.seen is None or just_found

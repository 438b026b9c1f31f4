"""What is followed: taken up at the start, opened by key, asked about at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drilltui.domain.errors import DrilltuiError
from drilltui.domain.language import marked, tr
from drilltui.ui import journeys
from drilltui.ui.line import Role
from drilltui.ui.present.job_line import by_weight
from drilltui.ui.roads import Roads
from drilltui.ui.screens.groups import GroupsScreen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.worker import Worker

    from drilltui.domain.exercise import Exercise
    from drilltui.services.sight import Sight

NOTHING = marked("Nothing is followed: no job was started here, and no record is unfinished.")


class Followed(Roads):
    """The part of the application that knows calls: running, unsettled, or left by an earlier run.

    Whatever a record says is unfinished is followed as soon as its session is open.
    """

    def take_up_soon(self) -> None:
        """Follow what was left unfinished, in the background, and show it."""
        _: Worker[None] = self.run_worker(
            self._take_up, group="session", description="take up what was left"
        )

    async def _take_up(self) -> None:
        session = self.desk.session
        left: Sequence[Exercise] = ()
        try:
            left = await session.resumption.left()
            for exercise in left:
                await session.resumption.take_up(exercise)
        except DrilltuiError as error:
            for frame in self.frames(visible=True):
                frame.complain(error)
        if left or self._has_news():
            self._tell_left(left)

    def _has_news(self) -> bool:
        """Whether a person has to be told more than that a rehearsal goes on, which is said here.

        A page for it, with an empty list below, would stand between them and what they left.
        """
        notices = self.desk.notices()
        if len(notices) == 1 and self.desk.session.place.resumed:
            self.say(notices[0])
            return False
        return bool(notices)

    def _tell_left(self, left: Sequence[Exercise]) -> None:
        """Show it over the first screen; who has gone on already, or is typing, is told only."""
        if isinstance(self.screen, GroupsScreen) and not self.screen.is_narrowing:
            self._open_left(left)
        elif left:
            told = tr("{count} left unfinished by an earlier run: o lists them.", count=len(left))
            self.say(told, Role.WARN)
        else:
            self.say(self.desk.notices()[0], Role.WARN)

    def _open_left(self, left: Sequence[Exercise]) -> None:
        from drilltui.ui.screens.left import LeftScreen

        self.push_screen(LeftScreen(self.desk, left))

    def seen(self, sight: Sight) -> None:
        """Let every screen take note of a look at a call."""
        for frame in self.frames():
            frame.job_seen(sight)

    def sights(self) -> tuple[Sight, ...]:
        """Return what is known of every call of this run."""
        return self.desk.session.watcher.sights() if self.desk.is_open else ()

    def going_on(self) -> tuple[int, int, tuple[Sight, ...]]:
        """Return how many jobs run, how many requests are out, and what nobody knows yet."""
        if not self.desk.is_open:
            return 0, 0, ()
        sights = self.sights()
        unsettled = tuple(one for one in sights if one.unsettled and not one.elsewhere)
        running = sum(not sight.ended and not sight.unsettled for sight in sights)
        return running, self.desk.session.drills.under_way, unsettled

    def on_open_monitor(self, wish: journeys.OpenMonitor) -> None:
        """Show a call."""
        from drilltui.ui.screens.monitor import MonitorScreen

        sight = self.desk.session.watcher.sight(wish.key)
        if sight is None:
            self.say(tr("It is not followed any more: o lists the records."), Role.WARN)
            return
        place = MonitorScreen(self.desk, sight)
        if wish.instead:
            self.switch_screen(place)
        else:
            self.push_screen(place)

    def on_open_settle(self, wish: journeys.OpenSettle) -> None:
        """Let a person say what an ambiguous call has made."""
        from drilltui.ui.screens.settle import SettleScreen

        self.push_screen(SettleScreen(self.desk, wish.exercise, wish.candidates))

    def action_monitor_open(self) -> None:
        """Show the call that matters most; where there is none, what was left unfinished."""
        if sights := by_weight(self.sights()):
            self.on_open_monitor(journeys.OpenMonitor(sights[0].target.key))
        elif self.desk.is_open:
            _: Worker[None] = self.run_worker(
                self._look_for_left, group="left", description="look for what is left"
            )
        else:
            self.say(tr(NOTHING))

    async def _look_for_left(self) -> None:
        """Open the list of what another drilltui has left unfinished meanwhile."""
        before = self.screen
        try:
            left = await self.desk.session.resumption.left()
        except DrilltuiError as error:
            for frame in self.frames(visible=True):
                frame.complain(error)
            return
        if not left:
            self.say(tr(NOTHING))
        elif self.screen is before:
            self._open_left(left)

    def action_overview_open(self) -> None:
        """Show drills, overdue groups and leftovers of all groups."""
        from drilltui.ui.screens.overview import OverviewScreen

        if not self.desk.is_open:
            self.say(tr("The overview is read as soon as it is known where we are."))
        elif not isinstance(self.screen, OverviewScreen):
            self.push_screen(OverviewScreen(self.desk))

    def action_records_open(self) -> None:
        """List the records of this place."""
        from drilltui.ui.screens.left import LeftScreen
        from drilltui.ui.screens.records import RecordsScreen

        if not self.desk.is_open:
            self.say(tr("The records are read as soon as it is known where we are."))
        elif isinstance(self.screen, LeftScreen):
            self.switch_screen(RecordsScreen(self.desk))
        elif not isinstance(self.screen, RecordsScreen):
            self.push_screen(RecordsScreen(self.desk))

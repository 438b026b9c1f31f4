"""The application: opens the session, knows the places, lets time tick. It has no rules."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias

from textual.binding import BindingType

from drilltui.domain.errors import DrilltuiError
from drilltui.domain.plain_text import plain
from drilltui.ui import journeys, theme
from drilltui.ui.keys import EVERYWHERE, bindings
from drilltui.ui.line import Line, Role, line
from drilltui.ui.palette import Palette, RegistryCommands, scope_of
from drilltui.ui.present.words import plural
from drilltui.ui.screens.frame import Frame, banner
from drilltui.ui.screens.groups import GroupsScreen
from drilltui.ui.screens.reading import ReadingFrame
from drilltui.ui.terminal.seat import JumpHostApp

if TYPE_CHECKING:
    from textual.timer import Timer

    from drilltui.services.session import Session
    from drilltui.services.sight import Sight
    from drilltui.ui.desk import Desk

OpenSession: TypeAlias = "Callable[[], Awaitable[Session]]"

CLOSING = 2.0
"""Seconds that leaving waits for an answer that is still out; its record says what is open."""


LEAVING = "leaving"
"""The id of the screen that asks whether to leave: it is asked once at a time."""

NEARLY = 0.2
"""Seconds before a look in which nothing ticks."""


class DrillApp(JumpHostApp[None]):
    """drilltui on a terminal. `ticking` False lets a test be the one who calls `tick`."""

    CSS = theme.CSS
    ENABLE_COMMAND_PALETTE = False  # Textual's own: ours is opened by its key
    COMMANDS: ClassVar[set[Any]] = {RegistryCommands}
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(EVERYWHERE)]
    HORIZONTAL_BREAKPOINTS = [(110, "-wide")]  # noqa: RUF012 - no ClassVar in Textual

    def __init__(
        self,
        desk: Desk,
        open_session: OpenSession,
        *,
        ascii_only: bool = False,
        mouse: bool = False,
        ticking: bool = True,
    ) -> None:
        super().__init__(ascii_only=ascii_only)
        self.register_theme(theme.THEME)
        self.theme = theme.THEME.name
        self.desk = desk
        self._open_session = open_session
        self._ticking = ticking
        self._mouse = mouse
        self._ticker: Timer | None = None
        self.failure: DrilltuiError | None = None

    def get_default_screen(self) -> GroupsScreen:
        """The first screen: no other is made before it."""
        return GroupsScreen(self.desk)

    def on_mount(self) -> None:
        """Open the session when the first frame is out."""
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        self.run_worker(self._open(), group="session", description="open the session")
        self.set_mouse(self._mouse)
        if self._ticking:
            self._ticker = self.set_interval(1.0, self.tick)

    async def _open(self) -> None:
        try:
            session = await self._open_session()
        except DrilltuiError as error:
            self.failure = error
            self.exit(return_code=error.exit_code)
            return
        session.watcher.subscribe(self._seen)
        self.run_worker(session.watcher.run(), group="watcher", description="watch jobs")
        self.desk.open(session)
        for frame in self._frames():
            frame.session_opened()

    async def close_session(self) -> None:
        """Let go of the session's adapters; an answer that is out is waited for, but not long."""
        if self.desk.is_open:
            # After that the record still says what was intended: the answer is looked up later.
            with suppress(TimeoutError):
                await asyncio.wait_for(self.desk.session.close(), CLOSING)

    def tick(self) -> None:
        """Let ages and times go on, while there is a job whose time goes on.

        A tick just before a look would be painted over by it: the look draws both.
        """
        running = self.desk.session.watcher.running if self.desk.is_open else ()
        now = self.desk.session.clock.monotonic() if running else 0.0
        if running and not any(0 <= sight.next_look - now < NEARLY for sight in running):
            for frame in self._frames(visible=True):
                frame.tick()

    def _seen(self, sight: Sight) -> None:
        if self._ticker:
            self._ticker.reset()  # the next second begins with what the look draws
        for frame in self._frames():
            frame.job_seen(sight)

    def _frames(self, *, visible: bool = False) -> Iterator[Frame[Any]]:
        """Yield the screens that can show something. One that is being made catches up later."""
        stack = self.screen_stack[-1:] if visible else self.screen_stack
        return (screen for screen in stack if isinstance(screen, Frame) and screen.is_mounted)

    def _say(self, text: str, role: Role = Role.TEXT) -> None:
        for frame in self._frames(visible=True):
            frame.say(text, role)

    # Places. Each screen is imported when it is first opened: the first paint does not wait.

    def on_open_group(self, wish: journeys.OpenGroup) -> None:
        """Show a group."""
        from drilltui.ui.screens.group import GroupScreen

        self.push_screen(GroupScreen(self.desk, wish.overview))

    def on_open_form(self, wish: journeys.OpenForm) -> None:
        """Prepare a drill."""
        from drilltui.ui.screens.drill_form import DrillFormScreen

        self.push_screen(DrillFormScreen(self.desk, wish.overview))

    def on_open_drills(self, wish: journeys.OpenDrills) -> None:
        """List drills."""
        from drilltui.ui.screens.drills import DrillsScreen

        group = wish.overview.group if wish.overview else None
        self.push_screen(
            DrillsScreen(self.desk, group.id if group else None, group.name if group else "")
        )

    def on_open_drill(self, wish: journeys.OpenDrill) -> None:
        """Show a drill."""
        from drilltui.ui.screens.drill import DrillScreen

        self.push_screen(DrillScreen(self.desk, wish.drill_id, wish.name))

    def on_open_rename(self, wish: journeys.OpenRename) -> None:
        """Rename a drill; the screen that asked reads it again."""
        from drilltui.ui.screens.rename import RenameScreen

        def renamed(done: bool | None) -> None:
            for frame in self._frames() if done else ():
                if isinstance(frame, ReadingFrame):
                    frame.outdated()

        self.push_screen(RenameScreen(self.desk, wish.drill), renamed)

    def on_open_delete(self, wish: journeys.OpenDelete) -> None:
        """Ask for the confirmation of a delete."""
        from drilltui.ui.screens.delete import DeleteScreen

        self.push_screen(DeleteScreen(self.desk, wish.drill, wish.names))

    def on_open_monitor(self, wish: journeys.OpenMonitor) -> None:
        """Show a job."""
        from drilltui.ui.screens.monitor import MonitorScreen

        sight = self.desk.session.watcher.sight(wish.job_id)
        if sight is None:
            return
        place = MonitorScreen(self.desk, sight)
        if wish.instead:
            self.switch_screen(place)
        else:
            self.push_screen(place)

    def on_open_text(self, wish: journeys.OpenText) -> None:
        """Show a text."""
        from drilltui.ui.screens.text import TextScreen

        self.push_screen(TextScreen(self.desk, wish.title, wish.lines))

    def on_copy_text(self, wish: journeys.CopyText) -> None:
        """Offer a text to the terminal's clipboard, and say so.

        What the cloud told is made harmless: where it is pasted, a line break is an Enter.
        """
        self._say(self.copy_text("\n".join(map(plain, wish.lines))))

    # Keys of every screen.

    def action_monitor_open(self) -> None:
        """Show the job that matters most: a running one, else the last."""
        watcher = self.desk.session.watcher if self.desk.is_open else None
        sights = (watcher.running or watcher.sights()) if watcher else ()
        if not sights:
            self._say("No job was started in this run.")
            return
        self.on_open_monitor(journeys.OpenMonitor(sights[-1].target.job_id))

    def action_requests_open(self) -> None:
        """Show what was sent."""
        from drilltui.ui.screens.requests import RequestsScreen

        if not self.desk.is_open:
            self._say("Nothing was sent yet: the session is being opened.")
        elif not isinstance(self.screen, RequestsScreen):
            self.push_screen(RequestsScreen(self.desk))

    def action_help_open(self) -> None:
        """List the keys of this screen."""
        from drilltui.ui.screens.help import Help

        self.push_screen(Help(self.desk, scope_of(self.screen)))

    def action_palette_open(self) -> None:
        """Find a command by name."""
        self.push_screen(Palette(banner(self.desk, ["commands"])))

    def action_mouse_toggle(self) -> None:
        """Take the mouse, or give it back to the terminal."""
        self._mouse = not self._mouse
        self.set_mouse(self._mouse)
        self._say("The mouse works here now." if self._mouse else "The mouse is the terminal's.")

    def action_screen_repaint(self) -> None:
        """Draw everything again."""
        self.action_repaint()

    def action_help_quit(self) -> None:
        """Ctrl+C leaves nothing by accident."""
        self._say("Ctrl+Q leaves, q too. Cloud jobs go on.")

    def action_app_leave(self) -> None:
        """Leave; with a job running or a request on its way, say first what becomes of it."""
        running = len(self.desk.session.watcher.running) if self.desk.is_open else 0
        sending = self.desk.session.drills.under_way if self.desk.is_open else 0
        if not (running or sending):
            self.exit()
            return
        if any(screen.id == LEAVING for screen in self.screen_stack):
            self._say("Stay or leave: choose with the arrows and Enter.")
            return
        self.run_worker(
            self._leave(running, sending), group="leave", exclusive=True, description="leave"
        )

    async def _leave(self, running: int, sending: int) -> None:
        from drilltui.ui.screens.confirm import ConfirmScreen

        lines = _farewell(running, sending, live=self.desk.live)
        question = ConfirmScreen(self.desk, ("leave",), lines, "Stay", "Leave drilltui")
        question.id = LEAVING
        if await self.push_screen_wait(question):
            self.exit()


def _farewell(running: int, sending: int, *, live: bool) -> tuple[Line, ...]:
    """Return what becomes of what is going on: requests whose answer is out, then jobs."""
    lines: list[Line] = []
    if sending:
        requests = plural(sending, "request is", "requests are")
        lines += [
            line((f"{requests} on the way: the outcome would be unknown.", Role.STOP)),
            line("Stay for the answer, or look at the drills before you send anything again."),
        ]
    if running:
        lines += [*_jobs_go_on(running, live=live)]
    return (*lines, Line())


def _jobs_go_on(running: int, *, live: bool) -> tuple[Line, Line]:
    jobs = plural(running, "job is", "jobs are")
    goes_on = (
        "Cloud jobs go on without drilltui; only the watching ends."
        if live
        else "A cloud job would go on. The embedded cloud of a rehearsal ends with the program."
    )
    return line((f"{jobs} running.", Role.STRONG)), line(goes_on)

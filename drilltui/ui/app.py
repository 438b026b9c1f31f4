"""The application on a terminal: its first screen, its keys, and the time that ticks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import BindingType

from drilltui.domain.language import tr
from drilltui.ui import theme
from drilltui.ui.keys import EVERYWHERE, bindings
from drilltui.ui.palette import Palette, RegistryCommands, scope_of
from drilltui.ui.screens.frame import banner
from drilltui.ui.screens.groups import GroupsScreen
from drilltui.ui.sitting import OpenEntrance, OpenSession, Sitting

if TYPE_CHECKING:
    from textual.screen import Screen
    from textual.timer import Timer

    from drilltui.services.sight import Sight
    from drilltui.ui.desk import Desk

NEARLY = 0.2
"""Seconds before a look in which nothing ticks."""


class DrillApp(Sitting):
    """drilltui on a terminal. `ticking` False lets a test be the one who calls `tick`.

    It begins at `desk`: with `open_session`; without one in the profile that the desk names; with a
    desk that names nothing, by asking. `entrance` makes the doors to other profiles, when they are
    first needed; without it there are none. `runbook` is what the guide begins with: None for the
    lesson's.
    """

    CSS = theme.CSS
    ENABLE_COMMAND_PALETTE = False  # Textual's own: ours is opened by its key
    COMMANDS: ClassVar[set[Any]] = {RegistryCommands}
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(EVERYWHERE)]
    HORIZONTAL_BREAKPOINTS = [(110, "-wide")]  # noqa: RUF012 - no ClassVar in Textual

    def __init__(
        self,
        desk: Desk,
        open_session: OpenSession | None = None,
        *,
        entrance: OpenEntrance | None = None,
        ascii_only: bool = False,
        mouse: bool = False,
        ticking: bool = True,
        runbook: str | None = "",
    ) -> None:
        super().__init__(desk, open_session, entrance, ascii_only=ascii_only)
        self.register_theme(theme.THEME)
        self.theme = theme.THEME.name
        self.new_mode(self._first_screen)
        self.first_runbook = runbook
        self._ticking = ticking
        self._mouse = mouse
        self._ticker: Timer | None = None

    def _first_screen(self) -> Screen[Any]:
        """The first screen: no other is made before it."""
        if self.desk.live is not None:
            return GroupsScreen(self.desk)
        from drilltui.ui.screens.welcome import WelcomeScreen

        return WelcomeScreen(self.desk, self.entrance)

    def on_mount(self) -> None:
        """Open the session when the first frame is out."""
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        if self.desk.live is not None:
            self.open_soon()
        self.set_mouse(self._mouse)
        if self._ticking:
            self._ticker = self.set_interval(1.0, self.tick)

    def tick(self) -> None:
        """Let messages fade, and ages and times go on while there is a job whose time goes on.

        A tick just before a look would be painted over by it: the look draws both. Without a job
        those frames go on whose own clocks count.
        """
        for frame in self.frames(visible=True):
            frame.fade()
        running = self.desk.session.watcher.running if self.desk.is_open else ()
        now = self.desk.session.clock.monotonic() if running else 0.0
        if running and not any(0 <= sight.next_look - now < NEARLY for sight in running):
            for frame in self.frames(visible=True):
                frame.tick()
        elif not running and self.desk.is_open:
            for frame in self.frames(visible=True):
                if frame.counts:
                    frame.tick()

    def seen(self, sight: Sight) -> None:
        """Let every screen take note of a look at a job."""
        if self._ticker:
            self._ticker.reset()  # the next second begins with what the look draws
        super().seen(sight)

    def action_help_open(self) -> None:
        """List the keys of this screen."""
        from drilltui.ui.screens.help import Help

        self.push_screen(Help(self.desk, scope_of(self.screen)))

    def action_palette_open(self) -> None:
        """Find a command by name."""
        self.push_screen(Palette(banner(self.desk, [tr("commands")])))

    def action_mouse_toggle(self) -> None:
        """Take the mouse, or give it back to the terminal."""
        self._mouse = not self._mouse
        self.set_mouse(self._mouse)
        said = (
            tr("The mouse works here now.") if self._mouse else tr("The mouse is the terminal's.")
        )
        self.say(said)

    def action_screen_repaint(self) -> None:
        """Draw everything again."""
        self.action_repaint()

    def action_help_quit(self) -> None:
        """Ctrl+C leaves nothing by accident."""
        self.say(tr("Ctrl+Q leaves. Cloud jobs go on."))

    def action_app_leave(self) -> None:
        """Leave; with a job running or a request on its way, say first what becomes of it."""
        if not any(self.going_on()):
            self.exit()
        elif not self.is_leaving():
            self.run_worker(self._leave(), group="leave", description="leave")

    async def _leave(self) -> None:
        if await self.may_end(tr("Leave drilltui"), leaving=True):
            self.exit()

"""Where screens ask to go, and how one gets there.

Each screen is imported when it is first opened: the first paint does not wait for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from drilltui.domain.language import tr
from drilltui.domain.plain_text import plain
from drilltui.ui import journeys
from drilltui.ui.line import Role
from drilltui.ui.palette import scope_of
from drilltui.ui.screens.frame import Frame
from drilltui.ui.screens.reading import ReadingFrame
from drilltui.ui.terminal.seat import JumpHostApp

if TYPE_CHECKING:
    from drilltui.services.requests import Requests
    from drilltui.ui.desk import Desk


class Roads(JumpHostApp[None]):
    """The part of the application that opens screens over the one that asks."""

    desk: Desk

    def sign_in_requests(self) -> Requests | None:
        """Return what was sent to sign in; None where there are no doors to go through."""
        return None

    def frames(self, *, visible: bool = False) -> Iterator[Frame[Any]]:
        """Yield the screens that can show something. One that is being made catches up later."""
        stack = self.screen_stack[-1:] if visible else self.screen_stack
        return (screen for screen in stack if isinstance(screen, Frame) and screen.is_mounted)

    def say(self, text: str, role: Role = Role.TEXT) -> None:
        """Say something on the screen that is seen."""
        for frame in self.frames(visible=True):
            frame.say(text, role)

    def on_open_group(self, wish: journeys.OpenGroup) -> None:
        """Show a group."""
        from drilltui.ui.screens.group import GroupScreen

        self.push_screen(GroupScreen(self.desk, wish.overview))

    def on_open_form(self, wish: journeys.OpenForm) -> None:
        """Prepare a drill."""
        from drilltui.ui.screens.drill_form import DrillFormScreen

        self.push_screen(DrillFormScreen(self.desk, wish.overview))

    def on_open_preflight(self, wish: journeys.OpenPreflight) -> None:
        """Show what a drill would meet."""
        from drilltui.ui.screens.preflight import PreflightScreen

        self.push_screen(PreflightScreen(self.desk, wish.overview))

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
            for frame in self.frames() if done else ():
                if isinstance(frame, ReadingFrame):
                    frame.outdated()

        self.push_screen(RenameScreen(self.desk, wish.drill), renamed)

    def on_open_delete(self, wish: journeys.OpenDelete) -> None:
        """Ask for the confirmation of a delete."""
        from drilltui.ui.screens.delete import DeleteScreen

        self.push_screen(DeleteScreen(self.desk, wish.drill, wish.names))

    def on_open_cleanup(self, wish: journeys.OpenCleanup) -> None:
        """Show what a drill left."""
        from drilltui.ui.screens.cleanup import CleanupScreen

        self.push_screen(CleanupScreen(self.desk, wish.record_id, wish.name))

    def on_open_exercise(self, wish: journeys.OpenExercise) -> None:
        """Show what people say around a drill."""
        from drilltui.ui.screens.exercise import ExerciseScreen

        self.push_screen(ExerciseScreen(self.desk, wish.record_id, wish.name))

    def on_open_checklist(self, wish: journeys.OpenChecklist) -> None:
        """Show the checklist of a record."""
        from drilltui.ui.screens.checklist import ChecklistScreen

        self.push_screen(ChecklistScreen(self.desk, wish.record_id, wish.name))

    def on_open_closing(self, wish: journeys.OpenClosing) -> None:
        """Close a record; the screen that asked reads it again."""
        from drilltui.ui.screens.closing import ClosingScreen

        screen = ClosingScreen(self.desk, wish.exercise, wish.judgement, wish.worked)
        self.push_screen(screen, lambda _: self._outdate())

    def on_open_clearing(self, wish: journeys.OpenClearing) -> None:
        """Remove what can be removed; the screen that asked reads it again."""
        from drilltui.ui.screens.clearing import ClearingScreen

        self.push_screen(ClearingScreen(self.desk, wish.plan), lambda _: self._outdate())

    def on_open_reason(self, wish: journeys.OpenReason) -> None:
        """Ask for a reason; the screen that asked reads it again."""
        from drilltui.ui.screens.reason import ReasonScreen

        screen = ReasonScreen(self.desk, wish.record_id, wish.name, wish.keys, wish.lines)
        self.push_screen(screen, lambda _: self._outdate())

    def _outdate(self) -> None:
        """Have everything that was read be read again when it is seen."""
        for frame in self.frames():
            if isinstance(frame, ReadingFrame):
                frame.outdated()

    def on_open_text(self, wish: journeys.OpenText) -> None:
        """Show a text."""
        from drilltui.ui.screens.text import TextScreen

        self.push_screen(TextScreen(self.desk, wish.title, wish.lines))

    def on_open_explain(self, wish: journeys.OpenExplain) -> None:
        """Explain codes."""
        from drilltui.ui.screens.explain import ExplainScreen

        self.push_screen(ExplainScreen(self.desk, wish.told))

    def on_copy_text(self, wish: journeys.CopyText) -> None:
        """Offer a text to the terminal's clipboard, and say so.

        What the cloud told is made harmless: where it is pasted, a line break is an Enter.
        """
        self.say(self.copy_text("\n".join(map(plain, wish.lines))))

    def action_lesson_open(self) -> None:
        """Read what is taught here."""
        from drilltui.ui.screens.lesson import LessonScreen

        if not isinstance(self.screen, LessonScreen):
            self.push_screen(LessonScreen(self.desk))

    def action_requests_open(self) -> None:
        """Show what was sent: in the session, or to sign in where that is being done."""
        from drilltui.ui.screens.requests import RequestsScreen

        if isinstance(self.screen, RequestsScreen):
            return
        at_the_door = self.sign_in_requests()
        if self.desk.is_open and scope_of(self.screen) != "sign_in":
            self.push_screen(RequestsScreen(self.desk, self.desk.session.requests))
        elif at_the_door is not None and at_the_door.latest():
            self.push_screen(RequestsScreen(self.desk, at_the_door, [tr("sign in")]))
        else:
            self.say(tr("Nothing was sent yet."))

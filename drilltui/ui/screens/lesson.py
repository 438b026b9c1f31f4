"""The lesson of a rehearsal: what it is about, hints for who asks, and the debrief at its end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from drilltui.domain.errors import DrilltuiError
from drilltui.domain.language import tr
from drilltui.domain.record import Kind
from drilltui.guide.debrief import debrief
from drilltui.guide.hints import asked, due
from drilltui.ui.keys import bindings
from drilltui.ui.line import Role
from drilltui.ui.present import lesson as present
from drilltui.ui.screens.frame import Frame
from drilltui.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from textual.worker import Worker

    from drilltui.domain.record import Event
    from drilltui.ui.desk import Desk
    from drilltui.ui.line import Line


class LessonScreen(Frame[None]):
    """A page to read. Once the record is closed it is the debrief; `d` turns to the other."""

    SCOPE: ClassVar[str] = "lesson"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(SCOPE)]

    CSS = """
    LessonScreen #lesson { height: 1fr; margin: 0 1; }
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, [tr("lesson")])
        self._lines: tuple[Line, ...] = ()
        self._debriefing: bool | None = None
        """Which page is read; None until it is known whether the record is closed."""

    def body(self) -> Iterator[Widget]:
        """One sheet that scrolls."""
        yield Sheet(scrolls=True, wraps=True, id="lesson")

    def on_mount(self) -> None:
        """Let the keys move the text."""
        self.query_one("#lesson").focus()

    def session_opened(self) -> None:
        """Read the record as soon as there is one."""
        super().session_opened()
        self._show_soon()

    def on_screen_resume(self) -> None:
        """Catch up with what was done meanwhile. `Frame` has its own part in this event."""
        if self.desk.is_open and self.is_mounted:
            self._show_soon()

    def _show_soon(self) -> None:
        _: Worker[None] = self.run_worker(
            self._show, group="read", exclusive=True, description="read the lesson"
        )

    async def _show(self) -> None:
        lesson, lessons = self.session.lesson, self.session.lessons
        if lesson is None:
            self._set(present.no_lesson())
            return
        try:
            events = await lessons.record()
        except DrilltuiError as error:
            self.complain(error)
            return
        if self._debriefing is None and _is_closed(events):
            self._debriefing = True
        if self._debriefing:
            self._set(present.debriefed(debrief(events)))
            return
        if _is_closed(events):
            self._set(present.page_at_end(lesson, len(set(asked(events)))))
            return
        had = lessons.had(events)
        known = {hint.number for hint in due(lesson, events, self.session.clock.now())} | {*had}
        self._set(present.page(lesson, [one for one in lesson.hints if one.number in known]))

    def _set(self, lines: tuple[Line, ...]) -> None:
        self._lines = lines
        self.query_one("#lesson", Sheet).show(lines)

    def action_lesson_hint(self) -> None:
        """Ask for the next hint; the record keeps that."""
        _: Worker[None] = self.run_worker(self._ask, group="hint", description="ask for a hint")

    async def _ask(self) -> None:
        if not self.desk.is_open or self.session.lesson is None:
            return
        lessons = self.session.lessons
        try:
            events = await lessons.record()
            # At the end all of them are told: who asks then has not asked for help.
            hint = None if _is_closed(events) else await lessons.ask(events)
        except DrilltuiError as error:
            self.complain(error)
            return
        if hint is None:
            self.say(tr("There is no further hint."), Role.WARN)
            return
        self._debriefing = False
        await self._show()

    def action_lesson_debrief(self) -> None:
        """Turn from the lesson to its debrief, and back."""
        if self.desk.is_open:
            self._debriefing = not self._debriefing
            self._show_soon()

    def ids(self) -> tuple[str, ...]:
        """Return what `c` copies here: the page."""
        return tuple(shown.plain for shown in self._lines)


def _is_closed(events: tuple[Event, ...]) -> bool:
    return any(event.kind == Kind.CLOSED for event in events)

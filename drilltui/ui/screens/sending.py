"""Screens that change the cloud, and stay until they are answered."""

from __future__ import annotations

from collections.abc import Awaitable, Sequence
from typing import TYPE_CHECKING, ClassVar

from drilltui.domain.errors import DrilltuiError, Refused
from drilltui.domain.language import marked, tr
from drilltui.ui.journeys import OpenMonitor
from drilltui.ui.line import Line, Role
from drilltui.ui.present import failure, form
from drilltui.ui.screens.frame import Frame, Outcome
from drilltui.ui.widgets.field import Field
from drilltui.ui.widgets.line_table import LineTable
from drilltui.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from textual import events

    from drilltui.services.sending import Answer

TICK = 5.0
"""Seconds of real time between two figures of how long one has waited: each costs some bytes."""


class SendingFrame(Frame[Outcome]):
    """A frame with a request. Esc does not leave it while the answer is out.

    What was not accepted is told in its sheet `answer`; what was, and what nobody knows, is
    followed in the monitor.
    """

    NOT_DONE: ClassVar[str]
    """That it was not done, in a short sentence, marked."""

    DOING: ClassVar[str] = marked("Sending ... The answer may take half a minute.")
    DOING_SINCE: ClassVar[str] = marked(
        "Sending ... {seconds} s, the answer may take half a minute."
    )
    """What is being done while the answer is out: at first, and after some `seconds`."""

    _sent_at: float | None = None
    """When the request that is out was sent, in monotonic seconds."""

    async def send(self, call: Awaitable[Answer]) -> Answer | None:
        """Wait for the answer and say what is wrong with it; None when there is none to judge.

        Until then the fields stand still: what they say is what was sent.
        """
        self._sent_at = self.session.clock.monotonic()
        focused = self.focused
        self._hold_fields(True)
        self.note(tr("sending"))
        self._say_sending()
        ticking = self.set_interval(TICK, self._say_sending)
        try:
            answer = await call
        except DrilltuiError as error:
            self.complaint = error
            self.say_whole(failure.lines(tr(self.NOT_DONE), error))
            self.say(tr(self.NOT_DONE), Role.STOP)
            return None
        finally:
            ticking.stop()
            self._sent_at = None
            self._hold_fields(False)
            self.note("")
            if focused is not None and self.is_active:
                focused.focus()
        self.complaint = answer.error
        if answer.error is not None and not answer.key:
            self.say_whole(form.refusal_lines(answer))
            hint = tr("F7 explains the code.") if isinstance(answer.error, Refused) else ""
            self.say(f"{tr(self.NOT_DONE)} {hint}".rstrip(), Role.STOP)
        return answer

    def say_whole(self, lines: Sequence[Line]) -> None:
        """Show why it was not done, where nothing of it is cut off."""
        self.query_one("#answer", Sheet).show([Line(), *lines])

    def forget_answer(self) -> None:
        """Say no more why it was not done: what would be sent now is not what that was about."""
        self.complaint = None
        self.query_one("#answer", Sheet).show([])

    def follow(self, answer: Answer | None) -> bool:
        """Go to the monitor of what was accepted, or is looked up; return whether there is one."""
        if answer is None or not answer.key:
            return False
        wish = OpenMonitor(answer.key, instead=True)
        self.when_on_top(lambda: self.post_message(wish))
        return True

    @property
    def is_sending(self) -> bool:
        """Whether a request is out."""
        return self._sent_at is not None

    def on_key(self, event: events.Key) -> None:
        """Say on that the answer is waited for; without that the keys take their line back."""
        if self.is_sending:
            event.prevent_default()
            self._say_sending()

    def _say_sending(self) -> None:
        if self._sent_at is None:
            return
        seconds = int(self.session.clock.monotonic() - self._sent_at)
        self.say(tr(self.DOING_SINCE, seconds=seconds) if seconds else tr(self.DOING))

    def _hold_fields(self, held: bool) -> None:
        """Keep keys from the fields; to disable them would draw them another way."""
        for widget in (*self.query(Field), *self.query(LineTable)):
            for part in (widget, *widget.query("*")):
                part.can_focus = not held and type(part).can_focus
        if held:
            self.set_focus(None)

    def action_screen_back(self) -> None:
        """Leave everything as it is, unless a request is on its way."""
        if self.is_sending:
            self.say(tr("The request is on its way: wait for its answer."), Role.WARN)
        else:
            self.leave(None)

"""Screens that change the cloud, and stay until they are answered."""

from __future__ import annotations

from collections.abc import Awaitable, Sequence
from typing import TYPE_CHECKING, ClassVar

from drilltui.domain.errors import DrilltuiError
from drilltui.ui.journeys import OpenMonitor
from drilltui.ui.line import Line, Role
from drilltui.ui.present import failure, form
from drilltui.ui.screens.frame import Frame, Outcome
from drilltui.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from drilltui.services.sending import Answer


class SendingFrame(Frame[Outcome]):
    """A frame with a request. Esc does not leave it while the answer is out.

    What was not accepted is told in its sheet `answer`; what was, and what nobody knows, is
    followed in the monitor.
    """

    NOT_DONE: ClassVar[str]
    """That it was not done, in a short sentence."""

    _sending = False

    async def send(self, call: Awaitable[Answer]) -> Answer | None:
        """Wait for the answer and say what is wrong with it; None when there is none to judge."""
        self._sending = True
        self.say("Sending ...")
        try:
            answer = await call
        except DrilltuiError as error:
            self.say_whole(failure.lines(self.NOT_DONE, error))
            self.say(self.NOT_DONE, Role.STOP)
            return None
        finally:
            self._sending = False
        if answer.error is not None and not answer.key:
            self.say_whole(form.refusal_lines(answer))
            self.say(self.NOT_DONE, Role.STOP)
        return answer

    def say_whole(self, lines: Sequence[Line]) -> None:
        """Show why it was not done, where nothing of it is cut off."""
        self.query_one("#answer", Sheet).show([Line(), *lines])

    def follow(self, answer: Answer | None) -> bool:
        """Go to the monitor of what was accepted, or is looked up; return whether there is one."""
        if answer is None or not answer.key:
            return False
        wish = OpenMonitor(answer.key, instead=True)
        self.when_on_top(lambda: self.post_message(wish))
        return True

    def action_screen_back(self) -> None:
        """Leave everything as it is, unless a request is on its way."""
        if self._sending:
            self.say("The request is on its way: wait for its answer.", Role.WARN)
        else:
            self.leave(None)

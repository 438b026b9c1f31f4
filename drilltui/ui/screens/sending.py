"""Screens that change the cloud, and stay until they are answered."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import TYPE_CHECKING

from drilltui.domain.errors import DrilltuiError
from drilltui.ui.line import Role
from drilltui.ui.screens.frame import Frame, Outcome

if TYPE_CHECKING:
    from drilltui.services.sending import Answer


class SendingFrame(Frame[Outcome]):
    """A frame with a request. Esc does not leave it while the answer, which it shows, is out."""

    _sending = False

    async def send(self, call: Awaitable[Answer]) -> Answer | None:
        """Wait for the answer and say what is wrong with it; None when there is none to judge."""
        self._sending = True
        self.say("Sending ...")
        try:
            answer = await call
        except DrilltuiError as error:
            self.complain(error)
            return None
        finally:
            self._sending = False
        if answer.error is not None:
            self.not_accepted(answer, answer.error)
        return answer

    def not_accepted(self, answer: Answer, error: DrilltuiError) -> None:
        """Say why, and what is to be done; that depends on whether it may have been done."""
        self.say(answer.complaint or str(error), Role.STOP)

    def action_screen_back(self) -> None:
        """Leave everything as it is, unless a request is on its way."""
        if self._sending:
            self.say("The request is on its way: wait for its answer.", Role.WARN)
        else:
            self.leave(None)

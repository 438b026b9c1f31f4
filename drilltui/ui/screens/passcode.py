"""Ask for the six digits that a virtual MFA device shows now."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import BindingType
from textual.widget import Widget

from drilltui.domain.language import tr
from drilltui.domain.sign_in_field import passcode_problem
from drilltui.ui.keys import bindings
from drilltui.ui.line import Role, line
from drilltui.ui.present.form import problem_line
from drilltui.ui.screens.frame import Frame
from drilltui.ui.widgets.field import Field
from drilltui.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from drilltui.domain.secret import Secret
    from drilltui.ui.desk import Desk

LABEL = 11


class PasscodeScreen(Frame[None]):
    """`answer` becomes the digits, or None: by Esc, or because this screen went in another way.

    Whoever asks waits for `answer` and not for the screen: it may be a task without any.
    """

    SCOPE: ClassVar[str] = "passcode"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(SCOPE)]

    CSS = """
    PasscodeScreen #why { margin: 1 1 1 1; }
    PasscodeScreen #problem { margin: 0 1 0 11; }
    PasscodeScreen #fill { height: 1fr; }
    """

    def __init__(self, desk: Desk, user: str, why: str) -> None:
        super().__init__(desk, [tr("passcode")])
        self._user = user
        self._why = why
        self.answer: asyncio.Future[Secret | None] = asyncio.get_running_loop().create_future()

    def body(self) -> Iterator[Widget]:
        """Who is asked and why, and the line for the digits."""
        yield Sheet(
            [
                line((tr("The passcode of {user}", user=self._user), Role.STRONG)),
                line(self._why),
                line(),
                line(tr("Type the six digits that your virtual MFA device shows now, then Enter.")),
                line(tr("Esc gives none: nothing is sent then.")),
            ],
            wraps=True,
            id="why",
        )
        yield Field(tr("Passcode"), label_width=LABEL, password=True, id="digits")
        yield Sheet(wraps=True, id="problem")
        yield Sheet(id="fill")

    def on_mount(self) -> None:
        """Let the digits be typed."""
        self.query_one(Field).focus()
        self._judge()

    def on_unmount(self) -> None:
        """Let nobody wait for a screen that is gone."""
        self._resolve(None)

    @on(Field.Changed)
    def _judge(self) -> None:
        problem = passcode_problem(self.query_one(Field).secret.reveal())
        # What is drawn as an asterisk is not told as a character either.
        told = replace(problem, character=None) if problem else None
        self.query_one("#problem", Sheet).show([problem_line(told, tr("Enter signs in with it"))])

    @on(Field.Submitted)
    def _give(self) -> None:
        digits = self.query_one(Field).secret
        if problem := passcode_problem(digits.reveal()):
            self.say(tr("Not sent: {why}", why=problem.text), Role.WARN)
            return
        self._resolve(digits)
        self.leave(None)

    def action_screen_back(self) -> None:
        """Give no passcode."""
        self._resolve(None)
        self.leave(None)

    def no_longer_asked(self) -> None:
        """Go away, now or when nothing covers this screen any more."""
        if self.is_attached:
            self.when_on_top(lambda: self.leave(None))

    def _resolve(self, digits: Secret | None) -> None:
        if not self.answer.done():
            self.answer.set_result(digits)

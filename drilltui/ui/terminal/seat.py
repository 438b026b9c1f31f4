"""The application class for a person who sits at the far end of an SSH session."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeVar

from rich.text import Text
from textual.app import App
from textual.filter import LineFilter, Monochrome, NoColor

from drilltui.domain.fault import DEBUG, report
from drilltui.domain.language import tr
from drilltui.ui.terminal import clipboard
from drilltui.ui.terminal.driver import SafeDriver
from drilltui.ui.terminal.filters import AsciiOnly, Colourless, NoControls

if TYPE_CHECKING:
    from rich.console import RenderableType

ResultT = TypeVar("ResultT")

CRASH = 5
"""The exit status of a crash: a fault of the program."""


class JumpHostApp(App[ResultT]):
    """An `App` that fits a jump host: `class DrillApp(JumpHostApp[None])` is all it takes.

    Signals and a lost terminal end it with status 128 plus the signal's number, the event loop
    never waits for the terminal, only changed cells are sent, and no widget can send a control
    character. `ascii_only` sends 7-bit text (see `environment.needs_ascii`).
    """

    def __init__(self, *, ascii_only: bool = False) -> None:
        super().__init__(driver_class=SafeDriver)
        self._crashed = False
        self._last_filters: list[LineFilter] = [NoControls()]
        if ascii_only:
            self._last_filters.append(AsciiOnly())
        if self.no_color:
            self._last_filters.append(Colourless())

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return Textual's filters with ours behind them."""
        theirs = (
            found
            for found in super().get_line_filters()
            if not isinstance(found, (Monochrome, NoColor))  # greys are colours too
        )
        return [*theirs, *self._last_filters]

    @property
    def exit_status(self) -> int:
        """What the process is to exit with, once `run` has returned.

        0 for an end by `exit()`, its own `return_code` for another, 5 for a crash, 128 plus the
        number of the signal that ended the session (129 also for a terminal that is gone). What is
        stuck and never returns has the status that `Ends` gives it.
        """
        return CRASH if self._crashed or self.return_code is None else self.return_code

    def exit(
        self,
        result: ResultT | None = None,
        return_code: int = 0,
        message: RenderableType | None = None,
    ) -> None:
        """End, for certain: what does not end within seconds is not waited for any longer."""
        self._leaving()
        super().exit(result, return_code, message)

    def _leaving(self) -> None:
        if isinstance(self._driver, SafeDriver):
            self._driver.leaving()

    def panic(self, *renderables: RenderableType) -> None:
        """End with a report of a crash, which is printed once the terminal is whole again."""
        self._crashed = True
        self._leaving()
        super().panic(*renderables)

    def copy_text(self, text: str) -> str:
        """Offer `text` to the terminal's clipboard; return a sentence on what was done."""
        if not isinstance(self._driver, SafeDriver):
            return tr("There is no terminal to copy to.")
        return clipboard.copy(text, self._driver.write, os.environ)

    def copy_to_clipboard(self, text: str) -> None:
        """Do the same for Textual's own widgets, and tell the person."""
        self.notify(self.copy_text(text), markup=False)

    def set_mouse(self, on: bool) -> None:
        """Take the mouse for the program, or leave it to the terminal to select text with."""
        if isinstance(self._driver, SafeDriver):
            self._driver.set_mouse(on)

    def action_repaint(self) -> None:
        """Draw the whole screen again, over what `wall` or another program has written on it."""
        if isinstance(self._driver, SafeDriver):
            self._driver.repaint()

    def _fatal_error(self) -> None:
        # Textual's report shows the values of local variables, secrets among them.
        if bug := sys.exception():
            self.panic(Text(report(bug, words=bool(os.environ.get(DEBUG)))))

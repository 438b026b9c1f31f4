"""Say once more what will happen in spite of what stops it, and ask for the reason to go on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.widget import Widget

from drilltui.domain.language import marked, tr
from drilltui.ui.keys import bindings
from drilltui.ui.line import Role, line
from drilltui.ui.screens.meaning import MeaningFrame
from drilltui.ui.widgets.field import Field
from drilltui.ui.widgets.sheet import Sheet

_ASKED = marked(
    "Preflight stops it, and the service might accept it. Type why, then Enter; Esc cancels."
)


class OverrideScreen(MeaningFrame[str]):
    """`lines` repeat what will happen. It is left with the reason, or None: nothing is done."""

    SCOPE: ClassVar[str] = "override"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(SCOPE)]

    CSS = """
    OverrideScreen #asked { margin: 0 1; }
    """

    def body(self) -> Iterator[Widget]:
        """What will happen, and the line for the reason, which stays in sight."""
        yield from self.meaning()
        yield Sheet([line((tr(_ASKED), Role.WARN))], wraps=True, id="asked")
        yield Field(tr("Reason"), label_width=11, id="reason")

    def on_mount(self) -> None:
        """Let the reason be typed."""
        self.query_one(Field).focus()

    @on(Field.Submitted)
    def _decide(self) -> None:
        if reason := self.query_one(Field).value.strip():
            self.leave(reason)
        else:
            self.say(
                tr("Not started: the record keeps the reason, so it cannot be empty."), Role.WARN
            )

    def action_screen_back(self) -> None:
        """Leave everything as it is."""
        self.leave(None)

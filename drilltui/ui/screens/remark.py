"""A few words of a person, to be kept in the record."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import BindingType
from textual.widget import Widget

from drilltui.domain.language import tr
from drilltui.services.steps import MOST_CHARACTERS
from drilltui.ui.keys import bindings
from drilltui.ui.line import Line, Role, line
from drilltui.ui.screens.frame import Frame
from drilltui.ui.widgets.field import Field
from drilltui.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from drilltui.ui.desk import Desk


class RemarkScreen(Frame[str]):
    """`lines` say what will be recorded. Answers the words, None when nothing is to be recorded.

    `needed` True takes no empty remark.
    """

    SCOPE: ClassVar[str] = "remark"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(SCOPE)]

    CSS = """
    RemarkScreen #meaning { height: auto; max-height: 60%; margin: 0 1 1 1; }
    RemarkScreen #rest { height: 1fr; margin: 0 1; }
    """

    def __init__(
        self, desk: Desk, crumbs: tuple[str, ...], lines: tuple[Line, ...], *, needed: bool = False
    ) -> None:
        super().__init__(desk, crumbs)
        self._lines = lines
        self._needed = needed

    def body(self) -> Iterator[Widget]:
        """What will be recorded, and the words."""
        yield Sheet(self._lines, wraps=True, id="meaning")
        yield Field(tr("Remark"), label_width=9, id="remark")
        yield Sheet([Line(), line((self._hint, Role.DIM))], wraps=True, id="rest")

    @property
    def _hint(self) -> str:
        may = tr("Say a few words.") if self._needed else tr("It may stay empty.")
        how = tr("Enter records it with your name and the time; Esc leaves it.")
        return f"{may} {how}"

    def on_mount(self) -> None:
        """Let keys write."""
        self.query_one(Field).focus()

    @on(Field.Submitted)
    def action_remark_keep(self) -> None:
        """Answer the words, or say what is wrong with them."""
        words = self.query_one(Field).value.strip()
        if self._needed and not words:
            self.say(tr("Say a few words: it cannot be left out here."), Role.WARN)
        elif len(words) > MOST_CHARACTERS:
            said = tr(
                "That is {count} characters, at most {most}.",
                count=len(words),
                most=MOST_CHARACTERS,
            )
            self.say(said, Role.WARN)
        else:
            self.leave(words)

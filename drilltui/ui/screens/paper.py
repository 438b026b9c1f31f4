"""A form of words for a record: fields one below the other, and what each asks for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual import events, on
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget

from drilltui.domain.errors import DrilltuiError
from drilltui.domain.language import tr
from drilltui.ui.keys import bindings
from drilltui.ui.line import Role, line
from drilltui.ui.present import failure
from drilltui.ui.screens.meaning import MeaningFrame
from drilltui.ui.widgets.field import Field
from drilltui.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from drilltui.ui.desk import Desk
    from drilltui.ui.paper import Paper


class PaperScreen(MeaningFrame[bool]):
    """Answers True when it was written down. Enter goes on to the next field; the last one writes.

    A paper with more fields than fit scrolls with the one that is typed into.
    """

    SCOPE: ClassVar[str] = "paper"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(SCOPE)]

    CSS = """
    PaperScreen #meaning { height: auto; margin: 0 1; max-height: 50%; }
    PaperScreen #fields { height: 10fr; scrollbar-size: 0 0; }
    PaperScreen #asks { height: 1; margin: 0 1; }
    PaperScreen #answer { height: 1fr; margin: 0 1; }
    """

    def __init__(self, desk: Desk, crumbs: tuple[str, ...], paper: Paper) -> None:
        super().__init__(desk, (*crumbs, paper.title), paper.lines)
        self.text.can_focus = False  # PgUp and PgDn move it, so that Tab stays with the fields
        self._paper = paper
        self._busy = False

    def body(self) -> Iterator[Widget]:
        """What it is about, the fields, and below them what the one under the cursor asks for."""
        width = max(cell_len(entry.label) for entry in self._paper.entries) + 3
        yield from self.meaning()
        with VerticalScroll(can_focus=False, id="fields") as fields:
            # All the room that is left to them, and no more than they have rows.
            fields.styles.max_height = len(self._paper.entries)
            for entry in self._paper.entries:
                yield Field(entry.label, entry.value, label_width=width, id=f"said-{entry.name}")
        yield Sheet(id="asks")
        yield Sheet(wraps=True, id="answer")

    def on_mount(self) -> None:
        """Let the first field be typed into, or the one that the paper begins with."""
        begins = self._paper.begins
        (self.query_one(f"#said-{begins}", Field) if begins else self._fields()[0]).focus()
        self._say_how()

    @on(Field.Submitted)
    def _go_on(self, event: Field.Submitted) -> None:
        fields = self._fields()
        place = fields.index(event.field) + 1
        if place < len(fields):
            fields[place].focus()
        else:
            self.action_paper_keep()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Say what the field asks for that is typed into now."""
        for entry in self._paper.entries:
            field = self.query_one(f"#said-{entry.name}", Field)
            if field in event.widget.ancestors_with_self:
                self.query_one("#asks", Sheet).show([line((entry.asks, Role.DIM))])

    def action_paper_keep(self) -> None:
        """Write it down, or say what is wrong with it."""
        if not self._busy and self.may_change():
            self._busy = True
            self.run_worker(self._keep(), group="write", description="words for a record")

    async def _keep(self) -> None:
        typed = {
            entry.name: self.query_one(f"#said-{entry.name}", Field).value
            for entry in self._paper.entries
        }
        try:
            await self._paper.keep(typed)
        except DrilltuiError as error:
            told = failure.lines(tr("Not written down."), error)
            self.query_one("#answer", Sheet).show(told)
            self.say(tr("Not written down."), Role.STOP)
            return
        finally:
            self._busy = False
        self.when_on_top(lambda: self.leave(True))

    def _fields(self) -> list[Field]:
        return list(self.query(Field))

    def _say_how(self) -> None:
        how = tr("F5 writes it down with your name and the time; Esc leaves it.")
        self.query_one("#answer", Sheet).show([line((how, Role.DIM))])

"""Ask for a reason: why leftovers are let be, and until when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import BindingType
from textual.widget import Widget

from drilltui.domain.errors import DrilltuiError
from drilltui.domain.language import tr
from drilltui.ui.keys import bindings
from drilltui.ui.line import Line, Role, line
from drilltui.ui.present import failure
from drilltui.ui.screens.frame import Frame
from drilltui.ui.widgets.field import Field
from drilltui.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from drilltui.ui.desk import Desk


class ReasonScreen(Frame[bool]):
    """The leftovers of `keys` are accepted for the reason that is typed."""

    SCOPE: ClassVar[str] = "reason"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(SCOPE)]

    CSS = """
    ReasonScreen #meaning { margin: 1 1 0 1; max-height: 40%; }
    ReasonScreen #answer { height: 1fr; margin: 0 1; }
    """

    def __init__(
        self,
        desk: Desk,
        record_id: str,
        name: str,
        keys: tuple[tuple[str, str], ...],
        lines: tuple[Line, ...],
    ) -> None:
        super().__init__(desk, [tr("records"), name, tr("accept")])
        self._record_id = record_id
        self._keys = keys
        self._lines = lines
        self._busy = False

    def body(self) -> Iterator[Widget]:
        """What it is about, the reason, and the day until which it holds."""
        yield Sheet(
            [line((tr("You let this be:"), Role.STRONG)), *self._lines], wraps=True, id="meaning"
        )
        yield Field(tr("Why"), label_width=11, id="why")
        yield Field(tr("Until"), label_width=11, id="until")
        hint = tr("The day (2026-12-01) may be left empty: for good.")
        keeps = tr("The record keeps your name with it. Enter or F5 writes it down.")
        yield Sheet([line((f"{keeps} {hint}", Role.DIM))], wraps=True, id="answer")

    def on_mount(self) -> None:
        """Let the reason be typed."""
        self.query_one("#why", Field).focus()

    @on(Field.Submitted)
    def action_reason_give(self) -> None:
        """Write it down, or say what is missing."""
        why = self.query_one("#why", Field).value.strip()
        if not why:
            self.say(tr("Say why."), Role.WARN)
            return
        try:
            until = self._until()
        except ValueError:
            self.say(tr("That is no day: write it like 2026-12-01."), Role.WARN)
            return
        if not self._busy:
            self._busy = True
            self.run_worker(self._write(why, until), group="write", description="a reason")

    def _until(self) -> date | None:
        said = self.query_one("#until", Field).value.strip()
        return date.fromisoformat(said) if said else None

    async def _write(self, why: str, until: date | None) -> None:
        try:
            await self.session.cleanup.accept(self._record_id, self._keys, why, until)
        except DrilltuiError as error:
            self.query_one("#answer", Sheet).show(failure.lines(tr("Not written down."), error))
            self.say(tr("Not written down."), Role.STOP)
            return
        finally:
            self._busy = False
        self.when_on_top(lambda: self.leave(True))

"""A field with a short list below it of what the typed text may mean."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import ClassVar

from textual import events
from textual.message import Message
from textual.widget import Widget

from drilltui.ui.widgets.columns import Cell, Column
from drilltui.ui.widgets.field import Field
from drilltui.ui.widgets.line_table import LineTable

Offers = Callable[[str], Mapping[str, Sequence[Cell]]]
"""What a typed text may mean: rows by the value that choosing them gives."""


class TypeAhead(Widget):
    """The list is seen while the field has the keys. Up and down move in it.

    Enter takes the row under the cursor, Tab leaves the text as it was typed. A text that is itself
    one of the offers stays, and so does one that nothing is offered for.
    """

    DEFAULT_CSS: ClassVar[str] = """
    TypeAhead { height: auto; }
    TypeAhead > LineTable { display: none; height: 4; }
    TypeAhead.-on > LineTable { display: block; }
    """

    class Done(Message):
        """Enter was pressed, and what it took is in the field."""

    class Moved(Message):
        """Enter would take something else now."""

    def __init__(self, field: Field, columns: Sequence[Column], offers: Offers) -> None:
        super().__init__()
        self._field = field
        self._offers = offers
        self._table = LineTable(columns, header=False)
        self._table.can_focus = False

    def compose(self) -> Iterator[Widget]:
        """The field, and the list below it."""
        yield self._field
        yield self._table

    def on_mount(self) -> None:
        """Offer what fits the text that is there."""
        self.narrow()

    @property
    def offered(self) -> str:
        """What Enter would take; empty when it would leave the text as it is, or is not here."""
        leaves = self._field.value in self._table.keys or not self.has_class("-on")
        return "" if leaves else self._table.cursor_key or ""

    def narrow(self) -> None:
        """Offer what fits the text."""
        rows = self._offers(self._field.value)
        keys = list(rows)
        self._table.set_rows(keys, lambda number: rows[keys[number]])

    def on_descendant_focus(self) -> None:
        """Show the list."""
        self.add_class("-on")
        self.post_message(self.Moved())

    def on_descendant_blur(self) -> None:
        """Hide the list; the event goes on to whoever has this widget."""
        self.remove_class("-on")
        self.post_message(self.Moved())

    def on_field_changed(self) -> None:
        """Follow the text; the message goes on to whoever has this widget."""
        self.narrow()
        self._table.action_edge(0)

    def on_field_submitted(self, event: Field.Submitted) -> None:
        """Take the row under the cursor."""
        event.stop()
        self._take()

    def on_line_table_highlighted(self, event: LineTable.Highlighted) -> None:
        """Let nobody take this list for another one."""
        event.stop()

    def on_line_table_chosen(self, event: LineTable.Chosen) -> None:
        """A double click chooses too."""
        event.stop()
        self._take()

    def on_key(self, event: events.Key) -> None:
        """Move in the list."""
        if event.key in ("up", "down"):
            event.stop()
            self._table.action_move(1 if event.key == "down" else -1)
            self.post_message(self.Moved())

    def _take(self) -> None:
        if taken := self.offered:
            self._field.value = taken
            self.post_message(Field.Changed(self._field, taken))
        self.post_message(self.Done())

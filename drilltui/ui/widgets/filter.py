"""The line that narrows a list while one types."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.message import Message

from drilltui.ui.widgets.field import Field


class Filter(Field):
    """Hidden until it is opened; stays visible as long as it narrows anything."""

    DEFAULT_CSS: ClassVar[str] = """
    Filter { display: none; }
    Filter.-on { display: block; }
    """

    @dataclass
    class Narrowed(Message):
        """Only what contains `needle` is wanted now; "" wants everything."""

        needle: str

    class Left(Message):
        """The keys belong to the list again."""

    def __init__(self) -> None:
        super().__init__("/", label_width=3, id="filter")

    @property
    def is_open(self) -> bool:
        """Whether the line is visible."""
        return self.has_class("-on")

    def open(self) -> None:
        """Show the line and let it have the keys."""
        self.add_class("-on")
        self.focus()

    def clear(self) -> bool:
        """Want everything again; return whether there was anything to clear."""
        if not self.is_open:
            return False
        narrowed = bool(self.value)
        self.value = ""
        self._leave()
        if narrowed:
            self.post_message(self.Narrowed(""))
        return True

    def on_field_changed(self, event: Field.Changed) -> None:
        """Tell about each key."""
        event.stop()
        self.post_message(self.Narrowed(event.value))

    def on_field_submitted(self, event: Field.Submitted) -> None:
        """Enter keeps the filter and gives the keys back."""
        event.stop()
        self._leave()

    def _leave(self) -> None:
        self.set_class(bool(self.value), "-on")
        self.post_message(self.Left())

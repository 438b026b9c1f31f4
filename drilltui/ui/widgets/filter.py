"""The line that narrows a list while one types."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.message import Message
from textual.widget import Widget

if TYPE_CHECKING:
    from drilltui.ui.widgets.field import Field


class Filter(Widget):
    """Hidden until it is opened; stays visible as long as it narrows anything.

    The field in it is made when it is first opened: the first frame of a list does not wait for it.
    """

    DEFAULT_CSS: ClassVar[str] = """
    Filter { display: none; height: 1; }
    Filter.-on { display: block; }
    """

    @dataclass
    class Narrowed(Message):
        """Only what contains `needle` is wanted now; "" wants everything."""

        needle: str

    class Left(Message):
        """The keys belong to the list again."""

    def __init__(self) -> None:
        super().__init__(id="filter")
        self._field: Field | None = None

    @property
    def is_open(self) -> bool:
        """Whether the line is visible."""
        return self.has_class("-on")

    async def open(self) -> None:
        """Show the line and let it have the keys."""
        if self._field is None:
            from drilltui.ui.widgets.field import Field

            self._field = Field("/", label_width=3)
            await self.mount(self._field)
        self.add_class("-on")
        self._field.focus()

    def clear(self) -> bool:
        """Want everything again; return whether there was anything to clear."""
        if self._field is None or not self.is_open:
            return False
        narrowed = bool(self._field.value)
        self._field.value = ""
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
        self.set_class(bool(self._field and self._field.value), "-on")
        self.post_message(self.Left())

"""A row that says how much of a text stands below what is in sight."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.strip import Strip

from drilltui.domain.language import marked
from drilltui.ui.line import Role, line
from drilltui.ui.present.words import plural
from drilltui.ui.theme import draw
from drilltui.ui.widgets.picture import Picture
from drilltui.ui.widgets.sheet import Sheet


class Below(Picture):
    """One row under a sheet that scrolls; empty while all of it is in sight."""

    DEFAULT_CSS: ClassVar[str] = """
    Below { height: 1; margin: 0 1; }
    """

    def __init__(self, sheet: Sheet) -> None:
        super().__init__()
        self._sheet = sheet

    def on_mount(self) -> None:
        """Follow the sheet."""
        self.watch(self._sheet, "below", self.redraw)

    def picture(self, width: int, height: int) -> Sequence[Strip]:
        """Draw how many lines there are below."""
        count = self._sheet.below
        if not count:
            return ()
        said = plural(count, marked("{count} more line, PgDn"), marked("{count} more lines, PgDn"))
        return (draw(line((said, Role.DIM)), width, mono=self.mono),)

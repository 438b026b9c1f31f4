"""The line above the keys: the job that is running, on every screen."""

from __future__ import annotations

from typing import ClassVar

from drilltui.ui.line import Line
from drilltui.ui.present.fitted import cut
from drilltui.ui.widgets.sheet import Sheet


class JobLine(Sheet):
    """One line about the running job; blank, but still one row high, when there is none."""

    DEFAULT_CSS: ClassVar[str] = """
    JobLine { height: 1; }
    """

    def show_job(self, line: Line | None) -> None:
        """Show `line`, or nothing when no job is running."""
        self.show(() if line is None else (line,))

    def rows(self, width: int) -> tuple[Line, ...]:
        """Return the line; where there is no room for its end, that shows."""
        return tuple(cut(one, width) for one in super().rows(width))

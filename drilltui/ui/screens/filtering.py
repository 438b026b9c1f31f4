"""Screens whose list is narrowed while one types."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from textual import on

from drilltui.domain.language import tr
from drilltui.ui.screens.frame import Frame, Outcome
from drilltui.ui.widgets.filter import Filter
from drilltui.ui.widgets.line_table import LineTable

_Row = TypeVar("_Row")


def counted(shown: int, total: int, needle: str) -> str:
    """Say how many rows there are, and of how many while a filter hides some."""
    return tr("{count} of {total}", count=shown, total=total) if needle else str(total)


class FilteringFrame(Frame[Outcome]):
    """A frame with a `Filter` above a `LineTable`. `show_rows` shows what contains `needle`."""

    needle = ""

    def show_rows(self) -> None:
        """Filter and sort what is known, and show it; nothing is known unless a subclass says."""

    def under_cursor(self, rows: Sequence[_Row]) -> _Row | None:
        """Return the one of `rows`, which are those of the list, that the cursor is on."""
        cursor = self.query_one(LineTable).cursor
        return rows[cursor] if cursor < len(rows) else None

    def some(self, none: str, rows: Sequence[_Row]) -> _Row | None:
        """Return the same; where there is none, say `none`, which is marked."""
        row = self.under_cursor(rows)
        if row is None:
            self.say(tr(none))
        return row

    async def action_list_filter(self) -> None:
        """Type into the filter."""
        await self.query_one(Filter).open()

    @on(Filter.Narrowed)
    def _narrow(self, event: Filter.Narrowed) -> None:
        self.needle = event.needle
        self.show_rows()

    @on(Filter.Left)
    def _to_the_list(self) -> None:
        self.query_one(LineTable).focus()

    @property
    def is_narrowing(self) -> bool:
        """Whether somebody is typing into the filter."""
        focused = self.focused
        return focused is not None and self.query_one(Filter) in focused.ancestors_with_self

    def clear_filter(self) -> bool:
        """Show every row again; return whether any was hidden."""
        return self.query_one(Filter).clear()

    def action_screen_back(self) -> None:
        """Clear the filter, or leave."""
        if not self.clear_filter():
            self.leave(None)

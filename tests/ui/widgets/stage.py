"""A bare application to put widgets on, which notes what is repainted and what it is told."""

from __future__ import annotations

from rich.console import RenderableType
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.app import App, ComposeResult
from textual.events import MouseScrollDown, MouseScrollUp
from textual.message import Message
from textual.pilot import Pilot
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from drilltui.ui.theme import CSS as BARE
from drilltui.ui.theme import THEME
from drilltui.ui.widgets.field import Field
from drilltui.ui.widgets.line_table import LineTable
from drilltui.ui.widgets.sheet import Sheet

MouseScroll = MouseScrollDown | MouseScrollUp


class Stage(App[None]):
    """Shows widgets one below the other.

    `painted` holds what went to the screen: (row, from, to) for each run of cells, or "all".
    """

    CSS = BARE
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, *widgets: Widget) -> None:
        super().__init__(ansi_color=True)
        self.register_theme(THEME)
        self.theme = THEME.name
        self.actors = widgets
        self.heard: list[Message] = []
        self.painted: list[tuple[int, int, int] | str] = []

    def compose(self) -> ComposeResult:
        yield from self.actors

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        if isinstance(renderable, ChopsUpdate):
            self.painted.extend(renderable.spans)
        elif isinstance(renderable, LayoutUpdate):
            self.painted.append("all")
        super()._display(screen, renderable)

    async def settle(self, pilot: Pilot[None]) -> None:
        """Let the first layout and paint pass, then forget what was painted."""
        for _ in range(3):
            await pilot.pause()
        self.painted.clear()

    def row(self, y: int) -> str:
        """Return the text that stands in row `y` of the screen."""
        return self.strips()[y].text.rstrip()

    def strips(self) -> list[Strip]:
        return self.screen._compositor.render_strips()

    def on_line_table_highlighted(self, message: LineTable.Highlighted) -> None:
        self.heard.append(message)

    def on_line_table_chosen(self, message: LineTable.Chosen) -> None:
        self.heard.append(message)

    def on_field_changed(self, message: Field.Changed) -> None:
        self.heard.append(message)

    def on_field_submitted(self, message: Field.Submitted) -> None:
        self.heard.append(message)

    def on_sheet_scrolled(self, message: Sheet.Scrolled) -> None:
        self.heard.append(message)


def wheel(kind: type[MouseScroll], widget: Widget) -> MouseScroll:
    """Return a turn of the wheel over `widget`."""
    return kind(widget, 1, 1, 0, 1, 0, False, False, False)

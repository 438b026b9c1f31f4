"""How a meaning looks: roles as terminal attributes, and lines as strips of cells.

Only the terminal's own sixteen colours are used, on its own background: they follow the person's
palette, and cost a few bytes where a colour by number costs twenty. No state is told by colour
alone; the words say it, and `mono` (for NO_COLOR, https://no-color.org) keeps only attributes.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.app import App
from textual.strip import Strip
from textual.theme import Theme

from drilltui.domain.plain_text import plain
from drilltui.ui.line import Line, Role

COLOUR: Final[Mapping[Role, Style]] = MappingProxyType(
    {
        Role.TEXT: Style(),
        Role.DIM: Style(dim=True),
        Role.STRONG: Style(bold=True),
        Role.HEADING: Style(bold=True),
        Role.OK: Style(color="green"),
        Role.WARN: Style(color="yellow"),
        Role.STOP: Style(color="red", bold=True),
        Role.BUSY: Style(color="cyan"),
        Role.KEY: Style(bold=True),
        Role.REHEARSAL: Style(color="cyan", reverse=True),
        Role.LIVE: Style(color="red", bold=True, reverse=True),
        Role.SPOKEN: Style(bold=True, reverse=True),
    }
)
"""The look of each role on a terminal with colours."""

MONO: Final[Mapping[Role, Style]] = MappingProxyType(
    {
        **{role: Style() for role in Role},
        Role.DIM: Style(dim=True),
        Role.STRONG: Style(bold=True),
        Role.HEADING: Style(bold=True),
        Role.WARN: Style(underline=True),
        Role.STOP: Style(bold=True, underline=True),
        Role.KEY: Style(bold=True),
        Role.REHEARSAL: Style(underline=True),
        Role.LIVE: Style(bold=True, reverse=True),
        Role.SPOKEN: Style(bold=True, reverse=True),
    }
)
"""The look of each role without any colour."""

CURSOR: Final = Style(reverse=True)
"""Laid over the piece of a row that the cursor is on, beside the `>` mark."""

PARKED: Final = Style(bold=True)
"""The same for a list that does not have the keys just now."""

THEME: Final = Theme(
    name="drilltui",
    ansi=True,
    dark=True,
    primary="ansi_blue",
    secondary="ansi_cyan",
    warning="ansi_yellow",
    error="ansi_red",
    success="ansi_green",
    accent="ansi_cyan",
    foreground="ansi_default",
    background="ansi_default",
    surface="ansi_default",
    panel="ansi_default",
    boost="ansi_default",
    variables={
        "ansi-background": "ansi_black",
        "ansi-foreground": "ansi_white",
        "block-cursor-foreground": "ansi_default",
        "block-cursor-background": "ansi_default",
        "block-cursor-text-style": "reverse",
        "input-cursor-foreground": "ansi_default",
        "input-cursor-background": "ansi_default",
        "input-cursor-text-style": "reverse",
        "input-selection-foreground": "ansi_default",
        "input-selection-background": "ansi_default",
    },
)
"""The theme of Textual's own widgets: register it, then set `App.theme` to its name."""

CSS: Final = """
Screen {
    background: ansi_default;
    color: ansi_default;
    overflow: hidden;
    scrollbar-size: 0 0;
}
Toast {
    border: none;
    padding: 0 1;
    background: ansi_default;
    color: ansi_default;
}
"""
"""What the whole application needs for the bare look (`App.CSS`)."""


def is_mono(app: App[object]) -> bool:
    """Tell whether `app` runs without colours (NO_COLOR is set)."""
    return app.no_color


def role_style(role: Role, *, mono: bool = False) -> Style:
    """Return the terminal attributes of `role`."""
    return (MONO if mono else COLOUR)[role]


@lru_cache(maxsize=4096)
def draw(line: Line, width: int, *, mono: bool = False, over: Style | None = None) -> Strip:
    """Draw `line` into exactly `width` cells.

    Text is made harmless first, then cut or padded by cells, not by characters; a wide character
    that does not fit as a whole becomes a blank. `over` is laid over every piece of the line, not
    over the padding. Padding carries no style, so it costs no attribute bytes.
    """
    segments: list[Segment] = []
    room = width
    for span in line.spans:
        if room <= 0:
            break
        text = plain(span.text)
        used = cell_len(text)
        if used > room:
            text, used = set_cell_size(text, room), room
        style = role_style(span.role, mono=mono)
        style = style if over is None else style + over
        segments.append(Segment(text, style or None))
        room -= used
    if room > 0:
        segments.append(Segment(" " * room))
    return Strip(segments, max(width, 0))

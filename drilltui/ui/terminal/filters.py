"""Line filters: the last look at every row of every widget before it becomes terminal output."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from rich.cells import cell_len, split_graphemes
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter, NoColor

from drilltui.domain.plain_text import UNSAFE

_ASCII_GLYPHS: Final = str.maketrans(
    {
        **dict.fromkeys("─━┄┅┈┉╌╍═╴╶╸╺", "-"),
        **dict.fromkeys("│┃┆┇┊┋╎╏║╵╷╹╻", "|"),
        **dict.fromkeys("╭╮╰╯┌┐└┘┏┓┗┛╔╗╚╝├┤┬┴┼┣┫┳┻╋╠╣╦╩╬", "+"),
        **dict.fromkeys("▁▂▃_", "_"),
        **dict.fromkeys("▔", "-"),
        **dict.fromkeys("▄▅▆▇█▀▓", "#"),
        **dict.fromkeys("░▒", ":"),
        **dict.fromkeys("▏▎▍▌▋▊▉▕▐", "|"),
        **dict.fromkeys("•●■◆∙·◉", "*"),
        **dict.fromkeys("○◯□◇", "o"),
        **dict.fromkeys("▶►▸❯›→»⭢", ">"),
        **dict.fromkeys("◀◄◂❮‹←«⭠", "<"),
        **dict.fromkeys("▲▴↑⭡", "^"),
        **dict.fromkeys("▼▾↓⭣", "v"),
        **dict.fromkeys("–—‐‑−", "-"),
        **dict.fromkeys("‘’‛′", "'"),
        **dict.fromkeys("“”„‟″", '"'),
        "…": ".",
        "╳": "x",
        "✓": "v",
        "✔": "v",
        "✗": "x",
        "✘": "x",
        "✕": "x",
        "×": "x",
        "\xa0": " ",
    }
)
"""Glyphs of one cell that have a likeness of one cell in ASCII."""


class NoControls(LineFilter):
    """Let no control, escape, bidi or invisible character through, whichever widget drew it.

    The border of the program already cleans what comes from the cloud; this net is for the widget
    that someone forgets. A row keeps its width: an unsafe character gives as many question marks
    as it was measured to fill, usually none.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return `segments` with clean texts; the same list when all are clean."""
        if all(segment.text.isascii() and segment.text.isprintable() for segment in segments):
            return segments
        return [
            segment if segment.control else Segment(_no_controls(segment.text), segment.style)
            for segment in segments
        ]


class AsciiOnly(LineFilter):
    """Send 7-bit characters only, to terminals that decode nothing else.

    Box and arrow glyphs become their likeness; every other character becomes as many question
    marks as it fills cells, so that borders stay aligned.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return `segments` with ASCII texts; the same list when all are ASCII."""
        if all(segment.text.isascii() for segment in segments):
            return segments
        return [
            segment if segment.text.isascii() else Segment(_ascii(segment.text), segment.style)
            for segment in segments
        ]


class Colourless(LineFilter):
    """Keep bold, underline and reverse, and drop every colour (https://no-color.org)."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return `segments` in the terminal's own two colours."""
        return [
            Segment(text, None if style is None else style + NoColor.DEFAULT_COLORS, control)
            for text, style, control in segments
        ]


@lru_cache(maxsize=4096)
def _no_controls(text: str) -> str:
    if not UNSAFE.search(text):
        return text
    graphemes, _ = split_graphemes(text)
    return "".join(_without_controls(text[start:end], cells) for start, end, cells in graphemes)


def _without_controls(grapheme: str, cells: int) -> str:
    """Return what is harmless in `grapheme`, or question marks where that has another width."""
    harmless = UNSAFE.sub("", grapheme)
    return harmless if cell_len(harmless) == cells else "?" * cells


@lru_cache(maxsize=4096)
def _ascii(text: str) -> str:
    likeness = text.translate(_ASCII_GLYPHS)
    if likeness.isascii():
        return likeness
    graphemes, _ = split_graphemes(likeness)
    return "".join(
        piece if (piece := likeness[start:end]).isascii() else "?" * cells
        for start, end, cells in graphemes
    )

"""The first line of every screen: rehearsal or live, where, and what part of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual.strip import Strip

from drilltui.domain.plain_text import plain
from drilltui.ui.line import Line, Role, Span, line
from drilltui.ui.present.mode import mode_span, read_only_span
from drilltui.ui.theme import draw
from drilltui.ui.widgets.picture import Picture


def _mode(live: bool | None) -> Span:
    """Return the mode as a word; before there is one, whose screen this is."""
    if live is None:
        return Span(" drilltui ", Role.STRONG)
    return mode_span(live)


def banner_line(
    width: int,
    *,
    live: bool | None,
    source: str,
    region: str,
    crumbs: Sequence[str],
    note: str,
    read_only: bool = False,
) -> Line:
    """Lay out the banner for `width` cells.

    The mode always stays, and that nothing may be changed. When it is narrow, crumbs go from the
    left (`... > new drill`), then the note, then what does not fit at the right edge.
    """
    start: list[Span] = [_mode(live), Span(" ")]
    if read_only:
        start += [read_only_span(), Span("  ")]
    for text in (source, region):
        if text:
            start.append(Span(f"{plain(text)}   "))
    note = plain(note)
    room = width - sum(cell_len(span.text) for span in start)
    keep_note = cell_len(note) + 3 if note else 0
    if room - keep_note < 12:
        keep_note, note = 0, ""
    path = _crumb_text([plain(crumb) for crumb in crumbs], room - keep_note)
    blank = max(0, room - cell_len(path) - cell_len(note) - 1)
    if not note:
        return line(*start, (path, Role.STRONG))
    return line(*start, (path, Role.STRONG), " " * blank, (note, Role.DIM))


def _crumb_text(crumbs: Sequence[str], room: int) -> str:
    for dropped in range(len(crumbs)):
        shown = (["..."] if dropped else []) + list(crumbs[dropped:])
        text = " > ".join(shown)
        if cell_len(text) <= room:
            return text
    return crumbs[-1] if crumbs else ""


class Banner(Picture):
    """Shows the mode as a word, whether nothing may be changed, profile, region, way and note."""

    DEFAULT_CSS: ClassVar[str] = """
    Banner { height: 1; }
    """

    def __init__(
        self,
        *,
        live: bool | None,
        source: str = "",
        region: str = "",
        crumbs: Iterable[str] = (),
        note: str = "",
        read_only: bool = False,
        id: str | None = None,  # noqa: A002 - Textual's name
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._live = live
        self._source = source
        self._region = region
        self._crumbs = tuple(crumbs)
        self._note = note
        self._read_only = read_only

    def say(
        self,
        *,
        crumbs: Iterable[str] | None = None,
        note: str | None = None,
        source: str | None = None,
        region: str | None = None,
        read_only: bool | None = None,
    ) -> None:
        """Change what is given and leave the rest; another mode is another banner."""
        self._crumbs = self._crumbs if crumbs is None else tuple(crumbs)
        self._note = self._note if note is None else note
        self._source = self._source if source is None else source
        self._region = self._region if region is None else region
        self._read_only = self._read_only if read_only is None else read_only
        self.redraw()

    def picture(self, width: int, height: int) -> Sequence[Strip]:
        """Draw the one line."""
        shown = banner_line(
            width,
            live=self._live,
            source=self._source,
            region=self._region,
            crumbs=self._crumbs,
            note=self._note,
            read_only=self._read_only,
        )
        return (draw(shown, width, mono=self.mono),)

"""The last line of every screen: the few keys that matter here."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual.strip import Strip

from drilltui.domain.language import tr
from drilltui.ui.keys import TYPING, Key, key_name, keys_on
from drilltui.ui.line import Line, Role, Span
from drilltui.ui.present.fitted import cut
from drilltui.ui.theme import draw
from drilltui.ui.widgets.picture import Picture


def key_line(
    scope: str,
    width: int,
    *,
    ids: Iterable[str] | None = None,
    idle: Collection[str] = (),
    spoken: str = "",
) -> Line:
    """Return the keys that matter on `scope` as one line of at most `width` cells.

    Keys that do not fit are left out by priority. `ids` limits the choice, for a screen on which
    few keys help; `idle` are those that cannot do anything now. Where text is typed, a key that is
    one plain character is shown by its other name (`F1` for `?`) or not at all. `spoken` is the key
    that the guide speaks of: it is marked, and stays.
    """
    wanted = None if ids is None else set(ids)
    hints = [
        (entry, name)
        for entry in keys_on(scope)
        if (entry.shown or entry.id == spoken)
        and (wanted is None or entry.id in wanted)
        and entry.id not in idle
        and (name := _name(entry, typing=scope in TYPING))
    ]
    kept: set[str] = set()
    room = width - 1
    for entry, name in sorted(hints, key=lambda hint: (hint[0].id != spoken, hint[0].priority)):
        size = cell_len(f"{name} {tr(entry.label)}") + (2 if kept else 0)
        if size <= room:
            kept.add(entry.id)
            room -= size
    return _laid_out([hint for hint in hints if hint[0].id in kept], spoken)


def _name(entry: Key, *, typing: bool) -> str:
    names = (key_name(name) for name in entry.keys)
    return next((name for name in names if len(name) > 1 or not typing), "")


def _laid_out(hints: Sequence[tuple[Key, str]], spoken: str) -> Line:
    spans: list[Span] = []
    for entry, name in hints:
        spans.append(Span("  " if spans else " "))
        role = Role.SPOKEN if entry.id == spoken else Role.KEY
        spans.extend((Span(name, role), Span(f" {tr(entry.label)}")))
    return Line(tuple(spans))


class KeyLine(Picture):
    """Shows the keys of a scope, cut by priority to the width, or a message in their place."""

    DEFAULT_CSS: ClassVar[str] = """
    KeyLine { height: 1; }
    """

    def __init__(
        self,
        scope: str,
        *,
        ids: Iterable[str] | None = None,
        id: str | None = None,  # noqa: A002 - Textual's name
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._scope = scope
        self._ids = None if ids is None else tuple(ids)
        self._idle: Collection[str] = ()
        self._spoken = ""
        self._message: Line | None = None

    def leave_out(self, idle: Collection[str]) -> None:
        """Show no keys with these ids: they cannot do anything now."""
        self._idle = idle
        self.redraw()

    def speak_of(self, key_id: str) -> None:
        """Mark the key with this id, or none: the guide speaks of it."""
        if key_id != self._spoken:
            self._spoken = key_id
            self.redraw()

    def limit(self, ids: Iterable[str] | None) -> None:
        """Show only the keys with these ids; None shows all keys of the scope again."""
        self._ids = None if ids is None else tuple(ids)
        self.redraw()

    def say(self, message: Line | None) -> None:
        """Show why a key did nothing, or what it did, in place of the keys; None shows them."""
        self._message = message
        self.redraw()

    def picture(self, width: int, height: int) -> Sequence[Strip]:
        """Draw the one line."""
        said = cut(self._message, width) if self._message else None
        shown = said or key_line(
            self._scope, width, ids=self._ids, idle=self._idle, spoken=self._spoken
        )
        return (draw(shown, width, mono=self.mono),)

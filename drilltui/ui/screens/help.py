"""The page that lists the keys of the screen below it, made from the registry."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Final

from textual import events
from textual.binding import BindingType
from textual.widget import Widget

from drilltui.domain.language import tr
from drilltui.ui.keys import SCOPES, Key, bindings, keys_on
from drilltui.ui.line import Line, Role, line
from drilltui.ui.present.mode import mode_span
from drilltui.ui.screens.frame import Frame
from drilltui.ui.widgets.sheet import Sheet, wrap

if TYPE_CHECKING:
    from drilltui.ui.desk import Desk

_NAME_WIDTH: Final = 16


def help_lines(scope: str, *, live: bool | None, width: int) -> list[Line]:
    """Return the page for the screen `scope`: its keys, those of everywhere, and two notes."""
    entries = keys_on(scope)
    own = [entry for entry in entries if scope in entry.scopes]
    common = [entry for entry in entries if entry not in own]
    return [
        line((f" {tr('Keys of: {screen}', screen=tr(SCOPES[scope]))}", Role.HEADING)),
        *_table(own, width),
        *([Line(), line((f" {tr('Keys of every screen')}", Role.HEADING))] if common else []),
        *_table(common, width),
        Line(),
        *(row for note in _notes(live=live) for row in wrap(note, width, indent=1)),
    ]


def _table(entries: list[Key], width: int) -> Iterator[Line]:
    for entry in entries:
        names = f"   {entry.names}"
        if len(names) >= _NAME_WIDTH:
            yield from wrap(line((names, Role.KEY)), width)
            names = ""
        row = line((f"{names:<{_NAME_WIDTH}}", Role.KEY), tr(entry.tells))
        yield from wrap(row, width, indent=_NAME_WIDTH)


def _notes(*, live: bool | None) -> Iterator[Line]:
    if live is None:
        yield line(
            f" {tr('Nothing is chosen yet: no request goes anywhere before a sign-in is checked.')}"
        )
        return
    if live:
        told = tr("Requests go to the cloud and change things there.")
    else:
        told = tr(
            "The cloud is played on this machine: nothing is sent to anyone and nothing costs"
            " money. Keys, screens and records are those of a live drill."
        )
    yield line(" ", mode_span(live), f"  {told}")
    yield line(f" {tr('Leaving drilltui stops no cloud job; only the watching ends.')}")


class Help(Frame[None]):
    """Lists the keys of `scope`; Esc, ? or q closes it."""

    SCOPE: ClassVar[str] = "help"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(SCOPE)]

    CSS = """
    Help #keys { height: 1fr; }
    """

    def __init__(self, desk: Desk, scope: str) -> None:
        super().__init__(desk, [tr("keys")])
        self._scope = scope

    def body(self) -> Iterator[Widget]:
        """One sheet that scrolls."""
        yield Sheet(scrolls=True, id="keys")

    def on_mount(self) -> None:
        """Let the keys move the text."""
        self.query_one("#keys").focus()

    def on_resize(self, event: events.Resize) -> None:
        """Break the sentences to the width there is."""
        page = help_lines(self._scope, live=self.desk.live, width=event.size.width)
        self.query_one("#keys", Sheet).show(page)

    def action_help_close(self) -> None:
        """Go back to the screen below."""
        if self.is_active:  # once: keys may come in a burst
            self.dismiss(None)

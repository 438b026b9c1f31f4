"""The page that lists the keys of the screen below it, made from the registry."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Final

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen

from drilltui.ui.keys import SCOPES, Key, bindings, keys_on
from drilltui.ui.line import Line, Role, line
from drilltui.ui.widgets.key_line import KeyLine
from drilltui.ui.widgets.sheet import Sheet, wrap

_NAME_WIDTH: Final = 16


def help_lines(scope: str, *, live: bool, width: int) -> list[Line]:
    """Return the page for the screen `scope`: its keys, those of everywhere, and two notes."""
    entries = keys_on(scope)
    own = [entry for entry in entries if scope in entry.scopes]
    common = [entry for entry in entries if entry not in own]
    return [
        line((f" Keys of: {SCOPES[scope]}", Role.HEADING)),
        *_table(own, width),
        *([Line(), line((" Keys of every screen", Role.HEADING))] if common else []),
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
        row = line((f"{names:<{_NAME_WIDTH}}", Role.KEY), entry.tells)
        yield from wrap(row, width, indent=_NAME_WIDTH)


def _notes(*, live: bool) -> Iterator[Line]:
    if live:
        yield line(
            " ", (" LIVE ", Role.LIVE), "  Requests go to the cloud and change things there."
        )
    else:
        yield line(
            " ",
            (" REHEARSAL ", Role.REHEARSAL),
            "  The cloud is played on this machine: nothing is sent to anyone and nothing costs"
            " money. Keys, screens and records are those of a live drill.",
        )
    yield line(
        " Leaving drilltui never stops anything: cloud jobs go on, and the next start finds them"
        " in the record and watches them again."
    )


class Help(Screen[None]):
    """Lists the keys of `scope`; Esc, ? or q closes it."""

    SCOPE: ClassVar[str] = "help"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(SCOPE)]
    DEFAULT_CSS: ClassVar[str] = """
    Help #keys { height: 1fr; }
    """

    def __init__(self, scope: str, *, live: bool) -> None:
        super().__init__()
        self._scope = scope
        self._live = live

    def compose(self) -> ComposeResult:
        """One sheet that scrolls, and the keys that close it."""
        yield Sheet(scrolls=True, id="keys")
        yield KeyLine(self.SCOPE, ids=("help.close", "app.leave"))

    def on_resize(self, event: events.Resize) -> None:
        """Break the sentences to the width there is."""
        page = help_lines(self._scope, live=self._live, width=event.size.width)
        self.query_one("#keys", Sheet).show(page)

    def action_help_close(self) -> None:
        """Go back to the screen below."""
        self.dismiss(None)

"""The command palette: every command that works on this screen, with its key."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.command import CommandInput, CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.screen import Screen

from drilltui.domain.language import tr
from drilltui.ui.keys import EVERYWHERE, SCOPES, Key, keys_on
from drilltui.ui.present.fitted import padded
from drilltui.ui.widgets.banner import Banner

_NAME_WIDTH = 8
_OWN = frozenset({"palette.open"})


def scope_of(screen: Screen[Any]) -> str:
    """Return the scope that `screen` names in its class variable `SCOPE`."""
    scope = getattr(screen, "SCOPE", EVERYWHERE)
    return scope if scope in SCOPES else EVERYWHERE


class RegistryCommands(Provider):
    """Offers the keys of the registry as commands (`App.COMMANDS = {RegistryCommands}`)."""

    async def discover(self) -> Hits:
        """Offer every command of this screen, in registry order."""
        for entry, run in self._commands():
            yield DiscoveryHit(_prompt(entry), run, text=tr(entry.label))

    async def search(self, query: str) -> Hits:
        """Offer the commands whose label or sentence contains the letters of `query`."""
        matcher = self.matcher(query)
        for entry, run in self._commands():
            # Who has no input method finds it by its English words as well.
            names = [matcher.match(word) for word in (entry.label, tr(entry.label))]
            told = [matcher.match(words) * 0.5 for words in (entry.tells, tr(entry.tells))]
            score = max(*names, *told)
            if score > 0:
                yield Hit(score, _prompt(entry), run, text=tr(entry.label))

    def _commands(self) -> Iterator[tuple[Key, Callable[[], Any]]]:
        for entry in keys_on(scope_of(self.screen)):
            if entry.bound and entry.id not in _OWN and (run := self._runner(entry)) is not None:
                yield entry, run

    def _runner(self, entry: Key) -> Callable[[], Any] | None:
        """Return what runs the action, on the screen if it has it, else on the application."""
        for owner, namespace in ((self.screen, "screen"), (self.app, "app")):
            if hasattr(owner, f"action_{entry.action}"):
                return partial(owner.run_action, f"{namespace}.{entry.action}")
        return None


def _prompt(entry: Key) -> str:
    return f"{entry.name:<{_NAME_WIDTH}} {padded(tr(entry.label), 14)} {tr(entry.tells)}"


class Palette(CommandPalette):
    """Textual's palette on a screen of its own, without frame, picture and blinking cursor.

    The application sets `ENABLE_COMMAND_PALETTE = False`, or Textual's own Ctrl+P comes first.
    """

    DEFAULT_CSS: ClassVar[str] = """
    Palette, Palette:ansi {
        background: ansi_default;
        & > Banner { dock: top; }
        & > Vertical { margin-top: 0; background: ansi_default; }
        #--input { border: none; height: 1; }
        SearchIcon { display: none; }
        CommandInput, CommandInput:focus { border: none; height: 1; padding: 0 1; }
        CommandList, CommandList:focus { border: none; max-height: 100h; padding: 0; }
        CommandList { text-wrap: nowrap; text-overflow: clip; }
        CommandList > .option-list--option { text-style: none; padding: 0 1; }
        CommandList > .option-list--option-highlighted { text-style: reverse; }
        LoadingIndicator { display: none; }
    }
    """

    def __init__(self, banner: Banner) -> None:
        super().__init__(placeholder=tr("Type a part of a command's name"))
        self._banner = banner

    def compose(self) -> ComposeResult:
        """Put the mode above it, as on every screen."""
        yield self._banner
        yield from super().compose()

    def on_mount(self) -> None:
        """Keep the line still: a blinking cursor costs 2 kB/s."""
        self.query_one(CommandInput).cursor_blink = False

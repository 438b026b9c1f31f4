"""A person at drilltui on a pseudo terminal: keys, pasted text, and what the screen says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from tests.ui.terminal.session import Session

APPS = Path(__file__).parent / "apps"

KEYS = {
    "enter": "\r",
    "tab": "\t",
    "escape": "\x1b",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "end": "\x1b[F",
    "f5": "\x1b[15~",
    "f6": "\x1b[17~",
    "ctrl+q": "\x11",
    "ctrl+u": "\x15",
}

IN_SIGHT = 19
"""How many rows of a filtered list are in sight on a terminal of 24 rows."""

_A_REQUEST = re.compile(r" [ >] \d\d:\d\d:\d\d ")

LABEL = 13
"""How wide the name of a field of the sign-in screen is, in cells."""


class Terminal(Session):
    """`with Terminal(environ=host.environ) as terminal`: drilltui of a person on 80x24."""

    def __init__(
        self,
        *arguments: str,
        environ: Mapping[str, str],
        app: str = "seated.py",
        own_keys: bool = False,
    ) -> None:
        super().__init__(*arguments, app=str(APPS / app), environ=environ, own_keys=own_keys)

    # -- looking

    def words(self) -> str:
        """The text of the screen as one line: sentences are wrapped."""
        return " ".join(self.text().split())

    def says(self, sentence: str) -> str:
        """Wait until `sentence` is on the screen, however wrapped; return the screen's words."""
        self.until(partial(self._has, sentence))
        return self.words()

    def _has(self, sentence: str) -> bool:
        return sentence in self.words()

    def lacks(self, sentence: str) -> None:
        """Wait until `sentence` is not on the screen any more."""
        self.until(partial(self._lacks, sentence))

    def _lacks(self, sentence: str) -> bool:
        return sentence not in self.words()

    def rows(self) -> list[str]:
        """The rows of the screen, without blanks at their ends."""
        return self.text().split("\n")

    def cursor_row(self) -> str:
        """The row that is drawn as the one that has the keys; empty when there is none."""
        for number, row in enumerate(self.rows()):
            if number and any(cell.reverse for cell in self.screen.buffer[number].values()):
                return row
        return ""

    # -- acting

    def press(self, *keys: str) -> None:
        """Press `keys` one after the other, without waiting for what they do."""
        self.type("".join(KEYS.get(key, key) for key in keys))

    def paste(self, text: str) -> None:
        """Paste `text`, as a terminal with bracketed paste hands it over."""
        self.type(f"\x1b[200~{text}\x1b[201~")

    def go_to(self, label: str) -> None:
        """Go from field to field until the one called `label` has the keys; " >" is the list."""
        for _ in range(14):
            self.until(lambda: bool(self.cursor_row()))
            before = self.cursor_row()
            if before[:LABEL].strip() == label or before.startswith(f" {label} "):
                return
            self.press("tab")
            self.until(partial(self._moved_from, before))
        raise AssertionError(f"Tab never comes to {label!r}; the screen:\n{self.text()}")

    def _moved_from(self, row: str) -> bool:
        return self.cursor_row() not in ("", row)

    def fill(self, label: str, text: str) -> None:
        """Replace what stands in the field called `label`."""
        self.go_to(label)
        shown = partial(self._shows_in_field, text[-20:])
        self.press("end", "ctrl+u")
        self.until(lambda: not shown())
        self.paste(text)
        self.until(shown)

    def _shows_in_field(self, text: str) -> bool:
        return text in self.cursor_row() or "*" * len(text) in self.cursor_row()

    def choose(self, name: str) -> None:
        """Move down in the list that has the keys until its cursor is on a row called `name`."""
        for _ in range(12):
            self.until(lambda: self.cursor_row().startswith(" > "))
            if (before := self.cursor_row()).startswith(f" > {name}"):
                return
            self.press("down")
            self.until(partial(self._moved_from, before))
        raise AssertionError(f"no row {name!r}; the screen:\n{self.text()}")

    def check(self) -> None:
        """Check what is typed on the sign-in screen, and wait for what that proved.

        Two checks never say the same: the one before was of something else, or has another
        request id.
        """
        before = self.words()
        self.press("f5")
        self.until(lambda: self.words() != before and "Checking ..." not in self.words())

    def keep(self, vault: str) -> None:
        """Keep what was proved in `vault`, and wait for the groups."""
        self.says("may list protection groups")
        self.choose(vault)
        self.press("enter")
        self.says("pg-payments")

    def open_requests(self, about: str) -> list[str]:
        """Open the request log, narrowed to URLs with `about` in them.

        Returns its rows, the newest first, as far as they are in sight.
        """
        self.press("@")
        self.until("PATH")
        self.press("/")
        self.paste(about)
        self.press("enter")
        self.until(self._shows_what_it_counts)
        return self._requests()

    def _requests(self) -> list[str]:
        return [row for row in self.rows() if _A_REQUEST.match(row)]

    def _shows_what_it_counts(self) -> bool:
        count = re.search(r" (\d+) of \d+$", self.rows()[0])
        return count is not None and len(self._requests()) == min(int(count[1]), IN_SIGHT)

    def back_from_requests(self) -> None:
        """Go back from the request log to the screen before it."""
        self.press("escape")
        self.until(lambda: " of " not in self.rows()[0])
        self.press("escape")
        self.lacks(" PATH ")

    def leave(self) -> bytes:
        """Leave drilltui from a screen without a field; return everything it ever wrote."""
        self.press("q")
        return self.left()

    def left(self) -> bytes:
        """Wait for the end that was asked for; return everything drilltui ever wrote."""
        output = self.drain()
        assert self.wait() == 0
        return output

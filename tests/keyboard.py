"""A person's eyes and hands: the text on the terminal, keys, pasted text, and time.

Time is the test's own and the cloud answers in this process, so nothing waits for a clock: after
each key the program runs until it has nothing more to do.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from textual import events
from textual.keys import KEY_NAME_REPLACEMENTS
from textual.pilot import Pilot
from textual.screen import Screen

from drilltui.domain.language import tr
from drilltui.ui.app import DrillApp
from drilltui.ui.widgets.line_table import LineTable
from tests.clock import FakeClock

LIMITER = 0.11
"""Seconds of the fake clock that a call may wait for its turn at the limiter (ten a second)."""

TURNS = 2
"""How often `settle` lets everything run that can; once was enough wherever it was tried."""

FRAME = 0.004
"""Seconds of real time to wait for Textual's next frame, of which there are 60 in a second."""

PATIENCE = 50
"""Looks after which `expect` gives up; the later ones leave Textual's own timers some real time."""


class Screenful:
    """What the terminal shows: text only, row by row."""

    def __init__(self, app: DrillApp, pilot: Pilot[None], clock: FakeClock) -> None:
        self.app = app
        self.clock = clock
        self._pilot = pilot

    def screen_text(self) -> str:
        """Return the visible text, a line per row of the terminal, without blanks at the ends."""
        return "\n".join(self.rows())

    def rows(self) -> list[str]:
        """Return the rows of the terminal, top to bottom."""
        return [strip.text.rstrip() for strip in self._screen._compositor.render_strips()]

    @property
    def banner(self) -> str:
        """The first row: mode, place, where we are."""
        return self.rows()[0]

    @property
    def job_line(self) -> str:
        """The row above the keys."""
        return self.rows()[-2]

    @property
    def key_line(self) -> str:
        """The last row: the keys, or what was just said."""
        return self.rows()[-1]

    @property
    def cursor_row(self) -> str:
        """The row that the `>` of a list is on, without the mark; empty when there is none.

        With several lists it is the one that has the keys.
        """
        marked = (row[3:] for row in self.list_rows().values() if row.startswith(" > "))
        return next(marked, "")

    def list_rows(self) -> dict[int, str]:
        """Return the rows of the list that has the keys, by number; all rows when none has."""
        rows = dict(enumerate(self.rows()))
        focused = self.app.focused
        if not isinstance(focused, LineTable):
            return rows
        return {y: rows[y] for y in range(focused.region.y, focused.region.bottom)}

    async def settle(self) -> None:
        """Let the program run until it waits for a key or for time to pass."""
        for _ in range(TURNS):
            await self._turn()
        if self.app.is_running:
            await self._pilot.pause(0)

    async def _turn(self) -> None:
        """Run what can run: calls that wait for the limiter, callbacks that wait for a frame."""
        await self.clock.settle()
        while waits := [due for due in self.clock.due if due <= LIMITER]:
            await self.clock.advance(waits[0])
        for _ in range(PATIENCE):
            if not (self.app.is_running and self._screen._callbacks):
                break
            await self._pilot.pause(FRAME)

    @property
    def _screen(self) -> Screen[object]:
        return self.app.screen

    async def expect(self, text: str) -> str:
        """Wait until `text` is on the screen and return the whole screen; fail if it never is.

        A sentence of ours is looked for as it is said in the language of the run.
        """
        text = tr(text)
        return await self._until(lambda shown: text in shown, f"{text!r} did not come")

    async def expect_gone(self, text: str) -> str:
        """Wait until `text`, as it is said, is not on the screen any more; fail if it stays."""
        text = tr(text)
        return await self._until(lambda shown: text not in shown, f"{text!r} stays")

    async def _until(self, holds: Callable[[str], bool], otherwise: str) -> str:
        for look in range(PATIENCE):
            if holds(shown := self.screen_text()):
                return shown
            await self._turn()
            if look > PATIENCE // 2:
                await self._pilot.pause()
        raise AssertionError(f"{otherwise}; the screen:\n{self.screen_text()}")


class Keyboard(Screenful):
    """Keys, pasted text, the window's corner, and time."""

    async def press(self, *keys: str) -> None:
        """Press `keys` one after the other: names as in ui/keys.py, or single characters."""
        for key in keys:
            self.app.post_message(_key(key))
            await self.settle()

    async def press_quickly(self, key: str, times: int) -> None:
        """Press `key` so fast that the program has no time to answer in between."""
        for _ in range(times):
            self.app.post_message(_key(key))
        await self.settle()

    async def paste(self, text: str) -> None:
        """Paste `text`, as a terminal with bracketed paste hands it over."""
        self.app.post_message(events.Paste(text))
        await self.settle()

    async def resize(self, columns: int, rows: int) -> None:
        """Drag the window's corner."""
        await self._pilot.resize_terminal(columns, rows)
        await self.settle()

    async def let_time_pass(self, seconds: float) -> None:
        """Let `seconds` of the fake clock pass; the program ticks and looks as it would."""
        end = self.clock.monotonic() + seconds
        while (left := end - self.clock.monotonic()) > 0:
            await self.clock.advance(min([left, *self.clock.due]))
            await self.settle()
        self.app.tick()
        await self.settle()

    async def back(self) -> None:
        """Go back one screen."""
        await self.press("escape")


def _key(key: str) -> events.Key:
    """Make the event that Textual makes of a key: its name, and its character if it has one."""
    if len(key) > 1:
        return events.Key(key, None)
    if key.isalnum():
        return events.Key(key, key)
    name = unicodedata.name(key).lower().replace("-", "_").replace(" ", "_")
    return events.Key(KEY_NAME_REPLACEMENTS.get(name, name), key)

"""Keys typed ahead, handed over one at a time.

On a slow link keys arrive several in one packet. Textual queues them all for the widget that has
the focus at that moment; if the first one moves the focus or opens a screen, the rest still go to
the old place, and letters meant for a field run bindings. So a key waits until what the one before
it set off has been done.
"""

from __future__ import annotations

import asyncio
import concurrent.futures
from contextlib import suppress
from typing import Any, Final

from textual.app import App, ScreenStackError
from textual.message_pump import MessagePump

PATIENCE: Final = 0.25
"""Seconds that a key waits for the one before it; one that takes longer must not block Quit."""

# A key goes to the application, then to a widget, which may ask the application for a new focus or
# screen, which then has to be made ready.
_ROUNDS: Final = 2


class TypeAhead:
    """Lets the input thread wait for its own last key; it belongs to that thread."""

    def __init__(self, app: App[Any], loop: asyncio.AbstractEventLoop) -> None:
        self._app = app
        self._loop = loop
        self._last: concurrent.futures.Future[None] | None = None

    def wait(self) -> None:
        """Wait until the last key has been dealt with, for `PATIENCE` at most."""
        if self._last is not None:
            with suppress(TimeoutError, concurrent.futures.TimeoutError):
                self._last.result(PATIENCE)
            self._last.cancel()
            self._last = None

    def sent(self) -> None:
        """Note that a key has just been sent."""
        self._last = asyncio.run_coroutine_threadsafe(settled(self._app), self._loop)


async def settled(app: App[Any]) -> None:
    """Return when what has been posted so far where keys go has been dealt with."""
    for _ in range(_ROUNDS):
        await _passed(app)
        with suppress(ScreenStackError):  # at the very start and at the very end
            await _passed(app.screen)
            if app.focused is not None:
                await _passed(app.focused)
    await _passed(app)


async def _passed(pump: MessagePump) -> None:
    """Return when `pump` has done what is in its queue; at once if it takes nothing any more."""
    done = asyncio.Event()
    if pump.call_later(done.set):
        await done.wait()

"""How a session ends when nobody pressed quit: a signal, or a terminal that is gone.

Textual ends cleanly only by its own message. SIGHUP, SIGTERM and SIGQUIT kill it with the terminal
left raw, and an event loop that is stuck, or waits for a terminal that does not read, never ends at
all. Here a signal only writes its number into a pipe; a thread that waits for it asks the program
to leave, and if it has not left within a few seconds restores the terminal and ends the process.
"""

from __future__ import annotations

import os
import signal
import termios
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from types import FrameType
from typing import Final

SIGNALS: Final = (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGTERM)

HANG_UP: Final = 128 + signal.SIGHUP
"""The exit status when the terminal is gone."""

LIMIT: Final = 3.0
"""Seconds from being told to leave to the hard end."""

RESTORE: Final = "\x1b[?2004l\x1b[?1006l\x1b[?1002l\x1b[?7h\x1b[m\x1b[?1049l\x1b[?25h"
"""Leaves every mode that the driver enters: paste, mouse, no wrapping, other screen, no cursor."""


class Ends:
    """Watches for the end of a session whose keys come from `descriptor` (a terminal).

    `leave` is called once, in a thread of this class, with the exit status: 128 plus the number of
    the signal. If the process still lives `limit` seconds later, the terminal is set back to what
    it was when this object was made, `output` leaves the full screen, and `hard_exit` is called.
    """

    def __init__(
        self,
        leave: Callable[[int], None],
        *,
        descriptor: int,
        output: int,
        limit: float = LIMIT,
        hard_exit: Callable[[int], object] = os._exit,
    ) -> None:
        self._leave = leave
        self._descriptor = descriptor
        self._output = output
        self._limit = limit
        self._hard_exit = hard_exit
        self._modes = termios.tcgetattr(descriptor)
        self._told, self._tell = os.pipe()

    def start(self) -> None:
        """Take over the signals, for the rest of the process; only the main thread can."""
        for number in SIGNALS:
            signal.signal(number, self._on_signal)
        threading.Thread(target=self._watch, name="session-end", daemon=True).start()

    def tell(self, status: int) -> None:
        """Say, from any thread or from a signal handler, that the session is to end now."""
        os.write(self._tell, bytes([status]))

    def _on_signal(self, number: int, _frame: FrameType | None) -> None:
        self.tell(128 + number)

    def _watch(self) -> None:
        status = os.read(self._told, 1)[0]
        self._leave(status)
        time.sleep(self._limit)
        self._restore()
        self._hard_exit(status)

    def _restore(self) -> None:
        """Leave the full screen and the raw mode, without waiting for anybody."""
        # A terminal that does not read would hold a blocking write for ever. The flag is shared
        # with the shell that started us, so it goes back.
        os.set_blocking(self._output, False)
        # What does not go through now has nobody to read it.
        with suppress(OSError):
            os.write(self._output, RESTORE.encode())
        os.set_blocking(self._output, True)
        with suppress(termios.error):
            termios.tcsetattr(self._descriptor, termios.TCSANOW, self._modes)

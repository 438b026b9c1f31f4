"""How a session ends, for certain: by a signal, with a terminal that is gone, or left in a jam.

Textual ends cleanly only by its own message. SIGHUP, SIGTERM and SIGQUIT kill it with the terminal
left raw, and an event loop that is stuck, or waits for a terminal that does not read, never ends at
all. Here a signal only writes its number into a pipe; a thread that waits for it asks the program
to leave, and if it has not left within a few seconds restores the terminal and ends the process.
Who leaves by a key gets the same few seconds: a disk that does not answer would keep the process
for ever, without a screen that says so.
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

from drilltui.domain.language import marked, tr

SIGNALS: Final = (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGTERM)

HANG_UP: Final = 128 + signal.SIGHUP
"""The exit status when the terminal is gone."""

_BY_ITSELF: Final = 0

LIMIT: Final = 3.0
"""Seconds from being told to leave to the hard end."""

STUCK: Final = 5
"""The exit status of a session that was left by a key and did not end by itself."""

RESTORE: Final = "\x1b[?2004l\x1b[?1006l\x1b[?1002l\x1b[?7h\x1b[m\x1b[?1049l\x1b[?25h"
"""Leaves every mode that the driver enters: paste, mouse, no wrapping, other screen, no cursor."""

UNANSWERED: Final = marked(
    "Something on this host does not answer, perhaps the disk: ended without it."
)


def parting() -> str:
    """Return what a hard end says; the line may be raw still."""
    told = tr("What was being done stands in the record as far as it could be written.")
    return f"drilltui: {tr(UNANSWERED)}\r\n{told}\r\n"


class Ends:
    """Watches for the end of a session whose keys come from `descriptor` (a terminal).

    `leave` is called once, in a thread of this class, with the exit status: 128 plus the number of
    the signal; not when the session was ending by itself already. If the process still lives
    `limit` seconds later, the terminal is set back to what it was when this object was made,
    `output` leaves the full screen and is told why, and `hard_exit` is called.
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

    def leaving(self) -> None:
        """Say, from any thread, that the session is ending by itself; it gets the same time."""
        os.write(self._tell, bytes([_BY_ITSELF]))

    def _on_signal(self, number: int, _frame: FrameType | None) -> None:
        self.tell(128 + number)

    def _watch(self) -> None:
        status = os.read(self._told, 1)[0]
        if status != _BY_ITSELF:
            self._leave(status)
        time.sleep(self._limit)
        self._restore()
        self._hard_exit(STUCK if status == _BY_ITSELF else status)

    def _restore(self) -> None:
        """Leave the full screen and the raw mode, without waiting for anybody."""
        # A terminal that does not read would hold a blocking write for ever. The flag is shared
        # with the shell that started us, so it goes back.
        os.set_blocking(self._output, False)
        # What does not go through now has nobody to read it.
        with suppress(OSError):
            os.write(self._output, (RESTORE + parting()).encode())
        os.set_blocking(self._output, True)
        with suppress(termios.error):
            termios.tcsetattr(self._descriptor, termios.TCSANOW, self._modes)

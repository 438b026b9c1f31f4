"""Textual's driver, made fit for a slow link and a shared terminal.

Beside what `Outbox`, `Keyboard` and `Ends` do for it, it enters few modes, because a link that
drops leaves every one of them on in the person's own terminal: no focus reports, no kitty
keyboard, no mouse unless asked for. It asks the terminal nothing, because answers that come late
are typed into the shell.
"""

from __future__ import annotations

import os
import re
import select
import signal
import termios
from codecs import getincrementaldecoder
from contextlib import suppress
from functools import partial
from types import FrameType
from typing import Any, ClassVar, Final

from textual import events
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver

from drilltui.ui.terminal.canvas import Canvas
from drilltui.ui.terminal.decoder import Decoder
from drilltui.ui.terminal.ends import HANG_UP, LIMIT, Ends
from drilltui.ui.terminal.keyboard import Keyboard
from drilltui.ui.terminal.outbox import Outbox
from drilltui.ui.terminal.typeahead import TypeAhead

_UNUSED: Final = re.compile(r"\x1b(?:\[\?1004[hl]|\[<u|\]22;.*)\Z", re.DOTALL)
"""Focus reports, the end of a kitty keyboard mode that is never begun, shapes of the pointer."""

_CONTROL: Final = re.compile(r"\x07|\x1b(?!\[\d+;\d+H|\[[\d;]*m)")
"""How everything starts that Textual writes apart from its frames."""

_MOUSE_ON: Final = "\x1b[?1002h\x1b[?1006h"
_MOUSE_OFF: Final = "\x1b[?1002l\x1b[?1006l"
"""Buttons, wheel and dragging (not every motion), with coordinates in decimal."""

_RE_ENTER: Final = "\x1b[?2004h\x1b[?25l\x1b[?7l"
"""The modes of the full screen that a shell's own line editor ends."""

_READ: Final = 65536

_STANDARD_ERROR: Final = 2
"""Textual draws there, so that standard output stays free for results."""


class SafeDriver(LinuxDriver):
    """A driver that never stalls the event loop and always gives the terminal back."""

    end_limit: ClassVar[float] = LIMIT
    """Seconds between a signal, or the application's own leaving, and the hard end."""

    def __init__(
        self,
        app: App[Any],
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(app, debug=debug, mouse=False, size=size)
        self._output = _STANDARD_ERROR
        self._canvas = Canvas()
        self._outbox: Outbox | None = None
        self._stopped = False
        self._entered = False
        self._wake_read, self._wake_write = os.pipe()
        # In the loop, not in the middle of whatever is running: it leaves and enters the screen.
        self._loop.add_signal_handler(signal.SIGTSTP, self._sigtstp_application)
        self._ends = Ends(
            self._leave, descriptor=self.fileno, output=self._output, limit=self.end_limit
        )
        self._ends.start()

    def _leave(self, status: int) -> None:
        # A loop that is closed has ended the application already.
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(partial(self._app.exit, return_code=status))

    def leaving(self) -> None:
        """Take note that the application is ending: it has `end_limit` seconds for it."""
        self._ends.leaving()

    # -- output

    def write(self, data: str) -> None:
        """Send a control sequence, or show a frame as soon as the terminal can take it."""
        if self._outbox is None or _UNUSED.match(data):
            return
        if _CONTROL.match(data):
            self._outbox.control(data)
        else:
            self._outbox.paint(data)

    def repaint(self) -> None:
        """Draw the whole screen again; for a person whose screen something else has written on."""
        if self._outbox is not None:
            self._outbox.repaint()

    def set_mouse(self, on: bool) -> None:
        """Take the mouse for the program, or leave it to the terminal to select text with."""
        if on != self._mouse:
            self._mouse = on
            self.write(_MOUSE_ON if on else _MOUSE_OFF)

    def _enable_mouse_support(self) -> None:
        if self._mouse:
            self.write(_MOUSE_ON)

    def _disable_mouse_support(self) -> None:
        if self._mouse:
            self.write(_MOUSE_OFF)

    def _request_terminal_sync_mode_support(self) -> None:
        """Ask nothing: frames are small, and the answer could reach the shell after the end."""

    def _query_in_band_window_resize(self) -> None:
        """Ask nothing: SIGWINCH tells of a new size."""

    def _get_terminal_size(self) -> tuple[int, int]:
        """Return columns and rows of the terminal that is drawn on.

        Textual looks at COLUMNS and at standard output, which may be a pipe. It asks at the start
        and for each SIGWINCH, in its signal handler.
        """
        try:
            columns, rows = os.get_terminal_size(self._output)
        except OSError:  # gone; the input thread finds out and ends the session
            columns, rows = 0, 0
        size = columns or 80, rows or 24
        if self._entered:
            self._loop.call_soon_threadsafe(self._resized, size)
        return size

    def _resized(self, size: tuple[int, int]) -> None:
        if self._outbox is not None:
            self._outbox.resize(*size)

    # -- entering and leaving

    def start_application_mode(self) -> None:
        """Enter the screen; in the background of a shell that comes about in the foreground."""
        self._canvas.resize(*self._get_terminal_size())
        outbox = self._outbox = Outbox(self._output, self._canvas)
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if self._outbox is not outbox:
            # The shell stopped us for touching its terminal. By now it has continued us, and the
            # handler of SIGCONT has called this method again.
            outbox.close()
            return
        if self._writer_thread is not None:
            self._writer_thread.stop()  # the outbox has its own
            self._writer_thread = None
        outbox.set_painting(True)
        self._raw_modes = termios.tcgetattr(self.fileno)
        self._stopped = False
        self._entered = True

    def disable_input(self) -> None:
        """Stop reading keys, without waiting for one."""
        os.write(self._wake_write, b"\0")
        super().disable_input()
        os.read(self._wake_read, 1)

    def stop_application_mode(self) -> None:
        """Leave the screen and give the terminal back as it was."""
        self._entered = False
        if self._outbox is not None:
            self._outbox.set_painting(False)
            super().stop_application_mode()

    def close(self) -> None:
        """Wait, not for ever, until the terminal has read what was sent."""
        super().close()
        if self._outbox is not None:
            self._outbox.close()
            self._outbox = None

    def _sigtstp_application(self, *_: object) -> None:
        self._stopped = True
        super()._sigtstp_application()

    def _sigcont_application(self, _number: int, _frame: FrameType | None) -> None:
        if self._stopped:
            super()._sigcont_application()
        elif self._entered:  # by kill -STOP, behind our back, or not stopped at all
            self._loop.call_soon_threadsafe(self._continued)

    def _continued(self) -> None:
        """Take back what a shell may have changed meanwhile: modes of the line, and the screen."""
        with suppress(termios.error):  # gone; the input thread finds out
            termios.tcsetattr(self.fileno, termios.TCSANOW, self._raw_modes)
        self.write(_RE_ENTER)
        self.repaint()

    # -- input

    def run_input_thread(self) -> None:
        """Read keys until told to stop; the end of input is the end of the session."""
        keyboard = Keyboard()
        decoder = Decoder(self._debug)
        ahead = TypeAhead(self._app, self._loop)
        decode = getincrementaldecoder("utf-8")("replace").decode
        while not self.exit_event.is_set():
            ready, _, _ = select.select([self.fileno, self._wake_read], [], [], keyboard.patience)
            if self._wake_read in ready:
                return
            piece = self._read() if ready else b""
            if ready and not piece:
                self._ends.tell(HANG_UP)
                return
            text = keyboard.take(decode(piece)) if ready else keyboard.release()
            for message in decoder.messages(text):
                if self.exit_event.is_set():
                    return
                ahead.wait()
                self.process_message(message)
                if isinstance(message, events.Key | events.Paste):
                    ahead.sent()

    def _read(self) -> bytes:
        """Return all input there is; nothing when there will never be any again."""
        try:
            piece = os.read(self.fileno, _READ)
            while piece and select.select([self.fileno], [], [], 0)[0]:
                more = os.read(self.fileno, _READ)
                if not more:
                    break
                piece += more
        except OSError:  # EIO: the terminal is gone
            return b""
        return piece

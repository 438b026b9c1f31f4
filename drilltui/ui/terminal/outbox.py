"""The way out to the terminal: one thread that may wait, so that the event loop never does."""

from __future__ import annotations

import os
import threading
from typing import Final

from drilltui.ui.terminal.canvas import Canvas

CLOSE_LIMIT: Final = 2.0
"""Seconds that `close` waits for a terminal that does not read."""


class Outbox:
    """Sends control sequences in order, and pictures as they are when the terminal can take them.

    While a write waits for the terminal, frames only change the canvas; the next write sends what
    differs by then. A terminal that is gone (EIO) is written to no more; that the session ends is
    noticed by whoever reads from it. The canvas belongs to this object until it is closed.
    """

    def __init__(self, descriptor: int, canvas: Canvas) -> None:
        self._descriptor = descriptor
        self._canvas = canvas
        self._controls: list[str] = []
        self._painting = False
        self._closing = False
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._run, name="terminal-output", daemon=True)
        self._thread.start()

    def control(self, sequence: str) -> None:
        """Send `sequence` as it is; it is never dropped or merged."""
        with self._changed:
            self._controls.append(sequence)
            self._changed.notify()

    def paint(self, frame: str) -> None:
        """Show `frame`, or whatever newer picture there is when the terminal reads again."""
        with self._changed:
            self._canvas.paint(frame)
            self._changed.notify()

    def resize(self, columns: int, rows: int) -> None:
        """Take note of a terminal that has been resized; its picture is drawn again as a whole."""
        with self._changed:
            self._canvas.resize(columns, rows)
            self._changed.notify()

    def repaint(self) -> None:
        """Draw everything again, over whatever another program has written on the terminal."""
        with self._changed:
            self._canvas.forget()
            self._changed.notify()

    def set_painting(self, on: bool) -> None:
        """Send pictures too, or, as at first, only control sequences: outside the full screen."""
        with self._changed:
            self._painting = on
            self._changed.notify()

    def close(self, limit: float = CLOSE_LIMIT) -> bool:
        """Send what is left and end; tell whether the terminal took it within `limit` seconds."""
        with self._changed:
            self._closing = True
            self._changed.notify()
        self._thread.join(limit)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while (output := self._next()) is not None:
            if not self._send(output.encode("utf-8", "replace")):
                return

    def _next(self) -> str | None:
        """Wait for something to send and return it, or None when there will be no more."""
        with self._changed:
            while True:
                output = "".join(self._controls)
                self._controls.clear()
                if self._painting:
                    output += self._canvas.changes()
                if output:
                    return output
                if self._closing:
                    return None
                self._changed.wait()

    def _send(self, output: bytes) -> bool:
        while output:
            try:
                output = output[os.write(self._descriptor, output) :]
            except OSError:
                return False
        return True

"""A program on a pseudo terminal: what a person at the other end sees, types and unplugs."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Self

import pyte

import drilltui

APPS = Path(__file__).parent / "apps"
ROOT = Path(drilltui.__file__).parent.parent
LIMIT = 20.0
"""Seconds after which a test gives up; a machine under load is slow, not wrong."""

STATUS_OF_SIGNAL = [
    (signal.SIGHUP, 129),
    (signal.SIGINT, 130),
    (signal.SIGQUIT, 131),
    (signal.SIGTERM, 143),
]
"""The signals that end a program with its terminal restored, and its exit status then."""

_MODE = re.compile(rb"\x1b\[\?([\d;]+)([hl])")


class Session:
    """Runs `apps/NAME` with `arguments` on a terminal of `size` (columns, rows).

    With `own_keys` the keys come from another line than the one that is drawn on.
    """

    def __init__(
        self,
        *arguments: str,
        app: str = "desk.py",
        environ: Mapping[str, str] | None = None,
        size: tuple[int, int] = (80, 24),
        own_stdout: bool = True,
        own_keys: bool = False,
    ) -> None:
        self._master, slave = pty.openpty()
        self._keys, typed = pty.openpty() if own_keys else (self._master, slave)
        self._beat, beat = os.pipe()
        self.output = b""
        self.screen = pyte.Screen(*size)
        self._stream = pyte.ByteStream(self.screen)
        self.resize(*size, tell=False)
        self.modes_before = _modes(self._master)
        self.process = subprocess.Popen(
            [sys.executable, str(APPS / app), *arguments],
            env={**clean_environ(), "HEARTBEAT": str(beat), **(environ or {})},
            stdin=typed,
            stdout=slave if own_stdout else subprocess.DEVNULL,
            stderr=slave,
            start_new_session=True,
            pass_fds=[beat],
        )
        for descriptor in {slave, typed, beat}:
            os.close(descriptor)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self.unplug()
        os.close(self._beat)

    # -- looking

    def text(self) -> str:
        return "\n".join(line.rstrip() for line in self.screen.display)

    def until(self, wanted: str | Callable[[], bool]) -> str:
        """Read until `wanted` is on the screen (or true); return the screen's text."""
        deadline = time.monotonic() + LIMIT
        while not (wanted in self.text() if isinstance(wanted, str) else wanted()):
            if not self._read(deadline):
                raise AssertionError(f"{wanted!r} did not come; the screen:\n{self.text()}")
        return self.text()

    def _read(self, deadline: float) -> bool:
        ready, _, _ = select.select([self._master], [], [], max(0, deadline - time.monotonic()))
        try:
            piece = os.read(self._master, 65536) if ready else b""
        except OSError:  # EIO: the program has closed its side
            return False
        self.output += piece
        self._stream.feed(piece)
        return bool(piece)

    def drain(self) -> bytes:
        """Read what there is up to the program's end; return all output so far."""
        while self._read(time.monotonic() + LIMIT):
            pass
        return self.output

    def modes_on(self) -> set[int]:
        """The terminal modes that the program has switched on and not off again."""
        on = {7, 25}
        for match in _MODE.finditer(self.output):
            for number in match[1].split(b";"):
                (on.add if match[2] == b"h" else on.discard)(int(number))
        return on

    def set_tty_modes(self, modes: list[Any]) -> None:
        termios.tcsetattr(self._master, termios.TCSANOW, modes)

    def tty_modes(self) -> list[Any]:
        return _modes(self._master)

    def beats(self, count: int) -> None:
        """Wait for `count` heartbeats of the program, without reading what it shows."""
        deadline = time.monotonic() + LIMIT
        while count > 0:
            ready, _, _ = select.select([self._beat], [], [], max(0, deadline - time.monotonic()))
            assert ready, f"{count} heartbeats did not come"
            count -= len(os.read(self._beat, count))

    # -- acting

    def type(self, keys: str | bytes) -> None:
        os.write(self._keys, keys.encode() if isinstance(keys, str) else keys)

    def ask(self, line: str, prompt: bytes) -> None:
        """Type `line` to a shell and wait for its next prompt."""
        prompts = self.output.count(prompt)
        self.type(line)
        self.until(lambda: self.output.count(prompt) > prompts)

    def signal(self, number: signal.Signals) -> None:
        self.process.send_signal(number)

    def resize(self, columns: int, rows: int, *, tell: bool = True) -> None:
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.screen.resize(rows, columns)
        if tell:  # the kernel tells only those whose controlling terminal it is
            self.signal(signal.SIGWINCH)

    def unplug(self) -> None:
        for descriptor in {self._master, self._keys} - {-1}:
            os.close(descriptor)
        self._master = self._keys = -1

    def pull_keys(self) -> None:
        """Take away what the keys come from, and leave the screen."""
        os.close(self._keys)
        self._keys = -1

    def wait(self) -> int:
        """Wait for the end of the program; return its exit status."""
        return self.process.wait(LIMIT)

    def wait_for_stop(self) -> None:
        os.waitid(os.P_PID, self.process.pid, os.WSTOPPED)


def clean_environ() -> dict[str, str]:
    """The environment of a person on an ordinary terminal."""
    kept = {"PATH", "HOME", "TMPDIR"}
    return {
        **{name: value for name, value in os.environ.items() if name in kept},
        "PYTHONPATH": str(ROOT),
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
    }


def _modes(descriptor: int) -> list[Any]:
    return termios.tcgetattr(descriptor)

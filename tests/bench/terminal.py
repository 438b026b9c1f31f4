"""A program on a pseudo terminal: when its user sees what, and how many bytes that takes."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import sysconfig
import tempfile
import termios
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final, Self

import pyte

LIMIT: Final = 30.0
"""Seconds after which a measurement is given up."""

QUIET: Final = 0.4
"""Seconds without output after which a screen counts as complete."""

KEYS: Final = {
    "enter": b"\r",
    "escape": b"\x1b",
    "down": b"\x1b[B",
    "backspace": b"\x7f",
    "ctrl+p": b"\x10",
    "ctrl+q": b"\x11",
    "f5": b"\x1b[15~",
}

TRUE_COLOUR: Final = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
COLOURS_256: Final = {"TERM": "xterm-256color"}
COLOURS_16: Final = {"TERM": "xterm"}
"""What ssh brings along from a person's terminal."""


def drilltui(*arguments: str) -> tuple[str, ...]:
    """Return the command that a person types, as it is installed beside this interpreter."""
    script = Path(sysconfig.get_path("scripts")) / "drilltui"
    if not script.exists():
        raise SystemExit(f"{script} is missing: pip install -e '.[test]'")
    return (str(script), *arguments)


def bare(name: str) -> tuple[str, ...]:
    """Return the command of a program to compare with: `bare` or `entry`."""
    return (sys.executable, str(Path(__file__).parent / "apps" / f"{name}.py"))


def clean_environ(home: str, colours: Mapping[str, str]) -> dict[str, str]:
    """Return an environment in which nothing of the person who measures matters."""
    kept = {name: os.environ[name] for name in ("PATH",) if name in os.environ}
    return {**kept, "HOME": home, "LANG": "C.UTF-8", **colours}


class Terminal:
    """Runs `command` in a home of its own and reads what it draws; `environ` adds variables.

    Times are seconds of `time.perf_counter`, taken as soon as the bytes have been read and before
    they are interpreted.
    """

    def __init__(
        self,
        *command: str,
        colours: Mapping[str, str] = TRUE_COLOUR,
        size: tuple[int, int] = (80, 24),
        environ: Mapping[str, str] | None = None,
    ) -> None:
        self._home = tempfile.TemporaryDirectory(prefix="drilltui-bench-")
        self._master, slave = pty.openpty()
        columns, rows = size
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self.received = 0
        self.read_at = 0.0
        self.begun = time.perf_counter()
        self._process = subprocess.Popen(
            command,
            env={**clean_environ(self._home.name, colours), **(environ or {})},
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
        )
        os.close(slave)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._master)
        self._home.cleanup()

    # -- looking

    def text(self) -> str:
        """Return what stands on the screen now."""
        return "\n".join(line.rstrip() for line in self._screen.display)

    def until(self, wanted: str | Callable[[str], bool]) -> float:
        """Read until `wanted` is on the screen (or true); return the time at which it was."""
        at = time.perf_counter()
        deadline = at + LIMIT
        while not (wanted in self.text() if isinstance(wanted, str) else wanted(self.text())):
            if not self._read(deadline - at):
                raise SystemExit(f"{wanted!r} did not come; the screen:\n{self.text()}")
            at = self.read_at
        return at

    def settle(self, quiet: float = QUIET) -> int:
        """Read until nothing came for `quiet` seconds; return how many bytes did."""
        before = self.received
        while self._read(quiet):
            pass
        return self.received - before

    def listen(self, seconds: float) -> int:
        """Read for `seconds`; return how many bytes came."""
        before, end = self.received, time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0:
            self._read(left)
        return self.received - before

    def _read(self, seconds: float) -> bool:
        """Wait up to `seconds` for output, take what there is, and tell whether there was any.

        It is interpreted once there is no more, because that takes longer than reading.
        """
        pieces: list[bytes] = []
        wait = max(0.0, seconds)
        while select.select([self._master], [], [], wait)[0]:
            try:
                pieces.append(os.read(self._master, 65536))
            except OSError as error:  # EIO: the program has ended
                raise SystemExit(f"the program ended; the screen:\n{self.text()}") from error
            self.read_at, wait = time.perf_counter(), 0.0
        self.received += sum(map(len, pieces))
        for piece in pieces:
            self._stream.feed(piece)
        return bool(pieces)

    # -- acting

    def press(self, *keys: str) -> float:
        """Type keys by name, other text as it is; return the time at which it was sent."""
        at = time.perf_counter()
        os.write(self._master, b"".join(KEYS.get(key) or key.encode() for key in keys))
        return at

    def cpu(self) -> float:
        """Return the seconds of processor time that the program's threads have used so far."""
        tasks = Path(f"/proc/{self._process.pid}/task").iterdir()
        return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks) / 1e9

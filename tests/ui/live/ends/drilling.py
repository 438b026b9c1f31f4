"""A drill that is being made, and an end in the middle of it: status, time, CPU, terminal."""

from __future__ import annotations

import ctypes
import os
import select
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.ui.live.ends.withholding import Withholding
from tests.ui.live.terminal import Terminal
from tests.ui.terminal.session import APPS as TERMINAL_APPS

SHELL = str(TERMINAL_APPS / "shell.py")
"""The app that is a shell, as a login shell: drilltui is run in it."""

RESTING = {7, 25}
"""Modes of a terminal at rest: wrapping, cursor shown; none of paste, mouse or other screen."""

WITHIN = 4.0
"""Seconds in which every end is over."""

CPU_WITHIN = 0.3
"""Seconds of CPU time that an end may take: a program that spins takes all there is."""

PATIENCE = 20.0
"""Seconds after which a test gives up."""

ALARMING = (b"Traceback", b"Exception ignored", b"never retrieved", b"was destroyed", b"Error:")
"""What no end may print."""

_PR_SET_CHILD_SUBREAPER = 36
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Ended:
    """How a process came to its end: `seconds` of wall time and of `cpu` since it was told to."""

    status: int
    seconds: float
    cpu: float

    def is_soon(self, status: int) -> None:
        """Assert that it ended as told, within the time, and that it did not spin.

        The figures are printed for `pytest -rP`.
        """
        sys.stdout.write(f"status {self.status}, {self.seconds:.2f} s, {self.cpu:.2f} s of CPU\n")
        assert self.status == status
        assert self.seconds < WITHIN
        assert self.cpu < CPU_WITHIN


class Drilling(Terminal):
    """drilltui of a person who starts a drill."""

    _told = 0.0
    _cpu = 0.0

    def send_create(self, group: str) -> None:
        """Start a drill of `group` as suggested, up to the request."""
        self.says(" NAME ")
        self.lacks("Reading ...")
        self.press("/")
        self.paste(group)
        self.press("enter", "n")
        self.until(lambda: self.rows()[0].endswith(" ready"))
        self.press("f5")
        self.says("This starts a drill.")
        self.press("down", "enter")

    def make_drill(self, group: str) -> None:
        """Start a drill of `group` and look at it being made."""
        self.send_create(group)
        self.says(", next look in ")
        self.press("r")
        self.lacks("not seen yet")

    def create_without_answer(self, group: str, way: Withholding) -> None:
        """Start a drill of `group` whose create has come to the cloud, and wait for the answer."""
        self.send_create(group)
        self.says("then sending ...")
        assert way.came.wait(PATIENCE)

    def run_in_shell(self) -> int:
        """Have the shell on this terminal run drilltui; return its process id."""
        self.until("prompt>")
        self.type(f"{sys.executable} -m drilltui\r")
        self.says(" NAME ")
        shell = self.process.pid
        children = Path(f"/proc/{shell}/task/{shell}/children").read_text(encoding="ascii")
        (program,) = map(int, children.split())
        return program

    def stop_and_continue(self, number: signal.Signals) -> None:
        """Stop it as a shell does, or behind its back, and bring it to the foreground again."""
        self.signal(number)
        self.wait_for_stop()
        while self._read(time.monotonic()):
            pass
        if number == signal.SIGTSTP:
            assert self.modes_on() == RESTING
            assert self.tty_modes() == self.modes_before
        self.set_tty_modes(self.modes_before)
        self.screen.reset()
        self.signal(signal.SIGCONT)
        self.says("> create")

    def fill_up(self) -> None:
        """Read no more, and leave no room on the way to the terminal: what is written waits."""
        screen = f"/proc/{self.process.pid}/fd/2"
        near = os.open(screen, os.O_WRONLY | os.O_NOCTTY | os.O_NONBLOCK)
        while select.select([], [near], [], 0.1)[1]:  # the kernel moves it on, and has room again
            with suppress(BlockingIOError):
                while True:
                    os.write(near, b"\0")  # an emulator shows nothing of it
        os.close(near)

    # -- its end

    def leave_by_key(self) -> None:
        """Press Ctrl+Q and answer what is asked: leave."""
        self.press("ctrl+q")
        self.says("> Stay")
        self.press("down")
        self.says("> Leave drilltui")
        self.about_to_end()
        self.press("enter")

    def about_to_end(self, pid: int = 0) -> None:
        """Remember when it was told to end, and how much CPU time it had taken by then."""
        self._cpu = cpu_of(pid or self.process.pid)
        self._told = time.monotonic()

    def ended(self, pid: int = 0, *, reading: bool = True) -> Ended:
        """Read what it still shows and wait for its end: of the child `pid`, or of the program.

        Not `reading`, what it writes finds no room.
        """
        waited = pid or self.process.pid
        descriptor = os.pidfd_open(waited)
        try:
            while not select.select([descriptor], [], [], 0)[0]:
                reads = reading and self._master >= 0
                watched = [descriptor, *([self._master] if reads else [])]
                left = self._told + PATIENCE - time.monotonic()
                ready, _, _ = select.select(watched, [], [], max(0, left))
                assert ready, f"it does not end; the screen:\n{self.text()}"
                if self._master in ready and not self._read(time.monotonic()):
                    select.select([descriptor], [], [], PATIENCE)
            seconds = time.monotonic() - self._told
        finally:
            os.close(descriptor)
        _, status, usage = os.wait4(waited, 0)
        code = os.waitstatus_to_exitcode(status)
        if not pid:
            self.process.returncode = code
        with pytest.raises(ProcessLookupError):  # it leaves no process behind
            os.killpg(waited, 0)
        return Ended(code, seconds, usage.ru_utime + usage.ru_stime - self._cpu)

    def is_restored(self) -> None:
        """Assert that the terminal is as it was found, and that nothing alarming was printed."""
        while self._read(time.monotonic()):
            pass
        assert self.modes_on() == RESTING
        assert self.tty_modes() == self.modes_before
        self.is_calm()

    def is_calm(self) -> None:
        """Assert that nothing was printed that looks like a fault."""
        for alarming in ALARMING:
            assert alarming not in self.output, self.output[-2000:].decode(errors="replace")


@contextmanager
def adopting() -> Iterator[None]:
    """Become the parent of processes whose own parent dies, so that their end can be waited for."""
    library = ctypes.CDLL(None)
    assert library.prctl(_PR_SET_CHILD_SUBREAPER, 1) == 0
    try:
        yield
    finally:
        assert library.prctl(_PR_SET_CHILD_SUBREAPER, 0) == 0


def cpu_of(pid: int) -> float:
    """Return the seconds of CPU time that the process has taken."""
    with open(f"/proc/{pid}/stat", encoding="ascii") as file:
        fields = file.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS

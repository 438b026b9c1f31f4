"""How a command without screens ends when it is told to: by Ctrl+C, a hang-up, or `kill`.

A signal is written into a pipe by the system, whatever Python does just then. A thread that reads
it asks the command to leave: the record is whole at every moment, and what was sent goes on in the
cloud. If the command has not left within a few seconds (a journal on a disk that hangs), the thread
ends the process.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading
from collections.abc import Callable, Coroutine
from contextlib import suppress
from types import FrameType
from typing import Any, Final, Self

from drilltui.cli import prompt
from drilltui.cli.output import complain
from drilltui.domain.errors import DrilltuiError
from drilltui.domain.language import marked, tr
from drilltui.running import run as run_loop

SIGNALS: Final = (signal.SIGHUP, signal.SIGINT, signal.SIGTERM)

LIMIT: Final = 3.0
"""Seconds from being told to leave to the hard end."""

_WORDS: Final = {
    signal.SIGHUP: marked("The terminal has hung up."),
    signal.SIGINT: marked("Interrupted."),
    signal.SIGTERM: marked("Terminated."),
}
_NOTHING: Final = b"\0"


class Ends:
    """Hears signals while a command runs. Signals that were ignored before stay ignored.

    `parting` is what else to say then: that something goes on without us, and how to come back.
    """

    def __init__(self, limit: float = LIMIT, hard_exit: Callable[[int], object] = os._exit) -> None:
        self.parting = ""
        self.number = 0
        """The signal that told us to leave, 0 before."""
        self._limit = limit
        self._hard_exit = hard_exit
        self._leave: Callable[[], object] | None = None
        self._over = threading.Event()
        self._said = threading.Lock()
        self._before: dict[signal.Signals, Any] = {}

    def __enter__(self) -> Self:
        self._told, self._tell = os.pipe()
        os.set_blocking(self._tell, False)
        self._wakeup = signal.set_wakeup_fd(self._tell, warn_on_full_buffer=False)
        for number in SIGNALS:
            if signal.getsignal(number) is not signal.SIG_IGN:
                self._before[number] = signal.signal(number, self._note)
        self._thread = threading.Thread(target=self._watch, name="command-end", daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Give the signals back, unless we are leaving: then the thread sees to it that we do."""
        if self.number:
            return
        self._over.set()
        signal.set_wakeup_fd(self._wakeup)
        for number, handler in self._before.items():
            signal.signal(number, handler)
        os.write(self._tell, _NOTHING)
        self._thread.join()
        os.close(self._tell)
        os.close(self._told)

    async def guard(self, main: Coroutine[Any, Any, int]) -> int:
        """Run `main` so that a signal cancels it."""
        task, loop = asyncio.ensure_future(main), asyncio.get_running_loop()
        self._leave = lambda: loop.call_soon_threadsafe(task.cancel)
        if self.number:
            task.cancel()
        return await task

    def leave(self) -> int:
        """Say why we leave; return the exit status."""
        if self._said.acquire(blocking=False):
            return complain(self._sentence(), 128 + self.number)
        return 128 + self.number

    def _note(self, number: int, _frame: FrameType | None) -> None:
        self.number = self.number or number
        if prompt.asking():  # the event loop stands still: only this ends the question
            raise KeyboardInterrupt

    def _watch(self) -> None:
        while (told := os.read(self._told, 1)) != _NOTHING:
            if told[0] in SIGNALS:
                break
        else:
            return
        self.number = self.number or told[0]
        if self._leave:
            with suppress(RuntimeError):  # the loop has ended by itself meanwhile
                self._leave()
        if not self._over.wait(self._limit):
            self._say_unheard()
            self._hard_exit(128 + self.number)

    def _say_unheard(self) -> None:
        """Say why we leave without waiting for a terminal that does not read."""
        if not self._said.acquire(blocking=False) or sys.stderr is None:
            return
        with suppress(OSError, ValueError):  # nobody is there to read it
            descriptor = sys.stderr.fileno()
            os.set_blocking(descriptor, False)
            try:
                told = f"drilltui: {self._sentence()}\n"
                os.write(descriptor, told.encode(sys.stderr.encoding, "replace"))
            finally:
                os.set_blocking(descriptor, True)  # our parent's shell shares the flag

    def _sentence(self) -> str:
        return f"{tr(_WORDS[signal.Signals(self.number)])} {self.parting}".strip()


def run(act: Callable[[Ends], Coroutine[Any, Any, int]]) -> int:
    """Run a command until it ends or is told to; return the exit status (128 plus the signal)."""
    with Ends() as ends:
        try:
            return run_loop(ends.guard(act(ends)))
        except (asyncio.CancelledError, KeyboardInterrupt, DrilltuiError) as end:
            if isinstance(end, KeyboardInterrupt):
                ends.number = ends.number or signal.SIGINT
            if not ends.number:
                raise
            return ends.leave()

"""The one thread that touches the journal's files: a disk that hangs stops nothing but itself."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from typing import Final, TypeVar

from drilltui.domain.errors import JournalError
from drilltui.domain.language import tr
from drilltui.domain.plain_text import plain

_Result = TypeVar("_Result")

CLOSING: Final = 1.5
"""Seconds that closing waits for what was begun: a person waits for it, and a signal has 4 s."""


class JournalThread:
    """Makes calls one after the other, in the order in which they were begun.

    It is a daemon thread, unlike those of an executor: a write to a share that does not answer
    never returns, and the end of the program would wait for it for ever. What was committed is on
    disk, and what was not is taken back when the file is opened the next time.
    """

    def __init__(self) -> None:
        self._calls: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="journal", daemon=True)
        self._thread.start()

    def begin(self, call: Callable[[], _Result]) -> asyncio.Future[_Result]:
        """Have `call` made; what it returns or raises arrives on the running event loop."""
        done: asyncio.Future[_Result] = asyncio.get_running_loop().create_future()
        self._calls.put(lambda: _settle(call, done))
        return done

    def end(self) -> None:
        """End when all that was begun is done."""
        self._calls.put(None)

    def join(self, limit: float) -> None:
        """Wait for the end, `limit` seconds at most."""
        self._thread.join(limit)

    def _run(self) -> None:
        while call := self._calls.get():
            call()


def hung(path: Path | None) -> JournalError:
    """Return what to tell when closing takes longer than CLOSING."""
    return JournalError(
        tr(
            "The journal {path} does not answer (waited {seconds:g} s): its "
            "disk hangs, or another program holds it.",
            path=plain(str(path or "")),
            seconds=CLOSING,
        ),
        tr("What was to be written last may be missing there: the next start shows what it holds."),
    )


def _settle(call: Callable[[], _Result], done: asyncio.Future[_Result]) -> None:
    tell: Callable[[], None]
    try:
        result = call()
    except BaseException as error:  # noqa: BLE001 - it belongs to whoever waits for it
        failure = error
        tell = lambda: None if done.done() else done.set_exception(failure)  # noqa: E731
    else:
        tell = lambda: None if done.done() else done.set_result(result)  # noqa: E731
    with suppress(RuntimeError):  # the loop is closed: nobody waits any more
        done.get_loop().call_soon_threadsafe(tell)

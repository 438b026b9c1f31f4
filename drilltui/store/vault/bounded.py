"""Calls that may never return, made so that nothing ever waits for them longer than it wants to.

A keyring that is stopped, or asks somebody who is not there, blocks its caller without a limit. The
pool of asyncio is joined by `asyncio.run` and by the end of the interpreter, and so is a thread
worker of the screens: a call that is stuck in one of them keeps a person from quitting.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from drilltui.domain.errors import VaultError
from drilltui.domain.language import marked, tr

LIMIT = 3.0
"""Seconds. An unlocked Secret Service answers in 10 to 30 ms."""

MAY_BE_KEPT = marked("It may have kept the secret all the same.")
MAY_BE_GONE = marked("It may have removed the secret all the same.")

T = TypeVar("T")


class Bounded:
    """Makes the blocking calls to one back-end, each in a daemon thread of its own.

    A call that has not ended within `limit` seconds is left to itself, and the back-end is not
    asked again in this run: each call would be stuck as well. The sentence that says so calls it
    `name`, and ends with what else can be done, `instead`.
    """

    def __init__(self, name: str, limit: float = LIMIT, instead: str = "") -> None:
        self.name = name
        self.limit = limit
        self._instead = instead
        self._stuck = False

    async def call(self, work: Callable[[], T], late: str = "") -> T:
        """Return what `work` returns, and raise what it raises; VaultError when it is too late.

        `late` is the sentence on what `work`, which goes on by itself, may have done all the same.
        """
        if self._stuck:
            raise self._error()
        done: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        threading.Thread(
            target=_run, args=(work, done), name=f"drilltui {self.name}", daemon=True
        ).start()
        try:
            await asyncio.wait([done], timeout=self.limit)
            if not done.done():
                raise self.give_up(late)
            return done.result()
        finally:
            done.cancel()  # what comes after this has nobody to go to

    def give_up(self, late: str = "") -> VaultError:
        """Do not ask this back-end any more; return the error that says so."""
        self._stuck = True
        return self._error(late)

    def _error(self, late: str = "") -> VaultError:
        return VaultError(
            tr(
                "The {name} does not answer (waited {limit:g} s). {late}",
                name=tr(self.name),
                limit=self.limit,
                late=tr(late),
            ).strip(),
            tr(
                "End the session or the program that holds it up and start anew "
                "(it is not asked again in this run){instead}.",
                instead=tr(self._instead),
            ),
        )


def _run(work: Callable[[], T], done: asyncio.Future[T]) -> None:
    loop = done.get_loop()
    settle: Callable[[], None]
    try:
        outcome = work()
    except Exception as error:  # noqa: BLE001  # whatever it is, it belongs to whoever waits
        kept = error
        settle = lambda: None if done.done() else done.set_exception(kept)  # noqa: E731
    else:
        settle = lambda: None if done.done() else done.set_result(outcome)  # noqa: E731
    with suppress(RuntimeError):  # the loop is closed: nobody waits any more
        loop.call_soon_threadsafe(settle)

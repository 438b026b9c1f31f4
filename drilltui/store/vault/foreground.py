"""A command in the foreground of this terminal, run as a shell would, and waited for."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress

from drilltui.domain.errors import UsageError
from drilltui.domain.language import tr
from drilltui.domain.plain_text import plain

_PASSED_ON = (signal.SIGTERM, signal.SIGHUP)
_LEFT_TO_IT = (signal.SIGINT, signal.SIGQUIT, signal.SIGTSTP)
"""What a terminal sends to the command as well: it decides, and we follow."""


def run(
    command: Sequence[str],
    environ: Mapping[str, str],
    started: Callable[[int], None],
    ended: Callable[[], None],
) -> int:
    """Run `command` and return its exit status, 128 + N when signal N ended it.

    `started` is told its process id. When it is stopped (Ctrl+Z) so are we, so that the shell that
    started us has its terminal back. UsageError when there is no such command.
    """
    with _signals() as hear:
        try:
            process = subprocess.Popen(command, env=environ)
        except OSError as error:
            raise UsageError(
                tr(
                    "{command} cannot be started: {why}.",
                    command=plain(command[0]),
                    why=error.strerror,
                ),
                tr("Give the command after two dashes: drilltui keyring run -- COMMAND."),
            ) from error
        started(process.pid)
        hear(process.pid)
        status = _wait(process.pid)
        process.returncode = status  # it was waited for here, and its number is free
        ended()
    return status if status >= 0 else 128 - status


def _wait(process: int) -> int:
    while True:
        _, status = os.waitpid(process, os.WUNTRACED)
        if not os.WIFSTOPPED(status):
            return os.waitstatus_to_exitcode(status)
        os.kill(os.getpid(), signal.SIGSTOP)
        os.kill(process, signal.SIGCONT)  # we were continued, perhaps we alone


@contextmanager
def _signals() -> Iterator[Callable[[int], None]]:
    """Pass on what ends us, and leave to the command what it hears itself."""
    process: list[int] = []
    early: list[int] = []

    def pass_on(number: int, _frame: object) -> None:
        if not process:
            early.append(number)
            return
        with suppress(ProcessLookupError):
            os.kill(process[0], number)

    def hear(pid: int) -> None:
        process.append(pid)
        for number in early:
            os.kill(pid, number)

    # Not SIG_IGN, which the command would inherit.
    before = {number: signal.signal(number, pass_on) for number in _PASSED_ON}
    before |= {number: signal.signal(number, lambda *_: None) for number in _LEFT_TO_IT}
    try:
        yield hear
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)

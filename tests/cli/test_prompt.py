"""Questions on a terminal: unseen where they must be, and Ctrl+C ends them at once."""

from __future__ import annotations

import os
import pty
import select
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Self

import pytest

ROOT = Path(__file__).parents[2]
LIMIT = 20.0

ASK = """
import asyncio, sys
from drilltui.cli import prompt
from drilltui.cli.entry import main

async def ask():
    if {hidden}:
        typed = prompt.hidden("Secret\\x1b[2J: ")
        print("None" if typed is None else len(typed.reveal()))
    else:
        print(repr(prompt.shown("Name: ")), prompt.agreed("Sure?"))
try:
    asyncio.run(ask())
except KeyboardInterrupt:
    sys.exit(130)
"""


class Asked:
    """A program that asks, on a terminal of its own."""

    def __init__(self, *, hidden: bool) -> None:
        self._master, slave = pty.openpty()
        self.seen = b""
        self.process = subprocess.Popen(
            [sys.executable, "-c", ASK.format(hidden=hidden)],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8"},
            preexec_fn=lambda: os.close(os.open(os.ttyname(0), os.O_RDWR)),
        )
        os.close(slave)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        os.close(self._master)

    def until(self, wanted: bytes) -> bytes:
        deadline = time.monotonic() + LIMIT
        while wanted not in self.seen:
            left = max(0, deadline - time.monotonic())
            assert select.select([self._master], [], [], left)[0], self.seen
            self.seen += os.read(self._master, 4096)
        return self.seen

    def type(self, text: bytes) -> None:
        os.write(self._master, text)

    def echoes(self) -> bool:
        return bool(termios.tcgetattr(self._master)[3] & termios.ECHO)


@pytest.fixture
def hidden() -> Iterator[Asked]:
    with Asked(hidden=True) as asked:
        yield asked


def test_a_secret_is_not_shown(hidden: Asked) -> None:
    hidden.until(b"Secret?[2J: ")
    hidden.type(b"hunter2 \n")
    assert b"hunter2" not in hidden.until(b"8\r\n")
    assert hidden.process.wait(LIMIT) == 0


def test_the_end_of_the_input_is_no_secret(hidden: Asked) -> None:
    hidden.until(b"Secret")
    hidden.type(b"\x04")
    hidden.until(b"None")


def test_ctrl_c_ends_the_question_and_the_terminal_echoes_again(hidden: Asked) -> None:
    hidden.until(b"Secret")
    assert not hidden.echoes()
    hidden.process.send_signal(signal.SIGINT)
    assert hidden.process.wait(LIMIT) == 130
    assert hidden.echoes()


def test_what_may_be_seen_is_seen_and_only_a_y_is_a_yes() -> None:
    with Asked(hidden=False) as asked:
        asked.until(b"Name: ")
        asked.type(b" prod \n")
        asked.until(b"Sure? [y/N] ")
        asked.type(b"n\n")
        asked.until(b"'prod' False")


def test_without_a_terminal_a_secret_is_never_asked_for() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "drilltui", "groups"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert "Password" not in done.stdout + done.stderr


def test_where_nothing_can_be_hidden_nothing_is_asked() -> None:
    code = (
        "from drilltui.cli import prompt\n"
        "try: prompt.hidden('Secret: ')\n"
        "except Exception as error: print(error)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        input="hunter2\n",
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=True,
        start_new_session=True,  # and so without /dev/tty
    )
    assert done.stdout.startswith("There is no terminal here")
    assert done.stderr == ""

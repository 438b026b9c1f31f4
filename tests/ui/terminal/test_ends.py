from __future__ import annotations

import os
import pty
import queue
import signal
import termios
import tty
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field

import pytest

from drilltui.ui.terminal.ends import RESTORE, SIGNALS, STUCK, Ends, parting

LIMIT = 10.0


@dataclass
class Line:
    """A terminal line with a watch on it, and what the watch did."""

    far: int
    near: int
    left: queue.Queue[int] = field(default_factory=queue.Queue)
    exited: queue.Queue[int] = field(default_factory=queue.Queue)

    def watch(self) -> Ends:
        ends = Ends(
            self.left.put,
            descriptor=self.near,
            output=self.near,
            limit=0,
            hard_exit=self.exited.put,
        )
        ends.start()
        return ends


@pytest.fixture
def line() -> Iterator[Line]:
    before = {number: signal.getsignal(number) for number in SIGNALS}
    far, near = pty.openpty()
    yield Line(far, near)
    os.close(far)
    os.close(near)
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.parametrize("number", SIGNALS)
def test_a_signal_asks_to_leave_with_its_status(line: Line, number: signal.Signals) -> None:
    line.watch()
    signal.raise_signal(number)
    assert line.left.get(timeout=LIMIT) == 128 + number
    assert line.exited.get(timeout=LIMIT) == 128 + number


def test_being_told_twice_is_being_told_once(line: Line) -> None:
    ends = line.watch()
    ends.tell(129)
    ends.tell(143)
    assert line.exited.get(timeout=LIMIT) == 129
    assert line.left.get(timeout=LIMIT) == 129
    assert line.left.empty()


def test_the_hard_end_gives_the_terminal_back(line: Line) -> None:
    before = termios.tcgetattr(line.near)
    ends = line.watch()
    tty.setraw(line.near)
    ends.tell(143)
    line.exited.get(timeout=LIMIT)
    assert termios.tcgetattr(line.near) == before
    assert os.read(line.far, 4096) == (RESTORE + parting()).encode()
    assert os.get_blocking(line.near)


def test_who_leaves_by_a_key_is_not_asked_to_and_is_ended_all_the_same(line: Line) -> None:
    line.watch().leaving()
    assert line.exited.get(timeout=LIMIT) == STUCK
    assert line.left.empty()


def test_the_hard_end_waits_for_no_terminal(line: Line) -> None:
    tty.setraw(line.near)
    os.set_blocking(line.near, False)
    with suppress(BlockingIOError):
        while True:
            os.write(line.near, b"x" * 512)
    os.set_blocking(line.near, True)
    line.watch().tell(143)
    assert line.exited.get(timeout=LIMIT) == 143

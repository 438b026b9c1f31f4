from __future__ import annotations

import os
import select
from collections.abc import Iterator
from contextlib import suppress

import pytest

from drilltui.ui.terminal.canvas import Canvas
from drilltui.ui.terminal.outbox import Outbox

LIMIT = 10.0
CLEARED = b"\x1b[m\x1b[2J"


class Pipe:
    """A terminal that reads only when it is told to."""

    def __init__(self) -> None:
        self.far, self.near = os.pipe()

    def read(self) -> bytes:
        assert select.select([self.far], [], [], LIMIT)[0], "nothing came"
        return os.read(self.far, 1 << 20)

    def fill(self) -> int:
        """Leave no room; return how much is in the way."""
        os.set_blocking(self.near, False)
        filled = 0
        with suppress(BlockingIOError):
            while True:
                filled += os.write(self.near, b"x" * 4096)
        os.set_blocking(self.near, True)
        return filled

    def until(self, end: bytes) -> bytes:
        output = b""
        while not output.endswith(end):
            output += self.read()
        return output

    def close(self) -> None:
        for descriptor in (self.far, self.near):
            if descriptor >= 0:
                os.close(descriptor)


@pytest.fixture
def pipe() -> Iterator[Pipe]:
    made = Pipe()
    yield made
    made.close()


@pytest.fixture
def outbox(pipe: Pipe) -> Outbox:
    made = Outbox(pipe.near, Canvas(20, 3))
    made.set_painting(True)
    return made


def test_controls_come_in_order_and_before_the_picture(pipe: Pipe) -> None:
    outbox = Outbox(pipe.near, Canvas(20, 3))
    outbox.paint("\x1b[1;1Hhello\x1b[1;1H")
    outbox.control("\x1b[?1049h")
    outbox.control("\x07")
    assert pipe.until(b"\x07") == b"\x1b[?1049h\x07"
    outbox.set_painting(True)
    assert outbox.close(LIMIT)
    assert pipe.read() == CLEARED + b"\x1b[Hhello\r"


def test_nothing_is_drawn_outside_the_full_screen(pipe: Pipe, outbox: Outbox) -> None:
    outbox.set_painting(False)
    outbox.paint("\x1b[1;1Hhello\x1b[1;1H")
    outbox.control("\x1b[?1049l")
    assert outbox.close(LIMIT)
    assert pipe.read() == b"\x1b[?1049l"


def test_a_terminal_that_reads_late_gets_the_newest_picture_and_every_control(
    pipe: Pipe, outbox: Outbox
) -> None:
    in_the_way = pipe.fill()
    outbox.control("\x1b[1 q")  # the thread waits in this write from now on
    for count in range(500):
        outbox.control("\x07")
        outbox.paint(f"\x1b[1;1Hold {count:03}\x1b[1;1H")
    outbox.paint("\x1b[1;1Hthe end\x1b[1;1H")
    output = pipe.until(b"the end\r")[in_the_way:]
    assert output.count(b"\x07") == 500
    assert output.count(b"\r") <= 2  # the thread may have taken a picture before it had to wait


def test_closing_does_not_wait_for_ever(pipe: Pipe, outbox: Outbox) -> None:
    pipe.fill()
    outbox.control("\x07")
    assert not outbox.close(0.01)
    pipe.until(b"\x07")
    assert outbox.close(LIMIT)


def test_a_terminal_that_is_gone_is_written_to_no_more(pipe: Pipe, outbox: Outbox) -> None:
    os.close(pipe.far)
    pipe.far = -1
    outbox.control("\x07")
    assert outbox.close(LIMIT)
    outbox.paint("\x1b[1;1Hhello\x1b[1;1H")


def test_repainting_and_a_new_size_draw_all_again(pipe: Pipe, outbox: Outbox) -> None:
    outbox.paint("\x1b[1;1Hhello\x1b[2;1H")
    first = pipe.until(b"\x1b[2H")
    outbox.repaint()
    assert pipe.until(b"\x1b[2H") == first
    outbox.resize(20, 3)
    assert pipe.until(b"\x1b[2H") == first
    outbox.resize(3, 3)
    outbox.paint("\x1b[1;1Hhello\x1b[2;1H")
    assert pipe.until(b"\x1b[2H") == CLEARED + b"\x1b[Hhel\x1b[2H"
    assert outbox.close(LIMIT)

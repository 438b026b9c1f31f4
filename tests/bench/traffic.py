"""Bytes over the link: opening each screen, leaving it alone, and following a job."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from tests.bench.figure import Figure
from tests.bench.terminal import COLOURS_16, COLOURS_256, TRUE_COLOUR, Terminal, drilltui

OPENING = 12_000
"""Bytes that opening any screen may cost at 80x24 with 256 colours."""

IDLE = 3.0
"""Seconds for which a screen is left alone."""

HURRY = 100
"""How many times as fast the world of the walk goes."""

MINUTE = 40
"""Bytes that a minute of a drill may cost where a clock counts whole minutes."""

FOLLOWING = 20.0
"""Seconds for which a running job is followed; ticks come every second, looks every three."""


@dataclass(frozen=True, slots=True)
class Stop:
    """A screen on the walk: the keys that open it, a text that proves it, the keys that leave.

    With `counts` the clock of the service is on it, which stops when somebody has verified that.
    """

    name: str
    keys: tuple[str, ...]
    shows: str
    leave: tuple[str, ...] = ("escape",)
    counts: bool = False


BEFORE = (
    Stop("group", ("enter",), "replication pairs", ()),
    Stop("raw answer", ("y",), '"server_group"', ("escape", "escape")),
    Stop("request log", ("@",), "TOOK"),
    Stop("keys", ("?",), "Keys of:"),
    Stop("palette", ("ctrl+p",), "Type a part"),
    Stop("drills", ("d",), "new drill"),
    Stop("form", ("n",), "64 bytes", ()),
    Stop("confirmation of a drill", ("f5",), "This starts a drill", ()),
)
"""Screens on the way to a job; the last ones stay open."""

AFTER = (
    Stop("monitor, job ended", (), "ended", (), counts=True),
    Stop("drill", ("enter",), "ACTIVE", (), counts=True),
    Stop("rename", ("R",), "New name"),
    Stop("confirmation of a delete", ("D",), "This deletes the drill"),
)
"""Screens there are once a drill has been made."""


def figures() -> Iterator[Figure]:
    """Measure every screen, then a running job with many and with few colours."""
    yield from _screens()
    with ThreadPoolExecutor() as pool:
        links = (("true colour", TRUE_COLOUR, 80), ("16 colours", COLOURS_16, 50))
        for found in pool.map(lambda link: _job(*link), links):
            yield from found


def choose(terminal: Terminal) -> None:
    """Wait for the list of groups and put the cursor on pg-payments."""
    terminal.until("pg-payments")
    terminal.settle()
    terminal.press("/")
    terminal.settle()
    terminal.press("pg-payments", "enter")
    terminal.settle()


def send(terminal: Terminal) -> None:
    """Take "Start the drill" in the confirmation, and see the monitor."""
    terminal.press("down")
    terminal.settle()
    terminal.press("enter")
    terminal.until("SUB-JOB")


def _screens() -> Iterator[Figure]:
    """Walk through every screen, in sandbox time that hurries."""
    with Terminal(*drilltui("rehearse", "--speed", str(HURRY)), colours=COLOURS_256) as terminal:
        terminal.until("pg-payments")
        terminal.settle()
        yield _opened("first paint", terminal.received)
        yield _left_alone("groups", terminal)
        choose(terminal)
        for stop in BEFORE:
            yield from _visit(terminal, stop)
        send(terminal)
        terminal.until("ended")
        terminal.settle()
        for stop in AFTER:
            yield from _visit(terminal, stop)


def _visit(terminal: Terminal, stop: Stop) -> Iterator[Figure]:
    before = terminal.received
    terminal.press(*stop.keys)
    terminal.until(stop.shows)
    terminal.settle()
    if stop.keys:
        yield _opened(stop.name, terminal.received - before)
    yield _counting(stop.name, terminal) if stop.counts else _left_alone(stop.name, terminal)
    for key in stop.leave:
        terminal.press(key)
        terminal.settle()


def _opened(name: str, count: int) -> Figure:
    return Figure(f"open {name}", count, OPENING, "B")


def _left_alone(name: str, terminal: Terminal) -> Figure:
    return Figure(f"idle {name}", terminal.listen(IDLE) / IDLE, 0, "B/s", f"{IDLE:.0f} s")


def _counting(name: str, terminal: Terminal) -> Figure:
    minutes = IDLE * HURRY / 60
    made_from = f"{minutes:.0f} minutes in {IDLE:.0f} s"
    rate = terminal.listen(IDLE) / minutes
    return Figure(f"idle {name}", rate, MINUTE, "B/min", made_from)


def _job(name: str, colours: Mapping[str, str], budget: float) -> list[Figure]:
    """Follow a job on the monitor, then on the list of groups."""
    with Terminal(*drilltui("rehearse"), colours=colours) as terminal:
        choose(terminal)
        terminal.press("n")
        terminal.until("64 bytes")
        terminal.settle()
        terminal.press("f5")
        terminal.until("This starts a drill")
        send(terminal)
        terminal.settle()
        monitor = terminal.listen(FOLLOWING) / FOLLOWING
        terminal.press("escape")
        terminal.until("A DRILL NOW?")
        terminal.settle()
        groups = terminal.listen(FOLLOWING) / FOLLOWING
    return [
        Figure(f"job on {place}, {name}", rate, budget, "B/s", f"{FOLLOWING:.0f} s")
        for place, rate in (("the monitor", monitor), ("the groups", groups))
    ]

"""How long a person waits for the program, beside programs that do next to nothing."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator

from tests.bench.figure import Figure
from tests.bench.noise import undisturbed
from tests.bench.terminal import COLOURS_256, Terminal, bare, clean_environ, drilltui

ROUNDS = 11
"""How often each of two programs runs, in turns, so that both meet the same noise."""


def figures() -> Iterator[Figure]:
    """Measure first paint, `--help` and the unattended drill."""
    yield _first_paint()
    yield _help()
    yield _play()


def _first_paint() -> Figure:
    ours, theirs = [], []
    for _ in range(ROUNDS):
        theirs.append(_paint(*bare("bare")))
        ours.append(_paint(*drilltui("rehearse")))
    return _ratio("first paint / ten-line Textual app", ours, theirs, 1.3)


def _paint(*command: str) -> float:
    with Terminal(*command, colours=COLOURS_256) as terminal:
        return terminal.until(lambda text: not text.isspace() and bool(text)) - terminal.begun


def _help() -> Figure:
    ours, theirs = [], []
    for _ in range(2 * ROUNDS):
        theirs.append(_run(sys.executable, "-c", "pass"))
        ours.append(_run(*drilltui("--help")))
    return _ratio("--help / python -c pass", ours, theirs, 4.0)


def _play() -> Figure:
    took = [_run(*drilltui("rehearse", "--play")) for _ in range(3)]
    return Figure("rehearse --play", undisturbed(took), 5.0, "s", _spread(took))


def _run(*command: str) -> float:
    with tempfile.TemporaryDirectory(prefix="drilltui-bench-") as home:
        begin = time.perf_counter()
        # Without a timeout, which would make it look for the end at intervals.
        subprocess.run(command, env=clean_environ(home, {}), stdout=subprocess.DEVNULL, check=True)
        return time.perf_counter() - begin


def _ratio(name: str, ours: list[float], theirs: list[float], budget: float) -> Figure:
    detail = f"{_spread(ours)} / {_spread(theirs)}"
    return Figure(name, undisturbed(ours) / undisturbed(theirs), budget, "x", detail)


def _spread(seconds: list[float]) -> str:
    least, middle, most = (
        1000 * number for number in (min(seconds), undisturbed(seconds), max(seconds))
    )
    return f"{middle:.0f} ms ({least:.0f}-{most:.0f})"

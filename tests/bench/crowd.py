"""The list of groups with ten thousand of them, beside the same list with ten more than usual."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

from tests.bench.figure import Figure
from tests.bench.noise import undisturbed
from tests.bench.terminal import COLOURS_256, Terminal, drilltui

ROUNDS = 5
MANY, FEW = 10_000, 10


def figures() -> Iterator[Figure]:
    """Measure when the list can be used, and the processor time of a letter in the filter."""
    many, few = [], []
    for _ in range(ROUNDS):
        few.append(_usable(FEW))
        many.append(_usable(MANY))
    ours, theirs = undisturbed(many), undisturbed(few)
    made_from = f"{1000 * ours:.0f} / {1000 * theirs:.0f} ms"
    yield Figure(f"list of {MANY} usable / of {FEW}", ours / theirs, 1.5, "x", made_from)
    yield _filter()


def _usable(groups: int) -> float:
    """Return the seconds from the command to a cursor that has moved in the list."""
    with Terminal(*drilltui("rehearse", "--groups", str(groups)), colours=COLOURS_256) as terminal:
        terminal.until(" > pg-")
        first = _cursor_row(terminal.text())
        terminal.press("down")
        return terminal.until(lambda text: _cursor_row(text) not in ("", first)) - terminal.begun


def _cursor_row(text: str) -> str:
    return next((row for row in text.splitlines() if row.startswith(" > ")), "")


def _count(text: str) -> int:
    """Return how many groups the list has: the last word of the first row."""
    last = text.splitlines()[0].split()[-1:]
    return int(last[0]) if last and last[0].isdigit() else 0


def _filter() -> Figure:
    with Terminal(*drilltui("rehearse", "--groups", str(MANY)), colours=COLOURS_256) as terminal:
        terminal.until(lambda text: _count(text) > MANY)
        terminal.settle()
        terminal.press("/")
        terminal.settle()
        used = [_letter(terminal, letter) for letter in "payments"]
    spread = f"{1000 * min(used):.0f}-{1000 * max(used):.0f}"
    return Figure("processor, a letter in the filter", 1000 * median(used), 50, "ms", spread)


def _letter(terminal: Terminal, letter: str) -> float:
    before = terminal.cpu()
    terminal.press(letter)
    terminal.settle()
    return terminal.cpu() - before

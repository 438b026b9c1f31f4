"""A key typed into the form: what it sends, and how long it takes beside a bare Input."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from statistics import median

from tests.bench.figure import Figure
from tests.bench.noise import undisturbed
from tests.bench.terminal import COLOURS_256, Terminal, bare, drilltui
from tests.bench.traffic import choose

KEYS = 60
"""Letters typed into each program, in turns."""

PAUSE = 0.05
"""Seconds without output between two keys, and at most as many more, by chance: a person does not
type in step with the program's own timers."""


def figures() -> Iterator[Figure]:
    """Measure bytes and latency of a letter at the end of the drill's name."""
    with (
        Terminal(*drilltui("rehearse"), colours=COLOURS_256) as form,
        Terminal(*bare("entry"), colours=COLOURS_256) as entry,
    ):
        choose(form)
        form.press("n")
        form.until("64 bytes")
        entry.until("▊")
        chance = Random(7)
        theirs, ours, sizes = [], [], []
        for _ in range(KEYS):
            theirs.append(_letter(entry, "z", chance)[0])
            took, size = _letter(form, f"{_name(form)}z", chance)
            ours.append(took)
            sizes.append(size)
    yield Figure("key in the form", median(sizes), 600, "B", f"{min(sizes)}-{max(sizes)}")
    form_time, entry_time = undisturbed(ours), undisturbed(theirs)
    made_from = f"{1000 * form_time:.1f} / {1000 * entry_time:.1f} ms"
    yield Figure("key in the form / bare Input", form_time / entry_time, 1.5, "x", made_from)


def _name(form: Terminal) -> str:
    """Return the drill's name as the form shows it now."""
    form.settle(PAUSE)
    (line,) = (line for line in form.text().splitlines() if line.startswith(" Name "))
    return line.split()[1]


def _letter(terminal: Terminal, wanted: str, chance: Random) -> tuple[float, int]:
    """Type the last letter of `wanted` and erase it again.

    Returns the seconds until `wanted` stood there, and the bytes of all that the letter changed.
    """
    terminal.settle(PAUSE)
    terminal.listen(chance.uniform(0, PAUSE))
    before = terminal.received
    sent = terminal.press(wanted[-1])
    took = terminal.until(wanted) - sent
    terminal.settle(PAUSE)
    size = terminal.received - before
    terminal.press("backspace")
    return took, size

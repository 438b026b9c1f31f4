"""Measure every budget, print the table, and exit 1 when one is broken."""

from __future__ import annotations

import sys
from itertools import chain

from tests.bench import crowd, evidence, keystroke, looking, programme, startup, traffic, watching
from tests.bench.figure import HEAD, row
from tests.bench.noise import noise


def main() -> int:
    _say(noise())
    _say(HEAD)
    count = broken = 0
    for figure in chain.from_iterable(
        topic.figures()
        for topic in (startup, keystroke, crowd, programme, evidence, traffic, watching, looking)
    ):
        _say(row(figure))
        count, broken = count + 1, broken + (not figure.kept)
    _say(noise())
    _say(f"{broken} of {count} budgets broken")
    return 1 if broken else 0


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(main())

"""The rules of preflight as a page for people: `python -m tests.preflight.table` writes it."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import drilltui
from drilltui.domain.rules import rules
from tests.preflight.pairs import PAIRS, Pair
from tests.preflight.trial import Answered, Said, foreseen, moved, unforeseen

PAGE = Path(drilltui.__file__).parent / "PREFLIGHT.md"

_HEAD = """\
# What preflight judges

Made by `python -m tests.preflight.table`, which breaks each rule in the smallest world, lets
preflight judge it, and asks the sandbox for the drill without preflight: it answers with the same
code, at once or in the job, as a scenario says. A test runs it again and compares.

A stop can be overridden only where the last column says why the service might accept it.

| Rule | Broken when | Preflight says | Prevents | Answered | Overridden because |
| --- | --- | --- | --- | --- | --- |
"""
_REST = """
## Rules that prevent no error

| Rule | What it is for |
| --- | --- |
"""


def page(folder: Path) -> str:
    """The page, made by trying every pair."""
    book = rules("preflight")
    rows = [_row(pair, book[pair.rule], folder) for pair in PAIRS]
    rest = [
        f"| {about['title']} | {about['why']} |\n"
        for rule, about in book.items()
        if not about["code"]
    ]
    return "".join((_HEAD, *rows, _REST, *rest))


def _row(pair: Pair, about: Mapping[str, Any], folder: Path) -> str:
    said = foreseen(pair, folder)
    answers = [unforeseen(pair, folder)]
    if other := moved(said.code):
        answers.append(unforeseen(pair, folder, other))
    cells = (
        about["title"],
        pair.said,
        _words(said),
        said.code,
        _times(answers),
        about.get("override", ""),
    )
    return f"| {' | '.join(cells)} |\n"


def _words(said: Said) -> str:
    return f"{said.verdict}: {said.seen}".replace("|", "\\|")


def _times(answers: list[Answered]) -> str:
    """Return ``SDRS.1002 at once; SDRS.1002 in the job``."""
    return "; ".join(f"{one.code} {'in the job' if one.late else 'at once'}" for one in answers)


def main() -> int:
    """Write the page."""
    with tempfile.TemporaryDirectory() as folder:
        PAGE.write_text(page(Path(folder)), "utf-8")
    sys.stdout.write(f"{PAGE}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

"""On which line of a TOML text something stands: the parser does not say it."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final, TypeAlias

Path: TypeAlias = tuple[str | int, ...]
"""Where a value is: names of tables and keys, and numbers (from 0) in lists of tables."""

_HEADER: Final = re.compile(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(#.*)?$")
_KEY: Final = re.compile(
    r"""\s*((?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')(?:\s*\.\s*[A-Za-z0-9_-]+)*)\s*="""
)
_QUOTES: Final = ('"""', "'''")


class Lines:
    """The lines of the tables and keys of a text that is known to be TOML."""

    def __init__(self, text: str) -> None:
        self._lines: dict[Path, int] = {}
        self._counts: Counter[Path] = Counter()
        table: Path = ()
        quote = ""
        for number, line in enumerate(text.split("\n"), start=1):
            if quote:
                quote = "" if line.count(quote) % 2 else quote
                continue
            if header := _HEADER.match(line):
                table = self._table(header[2], is_list=len(header[1]) == 2)
                self._lines.setdefault(table, number)
            elif key := _KEY.match(line):
                self._note(table, _names(key[1]), number)
                quote = next((one for one in _QUOTES if line.count(one) % 2), "")

    def of(self, path: Path) -> int:
        """Return the line of what is at `path`, or of the nearest table or key around it."""
        for length in range(len(path), 0, -1):
            if line := self._lines.get(path[:length]):
                return line
        return 1

    def _note(self, table: Path, names: tuple[str, ...], number: int) -> None:
        for length in range(1, len(names) + 1):
            self._lines.setdefault((*table, *names[:length]), number)

    def _table(self, header: str, *, is_list: bool) -> Path:
        """Return where a table is; below a list it belongs to the last of that list."""
        *above, last = _names(header)
        path: Path = ()
        for name in above:
            path = (*path, name)
            if count := self._counts[path]:
                path = (*path, count - 1)
        path = (*path, last)
        if is_list:
            self._counts[path] += 1
            path = (*path, self._counts[path] - 1)
        return path


def _names(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip().strip("\"'") for part in dotted.split("."))


def shown(path: Path) -> str:
    """Return a path for people: ``step 3, done.event``."""
    words: list[str] = []
    for part in path:
        if isinstance(part, int):
            words[-1] = f"{words[-1]} {part + 1},"
        else:
            words.append(part if not words or words[-1].endswith(",") else f".{part}")
    return "".join(
        f" {word}" if n and not word.startswith(".") else word for n, word in enumerate(words)
    ).rstrip(",")

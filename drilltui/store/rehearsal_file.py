"""What a rehearsal was asked for, kept beside the journal while its drill is not over.

One JSON object a line: the first says which world it is, the others are what the embedded cloud has
written. Whoever has one open holds it: another drilltui neither goes on with it nor removes it. The
lock ends with the process, however that ends.
"""

from __future__ import annotations

import fcntl
import json
import os
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from drilltui.plain_file import check_plain, read_plain_file
from drilltui.store.whole_file import make_folder

MOST_BYTES: Final = 4 * 1024 * 1024
"""A rehearsal of a day takes a tenth of it; one that takes more does not survive its program."""

LONGEST: Final = 7 * 86_400
"""Seconds after which a file that nobody has written to is removed."""

_ENDING: Final = ".jsonl"


class RehearsalFile:
    """The file of one world, open and held."""

    def __init__(self, path: Path, descriptor: int) -> None:
        self._path = path
        self._descriptor = descriptor
        self._size = os.fstat(descriptor).st_size

    @property
    def world(self) -> str:
        """Which world it is of."""
        return self._path.name.removesuffix(_ENDING)

    def lines(self) -> list[dict[str, Any]]:
        """Return what is in it. A line that was not written to its end is none: it has no effect.

        Raises OSError.
        """
        content, _ = read_plain_file(self._path, MOST_BYTES)
        whole = content[: content.rfind(b"\n") + 1]
        if len(content) == self._size:  # what comes next must not hang on half a line
            os.ftruncate(self._descriptor, len(whole))
            self._size = len(whole)
        found = []
        for line in whole.splitlines():
            with suppress(ValueError, RecursionError):
                told = json.loads(line)
                if isinstance(told, dict):
                    found.append(told)
        return found

    def write(self, told: dict[str, Any]) -> None:
        """Add a line, on disk when this returns.

        Where that cannot be, or there is too much of it, the file goes: a rehearsal that is not
        whole must not be taken up.
        """
        if self._descriptor < 0:
            return
        line = json.dumps(told, separators=(",", ":")).encode() + b"\n"
        self._size += len(line)
        if self._size > MOST_BYTES:
            self.remove()
            return
        try:
            os.write(self._descriptor, line)
            os.fsync(self._descriptor)
        except OSError:
            self.remove()

    def remove(self) -> None:
        """Let go of it for good: there is nothing left to take up."""
        with suppress(OSError):
            self._path.unlink()
        self.close()

    def close(self) -> None:
        """Let go of it; another drilltui may take it up."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1


def begin(folder: Path, world: str, first: dict[str, Any]) -> RehearsalFile | None:
    """Make the file of a new world, for its owner alone; None where the disk does not take it."""
    path = folder / f"{world}{_ENDING}"
    try:
        make_folder(folder)
        flags = os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_APPEND | os.O_CLOEXEC
        file = _held(path, os.open(path, flags, 0o600))
    except OSError:
        return None
    if file is not None:
        file.write(first)
    return file


def left_behind(folder: Path) -> Iterator[RehearsalFile]:
    """Yield the files that nobody holds, the newest first; each is held until it is closed.

    Those that nobody has written to for a week are removed on the way.
    """
    with suppress(OSError):
        paths = sorted(folder.glob(f"*{_ENDING}"), key=_written, reverse=True)
        for path in paths:
            file = _open(path)
            if file is None:
                continue
            if time.time() - _written(path) > LONGEST:
                file.remove()
                continue
            yield file


def _open(path: Path) -> RehearsalFile | None:
    try:
        check_plain(path)
        return _held(path, os.open(path, os.O_RDWR | os.O_APPEND | os.O_CLOEXEC | os.O_NOFOLLOW))
    except OSError:
        return None


def _held(path: Path, descriptor: int) -> RehearsalFile | None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        return None
    return RehearsalFile(path, descriptor)


def _written(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0

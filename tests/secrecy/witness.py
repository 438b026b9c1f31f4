"""Looks at every process below this one, all the time: its arguments and its environment."""

from __future__ import annotations

import os
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self

_PAUSE = 0.01
"""Seconds between looks. What lives shorter is not seen; nothing that drilltui starts does."""

LIMIT = 20.0


@dataclass(frozen=True, slots=True)
class Process:
    """What the kernel tells of a process to whoever of its user asks; `environ` if it may."""

    pid: int
    arguments: tuple[bytes, ...]
    environ: tuple[bytes, ...]

    @property
    def name(self) -> str:
        """What it was started as."""
        return os.fsdecode(os.path.basename(self.arguments[0]))


class Witness:
    """`seen` is every process that was met while the context was entered."""

    def __init__(self) -> None:
        self.seen: dict[Process, None] = {}
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._over.set()
        self._thread.join(LIMIT)

    def names(self) -> set[str]:
        """What the processes that were seen so far were started as."""
        return {process.name for process in list(self.seen)}

    def until_seen(self, *names: str) -> None:
        """Wait until processes that were started as this have been seen."""
        deadline = time.monotonic() + LIMIT
        while not self.names() >= set(names):
            assert time.monotonic() < deadline, f"of {names} only {self.names()} were seen"
            self._over.wait(_PAUSE)

    def _watch(self) -> None:
        while not self._over.wait(_PAUSE):
            for pid in _below(os.getpid()):
                with suppress(OSError):  # it has ended
                    if process := _look(pid):
                        self.seen[process] = None


def _below(pid: int) -> list[int]:
    found: list[int] = []
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):
            found += map(int, children.read_text().split())
    return found + [deeper for child in found for deeper in _below(child)]


def _look(pid: int) -> Process | None:
    """Look at a process; None while it becomes another program or has ended."""
    folder = Path(f"/proc/{pid}")
    arguments = (folder / "cmdline").read_bytes()
    environ = b""
    with suppress(PermissionError):  # a process that lets nobody trace it
        environ = (folder / "environ").read_bytes()
    same = arguments and arguments == (folder / "cmdline").read_bytes()
    return Process(pid, _parts(arguments), _parts(environ)) if same else None


def _parts(text: bytes) -> tuple[bytes, ...]:
    return tuple(text.split(b"\0")[:-1])

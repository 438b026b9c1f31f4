"""A record that was exported: its events out of a folder, an archive, or the file itself.

It may come from anywhere and be made to harm whoever reads it: nothing of it is unpacked to disk,
and how much of it is read is bounded. Whether its chain holds is for `Journal.adopt` to say.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import IO, NoReturn
from zipfile import BadZipFile, ZipFile

from drilltui.domain.errors import JournalError, UsageError
from drilltui.domain.language import tr
from drilltui.domain.plain_text import plain
from drilltui.domain.record import Event

EVENTS = "events.jsonl"
"""The file with the events: one JSON object a line."""

MOST_BYTES = 256 * 1024 * 1024
MOST_LINE = 8 * 1024 * 1024
MOST_EVENTS = 1_000_000
MOST_DEPTH = 64
"""Brackets in brackets in one line; deeper ones are nothing that drilltui writes."""


def read_exported(path: Path) -> tuple[Event, ...]:
    """Return the events of the export at `path`: a folder, a ``.zip``, or its ``events.jsonl``.

    Raises UsageError where there is no export that can be read, JournalError for a line that is no
    event: it names the line.
    """
    try:
        if path.is_dir():
            return _of_file(path / EVENTS)
        if path.is_file() and path.suffix.lower() == ".zip":
            return _of_archive(path)
        return _of_file(path)
    except OSError as error:
        raise UsageError(
            tr(
                "{path} cannot be read: {why}.",
                path=plain(str(path)),
                why=error.strerror or type(error).__name__,
            ),
            tr("Name a folder or a .zip that 'drilltui export' has made."),
        ) from error


def _of_file(path: Path) -> tuple[Event, ...]:
    if not path.is_file():  # a pipe would never end, and a device may
        raise _no_export(path)
    with path.open("rb") as file:
        return tuple(_events(file))


def _of_archive(path: Path) -> tuple[Event, ...]:
    try:
        with ZipFile(path) as archive:
            names = [one for one in archive.namelist() if one.rpartition("/")[2] == EVENTS]
            if len(names) != 1:
                raise _no_export(path)
            with archive.open(names[0]) as file:
                return tuple(_events(file))
    except (BadZipFile, NotImplementedError, EOFError, RuntimeError, zlib.error) as error:
        # Damaged, encrypted, or packed in a way that Python does not know.
        raise UsageError(
            tr("{path} is no archive that can be read.", path=plain(str(path))),
            tr("Ask for it once more, or for the folder."),
        ) from error


def _no_export(path: Path) -> UsageError:
    return UsageError(
        tr("There is no export of one record at {path}.", path=plain(str(path))),
        tr("Name a folder or a .zip that 'drilltui export' has made."),
    )


def _events(file: IO[bytes]) -> Iterator[Event]:
    total = 0
    for number in range(1, MOST_EVENTS + 1):
        line = file.readline(MOST_LINE + 1)
        if not line:
            return
        total += len(line)
        if len(line) > MOST_LINE or total > MOST_BYTES:
            raise _broken(number, tr("it is too long"))
        yield _event(number, line)
    if file.readline(1):
        raise _broken(MOST_EVENTS + 1, tr("there are too many of them"))


def _event(number: int, line: bytes) -> Event:
    if _depth(line) > MOST_DEPTH:
        raise _broken(number, tr("it is nested too deep"))
    try:
        told = json.loads(line, parse_constant=_refuse)
        moment = datetime.fromisoformat(told["at"])
        event = Event(
            told["record_id"],
            told["seq"],
            moment,
            told["kind"],
            told["data"],
            told["before"],
            told["hash"],
        )
    except (ValueError, TypeError, KeyError, RecursionError):
        raise _broken(number, tr("it is no event")) from None
    texts = (event.record_id, event.kind, event.before, event.hash)
    if not all(isinstance(one, str) for one in texts) or moment.tzinfo is None:
        raise _broken(number, tr("it is no event"))
    if type(event.seq) is not int or not isinstance(event.data, dict):
        raise _broken(number, tr("it is no event"))
    return event


def _depth(line: bytes) -> int:
    """Return how deep brackets are nested at most; those within texts count too, to no harm."""
    deepest = depth = 0
    for byte in line.translate(None, _OTHERS):
        depth += 1 if byte in b"{[" else -1
        deepest = max(deepest, depth)
    return deepest


_OTHERS = bytes(set(range(256)) - set(b"[]{}"))


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)


def _broken(number: int, why: str) -> JournalError:
    return JournalError(
        tr("Line {number} of the export does not hold: {why}.", number=number, why=why),
        tr("Ask for a whole export: nothing was taken over."),
    )

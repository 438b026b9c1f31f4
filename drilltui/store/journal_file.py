"""The journal's file, open for writing: blocking calls, all to be made on one thread."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from drilltui.domain.adoption import missing
from drilltui.domain.json_value import JsonObject
from drilltui.domain.record import GENESIS, Entry, Event, Overtaken, seal
from drilltui.store import entry
from drilltui.store.journal_reading import JournalReading, errors_in_words
from drilltui.store.migrations import migrate, transaction
from drilltui.store.soundness import connect, look, prove
from drilltui.store.whole_file import make_folder

PATIENCE = 10.0
"""Seconds to wait for another process that holds the file; an append takes about a millisecond."""


class JournalFile(JournalReading):
    """An open journal on disk (SQLite, write-ahead log, every append synced).

    The file is made readable by its owner only, and so are folders that are missing. Each method
    may raise `JournalError`; the constructor raises `Damaged` for a file that is not whole, and
    JournalError for one that cannot be written. A file that is not ours, or newer than we are, or
    damaged, is not touched.
    """

    def __init__(self, path: Path, patience: float = PATIENCE) -> None:
        with errors_in_words(path):
            make_file(path)
            proved = look(path, patience)
            connection = connect(path, "mode=rw", patience)
            try:
                if not proved:
                    prove(connection)
                _make_ready(connection)
            except BaseException:
                connection.close()
                raise
        super().__init__(connection, path)

    def append(self, record_id: str, kind: str, data: JsonObject, at: datetime) -> Event:
        """Add the event that follows the last one of `record_id`; it is on disk on return."""
        (event,) = self._write([Entry(record_id, kind, data)], at, None)
        return event

    def extend(self, entries: Sequence[Entry], at: datetime, position: int) -> tuple[Event, ...]:
        """Add all of `entries` or none: Overtaken when `position` is not the last one any more."""
        return self._write(entries, at, position)

    def take_over(self, events: Iterable[Event]) -> None:
        """Add `events` of another journal as they are, all or none."""
        with errors_in_words(self._path), transaction(self._connection):
            for event in events:
                self._insert(event)

    def adopt(self, foreign: Sequence[Event]) -> tuple[Event, ...]:
        """Add what is new of a record of another journal; return that. See `domain.adoption`."""
        with errors_in_words(self._path), transaction(self._connection):
            new = missing(self.read(entry.record_of(foreign)), foreign)
            for event in new:
                self._insert(event)
            return new

    def _write(
        self, entries: Sequence[Entry], at: datetime, position: int | None
    ) -> tuple[Event, ...]:
        with errors_in_words(self._path), transaction(self._connection):
            if position is not None and self._head() != position:
                raise Overtaken
            return tuple(self._add(new, at) for new in entries)

    def _add(self, new: Entry, at: datetime) -> Event:
        last = self._connection.execute(
            "SELECT seq, hash FROM event WHERE record_id = CAST(? AS TEXT)"
            " ORDER BY seq DESC LIMIT 1",
            (entry.encoded(new.record_id),),
        ).fetchone()
        seq, before = last or (0, GENESIS)
        event = seal(new.record_id, seq + 1, at, new.kind, new.data, before)
        self._insert(event)
        return event

    def _insert(self, event: Event) -> None:
        self._connection.execute(entry.INSERT, entry.row(event))


def make_file(path: Path) -> None:
    """Make an empty file at `path` if there is none, and missing folders above it."""
    make_folder(path.parent)
    # Only a file that is new is opened here: closing a descriptor of one that SQLite has open
    # in this process would drop its locks (POSIX). The log files take over the mode.
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    if path.is_dir():  # SQLite would call it a disk that cannot be read
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))


def _make_ready(connection: sqlite3.Connection) -> None:
    # FULL: in the write-ahead log each commit is synced before it returns (pragma.html).
    connection.execute("PRAGMA synchronous = FULL")
    migrate(connection)
    _use_log(connection)
    _try_to_write(connection)


def _try_to_write(connection: sqlite3.Connection) -> None:
    """Raise what keeps the file from being written; nothing of this is kept.

    SQLite opens what is write-protected too, begins to write it, and says so at the first change.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        connection.execute(f"PRAGMA user_version = {int(version)}")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _use_log(connection: sqlite3.Connection, tries: int = 20) -> None:
    """Switch to the write-ahead log; it is a property of the file, mostly there already.

    Two processes that switch a new file at once would wait for each other, so SQLite does not wait
    but calls it busy. An empty transaction does wait, and then the other one has switched.
    """
    try:
        connection.execute("PRAGMA journal_mode = WAL")
    except sqlite3.OperationalError as error:
        if not (error.sqlite_errorname.startswith("SQLITE_BUSY") and tries):
            raise
        with transaction(connection):
            pass
        _use_log(connection, tries - 1)

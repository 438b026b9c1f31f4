"""The journal's file: plain, blocking calls, all to be made on one thread."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Literal

from drilltui.domain.json_value import JsonObject
from drilltui.domain.record import GENESIS, Entry, Event, Overtaken, Tail, seal
from drilltui.store import entry
from drilltui.store.complaint import in_words
from drilltui.store.entry import NotAnEvent
from drilltui.store.migrations import Foreign, Newer, check, migrate, transaction

PATIENCE = 10.0
"""Seconds to wait for another process that holds the file; an append takes about a millisecond."""


class JournalFile:
    """An open journal on disk (SQLite, write-ahead log, every append synced).

    The file is made readable by its owner only, and so are folders that are missing. Each method
    may raise `JournalError`. A file that is not ours, or newer than we are, is not touched.
    """

    def __init__(self, path: Path, patience: float = PATIENCE) -> None:
        self._path = path
        self._patience = patience
        with self._errors_in_words():
            self._make_file()
            self._look()
            self._connection = self._connect("rw")
            try:
                self._connection.execute("PRAGMA synchronous = FULL")
                migrate(self._connection)
                _use_log(self._connection)
            except BaseException:
                self._connection.close()
                raise

    def append(self, record_id: str, kind: str, data: JsonObject, at: datetime) -> Event:
        """Add the event that follows the last one of `record_id`; it is on disk on return."""
        with self._errors_in_words(), transaction(self._connection):
            return self._add(Entry(record_id, kind, data), at)

    def extend(self, entries: Sequence[Entry], at: datetime, position: int) -> tuple[Event, ...]:
        """Add all of `entries` or none: Overtaken when `position` is not the last one any more."""
        with self._errors_in_words(), transaction(self._connection):
            if self._head() != position:
                raise Overtaken
            return tuple(self._add(new, at) for new in entries)

    def head(self) -> int:
        """Return the position of the last event, 0 for none."""
        with self._errors_in_words():
            return self._head()

    def since(self, position: int) -> Tail:
        """Return what was appended after `position`, by whomever."""
        with self._errors_in_words():
            rows = self._connection.execute(
                f"SELECT position, {entry.COLUMNS} FROM event WHERE position > ? ORDER BY position",
                (position,),
            ).fetchall()
        last = rows[-1][0] if rows else position
        return Tail(tuple(entry.event(row[1:]) for row in rows), last)

    def read(self, record_id: str) -> tuple[Event, ...]:
        """Return the events of a record, in order."""
        with self._errors_in_words():
            rows = self._connection.execute(
                f"SELECT {entry.COLUMNS} FROM event WHERE record_id = CAST(? AS TEXT) ORDER BY seq",
                (entry.encoded(record_id),),
            )
            return tuple(map(entry.event, rows))

    def records(self) -> tuple[str, ...]:
        """Return all record ids, the most recently begun first."""
        return self._ids("SELECT record_id FROM event WHERE seq = 1 ORDER BY position DESC")

    def unfinished(self) -> tuple[str, ...]:
        """Return the ids of records that nobody has closed, the most recently begun first."""
        return self._ids(
            "SELECT record_id FROM event AS first WHERE seq = 1 AND NOT EXISTS"
            " (SELECT 1 FROM event WHERE kind = 'closed' AND record_id = first.record_id)"
            " ORDER BY position DESC"
        )

    def close(self) -> None:
        """Let go of the file; the last one to do so folds the write-ahead log into it."""
        with self._errors_in_words():
            self._connection.close()

    def _head(self) -> int:
        (last,) = self._connection.execute(
            "SELECT coalesce(max(position), 0) FROM event"
        ).fetchone()
        return int(last)

    def _add(self, new: Entry, at: datetime) -> Event:
        last = self._connection.execute(
            "SELECT seq, hash FROM event WHERE record_id = CAST(? AS TEXT)"
            " ORDER BY seq DESC LIMIT 1",
            (entry.encoded(new.record_id),),
        ).fetchone()
        seq, before = last or (0, GENESIS)
        event = seal(new.record_id, seq + 1, at, new.kind, new.data, before)
        self._connection.execute(
            f"INSERT INTO event ({entry.COLUMNS})"
            " VALUES (CAST(? AS TEXT), ?, ?, CAST(? AS TEXT), ?, ?, ?)",
            entry.row(event),
        )
        return event

    def _ids(self, query: str) -> tuple[str, ...]:
        with self._errors_in_words():
            return tuple(record_id for (record_id,) in self._connection.execute(query))

    def _make_file(self) -> None:
        folder = self._path.parent
        for missing in reversed([path for path in (folder, *folder.parents) if not path.exists()]):
            missing.mkdir(mode=0o700, exist_ok=True)
        # Only a file that is new is opened here: closing a descriptor of one that SQLite has open
        # in this process would drop its locks (POSIX). The log files take over the mode.
        with suppress(FileExistsError):
            os.close(os.open(self._path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        if self._path.is_dir():  # SQLite would call it a disk that cannot be read
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))

    def _look(self) -> None:
        """Leave alone what is not ours: even to close a file may fold its log into it."""
        with closing(self._connect("ro")) as connection:
            try:
                check(connection)
            except sqlite3.OperationalError as error:
                # A writer was killed before the log was in use, and what it began has to be taken
                # back first, which the connection that can write does before it checks again.
                if error.sqlite_errorname != "SQLITE_READONLY_ROLLBACK":
                    raise

    def _connect(self, mode: Literal["ro", "rw"]) -> sqlite3.Connection:
        connection = sqlite3.connect(
            f"{self._path.absolute().as_uri()}?mode={mode}",
            uri=True,
            timeout=self._patience,
            isolation_level=None,  # transactions are begun and ended in words
        )
        connection.text_factory = entry.decoded
        return connection

    @contextmanager
    def _errors_in_words(self) -> Iterator[None]:
        try:
            yield
        except (OSError, sqlite3.Error, Foreign, Newer, NotAnEvent, UnicodeDecodeError) as error:
            raise in_words(error, self._path) from error


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

"""What can be asked of a journal's file: plain, blocking calls, all to be made on one thread."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from drilltui.domain.record import UNTOLD, Event, Kind, Tail
from drilltui.store import entry
from drilltui.store.complaint import in_words
from drilltui.store.entry import NotAnEvent
from drilltui.store.migrations import Foreign, Newer
from drilltui.store.soundness import Unsound


class JournalReading:
    """The events behind an open connection. Each method may raise `JournalError`."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._path = path

    def head(self) -> int:
        """Return the position of the last event, 0 for none."""
        with errors_in_words(self._path):
            return self._head()

    def since(self, position: int) -> Tail:
        """Return what was appended after `position`, by whomever."""
        with errors_in_words(self._path):
            rows = self._connection.execute(
                f"SELECT position, {entry.COLUMNS} FROM event WHERE position > ? ORDER BY position",
                (position,),
            ).fetchall()
            events = tuple(entry.event(row[1:]) for row in rows)
        return Tail(events, rows[-1][0] if rows else position)

    def read(self, record_id: str) -> tuple[Event, ...]:
        """Return the events of a record, in order."""
        with errors_in_words(self._path):
            rows = self._connection.execute(
                f"SELECT {entry.COLUMNS} FROM event WHERE record_id = CAST(? AS TEXT) ORDER BY seq",
                (entry.encoded(record_id),),
            )
            return tuple(map(entry.event, rows))

    def outline(self) -> tuple[Event, ...]:
        """Return the events that say how all records stand; see `domain.ports.Journal`."""
        some = sorted(kind.value for kind in {*UNTOLD, Kind.JOB})
        with errors_in_words(self._path):
            rows = self._connection.execute(
                f"SELECT {entry.COLUMNS} FROM event"
                f" WHERE kind NOT IN ({', '.join('?' * len(some))})"
                " OR NOT EXISTS (SELECT 1 FROM event AS following"
                " WHERE following.record_id = event.record_id"
                " AND following.seq = event.seq + 1"
                " AND (event.kind <> ? OR following.kind = event.kind))"
                " ORDER BY position",
                (*some, Kind.JOB.value),
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
        with errors_in_words(self._path):
            self._connection.close()

    def _head(self) -> int:
        (last,) = self._connection.execute(
            "SELECT coalesce(max(position), 0) FROM event"
        ).fetchone()
        return int(last)

    def _ids(self, query: str) -> tuple[str, ...]:
        with errors_in_words(self._path):
            return tuple(record_id for (record_id,) in self._connection.execute(query))


@contextmanager
def errors_in_words(path: Path) -> Iterator[None]:
    """Raise what goes wrong with the journal at `path` as `JournalError`."""
    try:
        yield
    except (
        OSError,
        sqlite3.Error,
        Foreign,
        Newer,
        NotAnEvent,
        UnicodeDecodeError,
        Unsound,
    ) as error:
        raise in_words(error, path) from error

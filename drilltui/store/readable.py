"""Reading a journal that cannot be written, as far as it can be read."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import Final

from drilltui.store import entry
from drilltui.store.journal_reading import JournalReading
from drilltui.store.migrations import Foreign, Newer, migrate, transaction
from drilltui.store.salvage import salvage
from drilltui.store.soundness import Unsound, connect, look

PATIENCE: Final = 1.0
"""Seconds to wait for another process that holds the file."""


def open_reading(path: Path | None) -> JournalReading:
    """Open what can be read of the file at `path`: all of it, some of it, or nothing.

    SQLite has to write beside a file to read its log. Where it may not, pages are read without it,
    and so are those of a damaged file: what is seen then is what was there at that moment.
    """
    if path is None or not path.is_file():
        return JournalReading(_in_memory(None), Path())
    try:
        with suppress(Newer):  # it may still have events in the form that we know
            look(path, PATIENCE)
        connection = _from_file(path)
    except Foreign:
        connection = _in_memory(None)
    except (sqlite3.Error, OSError, ValueError, Unsound):  # ValueError: rows that are no events
        connection = _in_memory(path)
    return JournalReading(connection, path)


def _from_file(path: Path) -> sqlite3.Connection:
    connection = connect(path, "mode=ro", PATIENCE)
    try:
        connection.execute(f"SELECT position, {entry.COLUMNS} FROM event LIMIT 1").fetchall()
    except sqlite3.Error:
        connection.close()
        raise  # a file without events, too: it is empty, or they have another form
    return connection


def _in_memory(path: Path | None) -> sqlite3.Connection:
    """Return a copy of the events that the pages of the file at `path` show; none without one."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.text_factory = entry.decoded
    migrate(connection)
    try:
        events = salvage(path).events if path else ()
    except OSError:  # it may not be read either, and that was said when it could not be opened
        events = ()
    with transaction(connection):
        for event in events:
            connection.execute(entry.INSERT, entry.row(event))
    return connection

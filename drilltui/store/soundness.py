"""Whether a journal's file may be written to: ours, not newer than we are, and whole."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Literal, TypeAlias

from drilltui.domain.record import digest
from drilltui.plain_file import NotPlain, check_plain
from drilltui.store import entry
from drilltui.store.migrations import Foreign, check

BESIDE = ("-wal", "-shm", "-journal")
"""What SQLite may have beside its file, by the endings of the names."""

Mode: TypeAlias = Literal["mode=ro", "mode=rw"]
"""How SQLite opens a file that is there."""


class Unsound(Exception):
    """The file is a journal of ours, but parts of it are missing or no journal of ours."""


def connect(path: Path, mode: Mode, patience: float = 0) -> sqlite3.Connection:
    """Open the file at `path`; wait `patience` seconds for another one that holds it."""
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?{mode}",
        uri=True,
        timeout=patience,
        isolation_level=None,  # transactions are begun and ended in words
    )
    connection.text_factory = entry.decoded
    return connection


def look(path: Path, patience: float) -> bool:
    """Raise what keeps the file at `path` from being used; it is only read.

    False when that cannot be told before the file was opened for writing: a writer was killed
    before the log was in use, and what it began has to be taken back first.

    For a file that must be left alone that is `Foreign` or `Newer`: even to close it after writing
    may fold its log into it. For a damaged one it is `Unsound`, `NotAnEvent`, UnicodeDecodeError,
    or sqlite3.DatabaseError with the code SQLITE_CORRUPT or SQLITE_NOTADB.
    """
    refuse_what_is_waited_for(path)
    log = path.with_name(path.name + "-wal")
    if not path.stat().st_size and log.exists() and log.stat().st_size:
        raise Unsound("a log without its file")  # which SQLite would delete, unread
    with closing(connect(path, "mode=ro", patience)) as connection:
        try:
            prove(connection)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorname != "SQLITE_READONLY_ROLLBACK":
                raise
            return False
    return True


def refuse_what_is_waited_for(path: Path) -> None:
    """Raise Foreign for a pipe or a device in the place of a file: SQLite would wait for it."""
    for ending in ("", *BESIDE):
        one = path.with_name(path.name + ending)
        try:
            check_plain(one)
        except NotPlain:
            raise Foreign(one) from None


def prove(connection: sqlite3.Connection) -> None:
    """Read all that there is, and raise what is wrong with it (see `look`).

    An event whose hash is not its own is damage: it may say what never was. A chain that is broken
    between whole events is none, and is shown with its record.
    """
    new = bool(check(connection))
    findings = [said for (said,) in connection.execute("PRAGMA quick_check(1)")]
    if findings != ["ok"]:
        raise Unsound(findings[0])
    if new:
        return
    try:
        rows = connection.execute(f"SELECT {entry.COLUMNS} FROM event NOT INDEXED")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorname == "SQLITE_ERROR":  # no such table, no such column
            raise Unsound(str(error)) from error
        raise
    for row in rows:
        if not (entry.is_told(row) and digest(*row[:-1]) == row[-1]):
            raise Unsound("an event that says something else than it was sealed with")

"""The form of a journal file, as named steps: each is taken once, in a transaction, and recorded.

A step that has been released is never changed; a new form is a new step at the end.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from drilltui.domain.record import GENESIS

APPLICATION_ID = 0x6472_696C
"""``dril``, in the header of the file (SQLite file format, section 1.3.15)."""


class Foreign(Exception):
    """The file is not one of ours; the argument, if any, is the one beside it that is not."""


class Newer(Exception):
    """The file has taken a step that this version does not know; its name is the argument."""


@dataclass(frozen=True, slots=True)
class Migration:
    """A step from one form to the next."""

    name: str
    statements: tuple[str, ...]


MIGRATIONS = (
    Migration(
        "events",
        (
            f"PRAGMA application_id = {APPLICATION_ID}",
            "CREATE TABLE migration (name TEXT PRIMARY KEY) WITHOUT ROWID",
            """
            CREATE TABLE event (
                position  INTEGER PRIMARY KEY,  -- order over all records
                record_id TEXT NOT NULL,
                seq       INTEGER NOT NULL,     -- order in the record, from 1
                at        TEXT NOT NULL,        -- ISO 8601, UTC, microseconds
                kind      TEXT NOT NULL,
                data      TEXT NOT NULL,        -- canonical JSON, as it was hashed
                before    TEXT NOT NULL,        -- hash of the event before, SHA-256 in hex
                hash      TEXT NOT NULL,
                UNIQUE (record_id, seq)
            )
            """,
            "CREATE INDEX event_begins ON event (position) WHERE seq = 1",
            "CREATE INDEX event_closes ON event (record_id) WHERE kind = 'closed'",
            """
            CREATE TRIGGER event_stays BEFORE UPDATE ON event
            BEGIN SELECT RAISE(ABORT, 'events are never changed'); END
            """,
            """
            CREATE TRIGGER event_lasts BEFORE DELETE ON event
            BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END
            """,
            # Also what keeps INSERT OR REPLACE from deleting: it fires no DELETE trigger.
            f"""
            CREATE TRIGGER event_follows BEFORE INSERT ON event
            WHEN EXISTS (SELECT 1 FROM event WHERE position = NEW.position)
              OR (NEW.seq, NEW.before) IS NOT (
                SELECT coalesce(max(seq), 0) + 1, coalesce(hash, '{GENESIS}')
                FROM event WHERE record_id = NEW.record_id)
            BEGIN SELECT RAISE(ABORT, 'an event follows the last one of its record'); END
            """,
        ),
    ),
)


def check(connection: sqlite3.Connection) -> tuple[Migration, ...]:
    """Return the steps that the file has yet to take; only looks.

    Raises `Foreign` and `Newer` for a file that must be left alone.
    """
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if not tables:
        return MIGRATIONS
    (application_id,) = connection.execute("PRAGMA application_id").fetchone()
    if application_id != APPLICATION_ID:
        raise Foreign
    taken = {name for (name,) in connection.execute("SELECT name FROM migration")}
    if unknown := taken - {migration.name for migration in MIGRATIONS}:
        raise Newer(min(unknown))
    return tuple(migration for migration in MIGRATIONS if migration.name not in taken)


def migrate(connection: sqlite3.Connection) -> None:
    """Take the steps that are left, one transaction each; other processes may do so just now."""
    while check(connection):
        with transaction(connection):
            for migration in check(connection)[:1]:
                for statement in migration.statements:
                    connection.execute(statement)
                connection.execute("INSERT INTO migration VALUES (?)", (migration.name,))


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Hold the file for writing; all of the block is kept, or nothing.

    IMMEDIATE: what the block reads is still true when it writes, whoever else has the file open.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from drilltui.store import migrations
from drilltui.store.migrations import (
    APPLICATION_ID,
    MIGRATIONS,
    Foreign,
    Migration,
    Newer,
    check,
    migrate,
    transaction,
)

NEXT = Migration("colours", ("CREATE TABLE colour (name TEXT)", "INSERT INTO colour VALUES ('x')"))
BROKEN = Migration("broken", ("CREATE TABLE half (name TEXT)", "INSERT INTO nowhere VALUES (1)"))


@pytest.fixture
def database() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        yield connection


def _tables(database: sqlite3.Connection) -> set[str]:
    rows = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    return {name for (name,) in rows}


def _taken(database: sqlite3.Connection) -> set[str]:
    return {name for (name,) in database.execute("SELECT name FROM migration")}


def test_a_new_file_takes_all_steps_and_is_marked_ours(database: sqlite3.Connection) -> None:
    assert check(database) == MIGRATIONS
    migrate(database)

    assert check(database) == ()
    assert _taken(database) == {migration.name for migration in MIGRATIONS}
    assert database.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    assert APPLICATION_ID.to_bytes(4, "big") == b"dril"


def test_steps_are_taken_once(database: sqlite3.Connection) -> None:
    migrate(database)
    changes = database.total_changes
    migrate(database)

    assert database.total_changes == changes


def test_an_older_file_takes_what_is_new(
    database: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    migrate(database)
    monkeypatch.setattr(migrations, "MIGRATIONS", (*MIGRATIONS, NEXT))

    assert check(database) == (NEXT,)
    migrate(database)
    assert _taken(database) == {"events", "colours"}
    assert database.execute("SELECT * FROM colour").fetchall() == [("x",)]


def test_a_step_that_fails_leaves_nothing_of_itself_and_all_before_it(
    database: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migrations, "MIGRATIONS", (*MIGRATIONS, NEXT, BROKEN))

    with pytest.raises(sqlite3.OperationalError, match="nowhere"):
        migrate(database)

    assert _tables(database) == {"migration", "event", "colour"}
    assert _taken(database) == {"events", "colours"}
    assert not database.in_transaction


def test_a_step_from_the_future_stops_everything(
    database: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    migrate(database)
    database.execute("INSERT INTO migration VALUES ('zebra'), ('signatures')")
    monkeypatch.setattr(migrations, "MIGRATIONS", (*MIGRATIONS, NEXT))

    for call in (check, migrate):
        with pytest.raises(Newer, match=r"^signatures$"):
            call(database)
    assert "colour" not in _tables(database)


@pytest.mark.parametrize("application_id", [0, APPLICATION_ID + 1])
def test_the_database_of_another_program_is_foreign(
    database: sqlite3.Connection, application_id: int
) -> None:
    database.execute(f"PRAGMA application_id = {application_id}")
    database.execute("CREATE TABLE migration (name TEXT)")

    for call in (check, migrate):
        with pytest.raises(Foreign):
            call(database)
    assert _tables(database) == {"migration"}


def test_names_of_steps_are_unique() -> None:
    assert len({migration.name for migration in MIGRATIONS}) == len(MIGRATIONS)


def _insert_and_fail(database: sqlite3.Connection) -> None:
    database.execute("INSERT INTO t VALUES (2)")
    database.execute("INSERT INTO nowhere VALUES (3)")


def test_a_transaction_is_kept_whole_or_not_at_all(database: sqlite3.Connection) -> None:
    database.execute("CREATE TABLE t (x INTEGER)")
    with transaction(database):
        database.execute("INSERT INTO t VALUES (1)")
    with pytest.raises(sqlite3.OperationalError), transaction(database):
        _insert_and_fail(database)

    assert database.execute("SELECT x FROM t").fetchall() == [(1,)]
    assert not database.in_transaction

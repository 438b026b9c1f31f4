"""What a journal on disk promises beyond the contract: other processes, crashes, strange files."""

from __future__ import annotations

import asyncio
import signal
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from drilltui.domain.errors import JournalError
from drilltui.domain.record import Event, broken_at
from drilltui.store.sqlite_journal import SqliteJournal, open_journal
from tests.store.other_process import end, hear, say, start

MOMENT = datetime(2026, 11, 23, 9, 14, 7, 250_001, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "journal.db"


@pytest.fixture
async def on_disk(path: Path) -> AsyncIterator[SqliteJournal]:
    journal = await open_journal(path)
    yield journal
    await journal.close()


async def test_is_there_after_it_was_closed(on_disk: SqliteJournal, path: Path) -> None:
    events = [await on_disk.append("r", "note", {"n": n}, MOMENT) for n in range(3)]
    await on_disk.close()

    again = await open_journal(path)
    assert list(await again.read("r")) == events
    assert (await again.append("r", "note", {}, MOMENT)).before == events[-1].hash
    await again.close()


async def test_two_in_one_process_continue_one_another(on_disk: SqliteJournal, path: Path) -> None:
    other = await open_journal(path)
    heard: list[Event] = []
    other.subscribe(heard.append)
    for number in range(10):
        writer = (on_disk, other)[number % 2]
        await writer.append("r", "note", {"number": number}, MOMENT)

    events = await on_disk.read("r")
    assert events == await other.read("r")
    assert broken_at(events) is None
    assert [event.data["number"] for event in events] == list(range(10))
    assert [event.data["number"] for event in heard] == [1, 3, 5, 7, 9]
    await other.close()


async def test_two_processes_that_race_keep_one_chain(path: Path) -> None:
    # Neither has the file yet: they also race to make it.
    processes = [start("append", path, "r", "40") for _ in range(2)]
    assert [hear(process) for process in processes] == ["ready", "ready"]
    for process in processes:
        say(process, "go")
    assert [hear(process) for process in processes] == ["done", "done"]
    assert [end(process) for process in processes] == [0, 0]

    journal = await open_journal(path)
    events = await journal.read("r")
    await journal.close()
    assert len(events) == 80
    assert broken_at(events) is None
    for process in processes:
        mine = [event.data["number"] for event in events if event.data["by"] == process.pid]
        assert mine == list(range(40))


async def test_an_appended_event_outlives_kill_9(path: Path) -> None:
    assert end(start("die", path, "r")) == -9

    journal = await open_journal(path)
    (event,) = await journal.read("r")
    assert (event.kind, event.data) == ("intended", {"action": "create"})
    assert broken_at(await journal.read("r")) is None
    assert await journal.unfinished() == ("r",)
    await journal.close()


async def test_of_two_processes_that_extend_from_one_position_one_wins(path: Path) -> None:
    processes = [start("extend", path, f"r{number}") for number in range(2)]
    assert [hear(process) for process in processes] == ["ready"] * 2
    for turn in range(20):
        for process in processes:
            say(process, "read")
        assert [hear(process) for process in processes] == [str(3 * turn)] * 2
        for process in processes:
            say(process, "write")
        assert sorted(hear(process) for process in processes) == ["overtaken", "won"]
    for process in processes:
        process.communicate()
    assert [end(process) for process in processes] == [0, 0]

    journal = await open_journal(path)
    tail = await journal.since(0)
    await journal.close()
    assert tail.position == len(tail.events) == 60
    # Each stroke is whole and by one process: nothing of the loser is between or behind.
    for at in range(0, 60, 3):
        stroke = tail.events[at : at + 3]
        assert len({event.data["by"] for event in stroke}) == 1
        assert [event.data["n"] for event in stroke] == [0, 1, 2]


async def test_events_of_another_process_are_seen(on_disk: SqliteJournal, path: Path) -> None:
    first = await on_disk.append("r", "note", {}, MOMENT)
    process = start("append", path, "r", "3")
    assert hear(process) == "ready"
    say(process, "go")
    assert (hear(process), end(process)) == ("done", 0)

    tail = await on_disk.since(1)
    assert [event.data["number"] for event in tail.events] == [0, 1, 2]
    assert broken_at([first, *tail.events]) is None
    assert tail.position == await on_disk.head() == 4


@pytest.mark.parametrize("how", ["hold", "end"])
async def test_a_process_that_ends_lets_go_of_its_records(
    on_disk: SqliteJournal, path: Path, how: str
) -> None:
    process = start(how, path, "r")
    assert hear(process) == "True"
    assert not await on_disk.take("r")
    say(process, "go")
    assert end(process) == 0
    assert await on_disk.take("r")


async def test_a_killed_process_lets_go_and_a_stopped_one_does_not(
    on_disk: SqliteJournal, path: Path
) -> None:
    process = start("hold", path, "r")
    assert hear(process) == "True"
    process.send_signal(signal.SIGSTOP)
    assert not await on_disk.take("r")
    await on_disk.append("r", "note", {}, MOMENT)  # nobody else is held up by it
    process.kill()
    assert end(process) == -signal.SIGKILL
    assert await on_disk.take("r")


@pytest.mark.parametrize("name", ["journal.db", "state/journal.db"])
def test_a_folder_without_the_right_to_write(name: str) -> None:
    with TemporaryDirectory() as home:
        folder = Path(home, "home")
        folder.mkdir()
        folder.chmod(0o555)
        Path(home).chmod(0o755)
        process = start("open", folder / name)
        said = hear(process)
        assert end(process) == 0

    assert said.startswith(f"The journal {folder / name} cannot be made: Permission denied.")
    assert "XDG_STATE_HOME" in said


def test_a_journal_without_the_right_to_write() -> None:
    with TemporaryDirectory() as home:
        path = Path(home, "journal.db")
        asyncio.run(_read_all(path))
        path.chmod(0o444)
        Path(home).chmod(0o555)
        process = start("open", path)
        said = hear(process)
        assert end(process) == 0

    assert said.startswith(f"The journal {path} cannot be ")
    assert "XDG_STATE_HOME" in said


def test_a_database_of_another_program_is_left_alone(path: Path) -> None:
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("CREATE TABLE bookmark (url TEXT)")
    content = path.read_bytes()

    with pytest.raises(JournalError, match="is not a journal of drilltui"):
        asyncio.run(open_journal(path))
    assert path.read_bytes() == content
    assert sorted(file.name for file in path.parent.iterdir()) == ["journal.db", "journal.db-held"]


async def test_a_newer_journal_is_left_alone(path: Path, tmp_path: Path) -> None:
    await _read_all(path)
    copy = tmp_path / "as after a crash" / "journal.db"
    copy.parent.mkdir()
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute("INSERT INTO migration VALUES ('signatures')")
        for file in path.parent.iterdir():
            (copy.parent / file.name).write_bytes(file.read_bytes())
    log = copy.with_name("journal.db-wal")
    content = copy.read_bytes(), log.read_bytes()
    assert all(content)

    with pytest.raises(JournalError) as told:
        await open_journal(copy)
    assert told.value.what == (f"The journal {copy} was written by a newer drilltui (signatures).")
    assert "Update" in told.value.remedy
    assert (copy.read_bytes(), log.read_bytes()) == content


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ("UPDATE event SET data = '{\"n\":9}' WHERE seq = 2", 2),
        ("UPDATE event SET kind = 'accepted' WHERE seq = 3", 3),
        ("UPDATE event SET at = '2027-01-01T00:00:00.000000+00:00' WHERE seq = 1", 1),
        ("UPDATE event SET before = hash WHERE seq = 2", 2),
        ("UPDATE event SET hash = before WHERE seq = 4", 4),
        ("UPDATE event SET record_id = 'r' WHERE record_id = 'other'", 5),
        ("DELETE FROM event WHERE seq = 2", 3),
        ("DELETE FROM event WHERE seq = 1 AND record_id = 'r'", 2),
        (
            "UPDATE event SET (data, hash) = (SELECT data, hash FROM event AS other WHERE"
            " other.record_id = 'r' AND other.seq = 7 - event.seq) WHERE seq IN (3, 4)",
            3,
        ),
    ],
)
async def test_what_somebody_does_to_the_file_is_found(
    on_disk: SqliteJournal, path: Path, change: str, found: int
) -> None:
    for number in range(4):
        await on_disk.append("r", "note", {"n": number}, MOMENT)
        await on_disk.append("other", "note", {"n": number}, MOMENT)
    _tamper(path, "DELETE FROM event WHERE record_id = 'other' AND seq < 4")
    _tamper(path, "UPDATE event SET seq = 5 WHERE record_id = 'other'")
    assert broken_at(await on_disk.read("r")) is None

    _tamper(path, change)

    assert broken_at(await on_disk.read("r")) == found


@pytest.mark.parametrize(
    "change",
    [
        "data = 'not json'",
        "data = '[1]'",
        "data = '{\"x\":NaN}'",
        "data = x'ff'",
        "data = CAST(x'ff' AS TEXT)",
        "at = 'yesterday'",
        "at = '2026-11-23T09:14:07.250001'",
        "seq = 'one'",
    ],
)
async def test_rows_that_are_no_events_are_named_damage(
    on_disk: SqliteJournal, path: Path, change: str
) -> None:
    await on_disk.append("r", "note", {}, MOMENT)
    _tamper(path, f"UPDATE event SET {change}")

    with pytest.raises(JournalError, match="is damaged"):
        await on_disk.read("r")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE event SET data = '{}'",
        "UPDATE OR REPLACE event SET seq = 1 WHERE seq = 2",
        "DELETE FROM event",
        "INSERT OR REPLACE INTO event SELECT * FROM event WHERE seq = 2",
        "INSERT OR REPLACE INTO event SELECT 1, record_id, 3, at, kind, data, hash, 'h'"
        " FROM event WHERE seq = 2",
        "INSERT INTO event SELECT NULL, record_id, 4, at, kind, data, hash, 'h'"
        " FROM event WHERE seq = 2",
        "INSERT INTO event SELECT NULL, record_id, 3, at, kind, data, before, 'h'"
        " FROM event WHERE seq = 2",
        "INSERT INTO event SELECT NULL, 'new', 1, at, kind, data, hash, 'h'"
        " FROM event WHERE seq = 2",
    ],
)
async def test_the_file_itself_refuses_all_but_appending(
    on_disk: SqliteJournal, path: Path, statement: str
) -> None:
    events = [await on_disk.append("r", "note", {"n": number}, MOMENT) for number in range(2)]

    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        with pytest.raises(sqlite3.IntegrityError, match=r"events are never|an event follows"):
            raw.execute(statement)
        # The same door lets a true successor in.
        raw.execute(
            "INSERT INTO event SELECT NULL, record_id, 3, at, kind, data, hash, 'h'"
            " FROM event WHERE seq = 2"
        )
    assert list(await on_disk.read("r"))[:2] == events


def _tamper(path: Path, change: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        triggers = raw.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        for name, sql in triggers.fetchall():
            raw.execute(f"DROP TRIGGER {name}")
            assert "RAISE" in sql
        assert raw.execute(change).rowcount > 0


async def _read_all(path: Path) -> list[tuple[Event, ...]]:
    journal = await open_journal(path)
    try:
        return [await journal.read(record_id) for record_id in await journal.records()]
    finally:
        await journal.close()

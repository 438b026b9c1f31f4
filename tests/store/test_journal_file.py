import os
import resource
import shutil
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from drilltui.domain.errors import JournalError
from drilltui.domain.record import broken_at
from drilltui.store.journal_file import JournalFile, _use_log

MOMENT = datetime(2026, 11, 23, 9, 14, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "drilltui" / "journal.db"


@pytest.fixture
def file(path: Path) -> Iterator[JournalFile]:
    with closing(JournalFile(path, patience=0)) as file:
        yield file


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def _raw(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, isolation_level=None)


def test_only_its_owner_can_read_it(path: Path, tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        file = JournalFile(path)
        file.append("r", "note", {}, MOMENT)
        modes = {entry.name: _mode(entry) for entry in path.parent.iterdir()}
        file.close()
    finally:
        os.umask(before)

    assert modes == {"journal.db": 0o600, "journal.db-wal": 0o600, "journal.db-shm": 0o600}
    assert _mode(path.parent) == _mode(path.parent.parent) == 0o700


def test_a_folder_that_is_there_stays_as_it_is(tmp_path: Path) -> None:
    tmp_path.chmod(0o750)
    JournalFile(tmp_path / "journal.db").close()

    assert _mode(tmp_path) == 0o750


def test_every_append_is_synced(file: JournalFile, path: Path) -> None:
    # 2 is FULL: in the write-ahead log each commit is synced.
    assert file._connection.execute("PRAGMA synchronous").fetchone() == (2,)
    assert file._connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_the_last_to_close_leaves_one_file(path: Path) -> None:
    one, two = JournalFile(path), JournalFile(path)
    one.append("r", "note", {}, MOMENT)
    two.append("r", "note", {}, MOMENT)
    one.close()
    assert path.with_name("journal.db-wal").exists()
    two.close()

    assert [entry.name for entry in path.parent.iterdir()] == ["journal.db"]


@pytest.mark.parametrize("name", ["a b", "100% #1?mode=memory", "żółć", os.fsdecode(b"\xff")])
def test_any_name_of_a_folder_will_do(tmp_path: Path, name: str) -> None:
    path = tmp_path / name / "journal.db"
    file = JournalFile(path)
    file.append("r", "note", {}, MOMENT)
    file.close()

    assert path.stat().st_size > 0
    assert [entry.name for entry in tmp_path.iterdir()] == [name]


def test_a_full_disk_loses_nothing_and_is_survived(file: JournalFile) -> None:
    before = file.append("r", "note", {}, MOMENT)
    (pages,) = file._connection.execute("PRAGMA page_count").fetchone()
    file._connection.execute(f"PRAGMA max_page_count = {pages}")

    with pytest.raises(JournalError, match="is full") as told:
        file.append("r", "job", {"large": "x" * 100_000}, MOMENT)
    assert "nothing was written" in told.value.remedy
    assert file.read("r") == (before,)

    file._connection.execute("PRAGMA max_page_count = 1000000")
    after = file.append("r", "job", {"large": "x" * 100_000}, MOMENT)
    assert file.read("r") == (before, after)
    assert broken_at(file.read("r")) is None


def test_a_quota_that_is_used_up_is_told(file: JournalFile, path: Path) -> None:
    before = file.append("r", "note", {}, MOMENT)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    size = path.with_name("journal.db-wal").stat().st_size
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + 5000, hard))
    try:
        with pytest.raises(JournalError, match="does not read or write"):
            file.append("r", "job", {"large": "x" * 100_000}, MOMENT)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    after = file.append("r", "note", {}, MOMENT)
    assert file.read("r") == (before, after)


def test_another_program_that_holds_the_file_is_told(file: JournalFile, path: Path) -> None:
    with closing(_raw(path)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(JournalError, match="held by another program"):
            file.append("r", "note", {}, MOMENT)
        assert file.read("r") == ()
        other.execute("ROLLBACK")

    assert file.append("r", "note", {}, MOMENT).seq == 1


def test_a_new_file_that_another_program_holds_is_told(path: Path) -> None:
    path.parent.mkdir(parents=True)
    with closing(_raw(path)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(JournalError, match="held by another program"):
            JournalFile(path, patience=0)


class Racing(sqlite3.Connection):
    """Another process switches the same new file to the log: SQLite answers busy at once."""

    switches = 0
    waits = 0
    busy_for = 0
    code = "SQLITE_BUSY"

    def execute(self, statement: str, *values: Any) -> sqlite3.Cursor:
        if statement.startswith("PRAGMA journal_mode"):
            self.switches += 1
            if self.switches <= self.busy_for:
                error = sqlite3.OperationalError("database is locked")
                error.sqlite_errorname = self.code
                raise error
        self.waits += statement == "BEGIN IMMEDIATE"
        return super().execute(statement, *values)


@pytest.fixture
def racing(tmp_path: Path) -> Iterator[Racing]:
    connection = sqlite3.connect(tmp_path / "new.db", isolation_level=None, factory=Racing)
    with closing(connection) as racing:
        yield racing


def test_a_race_to_switch_a_new_file_is_waited_out(racing: Racing) -> None:
    racing.busy_for = 3
    _use_log(racing)

    assert racing.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert racing.waits == 3


@pytest.mark.parametrize(("code", "switches"), [("SQLITE_BUSY", 3), ("SQLITE_IOERR", 1)])
def test_a_race_that_never_ends_and_other_errors_are_told(
    racing: Racing, code: str, switches: int
) -> None:
    racing.busy_for, racing.code = 100, code
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        _use_log(racing, tries=2)

    assert racing.switches == switches


def test_a_file_that_cannot_be_made_ready_is_let_go(path: Path) -> None:
    path.parent.mkdir(parents=True)
    with closing(_raw(path)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(JournalError, match="held by another program") as told:
            JournalFile(path, patience=0)

    assert told.tb is not None  # keeps what it had opened from being collected
    assert _descriptors(path) == 0


def _descriptors(path: Path) -> int:
    links = (entry for entry in Path("/proc/self/fd").iterdir() if entry.is_symlink())
    return [os.readlink(link) for link in links].count(str(path))


def test_a_folder_where_the_file_should_be(path: Path) -> None:
    path.mkdir(parents=True)

    with pytest.raises(JournalError, match="Is a directory") as told:
        JournalFile(path)
    assert str(path) in told.value.what


def test_a_file_where_a_folder_should_be(path: Path) -> None:
    path.parent.parent.mkdir()
    path.parent.write_text("in the way")

    with pytest.raises(JournalError, match="cannot be made"):
        JournalFile(path)
    assert path.parent.read_text() == "in the way"


def test_a_writer_killed_while_it_made_the_file_is_no_hindrance(tmp_path: Path) -> None:
    # What is on disk in the middle of a first, big transaction: a rollback journal to be played.
    made, left = tmp_path / "made.db", tmp_path / "left.db"
    with closing(_raw(made)) as raw:
        raw.execute("PRAGMA cache_size = 1")
        raw.execute("BEGIN")
        raw.execute("CREATE TABLE event (data BLOB)")
        for _ in range(50):
            raw.execute("INSERT INTO event VALUES (randomblob(5000))")
        for ending in ("", "-journal"):
            shutil.copy(f"{made}{ending}", f"{left}{ending}")
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        sqlite3.connect(f"{left.as_uri()}?mode=ro", uri=True).execute("SELECT * FROM event")

    with closing(JournalFile(left)) as file:
        assert file.records() == ()
        file.append("r", "note", {}, MOMENT)
        assert file.records() == ("r",)


def test_an_empty_file_is_a_new_journal(path: Path) -> None:
    path.parent.mkdir(parents=True)
    path.touch()

    with closing(JournalFile(path)) as file:
        assert file.records() == ()


@pytest.mark.parametrize(
    ("call", "index"),
    [
        (lambda file: file.read("r"), "sqlite_autoindex_event"),
        (lambda file: file.records(), "event_begins"),
        (lambda file: file.unfinished(), "event_closes"),
        (lambda file: file.append("r", "note", {}, MOMENT), "sqlite_autoindex_event"),
    ],
    ids=["read", "records", "unfinished", "append"],
)
def test_no_question_reads_the_whole_table(file: JournalFile, call: Any, index: str) -> None:
    asked: list[str] = []
    file._connection.set_trace_callback(asked.append)
    call(file)
    file._connection.set_trace_callback(None)

    plans = [
        detail
        for statement in asked
        if statement.startswith("SELECT")
        for *_, detail in file._connection.execute(f"EXPLAIN QUERY PLAN {statement}")
    ]
    assert any(index in plan for plan in plans)
    assert all("INDEX" in plan for plan in plans if plan.startswith(("SCAN", "SEARCH")))
    assert not any("TEMP B-TREE" in plan for plan in plans)


def test_a_time_without_a_zone_is_the_callers_fault_and_not_damage(file: JournalFile) -> None:
    with pytest.raises(ValueError, match="zone"):
        file.append("r", "note", {}, MOMENT.replace(tzinfo=None))
    assert file.append("r", "note", {}, MOMENT).seq == 1

"""Journals that cannot be written: what may be read of them, and that nothing else may be done."""

# ruff: noqa: ASYNC240 - nobody else waits here

from __future__ import annotations

import asyncio
import os
import resource
import shutil
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from drilltui.domain.errors import JournalError
from drilltui.domain.ports import Journal
from drilltui.domain.record import Entry, Event, broken_at
from drilltui.store.journal_file import JournalFile
from drilltui.store.sqlite_journal import open_journal
from drilltui.store.unwritable_journal import UnwritableJournal
from drilltui.wiring.journal import open_journal_or_read
from tests.store.damage import damaged
from tests.store.other_process import end, hear, start

MOMENT = datetime(2026, 11, 23, 9, 14, tzinfo=UTC)
WHY = JournalError("The disk is full.", "Make room.")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "journal.db"


def written(path: Path) -> tuple[Event, ...]:
    """A journal of two records, one closed; some of it is in the log only, as after a kill."""
    away = path.with_name("away") / path.name
    with closing(JournalFile(away)) as file:
        file.append("a", "opened", {}, MOMENT)
    with closing(JournalFile(away)) as file:
        file.append("b", "opened", {}, MOMENT)
        file.append("a", "closed", {}, MOMENT)
        for suffix in ("", "-wal"):
            shutil.copy(f"{away}{suffix}", f"{path}{suffix}")
        events = file.since(0).events
    shutil.rmtree(away.parent)
    return events


@asynccontextmanager
async def unwritable(path: Path | None) -> AsyncIterator[UnwritableJournal]:
    journal = UnwritableJournal(WHY, path)
    try:
        yield journal
    finally:
        await journal.close()


async def reads(journal: Journal, events: tuple[Event, ...]) -> None:
    """Let a journal show that it has these events, and no others."""
    assert (await journal.since(0)).events == events
    assert await journal.head() == len(events)
    ids = tuple(dict.fromkeys(event.record_id for event in events))
    assert await journal.records() == ids[::-1]
    for record_id in ids:
        assert broken_at(await journal.read(record_id)) is None
    closed = {event.record_id for event in events if event.kind == "closed"}
    assert await journal.unfinished() == tuple(one for one in ids[::-1] if one not in closed)
    assert await journal.read("stranger") == ()


async def refuses(journal: Journal) -> JournalError:
    """Let a journal show that it takes nothing; return why."""
    why = journal.refusal
    assert why is not None
    calls: list[Callable[[], Awaitable[object]]] = [
        lambda: journal.append("new", "opened", {}, MOMENT),
        lambda: journal.extend([Entry("new", "opened", {})], MOMENT, 0),
        lambda: journal.take("new"),
    ]
    for call in calls:
        with pytest.raises(JournalError) as told:
            await call()
        assert (told.value.what, told.value.remedy) == (why.what, why.remedy)
    assert await journal.read("new") == ()
    return why


@asynccontextmanager
async def in_doubt(folder: Path) -> AsyncIterator[Journal]:
    """Open as a start does."""
    journal = await open_journal_or_read(folder)
    try:
        yield journal
    finally:
        await journal.close()


async def test_says_why_and_reads_all_of_a_whole_file(path: Path) -> None:
    path.parent.mkdir()
    events = written(path)
    async with unwritable(path) as journal:
        assert journal.refusal is WHY
        assert journal.mishap is None
        await reads(journal, events)
        await refuses(journal)
        await journal.let_go("a")
        journal.subscribe(lambda event: None)()


async def test_sees_what_others_write(path: Path) -> None:
    other = await open_journal(path)
    first = await other.append("r", "note", {}, MOMENT)
    async with unwritable(path) as journal:
        assert (await journal.since(0)).events == (first,)
        second = await other.append("r", "note", {}, MOMENT)
        assert (await journal.since(1)).events == (second,)
    await other.close()


async def test_without_a_file_it_is_empty(path: Path) -> None:
    async with unwritable(path) as journal:
        await reads(journal, ())
    async with unwritable(None) as journal:
        await reads(journal, ())
    assert not path.parent.exists()


async def test_closed_it_refuses_everything(path: Path) -> None:
    journal = UnwritableJournal(WHY, path)
    await asyncio.gather(journal.close(), journal.close())
    for call in (
        journal.append("r", "note", {}, MOMENT),
        journal.extend([], MOMENT, 0),
        journal.take("r"),
        journal.let_go("r"),
        journal.head(),
        journal.since(0),
        journal.read("r"),
        journal.records(),
        journal.unfinished(),
    ):
        with pytest.raises(JournalError, match="closed"):
            await call


async def test_a_damaged_file_is_read_as_far_as_it_can_be_and_stays(path: Path) -> None:
    events, files = damaged(path)
    async with unwritable(path) as journal:
        await reads(journal, tuple(one for one in events if one.record_id != "c" or one.seq == 1))
    assert path.read_bytes() == files[""]


async def test_a_newer_journal_is_read_in_the_form_that_we_know(path: Path) -> None:
    with closing(JournalFile(path)) as file:
        file.append("r", "opened", {}, MOMENT)
        events = file.since(0).events
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute("INSERT INTO migration VALUES ('signatures')")
    content = path.read_bytes()

    async with in_doubt(path.parent) as journal:
        assert "newer drilltui (signatures)" in (await refuses(journal)).what
        await reads(journal, events)
    assert path.read_bytes() == content


async def test_a_newer_journal_of_another_form_is_empty(path: Path) -> None:
    JournalFile(path).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute("INSERT INTO migration VALUES ('signatures')")
        raw.execute("DROP TABLE event")
    async with in_doubt(path.parent) as journal:
        await reads(journal, ())


async def test_a_database_of_another_program_is_left_alone_and_not_read(path: Path) -> None:
    path.parent.mkdir()
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute("CREATE TABLE bookmark (url TEXT)")
    content = path.read_bytes()
    async with in_doubt(path.parent) as journal:
        assert "is not a journal of drilltui" in (await refuses(journal)).what
        await reads(journal, ())
    assert path.read_bytes() == content


async def test_a_folder_that_is_a_file(tmp_path: Path) -> None:
    folder = tmp_path / "state"
    folder.write_text("in the way")
    async with in_doubt(folder) as journal:
        assert "cannot be made" in (await refuses(journal)).what
        await reads(journal, ())
    assert folder.read_text() == "in the way"


async def test_a_file_that_is_a_folder(path: Path) -> None:
    path.mkdir(parents=True)
    async with in_doubt(path.parent) as journal:
        assert "Is a directory" in (await refuses(journal)).what
        await reads(journal, ())


@pytest.mark.parametrize("state", [None, "relative", "~/state"])
async def test_without_a_home_nothing_is_made_where_we_are(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, state: str | None
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("HOME")
    monkeypatch.delenv("XDG_STATE_HOME")
    if state:
        monkeypatch.setenv("XDG_STATE_HOME", state)
    # As for a user that no table knows: there is nothing to put in the place of ~.
    monkeypatch.setattr(os.path, "expanduser", lambda path: path)
    journal = await open_journal_or_read()
    why = await refuses(journal)
    assert "has no home" in why.what
    assert "XDG_STATE_HOME" in why.remedy
    await reads(journal, ())
    await journal.close()
    assert list(tmp_path.iterdir()) == []


async def test_a_home_that_is_not_there_and_cannot_be_made(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("XDG_STATE_HOME")
    monkeypatch.setenv("HOME", "/proc/nonexistent")
    journal = await open_journal_or_read()
    assert "cannot be made" in (await refuses(journal)).what
    await journal.close()


@contextmanager
def room(size: int) -> Iterator[None]:
    """No file may grow beyond `size` bytes, as on a disk without room."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


async def test_a_disk_without_room_for_a_new_journal(path: Path) -> None:
    with room(0):
        async with in_doubt(path.parent) as journal:
            assert "does not read or write" in (await refuses(journal)).what
            await reads(journal, ())
    async with in_doubt(path.parent) as journal:
        assert journal.refusal is None


async def test_a_disk_without_room_to_open_one_that_was_not_closed(path: Path) -> None:
    path.parent.mkdir()
    events = written(path)  # its log needs a file beside it to be read by SQLite
    with room(1000):
        async with in_doubt(path.parent) as journal:
            await refuses(journal)
            await reads(journal, events)
    async with in_doubt(path.parent) as journal:
        assert journal.refusal is None
        await reads(journal, events)


async def test_a_disk_that_is_full_in_the_middle_is_survived(path: Path) -> None:
    async with in_doubt(path.parent) as journal:
        before = await journal.append("r", "opened", {}, MOMENT)
        size = path.with_name("journal.db-wal").stat().st_size
        with room(size + 5000):
            for _ in range(3):
                with pytest.raises(JournalError):
                    await journal.append("r", "job", {"large": "x" * 100_000}, MOMENT)
                with pytest.raises(JournalError):
                    await journal.extend(
                        [Entry("r", "note", {}), Entry("r", "job", {"large": "x" * 100_000})],
                        MOMENT,
                        1,
                    )
            assert await journal.read("r") == (before,)
        after = await journal.append("r", "job", {"large": "x" * 100_000}, MOMENT)
        assert await journal.read("r") == (before, after)
        assert broken_at(await journal.read("r")) is None


@pytest.mark.parametrize(
    ("folder_mode", "file_mode"), [(0o555, 0o444), (0o555, 0o666), (0o777, 0o444)]
)
def test_what_others_may_only_read_is_read(folder_mode: int, file_mode: int) -> None:
    # In a folder of its own: root, whose rights are given up, cannot be kept out of it.
    with TemporaryDirectory() as home:
        Path(home).chmod(0o755)
        path = Path(home) / "state" / "journal.db"
        path.parent.mkdir()
        events = written(path)
        for one in path.parent.iterdir():
            one.chmod(file_mode)
        path.parent.chmod(folder_mode)
        process = start("read", path.parent)
        refusal, count = hear(process), hear(process)
        assert end(process) == 0
        path.parent.chmod(0o777)
    assert refusal.startswith("The journal ")
    assert "XDG_STATE_HOME" in refusal
    assert count == str(len(events))


def test_what_may_not_even_be_read_is_empty() -> None:
    with TemporaryDirectory() as home:
        Path(home).chmod(0o755)
        path = Path(home) / "state" / "journal.db"
        path.parent.mkdir()
        written(path)
        path.chmod(0)
        path.parent.chmod(0o777)
        process = start("read", path.parent)
        refusal, count = hear(process), hear(process)
        assert end(process) == 0
    assert refusal.startswith("The journal ")
    assert count == "0"

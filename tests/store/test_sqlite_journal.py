import asyncio
import os
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from drilltui.domain.errors import JournalError
from drilltui.domain.record import Event
from drilltui.store import sqlite_journal
from drilltui.store.journal_thread import JournalThread
from drilltui.store.sqlite_journal import open_journal
from tests.store.other_process import end, hear, start

MOMENT = datetime(2026, 11, 23, 9, 14, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal.db"


@pytest.fixture(autouse=True)
def _nothing_left_behind(path: Path) -> Iterator[None]:
    yield
    for thread in _threads():
        thread.join(timeout=10)
    assert _threads() == []
    assert _descriptors(path) == []


def _threads() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name.startswith("journal")]


def _descriptors(path: Path) -> list[str]:
    folder = Path("/proc/self/fd")
    names = (os.readlink(entry) for entry in folder.iterdir() if entry.is_symlink())
    return [name for name in names if name.startswith(str(path))]


@contextmanager
def _held(path: Path, how: str) -> Iterator[sqlite3.Connection]:
    """Keep everybody else from writing (IMMEDIATE) or from reading a new file too (EXCLUSIVE)."""
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute(f"BEGIN {how}")
    try:
        yield holder
    finally:
        holder.close()


async def _turns(count: int = 20) -> None:
    for _ in range(count):
        await asyncio.sleep(0)


async def test_works_on_one_thread_that_ends_with_it(path: Path) -> None:
    journal = await open_journal(path)
    await asyncio.gather(*(journal.append("r", "note", {}, MOMENT) for _ in range(20)))
    assert len(_threads()) == 1
    await journal.close()

    assert _threads() == []


async def test_a_slow_disk_does_not_stop_the_event_loop(path: Path) -> None:
    journal = await open_journal(path)
    with _held(path, "IMMEDIATE"):
        appending = asyncio.ensure_future(journal.append("r", "note", {}, MOMENT))
        await _turns()
        assert not appending.done()

    assert (await appending).seq == 1
    await journal.close()


async def test_a_cancelled_append_that_has_begun_is_carried_through(path: Path) -> None:
    journal = await open_journal(path)
    heard: list[Event] = []
    journal.subscribe(heard.append)
    with _held(path, "IMMEDIATE"):
        appending = asyncio.ensure_future(journal.append("r", "accepted", {}, MOMENT))
        await _turns()
        appending.cancel()
        with pytest.raises(asyncio.CancelledError):
            await appending

    (event,) = await journal.read("r")
    assert event.kind == "accepted"
    assert heard == [event]
    await journal.close()


async def test_an_append_that_fails_after_it_was_cancelled_is_not_told(path: Path) -> None:
    problems: list[object] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: problems.append(context))
    journal = await open_journal(path)
    heard: list[Event] = []
    journal.subscribe(heard.append)
    with _held(path, "IMMEDIATE"):
        first = asyncio.ensure_future(journal.append("r", "note", {}, MOMENT))
        naive = asyncio.ensure_future(journal.append("r", "note", {}, MOMENT.replace(tzinfo=None)))
        await _turns()
        naive.cancel()
        await _turns()
    await first
    await journal.close()

    assert naive.cancelled()
    assert [event.seq for event in heard] == [1]
    assert problems == []


async def test_closing_waits_for_an_append_whose_caller_is_gone(path: Path) -> None:
    journal = await open_journal(path)
    with _held(path, "IMMEDIATE"):
        appending = asyncio.ensure_future(journal.append("r", "note", {}, MOMENT))
        await _turns()
        appending.cancel()
        closing = asyncio.ensure_future(journal.close())
        await _turns()
        assert not closing.done()
    await closing

    again = await open_journal(path)
    assert len(await again.read("r")) == 1
    await again.close()


async def test_a_cancelled_close_closes(path: Path) -> None:
    journal = await open_journal(path)
    with _held(path, "IMMEDIATE"):
        appending = asyncio.ensure_future(journal.append("r", "note", {}, MOMENT))
        closing = asyncio.ensure_future(journal.close())
        await _turns()
        closing.cancel()
        with pytest.raises(asyncio.CancelledError):
            await closing
    await appending
    for thread in _threads():  # ends by itself, although nobody closes again
        thread.join(timeout=10)
    assert _threads() == []
    with pytest.raises(JournalError, match="closed"):
        await journal.read("r")


async def test_a_cancelled_opening_lets_go_of_the_file(path: Path) -> None:
    with _held(path, "EXCLUSIVE"):
        opening = asyncio.ensure_future(open_journal(path))
        await _turns()
        assert not opening.done()
        opening.cancel()
        with pytest.raises(asyncio.CancelledError):
            await opening


def test_a_failed_opening_lets_go_of_the_file(path: Path) -> None:
    with closing(sqlite3.connect(path)) as foreign:
        foreign.execute("CREATE TABLE bookmark (url TEXT)")
    with pytest.raises(JournalError):
        asyncio.run(open_journal(path))


def test_the_database_library_is_not_loaded_before_a_journal_is_opened() -> None:
    code = (
        "import sys, drilltui.store.sqlite_journal, drilltui.store.memory_journal;"
        "sys.exit('sqlite3' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parents[2])


@pytest.mark.parametrize(
    ("how", "told"),
    [("append", "does not answer"), ("ro", "does not answer"), ("open", "CancelledError")],
)
def test_a_disk_that_never_answers_does_not_keep_the_program_from_ending(
    path: Path, how: str, told: str
) -> None:
    process = start("hang", path, how)
    assert hear(process) == "closing"
    begin = time.monotonic()
    assert told in hear(process)
    assert end(process) == 0
    assert time.monotonic() - begin < 4


async def test_closing_does_not_wait_for_what_takes_too_long(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite_journal, "CLOSING", 0.05)
    journal = await open_journal(path)
    with _held(path, "IMMEDIATE"):
        appending = asyncio.ensure_future(journal.append("r", "note", {}, MOMENT))
        await _turns()
        with pytest.raises(JournalError, match="does not answer") as told:
            await journal.close()
        assert str(path) in told.value.what
        assert not appending.done()
    # It goes on by itself while the program lives, and is on disk whole.
    assert (await appending).seq == 1
    await journal.close()
    again = await open_journal(path)
    assert len(await again.read("r")) == 1
    await again.close()


async def test_what_comes_after_the_loop_has_ended_harms_nobody(path: Path) -> None:
    thread = JournalThread()
    loop = asyncio.new_event_loop()
    go = threading.Event()

    async def leave() -> None:
        thread.begin(go.wait)

    await asyncio.to_thread(loop.run_until_complete, leave())
    loop.close()
    go.set()
    assert await thread.begin(lambda: 1) == 1
    thread.end()

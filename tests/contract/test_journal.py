"""What every journal promises; then what only one on disk can."""

from __future__ import annotations

import asyncio
import math
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from drilltui.domain.errors import JournalError
from drilltui.domain.exercise import fold
from drilltui.domain.ports import Journal
from drilltui.domain.record import GENESIS, Event, Kind, broken_at
from drilltui.store.memory_journal import MemoryJournal
from drilltui.store.sqlite_journal import SqliteJournal, open_journal
from tests.store.other_process import end, hear, say, start

MOMENT = datetime(2026, 11, 23, 9, 14, 7, 250_001, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "journal.db"


@pytest.fixture(params=["memory", "sqlite"])
async def journal(request: pytest.FixtureRequest, path: Path) -> AsyncIterator[Journal]:
    journal: Journal = MemoryJournal() if request.param == "memory" else await open_journal(path)
    yield journal
    await journal.close()


@pytest.fixture
async def on_disk(path: Path) -> AsyncIterator[SqliteJournal]:
    journal = await open_journal(path)
    yield journal
    await journal.close()


class TestEveryJournal:
    async def test_returns_the_event_as_it_will_be_read(self, journal: Journal) -> None:
        first = await journal.append("r", Kind.OPENED, {"mode": "live"}, MOMENT)
        second = await journal.append("r", Kind.NOTE, {"text": "ok"}, MOMENT)

        assert await journal.read("r") == (first, second)
        assert (first.record_id, first.seq, first.at) == ("r", 1, MOMENT)
        assert (first.kind, first.data) == ("opened", {"mode": "live"})
        assert (first.before, second.before) == (GENESIS, first.hash)
        assert second.seq == 2

    async def test_keeps_one_unbroken_chain_for_each_record(self, journal: Journal) -> None:
        for number in range(6):
            await journal.append(f"r{number % 2}", "note", {"number": number}, MOMENT)

        for record_id, numbers in (("r0", [0, 2, 4]), ("r1", [1, 3, 5])):
            events = await journal.read(record_id)
            assert broken_at(events) is None
            assert [event.data["number"] for event in events] == numbers

    async def test_has_nothing_of_a_record_that_was_not_begun(self, journal: Journal) -> None:
        await journal.append("r", "note", {}, MOMENT)

        for stranger in ("", "R", "r ", "r\0", "\udcff", "%"):
            assert await journal.read(stranger) == ()

    async def test_lists_records_the_most_recently_begun_first(self, journal: Journal) -> None:
        for record_id in ("b", "a", "c", "a", "b"):
            await journal.append(record_id, "note", {}, MOMENT)

        assert await journal.records() == ("c", "a", "b")

    async def test_order_is_that_of_appending_and_not_of_clocks(self, journal: Journal) -> None:
        await journal.append("first", "note", {"n": 1}, MOMENT)
        await journal.append("second", "note", {"n": 1}, MOMENT - timedelta(hours=1))
        await journal.append("second", "note", {"n": 2}, MOMENT - timedelta(hours=2))

        assert await journal.records() == ("second", "first")
        assert [event.data["n"] for event in await journal.read("second")] == [1, 2]

    async def test_unfinished_is_what_nobody_has_closed(self, journal: Journal) -> None:
        assert await journal.unfinished() == ()
        for record_id in ("a", "b", "c"):
            await journal.append(record_id, Kind.OPENED, {}, MOMENT)
        await journal.append("b", Kind.CLOSED, {"outcome": "passed"}, MOMENT)
        await journal.append("b", Kind.NOTE, {"text": "a late word"}, MOMENT)

        assert await journal.unfinished() == ("c", "a")
        assert await journal.records() == ("c", "b", "a")

    async def test_keeps_kinds_that_it_does_not_know(self, journal: Journal) -> None:
        for kind in ("teleported", "", "żółć", "\ud800", "a\0b"):
            event = await journal.append("r", kind, {}, MOMENT)
            assert event.kind == kind

        events = await journal.read("r")
        assert [event.kind for event in events] == ["teleported", "", "żółć", "\ud800", "a\0b"]
        assert broken_at(events) is None
        assert fold(events).events == 5

    @pytest.mark.parametrize("record_id", ["r'; DROP TABLE event; --", "日本", "\udcff", "a\0b"])
    async def test_takes_any_text_as_a_records_id(self, journal: Journal, record_id: str) -> None:
        event = await journal.append(record_id, "note", {}, MOMENT)

        assert await journal.records() == (record_id,)
        assert await journal.unfinished() == (record_id,)
        assert await journal.read(record_id) == (event,)

    @pytest.mark.parametrize(
        "data",
        [
            {},
            {"name": "zażółć 日本 🛟", "quote": "'\"\\", "control": "\x1b[31m\0\x7f\u202e"},
            {"lone": "\ud800 \udfff", "\udc80": None},
            {"numbers": [0, -1, 2**80, 1.5, 1e300, 5e-324], "truth": [True, False, None]},
            {"nested": {"b": [{"z": 1, "a": [[], {}]}], "a": ""}},
            {"large": "x" * 2_000_000},
        ],
        ids=["empty", "unicode", "surrogates", "numbers", "nested", "large"],
    )
    async def test_keeps_any_json(self, journal: Journal, data: dict[str, Any]) -> None:
        await journal.append("r", "note", {"text": "before"}, MOMENT)
        appended = await journal.append("r", "job", data, MOMENT)

        events = await journal.read("r")
        assert events[1] == appended
        assert events[1].data == data
        assert broken_at(events) is None

    async def test_halves_of_a_character_do_not_break_the_chain(self, journal: Journal) -> None:
        # Two lone halves are read back as one character, which sorts on the other side of U+FFFF.
        appended = await journal.append("r", "note", {"\ud83d\ude00": 1, "\uffff": 2}, MOMENT)

        assert await journal.read("r") == (appended,)
        assert broken_at([appended]) is None

    async def test_what_its_owner_does_to_data_later_changes_nothing(
        self, journal: Journal
    ) -> None:
        data: dict[str, Any] = {"rows": [1]}
        appending = asyncio.ensure_future(journal.append("r", "note", data, MOMENT))
        await asyncio.sleep(0)
        data["rows"].append(2)
        event = await appending
        data["rows"].append(3)

        assert event.data == {"rows": [1]}
        assert await journal.read("r") == (event,)

    async def test_keeps_time_in_utc_to_the_microsecond(self, journal: Journal) -> None:
        there = MOMENT.astimezone(timezone(timedelta(hours=5, minutes=45)))
        event = await journal.append("r", "note", {}, there)

        (read,) = await journal.read("r")
        for at in (event.at, read.at):
            assert (at, at.utcoffset()) == (MOMENT, timedelta(0))

    @pytest.mark.parametrize("data", [{"x": math.nan}, {"x": -math.inf}, {"x": object()}])
    async def test_refuses_what_is_not_json_and_keeps_nothing(
        self, journal: Journal, data: dict[str, Any]
    ) -> None:
        with pytest.raises((ValueError, TypeError)):
            await journal.append("r", "note", data, MOMENT)

        assert await journal.records() == ()

    async def test_refuses_a_time_without_a_zone_and_keeps_nothing(self, journal: Journal) -> None:
        with pytest.raises(ValueError, match="zone"):
            await journal.append("r", "note", {}, MOMENT.replace(tzinfo=None))

        assert await journal.records() == ()
        assert (await journal.append("r", "note", {}, MOMENT)).seq == 1

    async def test_many_at_once_keep_one_chain(self, journal: Journal) -> None:
        appended = await asyncio.gather(
            *(journal.append("r", "note", {"number": number}, MOMENT) for number in range(50))
        )

        events = await journal.read("r")
        assert broken_at(events) is None
        assert sorted(event.seq for event in appended) == list(range(1, 51))
        assert {event.seq: event for event in appended} == {event.seq: event for event in events}

    async def test_listeners_hear_of_each_event_before_its_writer_goes_on(
        self, journal: Journal
    ) -> None:
        one: list[Event] = []
        two: list[Event] = []
        journal.subscribe(one.append)
        end_two = journal.subscribe(two.append)

        first = await journal.append("r", "note", {}, MOMENT)
        assert one == two == [first]
        end_two()
        end_two()
        second = await journal.append("r2", "note", {}, MOMENT)
        assert one == [first, second]
        assert two == [first]

    async def test_one_listener_may_subscribe_twice(self, journal: Journal) -> None:
        heard: list[Event] = []
        journal.subscribe(heard.append)
        end_second = journal.subscribe(heard.append)

        first = await journal.append("r", "note", {}, MOMENT)
        end_second()
        second = await journal.append("r", "note", {}, MOMENT)
        assert heard == [first, first, second]

    async def test_a_listener_may_end_another_while_an_event_is_told(
        self, journal: Journal
    ) -> None:
        heard: list[Event] = []
        journal.subscribe(lambda event: end_late())
        end_late = journal.subscribe(heard.append)

        await journal.append("r", "note", {}, MOMENT)

        assert heard == []

    async def test_a_listener_that_fails_is_loud_and_harms_nobody(self, journal: Journal) -> None:
        problems: list[BaseException] = []
        asyncio.get_running_loop().set_exception_handler(
            lambda _, context: problems.append(context["exception"])
        )
        heard: list[Event] = []

        def fail(event: Event) -> None:
            raise RuntimeError(event.kind)

        journal.subscribe(fail)
        journal.subscribe(heard.append)
        event = await journal.append("r", "note", {}, MOMENT)

        assert heard == [event]
        assert [str(problem) for problem in problems] == ["note"]

    async def test_a_refused_event_is_not_told(self, journal: Journal) -> None:
        heard: list[Event] = []
        journal.subscribe(heard.append)
        with pytest.raises(ValueError, match="zone"):
            await journal.append("r", "note", {}, MOMENT.replace(tzinfo=None))

        assert heard == []

    async def test_a_cancelled_append_is_wholly_there_or_not_at_all(self, journal: Journal) -> None:
        heard: list[Event] = []
        journal.subscribe(heard.append)
        for turns in range(4):
            appending = asyncio.ensure_future(journal.append("r", "note", {"n": turns}, MOMENT))
            for _ in range(turns):
                await asyncio.sleep(0)
            appending.cancel()
            await asyncio.gather(appending, return_exceptions=True)
        last = await journal.append("r", "note", {"last": True}, MOMENT)

        events = await journal.read("r")
        assert broken_at(events) is None
        assert events[-1] == last
        assert heard == list(events)

    async def test_closing_twice_is_closing_once(self, journal: Journal) -> None:
        await journal.append("r", "note", {}, MOMENT)
        await asyncio.gather(journal.close(), journal.close())
        await journal.close()

        for call in (
            journal.append("r", "note", {}, MOMENT),
            journal.read("r"),
            journal.records(),
            journal.unfinished(),
        ):
            with pytest.raises(JournalError, match="closed"):
                await call

    async def test_closing_finishes_what_was_begun(self, journal: Journal) -> None:
        appending = [
            asyncio.ensure_future(journal.append("r", "note", {"n": n}, MOMENT)) for n in range(5)
        ]
        await asyncio.sleep(0)
        await journal.close()

        assert [event.seq for event in await asyncio.gather(*appending)] == [1, 2, 3, 4, 5]


class TestJournalOnDisk:
    async def test_is_there_after_it_was_closed(self, on_disk: SqliteJournal, path: Path) -> None:
        events = [await on_disk.append("r", "note", {"n": n}, MOMENT) for n in range(3)]
        await on_disk.close()

        again = await open_journal(path)
        assert list(await again.read("r")) == events
        assert (await again.append("r", "note", {}, MOMENT)).before == events[-1].hash
        await again.close()

    async def test_two_in_one_process_continue_one_another(
        self, on_disk: SqliteJournal, path: Path
    ) -> None:
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

    async def test_two_processes_that_race_keep_one_chain(self, path: Path) -> None:
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

    async def test_an_appended_event_outlives_kill_9(self, path: Path) -> None:
        assert end(start("die", path, "r")) == -9

        journal = await open_journal(path)
        (event,) = await journal.read("r")
        assert (event.kind, event.data) == ("intended", {"action": "create"})
        assert broken_at(await journal.read("r")) is None
        assert await journal.unfinished() == ("r",)
        await journal.close()

    @pytest.mark.parametrize("name", ["journal.db", "state/journal.db"])
    def test_a_folder_without_the_right_to_write(self, name: str) -> None:
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

    def test_a_journal_without_the_right_to_write(self) -> None:
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

    @pytest.mark.parametrize("content", [b"once upon a time, " * 100, b"short", b"\0" * 4096])
    def test_a_file_that_is_no_database(self, path: Path, content: bytes) -> None:
        path.parent.mkdir()
        path.write_bytes(content)

        with pytest.raises(JournalError, match="is not a journal of drilltui") as told:
            asyncio.run(open_journal(path))
        assert str(path) in told.value.what
        assert "aside" in told.value.remedy
        assert path.read_bytes() == content

    def test_a_file_with_damaged_pages(self, path: Path) -> None:
        asyncio.run(_append(path, {"large": "x" * 100_000}))
        content = path.read_bytes()
        path.write_bytes(content[:4096] + b"\xff" * (len(content) - 4096))

        with pytest.raises(JournalError, match="is damaged") as told:
            asyncio.run(_read_all(path))
        assert str(path) in told.value.what
        assert ".recover" in told.value.remedy

    def test_a_database_of_another_program_is_left_alone(self, path: Path) -> None:
        path.parent.mkdir()
        with closing(sqlite3.connect(path)) as raw:
            raw.execute("CREATE TABLE bookmark (url TEXT)")
        content = path.read_bytes()

        with pytest.raises(JournalError, match="is not a journal of drilltui"):
            asyncio.run(open_journal(path))
        assert path.read_bytes() == content
        assert [file.name for file in path.parent.iterdir()] == ["journal.db"]

    async def test_a_newer_journal_is_left_alone(self, path: Path, tmp_path: Path) -> None:
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
        assert told.value.what == (
            f"The journal {copy} was written by a newer drilltui (signatures)."
        )
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
        self, on_disk: SqliteJournal, path: Path, change: str, found: int
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
        self, on_disk: SqliteJournal, path: Path, change: str
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
        self, on_disk: SqliteJournal, path: Path, statement: str
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


async def _append(path: Path, data: dict[str, Any]) -> None:
    journal = await open_journal(path)
    await journal.append("r", "note", data, MOMENT)
    await journal.close()


async def _read_all(path: Path) -> list[tuple[Event, ...]]:
    journal = await open_journal(path)
    try:
        return [await journal.read(record_id) for record_id in await journal.records()]
    finally:
        await journal.close()

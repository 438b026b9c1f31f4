"""Opening a journal: a damaged one is set aside, whoever else is there and whoever dies."""

from __future__ import annotations

import errno
import json
import os
import re
import signal
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn

import pytest

from drilltui.domain.errors import JournalError
from drilltui.domain.folding import fold
from drilltui.domain.record import Event, broken_at
from drilltui.store import opening, set_aside
from drilltui.store.complaint import Damaged
from drilltui.store.examination import count_records
from drilltui.store.holds import Holds
from drilltui.store.journal_file import JournalFile
from drilltui.store.opening import Doors, Opened, open_file
from drilltui.store.sqlite_journal import open_journal
from tests.store.damage import MOMENT, damaged
from tests.store.other_process import end, hear, say, start

NOW = datetime(2026, 11, 25, 21, 4, 34, tzinfo=UTC)
ASIDE = "journal-damaged-20261125T210434Z.db"
STEPS = [
    *("read", "written", "named -wal", "named -shm", "named -journal", "named ", "noted"),
    *("without -wal", "without -shm", "without -journal", "exchanged"),
]


class Time:
    """A clock that goes on only when somebody sleeps; `then` is done meanwhile."""

    def __init__(self, then: Callable[[float], object] = lambda now: None) -> None:
        self.now = 0.0
        self.then = then

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds
        self.then(self.now)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "journal.db"


def doors(time: Time | None = None, done: Callable[[str], object] = lambda step: None) -> Doors:
    held = time or Time()
    return Doors(now=lambda: NOW, monotonic=held.monotonic, sleep=held.sleep, done=done)


def names(path: Path) -> set[str]:
    return {one.name for one in path.parent.iterdir()}


def kept(events: tuple[Event, ...]) -> tuple[Event, ...]:
    """What can be read of `damaged`."""
    return tuple(event for event in events if event.record_id != "c" or event.seq == 1)


def taken_over(opened: Opened) -> tuple[Event, ...]:
    """What went on into the new journal, before it says which record has lost its end."""
    *found, last = opened.file.since(0).events
    ends = [event.hash for event in found if event.record_id == "c"]
    assert (last.record_id, last.kind, last.before) == ("c", "cut", ends[-1])
    return tuple(found)


def test_a_damaged_journal_is_set_aside_and_what_can_be_read_goes_on(path: Path) -> None:
    events, files = damaged(path)
    with closing(open_file(path, doors=doors())) as opened:
        assert taken_over(opened) == kept(events)
        following = opened.file.append("c", "note", {}, MOMENT)
        assert following.seq == 3
        assert fold(opened.file.read("c")).unsettled

    mishap = opened.mishap
    assert mishap is not None
    assert mishap.aside == str(path.with_name(ASIDE))
    assert (mishap.whole, mishap.cut, mishap.lost, mishap.events) == (2, ("c",), (), 4)
    assert {suffix: Path(f"{mishap.aside}{suffix}").read_bytes() for suffix in files} == files
    assert names(path) == {"journal.db", "journal.db-held", ASIDE, f"{ASIDE}-wal", f"{ASIDE}-shm"}
    assert {stat.S_IMODE(path.with_name(name).stat().st_mode) for name in names(path)} == {0o600}


async def test_a_person_can_be_told_once(path: Path) -> None:
    damaged(path)
    journal = await open_journal(path)
    assert journal.mishap is not None
    assert "set aside" in journal.mishap.what
    await journal.close()
    again = await open_journal(path)
    assert again.mishap is None
    assert len(await again.records()) == 3
    await again.close()


@pytest.mark.parametrize("content", [b"once upon a time, " * 500, b"short", b"\0" * 4096])
def test_a_file_that_is_no_database_is_set_aside(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    with closing(open_file(path, doors=doors())) as opened:
        assert opened.file.records() == ()
        assert opened.mishap is not None
        assert opened.mishap.events == 0
    assert path.with_name(ASIDE).read_bytes() == content


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE event SET data = 'not json' WHERE seq = 2",
        "UPDATE event SET at = 'yesterday' WHERE seq = 2",
        "UPDATE event SET kind = 'accepted' WHERE seq = 2",
        "UPDATE event SET data = '{\"x\":1e999}' WHERE seq = 2",
        "UPDATE event SET data = CAST(x'ff' AS TEXT) WHERE seq = 2",
        "UPDATE event SET data = x'ff' WHERE seq = 2",
        "UPDATE event SET data = json_object('deep', 1) || replace(hex(zeroblob(9999)), '0', '[')"
        " WHERE seq = 2",
        "DROP TABLE event",
        "ALTER TABLE event RENAME COLUMN kind TO colour",
    ],
)
def test_a_database_whose_rows_are_no_events_is_set_aside(path: Path, change: str) -> None:
    with closing(JournalFile(path)) as file:
        first = file.append("r", "opened", {}, MOMENT)
        file.append("r", "note", {}, MOMENT)
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute("DROP TRIGGER event_stays")
        raw.execute("DROP TRIGGER event_follows")
        raw.execute(change)
    with closing(open_file(path, doors=doors())) as opened:
        assert opened.mishap is not None
        assert opened.file.read("r")[:1] in ((first,), ())
        assert ("DROP" in change) == (opened.file.read("r") == ())


def test_a_log_whose_file_is_empty_is_not_lost(path: Path) -> None:
    _, files = damaged(path)
    path.write_bytes(b"")
    with closing(open_file(path, doors=doors())) as opened:
        assert opened.mishap is not None
    assert Path(f"{opened.mishap.aside}-wal").read_bytes() == files["-wal"]


def test_a_broken_chain_is_not_damage_of_the_file(path: Path) -> None:
    with closing(JournalFile(path)) as file:
        events = [file.append("r", "note", {}, MOMENT) for _ in range(3)]
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute("DROP TRIGGER event_lasts")
        raw.execute("DELETE FROM event WHERE seq = 2")
    with closing(open_file(path, doors=doors())) as opened:
        assert opened.mishap is None
        assert opened.file.read("r") == (events[0], events[2])
        assert broken_at(opened.file.read("r")) == 3


def test_no_file_that_lies_there_is_written_over(path: Path) -> None:
    damaged(path)
    there = [path.with_name(ASIDE), path.with_name(ASIDE.replace(".db", "-2.db") + "-wal")]
    for one in there:
        one.write_text("of yesterday")
    with closing(open_file(path, doors=doors())) as opened:
        assert opened.mishap is not None
        assert opened.mishap.aside.endswith("210434Z-3.db")
    assert [one.read_text() for one in there] == ["of yesterday"] * 2


def test_a_file_system_without_second_names_is_copied_on(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> NoReturn:
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "link", refuse)
    events, files = damaged(path)
    with closing(open_file(path, doors=doors())) as opened:
        assert taken_over(opened) == kept(events)
    for suffix, content in files.items():
        assert path.with_name(ASIDE + suffix).read_bytes() == content
        assert stat.S_IMODE(path.with_name(ASIDE + suffix).stat().st_mode) == 0o600


def test_a_link_to_a_journal_stays_one(path: Path, tmp_path: Path) -> None:
    damaged(path)
    link = tmp_path / "link.db"
    link.symlink_to(path)
    with closing(open_file(link, doors=doors())) as opened:
        assert opened.mishap is not None
    assert link.is_symlink()
    assert ASIDE in names(path)
    with closing(open_file(path)) as opened:
        assert len(opened.file.records()) == 3


@pytest.mark.parametrize("step", STEPS)
def test_whenever_it_is_killed_the_next_start_loses_nothing(path: Path, step: str) -> None:
    events, files = damaged(path)
    assert end(start("aside", path, step)) == -signal.SIGKILL

    with closing(open_file(path, doors=doors())) as opened:
        assert taken_over(opened) == kept(events)
        assert opened.mishap is not None
        assert (opened.mishap.cut, opened.mishap.events) == (("c",), 4)
        assert {
            suffix: Path(f"{opened.mishap.aside}{suffix}").read_bytes() for suffix in files
        } == (files)
    # One set of damaged files, and nothing half done beside it.
    assert len([name for name in names(path) if re.match("journal-damaged-.*db$", name)]) == 1
    assert {name for name in names(path) if "damaged" not in name} == {
        "journal.db",
        "journal.db-held",
    }


def test_killed_again_and_again_it_loses_nothing(path: Path) -> None:
    events, files = damaged(path)
    for step in STEPS:
        assert end(start("aside", path, step)) == -signal.SIGKILL
    with closing(open_file(path)) as opened:
        assert taken_over(opened) == kept(events)
        assert opened.mishap is not None
        assert {
            suffix: Path(f"{opened.mishap.aside}{suffix}").read_bytes() for suffix in files
        } == (files)


def test_of_two_that_find_the_damage_at_once_one_sets_it_aside(path: Path) -> None:
    events, _ = damaged(path)
    processes = [start("aside", path) for _ in range(3)]
    said = [hear(process).split(" ", 1) for process in processes]
    for process in processes:
        say(process, "close")
        assert end(process) == 0
    assert [count for count, _ in said] == [str(len(kept(events)) + 1)] * 3
    assert len([aside for _, aside in said if aside != "None"]) == 1
    assert len([name for name in names(path) if re.match("journal-damaged-.*db$", name)]) == 1


def test_it_is_left_alone_while_another_one_has_it_open(path: Path) -> None:
    _, files = damaged(path)
    other = Holds(path)
    assert other.share()
    time = Time()
    with pytest.raises(JournalError, match="another drilltui has it open") as told:
        open_file(path, doors=doors(time))
    assert "End that one" in told.value.remedy
    assert opening.LOOKING < time.now < opening.LOOKING + 1
    assert path.read_bytes() == files[""]
    assert not [name for name in names(path) if "damaged" in name]

    other.close()
    with closing(open_file(path, doors=doors())) as opened:
        assert opened.mishap is not None


def test_who_opens_waits_for_another_one_that_sets_it_aside(path: Path) -> None:
    events, _ = damaged(path)
    other = Holds(path)
    assert other.alone()

    def then(now: float) -> None:
        if now > 3:
            other.close()

    with closing(open_file(path, doors=doors(Time(then)))) as opened:
        assert taken_over(opened) == kept(events)


def test_one_that_sets_it_aside_for_ever_is_told(path: Path) -> None:
    damaged(path)
    with closing(Holds(path)) as other:
        assert other.alone()
        with pytest.raises(JournalError, match="does not end"):
            open_file(path, patience=2, doors=doors())


def test_without_room_it_stays_where_it_is(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    events, files = damaged(path)

    def full(file: JournalFile, new: object) -> NoReturn:
        raise JournalError("The disk is full.", "Make room.")

    with monkeypatch.context() as patch:
        patch.setattr(JournalFile, "take_over", full)
        with pytest.raises(JournalError, match="could not be set aside yet: The disk is full"):
            open_file(path, doors=doors())
    assert path.read_bytes() == files[""]
    assert Path(f"{path}-wal").read_bytes() == files["-wal"]

    with closing(open_file(path, doors=doors())) as opened:
        assert taken_over(opened) == kept(events)


def test_a_disk_that_keeps_nothing_as_it_was_written_is_told(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    damaged(path)

    def spoil(step: str) -> None:
        if step == "exchanged":
            path.write_bytes(b"spoilt again")

    with pytest.raises(JournalError, match="is damaged"):
        open_file(path, doors=doors(done=spoil))


def test_a_note_that_cannot_be_read_is_told(path: Path) -> None:
    damaged(path)
    assert end(start("aside", path, "noted")) == -signal.SIGKILL
    note = path.with_name("journal.db-aside")
    for content in ("", "[]", json.dumps({"aside": 1}), "\udcff"):
        note.write_bytes(content.encode("utf-8", "surrogateescape"))
        with pytest.raises(JournalError, match="note") as told:
            open_file(path, doors=doors())
        assert "move the note aside" in told.value.remedy
    assert set_aside.begun(path)


def test_a_note_that_is_no_file_is_not_waited_for(path: Path) -> None:
    damaged(path)
    assert end(start("aside", path, "noted")) == -signal.SIGKILL
    note = path.with_name("journal.db-aside")
    note.unlink()
    os.mkfifo(note)
    with pytest.raises(JournalError, match="note"):
        open_file(path, doors=doors())


@pytest.mark.parametrize("ending", ["", "-wal", "-shm", "-journal"])
@pytest.mark.parametrize("kind", ["pipe", "device"])
def test_what_is_no_file_is_not_waited_for(path: Path, ending: str, kind: str) -> None:
    path.parent.mkdir()
    other = path.with_name(f"journal.db{ending}")
    if kind == "pipe":
        os.mkfifo(other)
    else:
        other.symlink_to("/dev/zero")
    if ending:
        path.touch()

    for act in (lambda: open_file(path, doors=doors()), lambda: count_records(path)):
        with pytest.raises(JournalError, match="is not a journal of drilltui") as told:
            act()
        assert not ending or told.value.what.startswith(f"{other} ")
        assert "Move that file aside" in told.value.remedy
    assert not Path("/dev/zero-held").exists()


def test_damage_that_is_met_later_is_told_as_such(path: Path) -> None:
    with closing(open_file(path)) as opened:
        opened.file.append("r", "note", {}, MOMENT)
        with closing(sqlite3.connect(path, isolation_level=None)) as raw:
            raw.execute("DROP TRIGGER event_stays")
            raw.execute("UPDATE event SET data = 'no'")
        for call in (lambda: opened.file.read("r"), lambda: opened.file.since(0)):
            with pytest.raises(Damaged, match="is damaged") as told:
                call()
            assert "sets the file aside" in told.value.remedy

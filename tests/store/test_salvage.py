"""Reading a journal page by page: all of a whole one, and of a damaged one all that is true."""

from __future__ import annotations

import random
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from drilltui.domain.json_value import JsonObject
from drilltui.domain.record import GENESIS, Event, broken_at, seal
from drilltui.store.journal_file import JournalFile
from drilltui.store.page import HEADER, keys, rows
from drilltui.store.pages import read_pages
from drilltui.store.salvage import Salvage, salvage

MOMENT = datetime(2026, 11, 23, 9, 14, tzinfo=UTC)
PAGE = 4096


@dataclass(frozen=True)
class Written:
    """A journal as it lay on disk at some moment, and what it had been given until then."""

    path: Path
    events: tuple[Event, ...]

    @property
    def records(self) -> set[str]:
        return {event.record_id for event in self.events}

    @property
    def pages(self) -> int:
        return self.path.stat().st_size // PAGE


def filled(file: JournalFile, count: int, seed: int) -> None:
    """Events of many records in turn, some of a few bytes, some over many pages."""
    chance = random.Random(seed)
    for number in range(count):
        record_id = f"r{chance.randrange(12)} żółć \udcff"
        size = chance.choice([0, 20, 50, 400, 2000, 9000])
        data: JsonObject = {"n": number, "text": chance.choice("xé日") * size}
        file.append(record_id, chance.choice(["note", "job", "closed"]), data, MOMENT)


def copied(path: Path, folder: Path) -> Path:
    """The files as they are at this moment, as after a crash."""
    folder.mkdir()
    for suffix in ("", "-wal"):
        if path.with_name(path.name + suffix).exists():
            shutil.copy(f"{path}{suffix}", folder)
    return folder / path.name


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Written]:
    """The journals of this module, made once: each of their events is synced to disk."""
    folder = tmp_path_factory.mktemp("made")
    path = folder / "journal.db"
    with closing(JournalFile(path)) as file:
        filled(file, 60, seed=1)
        safe = file.since(0).events
    folded = Written(copied(path, folder / "folded"), safe)
    with closing(JournalFile(path)) as file:
        filled(file, 30, seed=3)
        events = file.since(0).events
        return {"folded": folded, "logged": Written(copied(path, folder / "logged"), events)}


@pytest.fixture
def folded(made: dict[str, Written], tmp_path: Path) -> Written:
    """A journal that was closed: one file."""
    return Written(copied(made["folded"].path, tmp_path / "folded"), made["folded"].events)


@pytest.fixture
def logged(made: dict[str, Written], tmp_path: Path) -> Written:
    """A journal whose process was killed: many events are in its log only."""
    return Written(copied(made["logged"].path, tmp_path / "logged"), made["logged"].events)


def proven(found: Salvage, written: Written) -> Salvage:
    """What was found, after a look that it is true: chains from the beginning, in order."""
    for record_id in {event.record_id for event in found.events}:
        chain = [event for event in found.events if event.record_id == record_id]
        assert broken_at(chain) is None
        assert chain == [one for one in written.events if one.record_id == record_id][: len(chain)]
    places = [written.events.index(event) for event in found.events]
    assert places == sorted(places)
    said = (*found.whole, *found.cut, *found.lost)
    assert len(said) == len(set(said))
    assert {event.record_id for event in found.events} == {*found.whole, *found.cut}
    return found


@pytest.fixture(params=["folded", "logged"])
def written(request: pytest.FixtureRequest) -> Written:
    one: Written = request.getfixturevalue(request.param)
    return one


def test_a_whole_journal_is_read_whole(written: Written) -> None:
    found = salvage(written.path)
    assert found.events == written.events
    assert set(found.whole) == written.records
    assert (found.cut, found.lost) == ((), ())


def test_reading_changes_nothing(logged: Written) -> None:
    before = {file.name: file.read_bytes() for file in logged.path.parent.iterdir()}
    salvage(logged.path)
    assert {file.name: file.read_bytes() for file in logged.path.parent.iterdir()} == before


@pytest.mark.parametrize("size", [512, 1024, 65536])
def test_pages_of_any_size_are_read(tmp_path: Path, size: int) -> None:
    path = tmp_path / "journal.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute(f"PRAGMA page_size = {size}")
        raw.execute("VACUUM")
    with closing(JournalFile(path)) as file:
        filled(file, 60, seed=4)
        events = file.since(0).events
        assert salvage(path).events == events
    assert salvage(path).events == events


def test_without_its_header_a_file_is_read_all_the_same(written: Written) -> None:
    content = bytearray(written.path.read_bytes())
    content[:PAGE] = bytes(PAGE)
    written.path.write_bytes(content)
    assert salvage(written.path).events == written.events


def test_a_log_whose_file_is_gone_is_read(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    with closing(JournalFile(path)) as file:
        filled(file, 20, seed=5)
        events = file.since(0).events
        killed = copied(path, tmp_path / "killed")
    killed.write_bytes(b"")
    assert salvage(killed).events == events


def test_what_was_never_committed_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    with closing(JournalFile(path)) as file:
        filled(file, 20, seed=6)
        events = file.since(0).events
        file._connection.execute("PRAGMA cache_size = 1")  # so that it writes before it commits
        size = path.with_name("journal.db-wal").stat().st_size
        file._connection.execute("BEGIN IMMEDIATE")
        for number in range(20):
            file._insert(seal(f"late {number}", 1, MOMENT, "note", {"text": "x" * 5000}, GENESIS))
        killed = copied(path, tmp_path / "killed")
        file._connection.execute("ROLLBACK")
    assert killed.with_name("journal.db-wal").stat().st_size > size
    found = salvage(killed)
    assert found.events == events
    assert found.lost == ()


@pytest.mark.parametrize("fill", [b"\0", b"\xff"], ids=["zeros", "ones"])
def test_a_page_that_is_destroyed_costs_the_events_on_it_and_what_follows_from_them(
    folded: Written, fill: bytes
) -> None:
    content = folded.path.read_bytes()
    costly = 0
    for page in range(1, folded.pages + 1):
        folded.path.write_bytes(content[: (page - 1) * PAGE] + fill * PAGE + content[page * PAGE :])
        found = proven(salvage(folded.path), folded)

        hit = {event.record_id for event in set_of_missing(folded, found)}
        # A row takes 330 bytes and more; what lies on pages that lead to others costs nothing.
        assert len(hit) <= PAGE // 330, page
        # Of one page that is gone, another one always tells what was on it.
        assert {*found.cut, *found.lost} == hit, page
        costly += bool(hit)
    assert folded.pages // 3 < costly < folded.pages


def set_of_missing(written: Written, found: Salvage) -> list[Event]:
    there = {event.hash for event in found.events}
    return [event for event in written.events if event.hash not in there]


@pytest.mark.parametrize("seed", range(40))
def test_whatever_is_done_to_the_files_what_is_read_is_true(written: Written, seed: int) -> None:
    chance = random.Random(seed)
    for path in (written.path, written.path.with_name("journal.db-wal")):
        if path.exists() and chance.random() < 0.8:
            path.write_bytes(spoilt(path.read_bytes(), chance))

    proven(salvage(written.path), written)


def spoilt(content: bytes, chance: random.Random) -> bytes:
    """Some bytes changed, a stretch overwritten or moved, an end cut off."""
    changed = bytearray(content)
    for _ in range(chance.choice([0, 1, 10, 1000])):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    if chance.random() < 0.5:
        at, size = chance.randrange(len(changed)), chance.randrange(3 * PAGE)
        changed[at : at + size] = chance.randbytes(len(changed[at : at + size]))
    if chance.random() < 0.3:
        at = chance.randrange(len(changed))
        changed[at : at + PAGE] = changed[chance.randrange(len(changed)) :][:PAGE]
    if chance.random() < 0.5:
        del changed[chance.randrange(len(changed)) :]
    return bytes(changed)


@pytest.mark.parametrize("kind", [0x0D, 0x0A, 0x02])
def test_pages_of_nonsense_say_nothing_and_end(kind: int) -> None:
    chance = random.Random(kind)
    for _ in range(300):
        page = bytes([kind]) + chance.randbytes(511)
        for start in (0, HEADER):
            # All pages are the same one: whatever it leads to leads back.
            found = [
                *keys(page, start, {1: page}.get),
                *(columns for _, columns in rows(page, start, {1: page}.get)),
            ]
            assert all(isinstance(columns, list) for columns in found)
    assert [*rows(b"", 0, lambda number: None), *keys(b"", 0, lambda number: None)] == []


def test_a_file_of_nothing_has_no_pages(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    for content in (b"", b"short", b"\0" * 4096, b"once upon a time, " * 500):
        path.write_bytes(content)
        assert salvage(path) == Salvage((), (), (), ())
        assert all(
            len(page) == pages.size for pages in read_pages(path) for page, *_ in pages.all()
        )


def test_events_that_are_missing_before_others_end_the_record(folded: Written) -> None:
    victim = folded.events[40]
    assert victim.seq > 1
    with closing(sqlite3.connect(folded.path, isolation_level=None)) as raw:
        raw.execute("DROP TRIGGER event_lasts")
        raw.execute("PRAGMA secure_delete = ON")
        assert raw.execute("DELETE FROM event WHERE hash = ?", (victim.hash,)).rowcount == 1

    found = proven(salvage(folded.path), folded)
    assert found.cut == (victim.record_id,)
    assert [one.seq for one in found.events if one.record_id == victim.record_id] == list(
        range(1, victim.seq)
    )


def test_what_somebody_made_up_is_not_read(folded: Written) -> None:
    first = folded.events[0]
    with closing(sqlite3.connect(folded.path, isolation_level=None)) as raw:
        raw.execute("DROP TRIGGER event_stays")
        raw.execute("UPDATE event SET kind = 'accepted' WHERE hash = ?", (first.hash,))

    found = proven(salvage(folded.path), folded)
    assert found.lost == (first.record_id,)

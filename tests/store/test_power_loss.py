"""What is left of a journal when the power fails.

SQLite guarantees (sqlite.org/wal.html, atomiccommit.html; `PRAGMA synchronous = FULL`): a commit is
appended to the log and synced before it returns. Each frame of the log carries a sum over all that
is before it and the salt of its log, so a frame that did not reach the disk whole, and all after
it, are not there; a transaction counts only when its last frame does. Pages go into the file itself
after the log was synced, and the log is begun anew only after the file was synced: until then all
that is in the file can be made again from the log.

A power failure between a write and its sync leaves any part of what was written. Here the files are
cut off at every byte, or cut off and filled with zeros to their old length, which is what a file
system leaves that had noted the length, but not yet the content.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from drilltui.domain.folding import fold
from drilltui.domain.record import Event, broken_at
from drilltui.store.journal_file import JournalFile
from drilltui.store.opening import open_file

MOMENT = datetime(2026, 11, 23, 9, 14, tzinfo=UTC)
PAGE = 512
"""Small pages make a short log of several frames, so that every byte of it can be tried."""

CHUNKS = 8


@dataclass(frozen=True)
class Moment:
    """The files at some moment, their events, and up to where in the log each of the last reached.

    The events in `safe` were in the file before its log was begun.
    """

    file: bytes
    log: bytes
    safe: tuple[Event, ...]
    late: tuple[tuple[int, Event], ...]

    @property
    def events(self) -> tuple[Event, ...]:
        return (*self.safe, *(event for _, event in self.late))


def empty(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute(f"PRAGMA page_size = {PAGE}")
        raw.execute("VACUUM")


@pytest.fixture(scope="module")
def moment(tmp_path_factory: pytest.TempPathFactory) -> Moment:
    """Just before the power fails: events in the file, and others in the log only."""
    path = tmp_path_factory.mktemp("power") / "journal.db"
    log = path.with_name("journal.db-wal")
    empty(path)
    with closing(JournalFile(path)) as file:
        for number in range(6):
            file.append(f"r{number % 2}", "opened", {"n": number}, MOMENT)
    with closing(JournalFile(path)) as file:
        safe, late = file.since(0).events, []
        for number in range(3):
            event = file.append(f"r{number % 3}", "intended", {"action": "create"}, MOMENT)
            late.append((log.stat().st_size, event))
        return Moment(path.read_bytes(), log.read_bytes(), safe, tuple(late))


@pytest.fixture(scope="module")
def half_folded(moment: Moment) -> bytes:
    """The file when all of the log has been copied into it, and the log is still there."""
    with TemporaryDirectory(dir=_quick()) as folder:
        path = _lay(Path(folder), moment.file, moment.log)
        JournalFile(path).close()
        return path.read_bytes()


def _quick() -> str | None:
    """Where files need no disk: what is opened here 20,000 times has been written already."""
    return "/dev/shm" if Path("/dev/shm").is_dir() else None


def _lay(folder: Path, file: bytes, log: bytes | None) -> Path:
    for one in folder.iterdir():
        one.unlink()
    path = folder / "journal.db"
    path.write_bytes(file)
    if log is not None:
        path.with_name("journal.db-wal").write_bytes(log)
    return path


def _forms(content: bytes, cut: int) -> tuple[bytes, bytes]:
    """What may be left of `content` that had reached the disk up to `cut`."""
    return content[:cut], content[:cut].ljust(len(content), b"\0")


def _opened(path: Path, *, aside: bool) -> tuple[Event, ...]:
    """Open a journal, set aside or not, and return its events, whose records all hold."""
    with closing(open_file(path)) as opened:
        assert (opened.mishap is not None) <= aside
        events = opened.file.since(0).events
        for record_id in opened.file.records():
            record = opened.file.read(record_id)
            assert broken_at(record) is None
            assert fold(record).events == len(record)
        return events


def _hashes(events: Iterable[Event]) -> set[str]:
    return {event.hash for event in events}


def _share(length: int, chunk: int) -> range:
    return range(chunk, length, CHUNKS)


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_a_log_that_is_cut_off_anywhere_loses_what_was_not_synced(
    moment: Moment, chunk: int
) -> None:
    with TemporaryDirectory(dir=_quick()) as name:
        folder = Path(name)
        for cut in _share(len(moment.log) + 1, chunk):
            synced = tuple(event for end, event in moment.late if end <= cut)
            for log in _forms(moment.log, cut):
                found = _opened(_lay(folder, moment.file, log), aside=False)
                # A frame whose end was zeros anyway is whole though it was cut off.
                assert found[: len(moment.safe) + len(synced)] == (*moment.safe, *synced), cut
                assert found == moment.events[: len(found)], cut


def test_a_file_that_was_being_folded_into_loses_nothing(
    moment: Moment, half_folded: bytes
) -> None:
    # Its pages are written in order: up to the cut they are new ones, behind it the old ones, or
    # nothing, where the file grew.
    with TemporaryDirectory(dir=_quick()) as name:
        folder = Path(name)
        for cut in range(0, len(half_folded) + 1, 13):
            mixed = half_folded[:cut] + moment.file[cut:]
            for file in (mixed, mixed.ljust(len(half_folded), b"\0")):
                assert _opened(_lay(folder, file, moment.log), aside=False) == moment.events, cut


def test_a_file_whose_last_page_is_cut_off_anywhere_keeps_what_is_on_the_others(
    half_folded: bytes, moment: Moment
) -> None:
    # No failure of the power leaves this, as it was synced: a disk that lies does.
    whole = half_folded[:-PAGE]
    with TemporaryDirectory(dir=_quick()) as name:
        folder = Path(name)
        path = _lay(folder, whole.ljust(len(half_folded), b"\0"), None)
        least = _opened(path, aside=True)
        assert len(least) >= len(moment.events) - 3
        for cut in range(len(half_folded) - PAGE, len(half_folded)):
            for file in _forms(half_folded, cut):
                path = _lay(folder, file, None)
                found = _opened(path, aside=True)
                assert _hashes(least) <= _hashes(found) <= _hashes(moment.events)
                damaged = next(folder.glob("journal-damaged-*.db"), path)
                assert damaged is path or damaged.read_bytes() == file


@pytest.mark.parametrize("suffix", ["", "-wal"])
def test_after_the_loss_writing_goes_on(moment: Moment, suffix: str, tmp_path: Path) -> None:
    path = _lay(tmp_path, moment.file, moment.log)
    content = path.with_name(path.name + suffix).read_bytes()
    path.with_name(path.name + suffix).write_bytes(content[: len(content) - PAGE // 2])
    with closing(open_file(path)) as opened:
        for record_id in opened.file.records():
            opened.file.append(record_id, "note", {}, MOMENT)
            assert broken_at(opened.file.read(record_id)) is None
    shutil.copy(path, tmp_path / "copy.db")
    assert _opened(tmp_path / "copy.db", aside=False) == _opened(path, aside=False)

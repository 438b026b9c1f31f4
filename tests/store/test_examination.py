"""A look at a journal changes nothing, and says what would keep it from opening."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from drilltui.domain.errors import JournalError
from drilltui.store.examination import count_records
from drilltui.store.journal_file import JournalFile
from tests.store.damage import MOMENT, damaged


def content(path: Path) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in path.parent.iterdir()}


def test_counts_what_is_there_though_others_have_it_open(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    with closing(JournalFile(path)) as file:
        for record_id in ("a", "b", "a"):
            file.append(record_id, "note", {}, MOMENT)
        assert count_records(path) == 2


def test_an_empty_file_has_none(tmp_path: Path) -> None:
    (tmp_path / "journal.db").touch()
    assert count_records(tmp_path / "journal.db") == 0
    assert content(tmp_path / "journal.db") == {"journal.db": b""}


def test_a_damaged_one_is_told_and_stays(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    _, files = damaged(path)
    with pytest.raises(JournalError, match="is damaged"):
        count_records(path)
    assert path.read_bytes() == files[""]
    assert path.with_name("journal.db-wal").read_bytes() == files["-wal"]


def test_one_that_is_not_ours_is_told(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("CREATE TABLE bookmark (url TEXT)")
    with pytest.raises(JournalError, match="is not a journal"):
        count_records(path)


def test_one_that_cannot_be_written_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "journal.db"
    JournalFile(path).close()
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK)
    with pytest.raises(JournalError, match="cannot be written"):
        count_records(path)

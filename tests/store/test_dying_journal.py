"""The kill that crash tests lean on comes when it says, and leaves what it says."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from drilltui.domain.record import broken_at
from drilltui.store.journal_file import JournalFile

PROJECT = Path(__file__).parents[2]

WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from drilltui.domain.record import Entry
from drilltui.store.journal_file import JournalFile
from tests.store.dying_journal import die_at
die_at(int(sys.argv[2]), sys.argv[3])
file, moment = JournalFile(Path(sys.argv[1])), datetime(2026, 11, 23, tzinfo=UTC)
for number in range(3):
    file.append("r", "note", {"n": number}, moment)
    file.extend([Entry("r", "note", {}), Entry("q", "note", {})], moment, file.head())
file.close()
"""


@pytest.mark.parametrize("moment", ["before", "between", "after"])
@pytest.mark.parametrize("write", [1, 2, 5, 6])
def test_it_dies_at_the_write_it_is_told(tmp_path: Path, write: int, moment: str) -> None:
    path = tmp_path / "journal.db"
    done = subprocess.run(
        [sys.executable, "-c", WRITER, str(path), str(write), moment], cwd=PROJECT, check=False
    )
    assert done.returncode == -signal.SIGKILL

    written = write if moment == "after" else write - 1
    with closing(JournalFile(path)) as file:
        assert file.head() == sum(2 if number % 2 else 1 for number in range(written))
        for record_id in file.records():
            assert broken_at(file.read(record_id)) is None


def test_with_fewer_writes_it_ends_as_usual(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    done = subprocess.run(
        [sys.executable, "-c", WRITER, str(path), "7", "after"], cwd=PROJECT, check=False
    )
    assert done.returncode == 0
    with closing(JournalFile(path)) as file:
        assert file.head() == 9


def test_a_whole_program_can_be_killed_so(tmp_path: Path) -> None:
    done = subprocess.run(
        [
            *(sys.executable, "-m", "tests.store.dying_journal", "2", "after"),
            *("rehearse", "--play", "--speed", "600"),
        ],
        cwd=PROJECT,
        env=os.environ | {"XDG_STATE_HOME": str(tmp_path)},
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert done.returncode == -signal.SIGKILL, done.stdout
    with closing(JournalFile(tmp_path / "drilltui" / "journal.db")) as file:
        # opened, preflight and intended are one write, accepted the second
        assert file.head() == 4

"""The file of a rehearsal: held, private, bounded, and gone in time."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from drilltui.store import rehearsal_file
from drilltui.store.rehearsal_file import RehearsalFile, begin, left_behind


def begun(folder: Path, world: str = "w1") -> RehearsalFile:
    file = begin(folder / "rehearsals", world, {"first": 1})
    assert file is not None
    return file


def worlds(folder: Path) -> list[str]:
    found = []
    for file in left_behind(folder / "rehearsals"):
        found.append(file.world)
        file.close()
    return found


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    file = begun(tmp_path)
    file.write({"a": "支"})
    file.close()

    (again,) = left_behind(tmp_path / "rehearsals")

    assert again.world == "w1"
    assert again.lines() == [{"first": 1}, {"a": "支"}]
    again.close()


def test_it_is_for_its_owner_alone(tmp_path: Path) -> None:
    begun(tmp_path).close()

    folder = tmp_path / "rehearsals"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "w1.jsonl").stat().st_mode) == 0o600


def test_a_line_that_was_cut_is_none(tmp_path: Path) -> None:
    begun(tmp_path).close()
    path = tmp_path / "rehearsals" / "w1.jsonl"
    path.write_bytes(path.read_bytes() + b'{"method":"POS')

    (again,) = left_behind(path.parent)

    assert again.lines() == [{"first": 1}]
    again.write({"n": 2})
    assert again.lines() == [{"first": 1}, {"n": 2}], "nothing hangs on half a line"
    again.close()


def test_what_somebody_holds_is_not_left_behind(tmp_path: Path) -> None:
    file = begun(tmp_path)
    begun(tmp_path, "w2").close()

    assert worlds(tmp_path) == ["w2"]
    file.close()
    assert sorted(worlds(tmp_path)) == ["w1", "w2"]


def test_the_newest_comes_first_and_an_old_one_goes(tmp_path: Path) -> None:
    for world, age in (("old", 8 * 86_400), ("middle", 50), ("new", 0)):
        begun(tmp_path, world).close()
        path = tmp_path / "rehearsals" / f"{world}.jsonl"
        at = path.stat().st_mtime - age
        os.utime(path, (at, at))

    assert worlds(tmp_path) == ["new", "middle"]
    assert not (tmp_path / "rehearsals" / "old.jsonl").exists()


def test_what_is_no_file_is_not_waited_for(tmp_path: Path) -> None:
    begun(tmp_path).close()
    os.mkfifo(tmp_path / "rehearsals" / "w2.jsonl")

    assert worlds(tmp_path) == ["w1"]


def test_a_line_that_was_made_to_harm_is_none(tmp_path: Path) -> None:
    begun(tmp_path).close()
    path = tmp_path / "rehearsals" / "w1.jsonl"
    path.write_bytes(path.read_bytes() + b"[" * 100_000 + b"\n" + b"9" * 5_000 + b"\n")

    (again,) = left_behind(path.parent)

    assert again.lines() == [{"first": 1}]
    again.close()


def test_too_much_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = begun(tmp_path)
    monkeypatch.setattr(rehearsal_file, "MOST_BYTES", 100)
    file.write({"a": "x" * 200})
    file.write({"a": 1})

    assert worlds(tmp_path) == []


def test_a_folder_that_cannot_be_is_no_rehearsal_kept(tmp_path: Path) -> None:
    (tmp_path / "rehearsals").write_text("in the way")

    assert begin(tmp_path / "rehearsals", "w1", {}) is None
    assert list(left_behind(tmp_path / "nowhere")) == []

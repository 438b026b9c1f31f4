from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import NoReturn

import pytest

from drilltui.store.text_file import read_text_file
from drilltui.store.whole_file import ChangedMeanwhile, write_whole_file


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_new_file_and_its_folders_are_for_the_owner_alone(tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        write_whole_file(tmp_path / "a" / "b" / "file", "x", None)
    finally:
        os.umask(old)

    assert (tmp_path / "a" / "b" / "file").read_text() == "x"
    assert mode(tmp_path / "a" / "b" / "file") == 0o600
    assert (mode(tmp_path / "a"), mode(tmp_path / "a" / "b")) == (0o700, 0o700)


def test_a_file_that_is_there_keeps_its_permissions_and_its_link(tmp_path: Path) -> None:
    there, link = tmp_path / "dotfiles" / "file", tmp_path / "link"
    there.parent.mkdir()
    there.write_text("old")
    there.chmod(0o640)
    link.symlink_to(Path("dotfiles") / "file")

    write_whole_file(link, "new", read_text_file(link))

    assert link.is_symlink()
    assert (there.read_text(), mode(there)) == ("new", 0o640)
    assert [one.name for one in there.parent.iterdir()] == ["file"]


@pytest.mark.parametrize("was_there", [True, False])
def test_what_somebody_else_wrote_is_left_alone(tmp_path: Path, was_there: bool) -> None:
    path = tmp_path / "file"
    path.write_text("old")
    before = read_text_file(path) if was_there else None
    path.write_text("theirs")

    with pytest.raises(ChangedMeanwhile):
        write_whole_file(path, "ours", before)
    assert path.read_text() == "theirs"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")
def test_the_superuser_does_not_take_a_file_away_from_its_owner(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("old")
    os.chown(path, 4321, 1234)
    write_whole_file(path, "new", read_text_file(path))

    assert (path.stat().st_uid, path.stat().st_gid) == (4321, 1234)


def test_an_owner_that_cannot_be_kept_is_no_reason_to_fail(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "file"
    path.write_text("old")

    def refuse(*_: object) -> NoReturn:
        raise PermissionError

    monkeypatch.setattr(os, "fchown", refuse)
    write_whole_file(path, "new", read_text_file(path))
    assert path.read_text() == "new"


@pytest.mark.parametrize("call", ["fsync", "replace", "fchmod"])
def test_what_fails_on_the_way_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    path = tmp_path / "file"
    path.write_text("old")

    def full(*_: object) -> NoReturn:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, call, full)
    with pytest.raises(OSError, match="No space left"):
        write_whole_file(path, "new", read_text_file(path))

    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_the_text_is_on_disk_before_the_name_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[str] = []
    true_sync, true_replace = os.fsync, os.replace

    def sync(descriptor: int) -> None:
        calls.append("folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file")
        true_sync(descriptor)

    def replace(one: str, other: Path) -> None:
        calls.append("name")
        true_replace(one, other)

    monkeypatch.setattr(os, "fsync", sync)
    monkeypatch.setattr(os, "replace", replace)
    write_whole_file(tmp_path / "file", "x", None)

    assert calls == ["file", "name", "folder"]

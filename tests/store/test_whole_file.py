from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import NoReturn

import pytest

from drilltui.store.text_file import mark
from drilltui.store.whole_file import ChangedMeanwhile, write_whole_file


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_new_file_and_its_folders_are_for_the_owner_alone(tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        write_whole_file(tmp_path / "a" / "b" / "file", "x", mode=None, before=())
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

    write_whole_file(link, "new", mode=0o640, before=mark(there.stat()))

    assert link.is_symlink()
    assert (there.read_text(), mode(there)) == ("new", 0o640)
    assert [one.name for one in there.parent.iterdir()] == ["file"]


@pytest.mark.parametrize("before", [(), (1, 2, 3, 4)])
def test_what_somebody_else_wrote_is_left_alone(tmp_path: Path, before: tuple[int, ...]) -> None:
    path = tmp_path / "file"
    path.write_text("theirs")

    with pytest.raises(ChangedMeanwhile):
        write_whole_file(path, "ours", mode=None, before=before)
    assert path.read_text() == "theirs"
    assert list(tmp_path.iterdir()) == [path]


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
        write_whole_file(path, "new", mode=0o600, before=mark(path.stat()))

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
    write_whole_file(tmp_path / "file", "x", mode=None, before=())

    assert calls == ["file", "name", "folder"]

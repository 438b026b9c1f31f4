from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import NoReturn

import pytest

from drilltui.store.text_file import LARGEST, UnusableFile, read_text_file


def test_reads_text_and_permissions(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes("größe\r\n".encode())
    path.chmod(0o600)

    file = read_text_file(path)
    assert file is not None
    assert (file.text, file.mode, file.seen_by_others) == ("größe\r\n", 0o600, False)
    for mode in (0o604, 0o640):
        path.chmod(mode)
        again = read_text_file(path)
        assert again is not None
        assert again.seen_by_others


def test_the_mark_tells_a_change(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("a")
    before = read_text_file(path)
    path.write_text("ab")
    after = read_text_file(path)

    assert before is not None
    assert after is not None
    assert before.mark != after.mark


def test_no_file_is_none(tmp_path: Path) -> None:
    assert read_text_file(tmp_path / "none") is None
    (tmp_path / "dangling").symlink_to(tmp_path / "none")
    assert read_text_file(tmp_path / "dangling") is None


def _folder(path: Path) -> None:
    path.mkdir()


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _bytes(path: Path) -> None:
    path.write_bytes(b"ab\xff")


def _large(path: Path) -> None:
    path.write_bytes(b"#" * (10 * 1024 * 1024))


def _endless(path: Path) -> None:
    path.symlink_to("/dev/zero")


def _circle(path: Path) -> None:
    path.symlink_to(path)


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (_folder, "is a folder"),
        (_pipe, "is not a file"),
        (_endless, "is not a file"),
        (_bytes, r"is not UTF-8 text \(byte 3\)"),
        (_large, f"is larger than {LARGEST // 1024} kB"),
        (_circle, "cannot be read: Too many levels of symbolic links"),
    ],
)
def test_what_is_no_text_file_is_said_so(tmp_path: Path, make: object, why: str) -> None:
    assert callable(make)
    make(tmp_path / "file")

    with pytest.raises(UnusableFile, match=f"^{why}$"):
        read_text_file(tmp_path / "file")


def test_a_path_that_cannot_be(tmp_path: Path) -> None:
    with pytest.raises(UnusableFile, match="name"):
        read_text_file(tmp_path / "a\0b")
    (tmp_path / "file").write_text("")
    with pytest.raises(UnusableFile, match="Not a directory"):
        read_text_file(tmp_path / "file" / "below")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("a")
    path.chmod(0)

    with pytest.raises(UnusableFile, match="Permission denied"):
        read_text_file(path)


def test_a_disk_that_does_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "file"
    path.write_text("a")

    def fail(*_: object, **__: object) -> NoReturn:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(os, "fdopen", fail)
    with pytest.raises(UnusableFile, match="cannot be read: Input/output error"):
        read_text_file(path)

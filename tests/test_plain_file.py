"""What lies in the place of a plain file, and what keeps nobody waiting."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from drilltui.plain_file import NotPlain, TooLarge, check_plain, read_plain_file


def test_a_file_is_read_to_its_last_byte(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"\xff" * 8)

    content, about = read_plain_file(tmp_path / "file", 8)

    assert content == b"\xff" * 8
    assert about.st_size == 8


def test_one_byte_more_is_too_much(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"a" * 9)

    with pytest.raises(TooLarge):
        read_plain_file(tmp_path / "file", 8)


def test_a_pipe_a_device_and_a_folder_are_none(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "endless").symlink_to("/dev/zero")

    for act in (check_plain, lambda path: read_plain_file(path, 8)):
        for name in ("pipe", "endless"):
            with pytest.raises(NotPlain):
                act(tmp_path / name)
        with pytest.raises(IsADirectoryError):
            act(tmp_path)


def test_no_descriptor_stays_open(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"a" * 9)
    before = len(os.listdir("/proc/self/fd")) if Path("/proc/self/fd").exists() else 0

    with pytest.raises(TooLarge):
        read_plain_file(tmp_path / "file", 8)
    with pytest.raises(IsADirectoryError):
        read_plain_file(tmp_path, 8)

    after = len(os.listdir("/proc/self/fd")) if before else 0
    assert after == before


def test_no_file_hinders_nobody_from_making_one(tmp_path: Path) -> None:
    check_plain(tmp_path / "none")
    with pytest.raises(FileNotFoundError):
        read_plain_file(tmp_path / "none", 8)

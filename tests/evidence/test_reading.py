"""Exports as they lie on disk, and what was made to harm whoever reads them."""

from __future__ import annotations

import errno
import io
import os
import tempfile
import zipfile
from collections import Counter
from pathlib import Path
from random import Random
from typing import NoReturn

import pytest

from drilltui.domain.errors import DiskError, DrilltuiError, UsageError
from drilltui.evidence import limits, names, reading
from drilltui.evidence.reading import Damaged, read_export
from drilltui.evidence.verification import verify
from drilltui.evidence.writing import check_free, write_export, write_one, zipped
from tests.evidence.test_corruptions import SMALL, TOOL


def test_a_folder_comes_back(tmp_path: Path) -> None:
    write_export(tmp_path / "out", SMALL)

    assert read_export(tmp_path / "out") == SMALL
    assert [one.name for one in tmp_path.iterdir()] == ["out"]


def test_a_zip_comes_back_and_is_the_same_at_any_time(tmp_path: Path) -> None:
    write_export(tmp_path / "out.zip", SMALL)

    assert read_export(tmp_path / "out.zip") == SMALL
    assert (tmp_path / "out.zip").read_bytes() == zipped(SMALL)
    assert [one.name for one in tmp_path.iterdir()] == ["out.zip"]


@pytest.mark.parametrize("name", ["out", "out.zip"])
def test_nothing_is_overwritten(name: str, tmp_path: Path) -> None:
    write_export(tmp_path / name, SMALL)
    with pytest.raises(UsageError, match="already"):
        write_export(tmp_path / name, SMALL)
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    with pytest.raises(UsageError, match="already"):
        check_free(tmp_path / "link")
    with pytest.raises(UsageError, match="already"):
        write_one(tmp_path / name, b"")


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    write_export(tmp_path / "out", SMALL)

    assert read_export(tmp_path / "out") == SMALL


def test_what_cannot_be_written_is_a_sentence_and_leaves_nothing(tmp_path: Path) -> None:
    for name in ("none/out", "none/out.zip"):
        with pytest.raises(UsageError, match="cannot be written"):
            write_export(tmp_path / name, SMALL)
    assert list(tmp_path.iterdir()) == []


def test_half_a_write_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[int] = []

    def full(descriptor: int) -> None:
        synced.append(descriptor)
        if len(synced) == 3:
            raise OSError(28, os.strerror(28))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DiskError, match="is full"):
        write_export(tmp_path / "out", SMALL)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("code", "status"),
    [(errno.ENOSPC, 5), (errno.EDQUOT, 5), (errno.EIO, 5), (errno.EROFS, 2), (errno.EACCES, 2)],
)
@pytest.mark.parametrize("name", ["out", "out.zip", "report.md"])
def test_a_disk_that_fails_is_told_from_a_place_that_cannot_be(
    name: str, code: int, status: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> NoReturn:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(tempfile, "mkstemp", fail)
    monkeypatch.setattr(tempfile, "mkdtemp", fail)
    path = tmp_path / name
    with pytest.raises(DrilltuiError) as refused:
        write_one(path, b"") if name == "report.md" else write_export(path, SMALL)
    assert refused.value.exit_code == status
    assert str(path) in refused.value.what
    assert refused.value.remedy


@pytest.mark.parametrize("name", ["a" * 300, "loop/x.zip", "file/x.zip"])
def test_a_place_that_cannot_be_is_wrong_use(name: str, tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match="cannot be written"):
        write_export(tmp_path / name, SMALL)
    with pytest.raises(UsageError, match="cannot be written"):
        write_one(tmp_path / name, b"")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_may_not_be_read_is_wrong_use(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir(mode=0)
    with pytest.raises(UsageError, match="cannot be written: Permission denied"):
        check_free(tmp_path / "out")


@pytest.mark.parametrize("name", ["nothing", "empty", "text.zip", "pipe"])
def test_what_is_no_export_is_a_sentence(name: str, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "text.zip").write_text("no zip")
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(UsageError) as refused:
        read_export(tmp_path / name)
    assert refused.value.exit_code == 2


def test_links_and_pipes_in_a_folder_are_not_read(tmp_path: Path) -> None:
    for make in (lambda path: path.symlink_to("/etc/passwd"), os.mkfifo):
        folder = tmp_path / f"of-{make.__name__.strip('<>')}"
        write_export(folder, SMALL)
        (folder / names.PAGE).unlink()
        make(folder / names.PAGE)
        with pytest.raises(UsageError, match="no plain file"):
            read_export(folder)


def packed(entries: list[tuple[str, bytes]]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def test_names_with_ways_out_are_named_and_never_written(tmp_path: Path) -> None:
    path = tmp_path / "out.zip"
    path.write_bytes(packed([*SMALL.items(), ("../../escaped", b"x"), ("/tmp/abs", b"x")]))

    found = read_export(path)
    assert found.keys() - SMALL.keys() == {"../../escaped", "/tmp/abs"}
    assert [one.name for one in tmp_path.iterdir()] == ["out.zip"]


def test_a_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_BYTES", 1 << 20)
    path = tmp_path / "bomb.zip"
    path.write_bytes(packed([(names.EVENTS, b"0" * (8 << 20)), (names.MANIFEST, b"{}")]))
    assert path.stat().st_size < 1 << 20

    with pytest.raises(UsageError, match="more than 1 MB"):
        read_export(path)
    assert limits.MOST_BYTES < 1 << 30


@pytest.mark.parametrize("packed", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_what_unpacks_all_at_once_is_not_unpacked(tmp_path: Path, packed: int) -> None:
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", packed) as archive:
        archive.writestr(names.MANIFEST, b"0" * 1_000_000)

    with pytest.raises(
        Damaged, match=r"manifest\.json: it is packed in a way in which no export is"
    ):
        read_export(path)


def test_a_long_list_of_names_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "out.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(2000):
            archive.writestr(f"{number:04}", b"")

    with pytest.raises(UsageError, match="more than 100 files"):
        read_export(path)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_twice_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "out.zip"
    path.write_bytes(packed([*SMALL.items(), (names.MANIFEST, b"{}")]))
    with pytest.raises(UsageError, match="twice"):
        read_export(path)


def test_too_many_names_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "out.zip"
    path.write_bytes(packed([(f"file-{number}", b"") for number in range(500)]))
    with pytest.raises(UsageError, match="more than 100 files"):
        read_export(path)


def test_every_cut_of_a_zip_is_damage_that_is_said(tmp_path: Path) -> None:
    whole = zipped(SMALL)
    path = tmp_path / "out.zip"
    for length in range(997, len(whole), 997):
        path.write_bytes(whole[:length])
        with pytest.raises(Damaged, match=r"out\.zip: the zip archive is damaged"):
            read_export(path)


def test_an_export_without_its_manifest_is_one_that_is_not_whole(tmp_path: Path) -> None:
    path = tmp_path / "out.zip"
    path.write_bytes(zipped({name: SMALL[name] for name in names.CONTENT}))
    (fault,) = verify(read_export(path), TOOL).faults
    assert (fault.file, fault.why) == (names.MANIFEST, "it is missing")


def status_of(path: Path, content: bytes) -> int:
    """What `verify` ends with for a file."""
    path.write_bytes(content)
    try:
        files = read_export(path)
    except Damaged:
        return 1
    except UsageError as error:
        return error.exit_code
    if not verify(files, TOOL).whole:
        return 1
    assert files == SMALL
    return 0


def test_a_flipped_bit_of_a_zip_is_damage_and_not_wrong_use(tmp_path: Path) -> None:
    chance, whole = Random(23), zipped(SMALL)
    outside = whole.index(b"PK\x01\x02")
    places = [*range(outside, len(whole)), *chance.sample(range(outside), 1500)]
    statuses = Counter[int]()
    for at in places:
        changed = bytearray(whole)
        changed[at] ^= 1 << chance.randrange(8)
        statuses[status_of(tmp_path / "out.zip", bytes(changed))] += 1
    assert statuses[1] > 0.8 * len(places)
    assert statuses[2] == 0

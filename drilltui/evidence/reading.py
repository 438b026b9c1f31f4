"""Reading an export from a folder or a zip file that anybody may have made."""

from __future__ import annotations

import errno
import os
import stat
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import IO

from drilltui.domain.errors import JournalError, UsageError
from drilltui.domain.language import marked, tr
from drilltui.domain.plain_text import plain
from drilltui.evidence import names
from drilltui.evidence.limits import MOST_BYTES
from drilltui.evidence.verification import Fault

_MOST_NAMES = 100
"""So many names are looked at; an export has seven."""

_BOUNDED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""Ways of packing that give no more bytes at a time than are asked for. The others unpack all."""

_MOST_LIST = 64 * 1024
"""Bytes of a zip's list of names, as its end record tells them: some hundred names."""

_END_RECORD, _MOST_COMMENT = 22, 65535
"""Bytes of the record at a zip's end, and of a comment behind it at most."""

_FIRST, _END = b"PK\x03\x04", b"PK\x05\x06"
"""With what a zip and its end record begin."""

_COUNT, _SIZE = slice(10, 12), slice(12, 16)
"""Where the end record tells how many names are listed, and in how many bytes."""

_ELSEWHERE = 0xFFFFFFFF
"""A size in the end record that refers to a record for larger archives."""


_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,  # a way of packing that no export uses
    EOFError,
    ValueError,
    RuntimeError,
)
"""What comes of a zip archive that is not as it was written."""

_LIST = marked("the zip archive is damaged: its list of files cannot be read")
_MEMBER = marked("it is damaged: what the zip archive holds of it cannot be unpacked")


class Damaged(JournalError):
    """A zip archive that is not as it was written. `fault` says where."""

    def __init__(self, file: str, why: str) -> None:
        self.fault = Fault(plain(file), why)
        place = tr("{file}: {why}", file=self.fault.file, why=tr(why))
        super().__init__(
            tr("The export is not whole: {place}.", place=place),
            tr("Ask for it anew: nothing was taken over."),
        )


def read_export(path: Path) -> dict[str, bytes]:
    """Return the files of the export at `path` by their names, no more than an export has.

    What is there besides is named, with no content. Nothing is unpacked, no link is followed, and
    no more is read than an export may have. Raises UsageError for what is no export: nothing is
    there, or neither manifest nor events are in it; Damaged for a zip archive that is damaged.
    """
    try:
        found = _of_folder(path) if path.is_dir() else _of_zip(path)
    except FileNotFoundError:
        raise _no_export(tr("There is nothing at {path}.", path=_shown(path))) from None
    except OSError as error:
        why = tr("{path} cannot be read: {why}.", path=_shown(path), why=error.strerror or error)
        raise _no_export(why) from None
    if names.MANIFEST not in found and names.EVENTS not in found:
        raise _no_export(tr("{path} is no export: it has no manifest.", path=_shown(path)))
    return found


def _of_folder(path: Path) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    with os.scandir(path) as entries:
        for entry in entries:
            _refuse_more(found, path)
            is_ours = entry.name in names.ALL
            found[entry.name] = _read_file(path / entry.name, path, found) if is_ours else b""
    return found


def _read_file(path: Path, whole: Path, before: Mapping[str, bytes]) -> bytes:
    """Read a file that is one: no link, no pipe that keeps its reader waiting."""
    if not stat.S_ISREG(path.lstat().st_mode):
        said = tr("{path} is no plain file.", path=_shown(path))
        raise _no_export(said)
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    with os.fdopen(os.open(path, flags), "rb") as file:
        return _bounded(file, whole, before)


def _of_zip(path: Path) -> dict[str, bytes]:
    about = path.stat()
    if not stat.S_ISREG(about.st_mode):
        raise _no_export(tr("{path} is no plain file.", path=_shown(path)))
    if about.st_size > MOST_BYTES:
        said = tr("{path} has more than {most} MB.", path=_shown(path), most=MOST_BYTES >> 20)
        raise _no_export(said)
    if not _is_archive(path):
        raise _no_export(tr("{path} is no zip file.", path=_shown(path)))
    _refuse_long_list(path)
    try:
        with zipfile.ZipFile(path) as archive:
            return _members(archive, path)
    except _DAMAGE:
        raise Damaged(path.name, _LIST) from None
    except OSError as error:
        if error.errno != errno.EINVAL:
            raise
        raise Damaged(path.name, _LIST) from None  # a place before the begin of the file


def _members(archive: zipfile.ZipFile, path: Path) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    if len(archive.infolist()) != _told_by_end(path, _COUNT):
        raise Damaged(path.name, _LIST)  # a name that is too long swallows those after it
    for entry in archive.infolist():
        _refuse_more(found, path)
        if entry.filename in found:
            raise _twice(path, entry.filename)
        is_ours = entry.filename in names.ALL and not entry.flag_bits & 1
        found[entry.filename] = _member(archive, entry, path, found) if is_ours else b""
    return found


def _member(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, path: Path, before: Mapping[str, bytes]
) -> bytes:
    if entry.compress_type not in _BOUNDED:
        raise Damaged(entry.filename, marked("it is packed in a way in which no export is"))
    try:
        with archive.open(entry) as file:
            return _bounded(file, path, before)
    except _DAMAGE:
        raise Damaged(entry.filename, _MEMBER) from None


def _is_archive(path: Path) -> bool:
    """Whether a file is a zip archive by its begin or by its end: damage seldom hits both."""
    with path.open("rb") as file:
        begin = file.read(len(_FIRST))
    return begin == _FIRST or _END in _tail(path)


def _told_by_end(path: Path, where: slice) -> int:
    """Return a number of the end record; 0 where there is none."""
    _, record, after = _tail(path).rpartition(_END)
    return int.from_bytes((record + after)[where], "little") if record else 0


def _tail(path: Path) -> bytes:
    """Return the end of a file, in which a zip has its end record."""
    with path.open("rb") as file:
        end = file.seek(0, os.SEEK_END)
        file.seek(max(0, end - _END_RECORD - _MOST_COMMENT))
        return file.read(_END_RECORD + _MOST_COMMENT)


def _refuse_long_list(path: Path) -> None:
    """Refuse a zip whose list of names is long, before all of it is read.

    Its size stands in the end record (APPNOTE 4.3.16); what else is odd there `zipfile` refuses.
    """
    size = _told_by_end(path, _SIZE)
    if path.stat().st_size < size < _ELSEWHERE:
        raise Damaged(path.name, _LIST)
    if size > _MOST_LIST:
        said = tr("{path} has more than {most} files.", path=_shown(path), most=_MOST_NAMES)
        raise _no_export(said)


def _bounded(file: IO[bytes], whole: Path, before: Mapping[str, bytes]) -> bytes:
    """Read a file by what really comes out of it, whatever its archive says of its size."""
    room = MOST_BYTES - sum(map(len, before.values()))
    content = file.read(room + 1)
    if len(content) > room:
        said = tr("{path} has more than {most} MB.", path=_shown(whole), most=MOST_BYTES >> 20)
        raise _no_export(said)
    return content


def _refuse_more(found: dict[str, bytes], path: Path) -> None:
    if len(found) >= _MOST_NAMES:
        said = tr("{path} has more than {most} files.", path=_shown(path), most=_MOST_NAMES)
        raise _no_export(said)


def _twice(path: Path, name: str) -> UsageError:
    said = tr("{path} has {name} twice.", path=_shown(path), name=plain(name))
    return _no_export(said)


def _shown(path: Path) -> str:
    return plain(str(path))


def _no_export(what: str) -> UsageError:
    remedy = tr("Name the folder or zip file that 'drilltui export' has made, or a record.")
    return UsageError(what, remedy)

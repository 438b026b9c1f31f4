"""Reading an export from a folder or a zip file that anybody may have made."""

from __future__ import annotations

import os
import stat
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import IO

from drilltui.domain.errors import UsageError
from drilltui.domain.language import tr
from drilltui.domain.plain_text import plain
from drilltui.evidence import names
from drilltui.evidence.limits import MOST_BYTES

_MOST_NAMES = 100
"""So many names are looked at; an export has seven."""

_BOUNDED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""Ways of packing that give no more bytes at a time than are asked for. The others unpack all."""

_MOST_LIST = 64 * 1024
"""Bytes of a zip's list of names, as its end record tells them: some hundred names."""

_END_RECORD, _MOST_COMMENT = 22, 65535
"""Bytes of the record at a zip's end, and of a comment behind it at most."""


def read_export(path: Path) -> dict[str, bytes]:
    """Return the files of the export at `path` by their names, no more than an export has.

    What is there besides is named, with no content. Nothing is unpacked, no link is followed, and
    no more is read than an export may have. Raises UsageError for what is no export: nothing is
    there, or no manifest is in it.
    """
    try:
        found = _of_folder(path) if path.is_dir() else _of_zip(path)
    except FileNotFoundError:
        raise _no_export(tr("There is nothing at {path}.", path=_shown(path))) from None
    except OSError as error:
        why = tr("{path} cannot be read: {why}.", path=_shown(path), why=error.strerror or error)
        raise _no_export(why) from None
    if names.MANIFEST not in found:
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
    found: dict[str, bytes] = {}
    about = path.stat()
    if not stat.S_ISREG(about.st_mode):
        raise _no_export(tr("{path} is no plain file.", path=_shown(path)))
    if about.st_size > MOST_BYTES:
        said = tr("{path} has more than {most} MB.", path=_shown(path), most=MOST_BYTES >> 20)
        raise _no_export(said)
    try:
        _refuse_long_list(path)
        with zipfile.ZipFile(path) as archive:
            for entry in archive.infolist():
                _refuse_more(found, path)
                if entry.filename in found:
                    raise _twice(path, entry.filename)
                if entry.filename in names.ALL and not entry.flag_bits & 1:
                    if entry.compress_type not in _BOUNDED:
                        raise NotImplementedError(tr("no export is packed like this"))
                    with archive.open(entry) as file:
                        found[entry.filename] = _bounded(file, path, found)
                else:
                    found[entry.filename] = b""
    except (
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,  # a way of packing that no export uses
        EOFError,
        ValueError,
        RuntimeError,
    ) as error:
        said = tr("{path} is no zip file that can be read: {why}.", path=_shown(path), why=error)
        raise _no_export(plain(said)) from None
    return found


def _refuse_long_list(path: Path) -> None:
    """Refuse a zip whose list of names is long, before all of it is read.

    Its size stands in the end record (APPNOTE 4.3.16); what else is odd there `zipfile` refuses.
    """
    with path.open("rb") as file:
        end = file.seek(0, os.SEEK_END)
        file.seek(max(0, end - _END_RECORD - _MOST_COMMENT))
        tail = file.read(_END_RECORD + _MOST_COMMENT)
    at = tail.rfind(b"PK\x05\x06")
    size = int.from_bytes(tail[at + 12 : at + 16], "little") if at >= 0 else 0
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

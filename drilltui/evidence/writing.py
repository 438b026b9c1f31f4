"""Writing an export to disk: whole or not at all, and never over something."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
import zipfile
from collections.abc import Mapping
from contextlib import suppress
from io import BytesIO
from pathlib import Path

from drilltui.domain.errors import UsageError
from drilltui.domain.language import tr
from drilltui.domain.plain_text import plain
from drilltui.evidence import names

ZIP = ".zip"
"""How the name of a path ends at which a zip file is written; any other is a folder's."""

_BEGINNING = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip file has: the same files are the same archive at any time."""


def check_free(path: Path) -> None:
    """Raise UsageError when something is at `path` that an export would overwrite."""
    if path.suffix == ZIP:
        is_taken = path.is_symlink() or path.exists()
    else:
        is_taken = path.is_symlink() or (path.exists() and not _is_empty_folder(path))
    if is_taken:
        raise _taken(path)


def write_export(path: Path, files: Mapping[str, bytes]) -> None:
    """Write an export to `path`, a zip file where it ends in ``.zip``, for its owner alone.

    Raises UsageError when something is there, or when it cannot be written; nothing is left then.
    """
    check_free(path)
    try:
        if path.suffix == ZIP:
            write_new_file(path, zipped(files))
        else:
            _write_folder(path, files)
    except OSError as error:
        raise unwritable(path, error) from None


def write_one(path: Path, content: bytes) -> None:
    """Put `content` in a new file. UsageError when one is there, or it cannot be written."""
    if path.is_symlink() or path.exists():
        raise _taken(path)
    try:
        write_new_file(path, content)
    except OSError as error:
        raise unwritable(path, error) from None


def write_new_file(path: Path, content: bytes) -> None:
    """Put `content` in a new file at `path`, whole or not at all. Raises OSError."""
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(descriptor)
        _place(name, path)
    finally:
        with suppress(FileNotFoundError):
            os.unlink(name)


def _place(name: str, path: Path) -> None:
    """Give a file its true name, which no other file has."""
    try:
        os.link(name, path)  # unlike a rename it never takes the place of another file
    except OSError as error:
        if error.errno not in (errno.EPERM, errno.ENOTSUP, errno.ENOSYS):
            raise
        if path.exists():  # a file system without links
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST)) from None
        os.rename(name, path)


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return `files` as a zip archive, the same bytes for the same files."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(files, key=names.ALL.index):
            entry = zipfile.ZipInfo(name, _BEGINNING)
            entry.create_system = 3  # Unix, wherever it is made
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, files[name], zipfile.ZIP_DEFLATED, 9)
    return packed.getvalue()


def _taken(path: Path) -> UsageError:
    return UsageError(
        tr("There is something at {path} already.", path=plain(str(path))),
        tr("Name another place: nothing is overwritten."),
    )


def unwritable(path: Path, error: OSError) -> UsageError:
    """Return the error for a place that takes nothing."""
    return UsageError(
        tr("{path} cannot be written: {why}.", path=plain(str(path)), why=error.strerror or error),
        tr("Name a place in a folder that is there and that you may write."),
    )


def _write_folder(path: Path, files: Mapping[str, bytes]) -> None:
    made = Path(tempfile.mkdtemp(prefix=f".{path.name}.", dir=path.parent))
    try:
        for name, content in files.items():
            write_new_file(made / name, content)
        os.rename(made, path)  # an empty folder may be there; anything else is refused
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise


def _is_empty_folder(path: Path) -> bool:
    return path.is_dir() and next(path.iterdir(), None) is None

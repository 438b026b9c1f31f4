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

from drilltui.domain.errors import DiskError, DrilltuiError, UsageError
from drilltui.domain.language import tr
from drilltui.domain.plain_text import plain
from drilltui.evidence import names

ZIP = ".zip"
"""How the name of a path ends at which a zip file is written; any other is a folder's."""

_NO_PLACE = (
    *(errno.ENOENT, errno.ENOTDIR, errno.EISDIR, errno.EEXIST, errno.ENOTEMPTY),
    *(errno.EACCES, errno.EPERM, errno.EROFS, errno.ENAMETOOLONG, errno.ELOOP, errno.EINVAL),
)
"""What the system says of a path that somebody has named wrongly; all else is the disk's fault."""

_FULL = (errno.ENOSPC, errno.EDQUOT)

_BEGINNING = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip file has: the same files are the same archive at any time."""


def check_free(path: Path) -> None:
    """Raise UsageError when something is at `path` that an export would overwrite.

    UsageError too when nothing can be there, DiskError when the disk does not say.
    """
    try:
        _refuse_taken(path, or_empty_folder=path.suffix != ZIP)
    except OSError as error:
        raise unwritable(path, error) from None


def write_export(path: Path, files: Mapping[str, bytes]) -> None:
    """Write an export to `path`, a zip file where it ends in ``.zip``, for its owner alone.

    Raises UsageError when something is there, or when nothing can be written there, DiskError when
    the disk does not take it; nothing is left then.
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
    """Put `content` in a new file, whole or not at all.

    Raises UsageError when one is there or none can be, DiskError when the disk does not take it.
    """
    try:
        _refuse_taken(path, or_empty_folder=False)
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


def unwritable(path: Path, error: OSError) -> DrilltuiError:
    """Return the error for a place that takes nothing: UsageError where no file can be there.

    DiskError where one could be, and the disk does not take it.
    """
    shown = plain(str(path))
    if error.errno in _FULL:
        return DiskError(
            tr("The disk that holds {path} is full.", path=shown),
            tr("Make room and do it again: nothing was left there."),
        )
    what = tr("{path} cannot be written: {why}.", path=shown, why=error.strerror or error)
    if error.errno in _NO_PLACE:
        return UsageError(
            what, tr("Name a place in a folder that is there and that you may write.")
        )
    return DiskError(what, tr("Look at the health of that disk, or name a place on another one."))


def _refuse_taken(path: Path, *, or_empty_folder: bool) -> None:
    """Raise UsageError when something is at `path`. OSError when the system does not say."""
    if os.path.lexists(path) and not (or_empty_folder and _is_empty_folder(path)):
        raise UsageError(
            tr("There is something at {path} already.", path=plain(str(path))),
            tr("Name another place: nothing is overwritten."),
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
    return not path.is_symlink() and path.is_dir() and next(path.iterdir(), None) is None

"""A plain file of bounded size, read without waiting: whatever lies in its place, nobody hangs."""

from __future__ import annotations

import errno
import os
import stat

TYPE_CHECKING = False

if TYPE_CHECKING:
    from pathlib import Path

# What a terminal has to do with it: to open one could make it ours.
_FLAGS = os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK | os.O_NOCTTY


class NotPlain(OSError):
    """A pipe, a device or a socket: it may keep its reader waiting, or never end."""


class TooLarge(OSError):
    """The file has more bytes than are read of it."""


def read_plain_file(path: Path | str, most: int) -> tuple[bytes, os.stat_result]:
    """Return what is in the file at `path`, and what the system knows of it.

    Raises OSError: FileNotFoundError, IsADirectoryError, NotPlain for what is no plain file,
    TooLarge for one of more than `most` bytes. Raises ValueError for a path with a null character.
    """
    descriptor = os.open(path, _FLAGS)
    try:
        about = os.fstat(descriptor)
        _check_plain(about.st_mode)
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            content = file.read(most + 1)
    finally:
        os.close(descriptor)
    if len(content) > most:
        raise TooLarge(errno.EFBIG, os.strerror(errno.EFBIG))
    return content, about


def check_plain(path: Path | str) -> None:
    """Raise what keeps the file at `path` from being opened as a plain one.

    Raises OSError: IsADirectoryError, NotPlain, or what the system says. No file is no hindrance.
    """
    try:
        mode = os.stat(path).st_mode
    except FileNotFoundError:
        return
    _check_plain(mode)


def _check_plain(mode: int) -> None:
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not stat.S_ISREG(mode):
        raise NotPlain(errno.EINVAL, os.strerror(errno.EINVAL))

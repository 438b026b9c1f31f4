"""Who works on which record: locks that the system drops when a process ends, however it ends."""

from __future__ import annotations

import errno
import fcntl
import hashlib
import os
import struct
from pathlib import Path
from typing import Final

from drilltui.domain.errors import JournalError

SUFFIX: Final = "-held"
"""What the lock file is called after the journal, beside SQLite's ``-wal`` and ``-shm``."""

_TAKEN_BY_ANOTHER = (errno.EACCES, errno.EAGAIN)
_FLOCK = "hhqqi4x"  # struct flock: type, whence, start, length, pid


class Holds:
    """The records that one open journal works on.

    Each is a byte of a lock file that is locked by its open file description (fcntl(2), Linux), so
    two journals in one process keep each other out too. Where there is no such lock, POSIX locks
    are used, which keep processes apart. The file is made when the first record is taken.
    """

    def __init__(self, journal: Path) -> None:
        self._path = journal.with_name(journal.name + SUFFIX)
        self._descriptor: int | None = None

    def take(self, record_id: str) -> bool:
        """Hold `record_id`; False while another one does. Raises JournalError."""
        try:
            self._lock(fcntl.F_WRLCK, record_id)
        except OSError as error:
            if error.errno in _TAKEN_BY_ANOTHER:
                return False
            raise _in_words(error, self._path) from error
        return True

    def let_go(self, record_id: str) -> None:
        """Hold `record_id` no more."""
        if self._descriptor is not None:
            self._lock(fcntl.F_UNLCK, record_id)

    def close(self) -> None:
        """Hold nothing any more."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def _lock(self, kind: int, record_id: str) -> None:
        if self._descriptor is None:
            self._descriptor = os.open(self._path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
        command = getattr(fcntl, "F_OFD_SETLK", fcntl.F_SETLK)
        where = struct.pack(_FLOCK, kind, os.SEEK_SET, _byte_of(record_id), 1, 0)
        fcntl.fcntl(self._descriptor, command, where)


def _byte_of(record_id: str) -> int:
    """Return where in the lock file a record's byte lies; two never meet, for all one can tell."""
    digest = hashlib.sha256(record_id.encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:7], "big")


def _in_words(error: OSError, path: Path) -> JournalError:
    why = error.strerror or type(error).__name__
    return JournalError(
        f"The lock file {path} cannot be used: {why}.",
        "Without it two drilltui could work on one record: make its folder yours to write in.",
    )

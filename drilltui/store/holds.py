"""Who has the journal open, and who works on which record: locks that end with their process."""

from __future__ import annotations

import errno
import fcntl
import hashlib
import os
import struct
import sys
from pathlib import Path
from typing import Final

from drilltui.domain.errors import JournalError
from drilltui.domain.language import tr
from drilltui.domain.plain_text import plain
from drilltui.store.complaint import in_words

SUFFIX: Final = "-held"
"""What the lock file is called after the journal, beside SQLite's ``-wal`` and ``-shm``."""

_FULL: Final = (errno.ENOSPC, errno.EDQUOT)
_TAKEN_BY_ANOTHER: Final = (errno.EACCES, errno.EAGAIN)
_WHOLE_JOURNAL: Final = 0
"""The byte that every open journal shares; who has it alone may exchange the journal's files."""

_KINDS: Final = {
    fcntl.LOCK_SH: fcntl.F_RDLCK,
    fcntl.LOCK_EX: fcntl.F_WRLCK,
    fcntl.LOCK_UN: fcntl.F_UNLCK,
}
_FLOCK: Final = "hhqqi4x"  # struct flock of Linux: type, whence, start, length, pid


class Holds:
    """What one open journal holds. Every method may raise `JournalError`.

    Each record is a byte of a lock file, and so is the journal as a whole. Bytes are locked by the
    open file description (fcntl(2), Linux), so two journals in one process keep each other out too,
    and the system lets go of all when the process ends, however it does. Where there is no such
    lock, POSIX locks are used: they keep processes apart, but not two journals in one.

    The lock file is for its owner alone. It is never taken away: that would let two hold two files
    of one name.
    """

    def __init__(self, journal: Path) -> None:
        self._journal = journal
        self._path = journal.with_name(journal.name + SUFFIX)
        self._descriptor: int | None = None
        self._posix = not (sys.platform == "linux" and hasattr(fcntl, "F_OFD_SETLK"))

    def share(self) -> bool:
        """Have the journal open with others; False while one has it alone."""
        return self._lock(fcntl.LOCK_SH, _WHOLE_JOURNAL)

    def alone(self) -> bool:
        """Have the journal open with nobody else; False while others have it open."""
        return self._lock(fcntl.LOCK_EX, _WHOLE_JOURNAL)

    def leave(self) -> None:
        """Have the journal open no more."""
        self._lock(fcntl.LOCK_UN, _WHOLE_JOURNAL)

    def take(self, record_id: str) -> bool:
        """Hold `record_id`; False while another one does."""
        return self._lock(fcntl.LOCK_EX, _byte_of(record_id))

    def let_go(self, record_id: str) -> None:
        """Hold `record_id` no more."""
        self._lock(fcntl.LOCK_UN, _byte_of(record_id))

    def close(self) -> None:
        """Hold nothing any more."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def _lock(self, kind: int, byte: int) -> bool:
        try:
            if self._descriptor is None:
                self._descriptor = os.open(self._path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
            self._set(self._descriptor, kind, byte)
        except OSError as error:
            if error.errno in _TAKEN_BY_ANOTHER and self._descriptor is not None:
                return False
            if error.errno in _FULL:
                raise in_words(error, self._journal) from error
            raise _unlockable(error, self._journal) from error
        return True

    def _set(self, descriptor: int, kind: int, byte: int) -> None:
        if not self._posix:
            where = struct.pack(_FLOCK, _KINDS[kind], os.SEEK_SET, byte, 1, 0)
            try:
                fcntl.fcntl(descriptor, fcntl.F_OFD_SETLK, where)
            except OSError as error:
                if error.errno != errno.EINVAL:
                    raise
                self._posix = True  # a kernel that does not know them
            else:
                return
        fcntl.lockf(descriptor, kind | fcntl.LOCK_NB, 1, byte)


def _byte_of(record_id: str) -> int:
    """Return where in the lock file a record's byte lies; two never meet, for all one can tell."""
    digest = hashlib.sha256(record_id.encode("utf-8", "surrogatepass")).digest()
    return _WHOLE_JOURNAL + 1 + int.from_bytes(digest[:7], "big")


def _unlockable(error: OSError, journal: Path) -> JournalError:
    why = error.strerror or type(error).__name__
    return JournalError(
        tr(
            "The journal {journal} cannot be locked: {name} beside it: {why}.",
            journal=plain(str(journal)),
            name=f"{plain(journal.name)}{SUFFIX}",
            why=why,
        ),
        tr(
            "Without locks two drilltui could work on one record. Make its "
            "folder yours to write in, or name another one, on a file system "
            "with locks, in XDG_STATE_HOME."
        ),
    )

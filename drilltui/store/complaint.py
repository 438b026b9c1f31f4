"""What is wrong with a journal's file, in words a person can act on."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Callable
from pathlib import Path

from drilltui.domain.errors import JournalError
from drilltui.domain.language import marked, tr
from drilltui.domain.plain_text import plain
from drilltui.store.migrations import Foreign, Newer
from drilltui.store.room import has_room

_ELSEWHERE = marked("Make its folder yours to write in, or name another one in XDG_STATE_HOME.")
_ASIDE = marked("Move that file aside, and a new journal is begun in its place.")
_DAMAGED = (
    marked("The journal {path} is damaged."),
    marked(
        "End every drilltui of yours and start one anew: it sets the file "
        "aside, with the files -wal and -shm beside it, and goes on with "
        "what can be read of it."
    ),
)
_OTHER = (marked("The journal {path} cannot be used: {why}."), _ASIDE)
_DAMAGE = ("SQLITE_CORRUPT", "SQLITE_NOTADB")
_FULL_DISK = "SQLITE_FULL"
_BAD_DISK = "SQLITE_IOERR"
_WORDS = {  # primary result codes of SQLite (sqlite.org/rescode.html)
    _FULL_DISK: (
        marked("The disk that holds the journal {path} is full."),
        marked("Make room and do it again: nothing was written."),
    ),
    "SQLITE_READONLY": (marked("The journal {path} cannot be written."), _ELSEWHERE),
    "SQLITE_PERM": (marked("The journal {path} cannot be written."), _ELSEWHERE),
    "SQLITE_CANTOPEN": (marked("The journal {path} cannot be opened."), _ELSEWHERE),
    "SQLITE_BUSY": (
        marked("The journal {path} is held by another program."),
        marked("End what has it open (a backup, a database browser) and do it again."),
    ),
    _BAD_DISK: (
        marked("The disk that holds the journal {path} does not read or write."),
        marked("Look at its health and at your quota."),
    ),
}


class Damaged(JournalError):
    """The file is no whole journal; what can be read of it may go on into a new one."""


def in_words(error: Exception, path: Path, room: Callable[[Path], bool] = has_room) -> JournalError:
    """Return what to tell a person for `error`, met while the journal at `path` was used.

    It is `Damaged` for damage of the file, and only then. `room` tells whether its disk has any.
    """
    name = plain(str(path))
    match error:
        case sqlite3.Error() if _primary_code(error) in _DAMAGE:
            return _damaged(name)
        case sqlite3.Error():
            code = _primary_code(error)
            if code == _BAD_DISK and not room(path):  # the log's index could not be made longer
                code = _FULL_DISK
            what, remedy = _WORDS.get(code, _OTHER)
            return JournalError(tr(what, path=name, why=plain(str(error))), tr(remedy))
        case OSError() if error.errno in (errno.ENOSPC, errno.EDQUOT):
            what, remedy = _WORDS[_FULL_DISK]
            return JournalError(tr(what, path=name), tr(remedy))
        case OSError():
            why = error.strerror or type(error).__name__
            return JournalError(
                tr("The journal {path} cannot be made: {why}.", path=name, why=why),
                tr(_ELSEWHERE),
            )
        case Newer():
            what = tr(
                "The journal {path} was written by a newer drilltui ({error}).",
                path=name,
                error=plain(str(error)),
            )
            return JournalError(what, tr("Update this one; the journal was left as it is."))
        case Foreign():
            name = plain(str(*error.args)) if error.args else name
            return JournalError(tr("{path} is not a journal of drilltui.", path=name), tr(_ASIDE))
        case _:  # rows that cannot be events, tables that are not there
            return _damaged(name)


def _damaged(name: str) -> Damaged:
    what, remedy = _DAMAGED
    return Damaged(tr(what, path=name), tr(remedy))


def _primary_code(error: sqlite3.Error) -> str:
    # An extended code is a primary one and a reason: SQLITE_IOERR_WRITE.
    return "_".join(getattr(error, "sqlite_errorname", "").split("_")[:2])

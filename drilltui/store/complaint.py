"""What is wrong with a journal's file, in words a person can act on."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from drilltui.domain.errors import JournalError
from drilltui.domain.plain_text import plain
from drilltui.store.migrations import Foreign, Newer

_ELSEWHERE = "Make its folder yours to write in, or name another one in XDG_STATE_HOME."
_ASIDE = "Move that file aside, and a new journal is begun in its place."
_DAMAGED = (
    "The journal {path} is damaged.",
    "End every drilltui of yours and start one anew: it sets the file aside, with the files -wal"
    " and -shm beside it, and goes on with what can be read of it.",
)
_DAMAGE = ("SQLITE_CORRUPT", "SQLITE_NOTADB")
_WORDS = {  # primary result codes of SQLite (sqlite.org/rescode.html)
    "SQLITE_FULL": (
        "The disk that holds the journal {path} is full.",
        "Make room and do it again: nothing was written.",
    ),
    "SQLITE_READONLY": ("The journal {path} cannot be written.", _ELSEWHERE),
    "SQLITE_PERM": ("The journal {path} cannot be written.", _ELSEWHERE),
    "SQLITE_CANTOPEN": ("The journal {path} cannot be opened.", _ELSEWHERE),
    "SQLITE_BUSY": (
        "The journal {path} is held by another program.",
        "End what has it open (a backup, a database browser) and do it again.",
    ),
    "SQLITE_IOERR": (
        "The disk that holds the journal {path} does not read or write.",
        "Look at its health and at your quota.",
    ),
}


class Damaged(JournalError):
    """The file is no whole journal; what can be read of it may go on into a new one."""


def in_words(error: Exception, path: Path) -> JournalError:
    """Return what to tell a person for `error`, met while the journal at `path` was used.

    It is `Damaged` for damage of the file, and only then.
    """
    name = plain(str(path))
    match error:
        case sqlite3.Error() if _primary_code(error) in _DAMAGE:
            return _damaged(name)
        case sqlite3.Error():
            what, remedy = _WORDS.get(_primary_code(error), _other(error))
            return JournalError(what.replace("{path}", name), remedy)
        case OSError():
            why = error.strerror or type(error).__name__
            return JournalError(f"The journal {name} cannot be made: {why}.", _ELSEWHERE)
        case Newer():
            what = f"The journal {name} was written by a newer drilltui ({plain(str(error))})."
            return JournalError(what, "Update this one; the journal was left as it is.")
        case Foreign():
            what, remedy = "{path} is not a journal of drilltui.", _ASIDE
        case _:  # rows that cannot be events, tables that are not there
            return _damaged(name)
    return JournalError(what.replace("{path}", name), remedy)


def _damaged(name: str) -> Damaged:
    what, remedy = _DAMAGED
    return Damaged(what.replace("{path}", name), remedy)


def _primary_code(error: sqlite3.Error) -> str:
    # An extended code is a primary one and a reason: SQLITE_IOERR_WRITE.
    return "_".join(getattr(error, "sqlite_errorname", "").split("_")[:2])


def _other(error: sqlite3.Error) -> tuple[str, str]:
    return "The journal {path} cannot be used: " + plain(str(error)) + ".", _ASIDE

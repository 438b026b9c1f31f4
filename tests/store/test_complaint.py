import errno
import os
import sqlite3
from pathlib import Path

import pytest

from drilltui.domain.errors import JournalError
from drilltui.store.complaint import Damaged, in_words
from drilltui.store.entry import NotAnEvent
from drilltui.store.migrations import Foreign, Newer
from drilltui.store.soundness import Unsound

PATH = Path("/home/ops/.local/state/drilltui/journal.db")


def _sqlite(name: str, said: str = "it went wrong") -> sqlite3.OperationalError:
    error = sqlite3.OperationalError(said)
    error.sqlite_errorname = name
    return error


@pytest.mark.parametrize(
    ("error", "what", "remedy"),
    [
        (_sqlite("SQLITE_FULL"), "is full", "Make room"),
        (_sqlite("SQLITE_READONLY"), "cannot be written", "XDG_STATE_HOME"),
        (_sqlite("SQLITE_READONLY_DIRECTORY"), "cannot be written", "XDG_STATE_HOME"),
        (_sqlite("SQLITE_PERM"), "cannot be written", "XDG_STATE_HOME"),
        (_sqlite("SQLITE_CANTOPEN_ISDIR"), "cannot be opened", "XDG_STATE_HOME"),
        (_sqlite("SQLITE_NOTADB"), "is damaged", "sets the file aside"),
        (_sqlite("SQLITE_CORRUPT_INDEX"), "is damaged", "sets the file aside"),
        (_sqlite("SQLITE_BUSY"), "another program", "backup"),
        (_sqlite("SQLITE_IOERR_WRITE"), "does not read or write", "quota"),
        (_sqlite("SQLITE_ERROR"), "cannot be used: it went wrong", "aside"),
        (sqlite3.ProgrammingError("it went wrong"), "cannot be used: it went wrong", "aside"),
        (OSError(errno.EROFS, os.strerror(errno.EROFS)), "Read-only file system", "XDG_STATE_HOME"),
        (OSError(), "cannot be made: OSError", "XDG_STATE_HOME"),
        (Foreign(), "is not a journal", "aside"),
        (Newer("signatures"), "newer drilltui (signatures)", "Update"),
        (NotAnEvent(), "is damaged", "sets the file aside"),
        (Unsound("no such table: event"), "is damaged", "sets the file aside"),
    ],
)
def test_every_error_says_what_and_what_to_do(error: Exception, what: str, remedy: str) -> None:
    told = in_words(error, PATH)

    assert isinstance(told, JournalError)
    assert what in told.what
    assert remedy in told.remedy
    assert str(PATH) in told.what
    assert told.what.endswith(".")
    assert told.remedy.endswith(".")
    assert "{" not in str(told)
    assert isinstance(told, Damaged) == ("is damaged" in what)


FULL = "The disk that holds the journal {path} is full. Make room and do it again"


@pytest.mark.parametrize("name", ["SQLITE_IOERR", "SQLITE_IOERR_SHMSIZE", "SQLITE_IOERR_WRITE"])
def test_a_disk_without_room_is_full_whatever_sqlite_calls_it(name: str) -> None:
    told = in_words(_sqlite(name), PATH, lambda path: path != PATH)

    assert str(told).startswith(FULL.format(path=PATH))
    assert "does not read or write" in in_words(_sqlite(name), PATH, lambda _: True).what


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT])
def test_a_file_that_has_no_room_is_full_too(code: int) -> None:
    told = in_words(OSError(code, os.strerror(code)), PATH)

    assert str(told).startswith(FULL.format(path=PATH))


def test_neither_path_nor_message_reaches_the_terminal_raw() -> None:
    told = in_words(_sqlite("SQLITE_ERROR", "no such {column}: \x1b[2J"), Path("/a\x1b[31m/{b}"))

    assert told.what == "The journal /a?[31m/{b} cannot be used: no such {column}: ?[2J."
    assert "\x1b" not in in_words(Newer("\x1b]0;x\x07"), PATH).what

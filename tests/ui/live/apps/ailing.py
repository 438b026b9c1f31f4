"""drilltui whose journal falls ill over an event: `AILMENT` is what, and the event's kind.

``stuck:KIND`` is a disk that never answers. Anything else before the colon is a code of SQLite, as
``SQLITE_FULL``. A heartbeat tells that it has come to that.
"""

import fcntl
import os
import sqlite3
import sys
import termios
import threading
from datetime import datetime

from drilltui.cli import main
from drilltui.domain.record import Entry, Event
from drilltui.store.journal_file import JournalFile

AILMENT, _, KIND = os.environ["AILMENT"].partition(":")
HEARTBEAT = int(os.environ["HEARTBEAT"])
true_add = JournalFile._add


def add(self: JournalFile, new: Entry, at: datetime) -> Event:
    if new.kind != KIND:
        return true_add(self, new, at)
    os.write(HEARTBEAT, b"!")
    if AILMENT == "stuck":
        threading.Event().wait()
    error = sqlite3.OperationalError("for this test")
    error.sqlite_errorname = AILMENT
    raise error


JournalFile._add = add  # type: ignore[method-assign]
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
sys.exit(main())

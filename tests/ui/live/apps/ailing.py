"""drilltui whose journal falls ill over an event: `AILMENT` is what, and the event's kind.

``stuck:KIND`` is a disk that never answers; a heartbeat tells that it is waited for. Anything else
before the colon is what SQLite says.
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
    raise sqlite3.OperationalError(AILMENT)


JournalFile._add = add  # type: ignore[method-assign]
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
sys.exit(main())

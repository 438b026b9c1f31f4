"""Killing a process at the n-th write of its journal: for crash tests of whole programs.

A test program calls `die_at` before it runs what is to be killed. Or it runs this one, which does
both: ``python -m tests.store.dying_journal WRITE MOMENT [ARGUMENT ...]`` is drilltui with these
arguments, killed (SIGKILL, exit status -9) at that moment; with fewer writes it ends as usual.

Nothing of drilltui knows of this: `JournalFile` is patched in this process only.
"""

from __future__ import annotations

import os
import signal
import sqlite3
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Literal, TypeAlias, get_args

Moment: TypeAlias = Literal["before", "between", "after"]
"""Before: nothing of the write has begun. Between: all its events are inserted, and not committed.
After: it is on disk, and who wrote it has not heard so yet."""


def die_at(write: int, moment: Moment) -> None:
    """Let this process kill itself at its journal's write number `write`, counted from 1.

    Each `append` and each `extend` is one write, however many events it has; making and migrating a
    file is none, nor are those of a journal that is set aside. One that fails counts as well.
    """
    from drilltui.domain.record import Entry, Event
    from drilltui.store import journal_file, migrations
    from drilltui.store.journal_file import JournalFile

    true_write, true_transaction = JournalFile._write, migrations.transaction
    begun = 0
    due = False

    def kill_if(now: Moment) -> None:
        if due and now == moment:
            os.kill(os.getpid(), signal.SIGKILL)

    def dying_write(
        self: JournalFile, entries: Sequence[Entry], at: datetime, position: int | None
    ) -> tuple[Event, ...]:
        nonlocal begun, due
        begun += 1
        due = begun == write
        kill_if("before")
        events = true_write(self, entries, at, position)
        kill_if("after")
        due = False
        return events

    @contextmanager
    def dying_transaction(connection: sqlite3.Connection) -> Iterator[None]:
        with true_transaction(connection):
            yield
            kill_if("between")

    JournalFile._write = dying_write  # type: ignore[method-assign]
    vars(journal_file)["transaction"] = dying_transaction


if __name__ == "__main__":
    from drilltui.cli import main

    _, number, name, *arguments = sys.argv
    for one in get_args(Moment):
        if one == name:
            die_at(int(number), one)
            sys.exit(main(arguments))
    sys.exit(f"{name} is none of {', '.join(get_args(Moment))}")

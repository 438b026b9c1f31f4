"""Looking at a journal without making, mending or writing anything."""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path

from drilltui.domain.errors import JournalError
from drilltui.domain.language import tr
from drilltui.domain.plain_text import plain
from drilltui.store.journal_reading import JournalReading, errors_in_words
from drilltui.store.soundness import connect, look

PATIENCE = 1.0
"""Seconds to wait for another process that holds the file."""


def count_records(path: Path) -> int:
    """Return how many records the journal at `path` has.

    Raises JournalError when it would not open: damaged, not ours, newer, or not to be written.
    """
    with errors_in_words(path):
        look(path, PATIENCE)
        if not os.access(path, os.W_OK):
            raise JournalError(
                tr("The journal {path} cannot be written.", path=plain(str(path))),
                tr("Make it yours to write in, or name another folder in XDG_STATE_HOME."),
            )
        if not path.stat().st_size:
            return 0
        with closing(JournalReading(connect(path, "mode=ro", PATIENCE), path)) as reading:
            return len(reading.records())

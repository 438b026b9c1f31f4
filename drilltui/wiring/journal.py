"""The journal of this host's user."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from drilltui.settings import state_dir

if TYPE_CHECKING:
    from drilltui.domain.ports import Journal

JOURNAL_FILE = "journal.db"


def journal_path(folder: Path | None = None) -> Path:
    """Return where the journal lies: in `folder`, or in the user's own state folder."""
    return (folder or state_dir()) / JOURNAL_FILE


async def open_journal(folder: Path | None = None) -> Journal:
    """Return the journal, made if need be. JournalError when it cannot be opened for writing."""
    from drilltui.domain.errors import JournalError
    from drilltui.domain.plain_text import plain
    from drilltui.store import sqlite_journal

    path = journal_path(folder)
    if folder is None and not path.is_absolute():
        # Nobody's home is known: a folder "~" would be made wherever we are.
        raise JournalError(
            f"Nobody can tell where the journal is to lie: {plain(str(path))} is no absolute path.",
            "Set HOME, or XDG_STATE_HOME, to the path of a folder of yours.",
        )
    return await sqlite_journal.open_journal(path)


async def open_journal_or_read(folder: Path | None = None) -> Journal:
    """Return the journal; one that cannot be written refuses changes, and is read as far as may be.

    Its `refusal` says why. Whoever looks for a way out of a disaster must see his groups and drills
    with a full disk, too.
    """
    from drilltui.domain.errors import JournalError

    try:
        return await open_journal(folder)
    except JournalError as error:
        from drilltui.store.unwritable_journal import UnwritableJournal

        path = journal_path(folder)
        return UnwritableJournal(error, path if path.is_absolute() or folder else None)

"""The journal of this host's user."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from drilltui.domain.language import tr
from drilltui.settings import state_dir

if TYPE_CHECKING:
    from drilltui.domain.ports import Journal

JOURNAL_FILE = "journal.db"


def journal_path(folder: Path | None = None) -> Path:
    """Return where the journal lies: in `folder`, or in the user's own state folder.

    JournalError when nobody can tell where that is: there is no home.
    """
    return (folder or _own_folder()) / JOURNAL_FILE


async def open_journal(folder: Path | None = None) -> Journal:
    """Return the journal, made if need be. JournalError when it cannot be opened for writing."""
    from drilltui.store import sqlite_journal

    return await sqlite_journal.open_journal(journal_path(folder))


async def open_journal_or_read(folder: Path | None = None) -> Journal:
    """Return the journal; one that cannot be written refuses changes, and is read as far as may be.

    Its `refusal` says why. Whoever looks for a way out of a disaster must see groups and drills
    with a full disk, too.
    """
    from drilltui.domain.errors import JournalError
    from drilltui.store.unwritable_journal import UnwritableJournal

    try:
        path = journal_path(folder)
    except JournalError as error:
        return UnwritableJournal(error, None)
    try:
        return await open_journal(folder)
    except JournalError as error:
        return UnwritableJournal(error, path)


def _own_folder() -> Path:
    from drilltui.domain.errors import JournalError

    try:
        folder = state_dir()
    except RuntimeError:  # of platformdirs: no HOME, and no user of this number
        folder = Path("~")
    if folder.is_absolute():
        return folder
    # A folder "~" would be made wherever we are.
    raise JournalError(
        tr("Nobody can tell where the journal is to lie: this user has no home."),
        tr("Set HOME, or XDG_STATE_HOME, to the absolute path of a folder of yours."),
    )

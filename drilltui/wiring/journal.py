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
    """Return the journal, made if need be. JournalError when it cannot be opened."""
    from drilltui.store import sqlite_journal

    return await sqlite_journal.open_journal(journal_path(folder))

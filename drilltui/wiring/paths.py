"""Where things lie on this host, and whether they can be used there."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from drilltui.domain.errors import JournalError
from drilltui.domain.finding import Finding
from drilltui.domain.verdict import Verdict
from drilltui.settings import CONFIG_FILE, config_dir
from drilltui.wiring.journal import journal_path

if TYPE_CHECKING:
    from collections.abc import Sequence

    from drilltui.settings import LiveSettings


def config_path(folder: Path | None = None) -> Path:
    """Return where the configuration file lies: in `folder`, or in the user's own."""
    return (folder or config_dir()) / CONFIG_FILE


async def path_findings(settings: LiveSettings) -> Sequence[Finding]:
    """Look at the configuration file, the state folder and the journal. Nothing is made."""
    config = config_path(settings.config_dir)
    try:
        journal = journal_path(settings.state_dir)
    except JournalError as error:
        return (_config_file(config), Finding("journal", Verdict.STOP, error.what, error.remedy))
    return (*_looks(config, journal.parent), await _journal(journal))


def _looks(config: Path, state: Path) -> tuple[Finding, Finding]:
    return _config_file(config), _folder(state)


def _config_file(path: Path) -> Finding:
    try:
        about = path.stat()
    except FileNotFoundError:
        return Finding("config file", Verdict.OK, f"{path} (not there yet)")
    except OSError as error:
        return Finding("config file", Verdict.STOP, f"{path}: {error.strerror}", MEND)
    if not stat.S_ISREG(about.st_mode) or not os.access(path, os.R_OK):
        return Finding("config file", Verdict.STOP, f"{path} cannot be read", MEND)
    if about.st_uid not in (os.geteuid(), 0):
        # Whoever can write it can send a password to an endpoint of their own.
        return Finding("config file", Verdict.WARN, f"{path} belongs to somebody else", MEND)
    if about.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        remedy = f"chmod go-w {path}"
        return Finding("config file", Verdict.WARN, f"others may write {path}", remedy)
    return Finding("config file", Verdict.OK, f"{path} ({stat.filemode(about.st_mode)})")


MEND = "Mend its owner and rights: it must be yours, and a file you can read."


def _folder(path: Path) -> Finding:
    there = path
    while not there.exists() and there != there.parent:
        there = there.parent
    seen = f"{path}" if there == path else f"{path} (made when needed)"
    if there.is_dir() and os.access(there, os.W_OK | os.X_OK):
        return Finding("state folder", Verdict.OK, seen)
    remedy = "Make it a folder that you may write, or set XDG_STATE_HOME."
    return Finding("state folder", Verdict.STOP, f"{there} cannot be written in", remedy)


async def _journal(path: Path) -> Finding:
    if not os.path.exists(path):  # noqa: ASYNC240 - a command without screens keeps nobody waiting
        return Finding("journal", Verdict.OK, f"{path} (begins with the first drill)")
    import asyncio

    from drilltui.store.examination import count_records

    try:
        count = await asyncio.to_thread(count_records, path)
    except JournalError as error:
        return Finding("journal", Verdict.STOP, error.what, error.remedy)
    return Finding("journal", Verdict.OK, f"{path}, {count} records")

"""Where things lie on this host, and whether they can be used there."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from drilltui.domain.errors import JournalError
from drilltui.domain.finding import Finding
from drilltui.domain.language import marked, tr
from drilltui.domain.verdict import Verdict
from drilltui.settings import CONFIG_FILE, config_dir
from drilltui.wiring.journal import journal_path

if TYPE_CHECKING:
    from collections.abc import Sequence

    from drilltui.settings import LiveSettings


CONFIG, STATE, JOURNAL = marked("config file"), marked("state folder"), marked("journal")
"""What is looked at: the subjects of findings, said by `tr` where they are shown."""

_MEND = marked("Mend its owner and rights: it must be yours, and a file you can read.")


def config_path(folder: Path | None = None) -> Path:
    """Return where the configuration file lies: in `folder`, or in the user's own."""
    return (folder or config_dir()) / CONFIG_FILE


async def path_findings(settings: LiveSettings) -> Sequence[Finding]:
    """Look at the configuration file, the state folder and the journal. Nothing is made."""
    config = config_path(settings.config_dir)
    try:
        journal = journal_path(settings.state_dir)
    except JournalError as error:
        return (_config_file(config), Finding(JOURNAL, Verdict.STOP, error.what, error.remedy))
    return (*_looks(config, journal.parent), await _journal(journal))


def _looks(config: Path, state: Path) -> tuple[Finding, Finding]:
    return _config_file(config), _folder(state)


def _config_file(path: Path) -> Finding:
    try:
        about = path.stat()
    except FileNotFoundError:
        return Finding(CONFIG, Verdict.OK, tr("{path} (not there yet)", path=path))
    except OSError as error:
        return Finding(
            CONFIG,
            Verdict.STOP,
            f"{path}: {error.strerror}",
            tr(_MEND),
        )
    if not stat.S_ISREG(about.st_mode) or not os.access(path, os.R_OK):
        return Finding(CONFIG, Verdict.STOP, tr("{path} cannot be read", path=path), tr(_MEND))
    if about.st_uid not in (os.geteuid(), 0):
        # Whoever can write it can send a password to an endpoint of their own.
        return Finding(
            CONFIG, Verdict.WARN, tr("{path} belongs to somebody else", path=path), tr(_MEND)
        )
    if about.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        remedy = f"chmod go-w {path}"
        return Finding(CONFIG, Verdict.WARN, tr("others may write {path}", path=path), remedy)
    return Finding(
        CONFIG,
        Verdict.OK,
        f"{path} ({stat.filemode(about.st_mode)})",
    )


def _folder(path: Path) -> Finding:
    there = path
    while not there.exists() and there != there.parent:
        there = there.parent
    seen = f"{path}" if there == path else tr("{path} (made when needed)", path=path)
    if there.is_dir() and os.access(there, os.W_OK | os.X_OK):
        return Finding(STATE, Verdict.OK, seen)
    remedy = tr("Make it a folder that you may write, or set XDG_STATE_HOME.")
    return Finding(STATE, Verdict.STOP, tr("{path} cannot be written in", path=there), remedy)


async def _journal(path: Path) -> Finding:
    if not os.path.exists(path):  # noqa: ASYNC240 - a command without screens keeps nobody waiting
        return Finding(JOURNAL, Verdict.OK, tr("{path} (begins with the first drill)", path=path))
    import asyncio

    from drilltui.store.examination import count_records

    try:
        count = await asyncio.to_thread(count_records, path)
    except JournalError as error:
        return Finding(JOURNAL, Verdict.STOP, error.what, error.remedy)
    return Finding(JOURNAL, Verdict.OK, tr("{path}, {count} records", path=path, count=count))

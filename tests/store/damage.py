"""Journals as a bad disk leaves them."""

from __future__ import annotations

import shutil
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from drilltui.domain.record import Event
from drilltui.store.journal_file import JournalFile

MOMENT = datetime(2026, 11, 23, 9, 14, tzinfo=UTC)
PAGE = 4096


def damaged(path: Path) -> tuple[tuple[Event, ...], dict[str, bytes]]:
    """Make a journal at `path` with events in the file and in its log, one page of it destroyed.

    Returns its events and the content of its files by their endings. The records `a` and `b` are
    whole; of `c` the event 2 is destroyed, and with it what follows.
    """
    away = path.with_name("being made") / path.name
    with closing(JournalFile(away)) as file:
        for record_id in ("a", "c", "b"):
            file.append(record_id, "opened", {"mode": "live"}, MOMENT)
        file.append("c", "note", {"text": "x" * 3 * PAGE}, MOMENT)
        file.append("c", "note", {"text": "short"}, MOMENT)
    with closing(JournalFile(away)) as file:
        file.append("a", "intended", {"action": "create"}, MOMENT)
        events = file.since(0).events
        path.parent.mkdir(exist_ok=True, parents=True)
        for suffix in ("", "-wal", "-shm"):
            shutil.copy(f"{away}{suffix}", f"{path}{suffix}")
    shutil.rmtree(away.parent)
    path.chmod(0o600)
    content = bytearray(path.read_bytes())
    at = content.rindex(b"x" * 1000) // PAGE * PAGE  # the end of the long text
    content[at : at + PAGE] = b"\xff" * PAGE
    content[2 * PAGE : 3 * PAGE] = b"\xff" * PAGE  # and a page of an index, which SQLite checks
    path.write_bytes(content)
    return events, {suffix: Path(f"{path}{suffix}").read_bytes() for suffix in ("", "-wal")}

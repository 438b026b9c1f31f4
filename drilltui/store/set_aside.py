"""Setting a damaged journal aside, so that a crash at any moment loses nothing.

The damaged files get second names first. Then a note says that this is done, and only after that is
the new journal put in their place: whoever finds the note finishes, whoever finds none starts over.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Final, TypeAlias

from drilltui.domain.errors import JournalError
from drilltui.domain.language import tr
from drilltui.domain.mishap import Mishap
from drilltui.domain.plain_text import plain
from drilltui.domain.record import Kind
from drilltui.plain_file import read_plain_file
from drilltui.store.journal_file import JournalFile
from drilltui.store.salvage import Salvage, salvage
from drilltui.store.whole_file import sync_folder, write_whole_file

SUFFIXES: Final = ("-wal", "-shm", "-journal", "")
"""What SQLite's files are called after the journal."""

_NOTE: Final = "-aside"
_NEW: Final = "-new"

_LARGEST_NOTE: Final = 16 * 1024 * 1024
"""Bytes of a note that names half a million records."""

Step: TypeAlias = Callable[[str], object]
"""Hears what has just been done, in one word; tests end the process there."""


def begun(path: Path) -> bool:
    """Whether somebody died who was setting the journal at `path` aside, and had noted it."""
    return _with(path, _NOTE).exists()


def set_aside(path: Path, now: datetime, done: Step) -> Mishap:
    """Put a new journal with what can be read in the place of the damaged one at `path`.

    Nobody else may have it open. The damaged files lie beside it then, under a name with `now` in
    it. Raises OSError and JournalError, the disk being full above all: then the damaged journal is
    where it was, and nothing is lost.
    """
    saved = salvage(path)
    done("read")
    _write_new(path, saved, now)
    done("written")
    aside = _second_names(path, now, done)
    mishap = Mishap(str(aside), len(saved.whole), saved.cut, saved.lost, len(saved.events))
    _write_note(path, mishap)
    done("noted")
    return finish(path, done)


def finish(path: Path, done: Step) -> Mishap:
    """Do what is left to do when the note is written. Raises OSError and JournalError."""
    mishap = _read_note(path)
    new = _with(path, _NEW)
    if new.exists():
        # Without its own log beside it: SQLite would play the old one into the new file.
        for suffix in SUFFIXES[:-1]:
            _with(path, suffix).unlink(missing_ok=True)
            done(f"without {suffix}")
        sync_folder(path.parent)
        os.replace(new, path)
        sync_folder(path.parent)
        done("exchanged")
    _with(path, _NOTE).unlink()
    sync_folder(path.parent)
    return mishap


def _write_new(path: Path, saved: Salvage, now: datetime) -> None:
    """Write the new journal, whole and synced, under a name of its own.

    A record without its end says so: what was lost may have been an intention, and nothing like it
    is to be sent before somebody has looked.
    """
    new = _with(path, _NEW)
    for suffix in SUFFIXES:  # of one who died while writing it
        _with(new, suffix).unlink(missing_ok=True)
    with closing(JournalFile(new)) as file:
        file.take_over(saved.events)
        for record_id in saved.cut:
            file.append(record_id, Kind.CUT, {}, now)
    # Closed, it is one file: its log was folded into it.
    sync_folder(path.parent)


def _second_names(path: Path, now: datetime, done: Step) -> Path:
    """Give the damaged files names to stay under; return that of the journal itself."""
    aside = _earlier_name(path) or _free_name(path, now)
    for suffix in SUFFIXES:
        there, name = _with(path, suffix), _with(aside, suffix)
        if there.exists() and not name.exists():
            _second_name(there, name)
        done(f"named {suffix}")
    sync_folder(path.parent)
    return aside


def _second_name(there: Path, name: Path) -> None:
    try:
        os.link(there, name)
    except OSError as error:
        if error.errno not in (errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK):
            raise
        _copy(there, name)  # a file system without second names


def _copy(there: Path, name: Path) -> None:
    """Copy a file, synced; the name appears only when all of it is there."""
    half = _with(name, "-copying")
    shutil.copyfile(there, half)
    descriptor = os.open(half, os.O_RDWR)
    try:
        os.fchmod(descriptor, 0o600)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    os.rename(half, name)


def _earlier_name(path: Path) -> Path | None:
    """Return the name that one who died before the note has given these files."""
    names = path.parent.glob(f"{path.stem}-damaged-*{path.suffix}")
    return next((name for name in names if name.samefile(path)), None)


def _free_name(path: Path, now: datetime) -> Path:
    return next(name for name in _names(path, now) if not _taken(name))


def _names(path: Path, now: datetime) -> Iterator[Path]:
    stem = f"{path.stem}-damaged-{now:%Y%m%dT%H%M%SZ}"
    yield path.with_name(f"{stem}{path.suffix}")
    number = 2
    while True:
        yield path.with_name(f"{stem}-{number}{path.suffix}")
        number += 1


def _taken(name: Path) -> bool:
    return any(os.path.lexists(_with(name, suffix)) for suffix in SUFFIXES)


def _write_note(path: Path, mishap: Mishap) -> None:
    write_whole_file(_with(path, _NOTE), json.dumps(asdict(mishap)), None)


def _read_note(path: Path) -> Mishap:
    note = _with(path, _NOTE)
    try:
        said = json.loads(read_plain_file(note, _LARGEST_NOTE)[0])
        return Mishap(**said | {name: tuple(said[name]) for name in ("cut", "lost")})
    except (OSError, ValueError, TypeError, LookupError, RecursionError) as error:
        raise JournalError(
            tr("The note {note} on a damaged journal cannot be read.", note=plain(str(note))),
            tr("The damaged files lie beside it: keep them, and move the note aside."),
        ) from error


def _with(path: Path, suffix: str) -> Path:
    return path.with_name(path.name + suffix)

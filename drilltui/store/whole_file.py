"""Writing a file whole or not at all."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from drilltui.store.text_file import TextFile, mark


class ChangedMeanwhile(Exception):
    """Somebody else has written the file since it was read. Nothing was changed."""


def write_whole_file(path: Path, text: str, before: TextFile | None) -> None:
    """Put `text` in the file at `path`: after a crash it holds the old text or the new one.

    `before` is what was read there; ChangedMeanwhile when that is not so any more. Its permissions
    and, as far as may be, its owner stay. A new file is for its owner alone, and so are folders
    that are missing. A symbolic link stays one. Raises OSError.
    """
    target = Path(os.path.realpath(path))
    make_folder(target.parent)
    descriptor, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(text.encode("utf-8"))
            file.flush()
            if before:
                with suppress(PermissionError):  # only the superuser gives files away
                    os.fchown(descriptor, *before.owner)
                os.fchmod(descriptor, before.mode)
            os.fsync(descriptor)
        if _mark(target) != (before.mark if before else ()):
            raise ChangedMeanwhile
        os.replace(name, target)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise
    sync_folder(target.parent)


def make_folder(folder: Path) -> None:
    """Make `folder` and what is missing above it, for the owner alone."""
    for missing in reversed([path for path in (folder, *folder.parents) if not path.exists()]):
        missing.mkdir(mode=0o700, exist_ok=True)


def _mark(path: Path) -> tuple[int, ...]:
    try:
        return mark(path.stat())
    except FileNotFoundError:
        return ()


def sync_folder(folder: Path) -> None:
    """Let the names in `folder` last too; some file systems cannot sync a folder."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        with suppress(OSError):
            os.fsync(descriptor)
    finally:
        os.close(descriptor)

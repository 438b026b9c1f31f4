"""Whether a disk has room: SQLite does not always tell a full one from a broken one."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

NEEDED: Final = 64 * 1024
"""Bytes that SQLite takes to begin with: 32 kB for the index of its log, some pages of the log."""


def has_room(path: Path) -> bool:
    """Tell whether the disk takes as much more beside the file at `path`; True if it does not say.

    What is kept back for root counts for root alone.
    """
    try:
        disk = os.statvfs(path.parent)
    except OSError:
        return True
    blocks = disk.f_bfree if os.geteuid() == 0 else disk.f_bavail
    names = disk.f_ffree if os.geteuid() == 0 else disk.f_favail
    has_names = names > 0 or disk.f_files == 0  # some file systems do not count them
    return blocks * disk.f_frsize >= NEEDED and has_names

"""Reading a small text file that a person or another program wrote, whatever it turns out to be."""

from __future__ import annotations

import stat
from dataclasses import dataclass
from os import stat_result
from pathlib import Path

from drilltui.domain.language import tr
from drilltui.plain_file import NotPlain, TooLarge, read_plain_file

LARGEST = 128 * 1024
"""Bytes; what people configure by hand is a hundredth of it."""


class UnusableFile(Exception):
    """Why a file cannot be read, as the end of a sentence: ``is a folder``."""


@dataclass(frozen=True, slots=True)
class TextFile:
    """The text of a file, its permissions, and its owner (the numbers of user and group).

    `mark` tells one state of the file from another.
    """

    text: str
    mode: int
    owner: tuple[int, int]
    mark: tuple[int, ...]

    @property
    def seen_by_others(self) -> bool:
        """Whether others on this host may read it."""
        return bool(self.mode & 0o077)


def read_text_file(path: Path) -> TextFile | None:
    """Return what is in the file at `path`, None when there is no file.

    Raises UnusableFile. Nothing is waited for: a pipe or a device in its place is refused.
    """
    try:
        content, about = read_plain_file(path, LARGEST)
    except FileNotFoundError:
        return None
    except IsADirectoryError:
        raise UnusableFile(tr("is a folder")) from None
    except NotPlain:
        raise UnusableFile(tr("is not a file")) from None
    except TooLarge:
        raise UnusableFile(tr("is larger than {most} kB", most=LARGEST // 1024)) from None
    except (OSError, ValueError) as error:  # ValueError: a path with a null character
        why = error.strerror if isinstance(error, OSError) else tr("its name cannot be")
        raise UnusableFile(tr("cannot be read: {why}", why=why)) from None
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnusableFile(
            tr("is not UTF-8 text (byte {number})", number=error.start + 1)
        ) from None
    owner = (about.st_uid, about.st_gid)
    return TextFile(text, stat.S_IMODE(about.st_mode), owner, mark(about))


def mark(about: stat_result) -> tuple[int, ...]:
    """Return what tells this state of a file from another one."""
    return about.st_dev, about.st_ino, about.st_size, about.st_mtime_ns

"""A person's own runbooks: files of the folder ``runbooks`` beside the configuration."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from drilltui.guide.bookshelf import Source
from drilltui.settings import config_dir

FOLDER: Final = "runbooks"
MOST_FILES: Final = 100
"""So many files are read; nobody has more runbooks than can be told apart."""


def own_runbooks(config_folder: Path | None = None) -> tuple[Source, ...]:
    """Return the files of the folder by their names; none where there is no folder."""
    folder = (config_folder or config_dir()) / FOLDER
    return tuple(source(path, path.name) for path in _files(folder))


def source(path: Path, name: str) -> Source:
    """Return what a file holds, called `name`; or why it cannot be read."""
    from drilltui.store.text_file import UnusableFile, read_text_file

    try:
        found = read_text_file(path)
    except UnusableFile as error:
        return Source(name, trouble=str(error))
    return Source(name, found.text) if found else Source(name, trouble="does not exist")


def _files(folder: Path) -> Iterator[Path]:
    try:
        found = sorted(path for path in folder.iterdir() if path.suffix == ".toml")
    except OSError:  # no folder, or none of ours to read: nobody has to have one
        return
    yield from found[:MOST_FILES]

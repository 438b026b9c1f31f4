"""The folder of gnome-keyring: where its files are, and whether one of them is not encrypted."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from drilltui.domain.errors import VaultError
from drilltui.domain.language import tr
from drilltui.domain.plain_text import plain
from drilltui.plain_file import check_plain

_IN_CLEAR = b"[keyring]"
"""How gnome-keyring begins a file whose keyring has an empty password. An encrypted one begins
with ``GnomeKeyring`` and a binary header."""


def keyring_folder(environ: Mapping[str, str]) -> Path:
    """Return where gnome-keyring keeps its files, whether it exists or not."""
    data = environ.get("XDG_DATA_HOME", "")
    if not data.startswith("/"):  # the base directory specification ignores relative ones
        data = str(Path(environ.get("HOME") or Path.home(), ".local", "share"))
    return Path(data, "keyrings")


def has_keyrings(environ: Mapping[str, str]) -> bool:
    """Return whether a keyring of gnome-keyring lies there, open or not. Blocks on the disk."""
    return any(keyring_folder(environ).glob("*.keyring"))


def refuse_unencrypted(environ: Mapping[str, str]) -> None:
    """Raise VaultError when a keyring of gnome-keyring lies there in clear text.

    Whether it is the one in use cannot be told from outside while it is open, and a round trip
    through it works: so one such file is enough.
    """
    for path in sorted(keyring_folder(environ).glob("*.keyring")):
        if _begins(path):
            name = plain(str(path))
            raise VaultError(
                tr("The keyring {name} is not encrypted: its password is empty.", name=name),
                tr(
                    "Give it a password (Seahorse: Change Password), or move it away "
                    "with `mv '{name}' '{name}.in-clear'` and begin a new one with "
                    "`drilltui keyring run`.",
                    name=name,
                ),
            )


def _begins(path: Path) -> bool:
    try:
        check_plain(path)  # a pipe would be waited for
        with path.open("rb") as file:
            return file.read(len(_IN_CLEAR)) == _IN_CLEAR
    except OSError:  # gone meanwhile, or not ours to read: then it is not in use by us either
        return False

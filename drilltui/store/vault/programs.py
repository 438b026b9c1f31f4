"""The programs that open a keyring on a host without a desktop, and how to get them."""

from __future__ import annotations

import shutil
from collections.abc import Mapping

from drilltui.domain.language import tr

BUS = "dbus-daemon"
KEYRING = "gnome-keyring-daemon"

_INSTALL = {
    "apt-get": "apt-get install gnome-keyring dbus",
    # What a file belongs to is called differently by each of these systems' releases.
    "dnf": "dnf install gnome-keyring /usr/bin/dbus-daemon",
    "zypper": "zypper install gnome-keyring /usr/bin/dbus-daemon",
}


def missing(environ: Mapping[str, str]) -> tuple[str, ...]:
    """Return which of the programs are not to be found."""
    return tuple(name for name in (BUS, KEYRING) if not _has(name, environ))


def how_to_install(environ: Mapping[str, str]) -> str:
    """Return, as part of a sentence, what installs them here."""
    found = next((line for tool, line in _INSTALL.items() if _has(tool, environ)), None)
    if found:
        return tr("install what a keyring needs (as root: `{command}`)", command=found)
    return tr("install the packages gnome-keyring and dbus (with dbus-daemon)")


def keyring_run(environ: Mapping[str, str]) -> str:
    """Return a sentence that says how to come by a keyring here."""
    if missing(environ):
        return tr(
            "First {install}, then `drilltui keyring run` opens a keyring.",
            install=how_to_install(environ),
        )
    return tr("`drilltui keyring run` opens a keyring.")


def _has(program: str, environ: Mapping[str, str]) -> bool:
    return shutil.which(program, path=environ.get("PATH")) is not None

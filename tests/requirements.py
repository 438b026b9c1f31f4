"""What some tests need of the machine: without it they are skipped, or fail where it is required.

DRILLTUI_TESTS_REQUIRE names what must be there (`keyring`, `kernel`, `ssh`), as where changes
are checked: a test that is skipped there would be one that nobody runs. Read before the environment
is swept.
"""

from __future__ import annotations

import os
import shutil
from typing import NoReturn

import pytest

REQUIRED = frozenset(os.environ.get("DRILLTUI_TESTS_REQUIRE", "").replace(",", " ").split())

KEYRING_PROGRAMS = ("dbus-daemon", "gnome-keyring-daemon")
INSTALL_KEYRING = "apt-get install -y --no-install-recommends gnome-keyring dbus"


def need_keyring() -> None:
    """Go on only where a real Secret Service can be started."""
    missing = [name for name in KEYRING_PROGRAMS if shutil.which(name) is None]
    if missing:
        _without("keyring", f"needs {' and '.join(missing)}: {INSTALL_KEYRING}")


def need_kernel_keyring() -> None:
    """Go on only where the kernel lets this process keep keys."""
    from drilltui.store.vault import kernel_calls

    try:
        kernel_calls.keep(b"drilltui-tests:probe", b"x", 1)
    except OSError as error:
        _without("kernel", f"the kernel keyring is refused here: {error}")


def need_ssh_keygen() -> None:
    """Go on only where ssh-keygen can sign."""
    if shutil.which("ssh-keygen") is None:
        _without("ssh", "needs ssh-keygen: apt-get install -y openssh-client")


def _without(what: str, reason: str) -> NoReturn:
    if what in REQUIRED:
        pytest.fail(f"DRILLTUI_TESTS_REQUIRE has {what!r}, but this {reason}")
    pytest.skip(reason)

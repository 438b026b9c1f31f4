"""The Secret Service (gnome-keyring, KeePassXC, KWallet since 5.97), looked at without a window.

What the keyring library does by itself is ask: it makes a missing collection and unlocks a locked
one by a window, which on a jump host nobody sees, and waits for the answer. So each call is let
through only after a look that asks nothing.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import TYPE_CHECKING

from drilltui.domain.errors import NoKeyring, VaultError
from drilltui.domain.language import tr
from drilltui.domain.plain_text import plain
from drilltui.store.vault import session_bus
from drilltui.store.vault.keyring_folder import refuse_unencrypted
from drilltui.store.vault.programs import keyring_run

if TYPE_CHECKING:
    from jeepney.io.blocking import DBusConnection
    from secretstorage import Collection

REREADING = 0.5
"""Seconds for which a collection that is there may not be found."""

BUS_NAME = "org.freedesktop.secrets"
LOGIN = "/org/freedesktop/secrets/collection/login"
"""The collection that gnome-keyring makes and opens with the password it is started with."""


def open_collection(environ: Mapping[str, str]) -> Collection:
    """Return the default collection, unlocked, on a connection of its own that the caller closes.

    Raises VaultError for each state in which it cannot be used: no bus, no service, no collection,
    locked, in clear text. May block without a limit when the service is stopped; shows no window.
    """
    refuse_unencrypted(environ)
    connection = session_bus.connect(environ)
    try:
        return _unlocked(connection, environ)
    except BaseException:
        connection.close()
        raise


def _unlocked(connection: DBusConnection, environ: Mapping[str, str]) -> Collection:
    _refuse_absent(connection, environ)
    collection = _default_collection(connection)
    if collection is None:
        raise NoKeyring(
            tr("The Secret Service has no keyring yet, and makes one only in a window."),
            keyring_run(environ),
        )
    if collection.is_locked():
        raise VaultError(
            tr("The keyring {name} is locked.", name=repr(plain(collection.get_label()))),
            tr(
                "Unlock it where it is open, a desktop for instance, or leave and "
                "start `drilltui keyring run`, which asks for its password."
            ),
        )
    return collection


def _default_collection(connection: DBusConnection) -> Collection | None:
    """Return the default collection, None when there is none.

    gnome-keyring reads its files anew after each change, and has none for a moment then.
    """
    import secretstorage

    end = time.monotonic() + REREADING
    while True:
        try:
            return secretstorage.get_collection_by_alias(connection, "default")
        except secretstorage.ItemNotFoundException:
            if time.monotonic() > end:
                return None
            time.sleep(0.02)


def _refuse_absent(connection: DBusConnection, environ: Mapping[str, str]) -> None:
    import secretstorage

    if session_bus.has_owner(connection, BUS_NAME):
        return
    if not secretstorage.check_service_availability(connection):
        raise NoKeyring(
            tr("No Secret Service runs on this D-Bus session, and none can be started."),
            keyring_run(environ),
        )
    if session_bus.writes_to_our_terminal(connection):
        raise VaultError(
            tr(
                "No Secret Service runs on this D-Bus session, and one that is "
                "started now would write its messages over this screen."
            ),
            keyring_run(environ),
        )


def login_is_open(environ: Mapping[str, str]) -> bool:
    """Return whether the keyring named login is unlocked, be it the default one or not."""
    import secretstorage

    connection = session_bus.connect(environ)
    try:
        return not secretstorage.Collection(connection, LOGIN).is_locked()
    except secretstorage.ItemNotFoundException:
        return False
    finally:
        connection.close()

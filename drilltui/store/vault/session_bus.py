"""The D-Bus session: found, opened, and asked who is on it. Plain calls that block."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from drilltui.domain.errors import NoKeyring, VaultError
from drilltui.domain.language import tr
from drilltui.domain.plain_text import plain
from drilltui.store.vault.programs import keyring_run

if TYPE_CHECKING:
    from jeepney.io.blocking import DBusConnection

VARIABLE = "DBUS_SESSION_BUS_ADDRESS"


def address(environ: Mapping[str, str]) -> str | None:
    """Return the address of the session bus, None when there is none.

    Without the variable D-Bus looks for a socket in the runtime folder, and so do we: `sudo` and
    `env -i` lose the one but may keep the other.
    """
    if said := environ.get(VARIABLE):
        return said
    socket = Path(environ.get("XDG_RUNTIME_DIR", ""), "bus")
    return f"unix:path={socket}" if socket.is_absolute() and socket.is_socket() else None


def connect(environ: Mapping[str, str]) -> DBusConnection:
    """Return an open connection to the session bus. VaultError when there is no bus to talk to."""
    where = address(environ)
    if where is None:
        raise NoKeyring(
            tr("No D-Bus session is open here, and so no Secret Service."), keyring_run(environ)
        )
    from jeepney.auth import AuthenticationError
    from jeepney.io.blocking import open_dbus_connection
    from jeepney.wrappers import DBusErrorResponse

    try:
        return open_dbus_connection(bus=where)
    except TimeoutError:  # an OSError too
        what = tr("does not answer")
    except PermissionError:
        what = tr("is not open to this user")
    except (OSError, EOFError):
        what = tr("does not exist any more")
    except (AuthenticationError, DBusErrorResponse):
        what = tr("belongs to another user")
    except (ValueError, RuntimeError, LookupError, StopIteration):
        what = tr("has an address that names no socket")
    raise VaultError(
        tr("The D-Bus session {where} {what}.", where=plain(where), what=what), keyring_run(environ)
    )


def has_owner(connection: DBusConnection, name: str) -> bool:
    """Return whether somebody on the bus has the well-known `name`; starts nobody."""
    from jeepney.bus_messages import message_bus
    from jeepney.io.blocking import Proxy

    return bool(Proxy(message_bus, connection).NameHasOwner(name)[0])


def wait_for_owner(environ: Mapping[str, str], name: str, seconds: float) -> bool:
    """Wait until somebody on the bus has the well-known `name`; False when nobody comes."""
    from jeepney import MatchRule
    from jeepney.bus_messages import message_bus
    from jeepney.io.blocking import Proxy

    connection = connect(environ)
    rule = MatchRule(
        type="signal",
        interface="org.freedesktop.DBus",
        member="NameOwnerChanged",
        path="/org/freedesktop/DBus",
    )
    rule.add_arg_condition(0, name)
    try:
        Proxy(message_bus, connection).AddMatch(rule)
        with connection.filter(rule) as signals:
            if not has_owner(connection, name):
                connection.recv_until_filtered(signals, timeout=seconds)
        return has_owner(connection, name)
    except TimeoutError:
        return False
    finally:
        connection.close()


def writes_to_our_terminal(connection: DBusConnection) -> bool:
    """Return whether the messages of this bus, and of what it starts, appear on our terminal.

    So it is after ``dbus-run-session drilltui``: a service that the bus starts on demand would
    write its messages into the screens.
    """
    from jeepney.bus_messages import message_bus
    from jeepney.io.blocking import Proxy

    pid = Proxy(message_bus, connection).GetConnectionUnixProcessID("org.freedesktop.DBus")[0]
    try:
        messages = str(Path(f"/proc/{pid}/fd/2").readlink())
        return any(os.isatty(fd) and os.ttyname(fd) == messages for fd in (0, 1, 2))
    except OSError:  # not ours to look at, as that of another user
        return False

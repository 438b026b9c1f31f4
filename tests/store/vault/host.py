"""A host of its own for a test: home, runtime folder, D-Bus session, gnome-keyring.

Written apart from what the program does for `drilltui keyring run`, so that a mistake there is not
repeated here. Whatever was started ends with `close`.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Self

import secretstorage
from jeepney.io.blocking import open_dbus_connection
from secretstorage.util import DBusAddressWrapper, format_secret, open_session

PASSWORD = "for-tests-only"
LIMIT = 10.0
"""Seconds after which a test gives up."""


class Host:
    """`with Host() as host`: nothing runs yet; `bus` and `keyring` start what a test needs."""

    def __init__(self) -> None:
        # Not the folder that pytest gives: the names of sockets are short.
        self.folder = Path(tempfile.mkdtemp(prefix="dt-", dir="/tmp"))
        for name in ("home", "run", "data", "config", "tmp"):
            (self.folder / name).mkdir(mode=0o700)
        self._started: list[subprocess.Popen[bytes]] = []
        self._addresses = 0
        self._pause = threading.Event()  # which nobody sets

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    @property
    def data(self) -> Path:
        """The folder of the keyrings."""
        return self.folder / "data" / "keyrings"

    @property
    def environ(self) -> dict[str, str]:
        """The environment of a person on this host; with a bus once there is one."""
        found = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.folder / "home"),
            "TMPDIR": str(self.folder / "tmp"),
            "XDG_RUNTIME_DIR": str(self.folder / "run"),
            "XDG_DATA_HOME": str(self.folder / "data"),
            "XDG_CONFIG_HOME": str(self.folder / "config"),
            "LANG": "C.UTF-8",
        }
        if self._addresses:
            found["DBUS_SESSION_BUS_ADDRESS"] = self._address(self._addresses)
        return found

    def _address(self, number: int) -> str:
        return f"unix:path={self.folder}/bus{number}"

    def bus(self, *options: str, stderr: int = subprocess.DEVNULL) -> subprocess.Popen[bytes]:
        """Start a bus; it is the one of `environ` from now on. Another one may be there before."""
        command = ["dbus-daemon", "--nofork", "--nopidfile", "--print-address=1"]
        where = f"--address={self._address(self._addresses + 1)}"
        bus = self._start([*command, where, *(options or ["--session"])], stderr=stderr)
        self._addresses += 1
        assert bus.stdout is not None
        assert bus.stdout.readline()
        return bus

    def empty_bus(self) -> subprocess.Popen[bytes]:
        """Start a bus that has no services to start."""
        config = self.folder / "empty.conf"
        config.write_text(
            "<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen><auth>EXTERNAL</auth>"
            '<policy context="default"><allow send_destination="*"/><allow own="*"/>'
            '<allow eavesdrop="false"/></policy></busconfig>'
        )
        return self.bus(f"--config-file={config}")

    def keyring(self, password: str = PASSWORD) -> subprocess.Popen[bytes]:
        """Start gnome-keyring on the newest bus and unlock it, a new one with this password."""
        keyring = self._start(
            ["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"],
            stdin=password.encode(),
        )
        self.until(lambda: _owner(self.environ) is not None and _has_default(self.environ))
        return keyring

    def lock(self) -> None:
        """Lock the keyring, as a desktop does when the person leaves."""
        connection = open_dbus_connection(bus=self.environ["DBUS_SESSION_BUS_ADDRESS"])
        try:
            secretstorage.get_collection_by_alias(connection, "default").lock()
        finally:
            connection.close()

    def keyring_without_a_password(self, name: str) -> None:
        """Have the daemon make a keyring with an empty password, as its window may do."""
        connection = open_dbus_connection(bus=self.environ["DBUS_SESSION_BUS_ADDRESS"])
        session = open_session(connection)
        DBusAddressWrapper(
            "/org/freedesktop/secrets",
            "org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface",
            connection,
        ).call(
            "CreateWithMasterPassword",
            "a{sv}(oayays)",
            {"org.freedesktop.Secret.Collection.Label": ("s", name)},
            format_secret(session, b"", "text/plain"),
        )
        connection.close()

    def until(self, done: Callable[[], bool]) -> None:
        """Wait until `done` says yes."""
        deadline = time.monotonic() + LIMIT
        while not done():
            assert time.monotonic() < deadline, "it did not happen"
            self._pause.wait(0.01)

    def processes(self) -> list[int]:
        """Ids of all processes that have something of this host in their environment."""
        return [pid for pid, environ in environs() if str(self.folder).encode() in environ]

    def close(self) -> None:
        """End everything of this host and take its folder away."""
        for pid in {*self.processes(), *(one.pid for one in self._started)} - {os.getpid()}:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        for process in self._started:
            with process:
                process.wait(LIMIT)
        shutil.rmtree(self.folder)

    def _start(
        self, command: list[str], *, stdin: bytes = b"", stderr: int = subprocess.DEVNULL
    ) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=stderr,
            env=self.environ,
            start_new_session=True,
        )
        self._started.append(process)
        assert process.stdin is not None
        process.stdin.write(stdin)
        process.stdin.close()
        return process


def environs() -> list[tuple[int, bytes]]:
    """The environment of every process that we may look at."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            found.append((int(folder.name), (folder / "environ").read_bytes()))
    return found


def _owner(environ: Mapping[str, str]) -> str | None:
    from jeepney.bus_messages import message_bus
    from jeepney.io.blocking import Proxy

    connection = open_dbus_connection(bus=environ["DBUS_SESSION_BUS_ADDRESS"])
    try:
        bus = Proxy(message_bus, connection)
        name = "org.freedesktop.secrets"
        return str(bus.GetNameOwner(name)[0]) if bus.NameHasOwner(name)[0] else None
    finally:
        connection.close()


def _has_default(environ: Mapping[str, str]) -> bool:
    """Whether there is a default collection, which comes a moment after the service."""
    connection = open_dbus_connection(bus=environ["DBUS_SESSION_BUS_ADDRESS"])
    try:
        secretstorage.get_collection_by_alias(connection, "default")
    except secretstorage.ItemNotFoundException:
        return False
    finally:
        connection.close()
    return True

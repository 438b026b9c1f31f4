"""A process that keeps a private D-Bus session with gnome-keyring, and clears both away.

Run by its path, isolated, with the standard library alone: what it has started must end whatever
happens to who asked for it, even when that is killed in an instant. It has a session of its own, so
that the keys of the terminal and the end of the login do not reach it before its owner.

Input: the keyring's password, up to the end. Nothing of it is read here; gnome-keyring inherits it.
Output: the folder, then ``open`` when both are started. Nothing after that.
Argument: the lifeline, a descriptor. A number on it is the process to end with the owner, ``over``
says that it has ended. When it closes, all is over.
"""

from __future__ import annotations

import os
import select
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress

PATIENCE = 5.0
"""Seconds for each step; a daemon starts within a tenth of one."""
GRACE = 3.0
"""Seconds between the request to end and the end by force."""


def main(lifeline: int) -> int:
    """Keep the session until the lifeline closes; return the exit status."""
    wake, waker = os.pipe()
    os.set_blocking(waker, False)
    signal.set_wakeup_fd(waker)
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        signal.signal(number, lambda *_: None)
    folder = tempfile.mkdtemp(prefix="drilltui-keyring-")
    daemons: list[subprocess.Popen[bytes]] = []
    command: Command | None = None
    try:
        _say(folder)
        if not _start(folder, daemons):
            return 1
        _say("open")
        command = _wait(lifeline, wake)
        return 0
    finally:
        if command is not None:
            command.end()
        for daemon in reversed(daemons):
            _end(daemon)
        shutil.rmtree(folder, ignore_errors=True)


def _say(line: str) -> None:
    with suppress(BrokenPipeError):  # then the lifeline is closed as well
        os.write(1, f"{line}\n".encode())


def _start(folder: str, daemons: list[subprocess.Popen[bytes]]) -> bool:
    """Start the bus and, when it is there, the keyring on it; return whether both are started."""
    address = f"unix:path={escaped(folder)}/bus"
    environ = os.environ | {"XDG_RUNTIME_DIR": folder}
    bus = subprocess.Popen(
        [
            *("dbus-daemon", "--session", "--nofork", "--nopidfile"),
            *(f"--address={address}", "--print-address=1"),
        ],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        env=environ,
    )
    daemons.append(bus)
    assert bus.stdout is not None
    if not select.select([bus.stdout], [], [], PATIENCE)[0] or not bus.stdout.readline():
        return False
    keyring = subprocess.Popen(
        ["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"],
        stdout=subprocess.DEVNULL,
        env=environ | {"DBUS_SESSION_BUS_ADDRESS": address},
    )
    daemons.append(keyring)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)  # only the daemon has the password's pipe now
    os.close(nothing)
    return True


def escaped(path: str) -> str:
    """Return `path` as D-Bus addresses spell it."""
    plain = b"-_/.0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return "".join(chr(one) if one in plain else f"%{one:02x}" for one in os.fsencode(path))


def _wait(lifeline: int, wake: int) -> Command | None:
    """Wait for the owner's end, or for a signal. Return what has to end with it."""
    command: Command | None = None
    unread = b""
    while True:
        ready = select.select([lifeline, wake], [], [])[0]
        read = os.read(lifeline, 4096) if lifeline in ready else b""
        if wake in ready or not read:
            return command
        *lines, unread = (unread + read).split(b"\n")
        for line in lines:
            command = None if line == b"over" else Command(int(line))


class Command:
    """The process that ends with the owner, held by a descriptor where the kernel gives one.

    Its number may be another process's once it has ended. Kernels before 5.3 have numbers only.
    """

    def __init__(self, process: int) -> None:
        self._process = process
        self._descriptor: int | None = None
        with suppress(OSError):
            self._descriptor = os.pidfd_open(process)

    def end(self) -> None:
        """Ask it to end, and make it after a while."""
        with suppress(ProcessLookupError):
            self._send(signal.SIGHUP)
            self._send(signal.SIGCONT)  # stopped, it would not hear of it
            if (
                self._descriptor is not None
                and not select.select([self._descriptor], [], [], GRACE)[0]
            ):
                self._send(signal.SIGKILL)

    def _send(self, number: signal.Signals) -> None:
        if self._descriptor is None:
            os.kill(self._process, number)
        else:
            signal.pidfd_send_signal(self._descriptor, number)


def _end(daemon: subprocess.Popen[bytes]) -> None:
    daemon.terminate()
    daemon.send_signal(signal.SIGCONT)
    try:
        daemon.wait(GRACE)
    except subprocess.TimeoutExpired:
        daemon.kill()
        daemon.wait()


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))

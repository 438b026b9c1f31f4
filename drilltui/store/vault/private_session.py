"""A private D-Bus session with an unlocked gnome-keyring, as seen by who opens it."""

from __future__ import annotations

import os
import select
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Self

from drilltui.domain.errors import VaultError
from drilltui.domain.language import marked, tr
from drilltui.domain.secret import Secret
from drilltui.store.vault import session_bus, session_keeper
from drilltui.store.vault.failure import in_words
from drilltui.store.vault.secret_service import BUS_NAME

PATIENCE = 5.0
"""Seconds until the keyring is on the bus; it takes about a tenth of one."""

_FOR_DAEMONS = {"PATH", "HOME", "USER", "LOGNAME", "LANG", "TMPDIR"}
_FOR_NOBODY = {"DISPLAY", "WAYLAND_DISPLAY", "GNOME_KEYRING_CONTROL", "GNOME_KEYRING_PID"}


class PrivateSession:
    """Open while its context is entered. VaultError when it cannot be opened.

    Its bus, its daemon and its runtime folder are kept by a process of their own
    (`session_keeper`), which ends them when this process ends, in whatever way. The password goes
    through a pipe. What the daemons print goes nowhere: it would be written into the screens.
    """

    def __init__(self, password: Secret, environ: Mapping[str, str]) -> None:
        self._password = password
        self._before = environ
        self._folder = ""

    def __enter__(self) -> Self:
        reader, self._lifeline = os.pipe()
        self._keeper = subprocess.Popen(
            [sys.executable, "-I", session_keeper.__file__, str(reader)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=0,  # so that `select` sees each line
            stderr=subprocess.DEVNULL,
            env=self._for_daemons(),
            pass_fds=[reader],
            start_new_session=True,
            cwd="/",
        )
        os.close(reader)
        try:
            self._hand_over_password()
            self._folder = self._hear()
            if self._hear() != "open":
                raise _not_started(marked("D-Bus session"))
            if not in_words(self._is_on_the_bus, marked("private D-Bus session")):
                raise _not_started(marked("keyring"))
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_error: object) -> None:
        os.close(self._lifeline)
        patience = PATIENCE + 2 * session_keeper.GRACE
        try:
            self._keeper.wait(patience)
        except subprocess.TimeoutExpired:
            os.killpg(self._keeper.pid, signal.SIGKILL)  # it leads a group: its daemons as well
            self._keeper.wait()
        if self._keeper.returncode < 0:  # killed itself, it could not clear away
            with suppress(ProcessLookupError):
                os.killpg(self._keeper.pid, signal.SIGKILL)
            shutil.rmtree(self._folder, ignore_errors=True)
        for pipe in (self._keeper.stdin, self._keeper.stdout):
            assert pipe is not None
            with suppress(BrokenPipeError):
                pipe.close()

    @property
    def environ(self) -> Mapping[str, str]:
        """The environment for what works in this session."""
        kept = {name: value for name, value in self._before.items() if name not in _FOR_NOBODY}
        bus = f"unix:path={session_keeper.escaped(self._folder)}/bus"
        return kept | {"XDG_RUNTIME_DIR": self._folder, session_bus.VARIABLE: bus}

    def take_along(self, process: int) -> None:
        """Let the process with this id, a child of ours, end when we end."""
        self._tell(str(process))

    def let_go(self) -> None:
        """Take back `take_along`: that process has ended."""
        self._tell("over")

    def _for_daemons(self) -> Mapping[str, str]:
        """Return what daemons need of the environment, which may have secrets in it too."""
        return {
            name: value
            for name, value in self._before.items()
            if name in _FOR_DAEMONS
            or name.startswith(("LC_", "XDG_DATA_", "XDG_CONFIG_", "XDG_STATE_", "XDG_CACHE_"))
        }

    def _hand_over_password(self) -> None:
        pipe = self._keeper.stdin
        assert pipe is not None
        with suppress(BrokenPipeError):  # the keeper has failed, as is heard next
            pipe.write(self._password.reveal().encode("utf-8", "surrogateescape"))
            pipe.close()

    def _is_on_the_bus(self) -> bool:
        return session_bus.wait_for_owner(self.environ, BUS_NAME, PATIENCE)

    def _hear(self) -> str:
        pipe = self._keeper.stdout
        assert pipe is not None
        if not select.select([pipe], [], [], 2 * PATIENCE)[0]:
            return ""
        return os.fsdecode(pipe.readline()).rstrip("\n")

    def _tell(self, line: str) -> None:
        with suppress(BrokenPipeError):  # the keeper was killed: `__exit__` clears away
            os.write(self._lifeline, f"{line}\n".encode())


def _not_started(what: str) -> VaultError:
    return VaultError(
        tr(
            "The private {what} did not start within {seconds:g} s.",
            what=tr(what),
            seconds=PATIENCE,
        ),
        tr(
            "Look whether there is room in {folder}, and whether "
            "`gnome-keyring-daemon --version` works.",
            folder=Path(os.environ.get("TMPDIR") or "/tmp"),
        ),
    )

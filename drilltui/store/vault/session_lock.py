"""One private keyring at a time: two daemons that write one keyring lose entries of each other."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from drilltui.domain.errors import VaultError
from drilltui.domain.language import tr
from drilltui.domain.plain_text import plain
from drilltui.store.vault.keyring_folder import keyring_folder


class SessionTaken(VaultError):
    """The keyring is open in another session of this user."""

    exit_code = 75  # EX_TEMPFAIL of sysexits.h: try again later


@contextmanager
def only_session(environ: Mapping[str, str]) -> Iterator[None]:
    """Hold the keyring folder for this process. SessionTaken when another one holds it.

    The file stays: taking it away would let two hold two files of one name.
    """
    import fcntl  # not on Windows, where this module is only looked at

    path = keyring_folder(environ) / ".drilltui.lock"
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise _unusable(path.parent, error) from error
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        holder = os.read(file, 20).decode("ascii", "replace").strip()
        os.close(file)
        raise SessionTaken(
            tr(
                "The keyring is open in another session already (process {holder}).",
                holder=plain(holder),
            ),
            tr("Work there, or end that session first."),
        ) from error
    except OSError as error:  # some network file systems lock nothing
        os.close(file)
        raise _unusable(path.parent, error) from error
    os.ftruncate(file, 0)
    os.write(file, f"{os.getpid()}\n".encode())
    try:
        yield
    finally:
        os.close(file)


def _unusable(folder: Path, error: OSError) -> VaultError:
    return VaultError(
        tr(
            "The keyring folder {folder} cannot be used: {why}.",
            folder=plain(str(folder)),
            why=error.strerror,
        ),
        tr("Make it yours, or name another one in XDG_DATA_HOME."),
    )

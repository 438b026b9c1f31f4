"""`drilltui keyring run`: a command with a keyring of its own, on a host that has none open."""

from __future__ import annotations

import asyncio
import shutil
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from drilltui.domain.errors import UsageError, VaultError
from drilltui.domain.language import marked, tr
from drilltui.domain.plain_text import plain
from drilltui.domain.secret import Secret
from drilltui.store.vault import foreground
from drilltui.store.vault.bounded import Bounded
from drilltui.store.vault.failure import in_words
from drilltui.store.vault.keyring_folder import keyring_folder, refuse_unencrypted
from drilltui.store.vault.private_session import PrivateSession
from drilltui.store.vault.programs import how_to_install, missing
from drilltui.store.vault.secret_service import login_is_open, open_collection
from drilltui.store.vault.session_lock import only_session

SETTLED = 1.5
"""Seconds after which a keyring that is not open was not opened by the password."""

TRIES = 3
"""How often a password is asked for."""

EMPTY = marked("An empty password opens nothing.")
WRONG = marked("That password does not open the keyring.")
DIFFERENT = marked("The two are not the same.")


def run_in_keyring(
    command: Sequence[str], *, ask: Callable[[str], Secret], environ: Mapping[str, str]
) -> int:
    """Run `command` in a private D-Bus session with an unlocked gnome-keyring; return its status.

    `ask` shows its argument and returns what a person types unseen; EOFError when there is nobody.
    It is called before anything is started, twice for a keyring that does not exist yet. Whatever
    ends this process, session, daemons and runtime folder end with it, and so does the command.

    The command has the environment of whoever starts it, with whatever secrets they have put into
    it, as under a shell: it is theirs, and may need them. Bus and keyring get nothing of it but
    where things lie, and the keyring's password is in nobody's environment and no argument.

    Raises VaultError: programs are missing, the keyring is open elsewhere (`SessionTaken`), lies in
    clear text, or no password opened it. UsageError when there is no such command.
    """
    _refuse_missing(environ)
    if shutil.which(command[0], path=environ.get("PATH")) is None:
        raise UsageError(
            tr("There is no command {command}.", command=repr(plain(command[0]))),
            tr("Give it after two dashes: drilltui keyring run -- COMMAND."),
        )
    refuse_unencrypted(environ)
    with only_session(environ), _unlocked(ask, environ) as session:
        return foreground.run(command, session.environ, session.take_along, session.let_go)


def _refuse_missing(environ: Mapping[str, str]) -> None:
    if lacking := missing(environ):
        raise VaultError(
            tr(
                "A keyring of its own takes {programs}, which this host does not have.",
                programs=tr(" and ").join(lacking),
            ),
            tr("To have it, {install}.", install=how_to_install(environ)),
        )


@contextmanager
def _unlocked(ask: Callable[[str], Secret], environ: Mapping[str, str]) -> Iterator[PrivateSession]:
    """Ask until a password opens the keyring, and hold its session open."""
    trouble = ""
    for _ in range(TRIES):
        password, trouble = _asked(ask, trouble, new=_is_new(environ))
        if trouble:
            continue
        with PrivateSession(password, environ) as session:
            if _opens(session.environ):
                yield session
                return
        trouble = WRONG
    raise VaultError(
        tr(trouble), tr("Start again when you know it; the keyring was left as it is.")
    )


def _is_new(environ: Mapping[str, str]) -> bool:
    return not (keyring_folder(environ) / "login.keyring").exists()


def _asked(ask: Callable[[str], Secret], trouble: str, *, new: bool) -> tuple[Secret, str]:
    """Return what was typed, and what is wrong with it, if anything."""
    prompt = (
        tr("There is no keyring yet. Password for a new one: ") if new else tr("Keyring password: ")
    )
    try:
        password = ask(f"{tr(trouble)} {prompt}".lstrip())
        if not password:
            return password, EMPTY
        # gnome-keyring makes a new one with whatever it is given: a slip of the finger stays.
        if new and ask(tr("The same password again: ")) != password:
            return password, DIFFERENT
    except EOFError:
        why = tr("No password was given.")
    except UnicodeError:  # it holds what was typed, and so ends here
        why = tr("What was typed is no text in the encoding of this terminal.")
    else:
        return password, ""
    raise VaultError(
        why, tr("`drilltui keyring run` asks for the keyring's password on a terminal.")
    )


def _opens(environ: Mapping[str, str]) -> bool:
    """Return whether the keyring is unlocked: gnome-keyring keeps silent about a wrong password.

    It comes onto the bus a moment before what it has opened is there.
    """

    def look() -> bool:
        end = time.monotonic() + SETTLED
        while not _is_open(environ):
            if time.monotonic() > end:
                return login_is_open(environ) and _leads_to_login(environ)
            time.sleep(0.02)
        return True

    name = "Secret Service"
    return asyncio.run(Bounded(name).call(lambda: in_words(look, name)))


def _is_open(environ: Mapping[str, str]) -> bool:
    try:
        return login_is_open(environ) and _leads_to_login(environ)
    except VaultError:
        return False


def _leads_to_login(environ: Mapping[str, str]) -> bool:
    """Return True when entries go to a collection that is open; VaultError says why not."""
    try:
        open_collection(environ).connection.close()
    except VaultError as error:
        raise VaultError(
            tr(
                "The password opened the keyring named login, but entries go to another one. {why}",
                why=error.what,
            ),
            tr(
                "The file {file} names that one: move it away.",
                file=plain(str(keyring_folder(environ) / "default")),
            ),
        ) from error
    return True

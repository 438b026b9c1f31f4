"""The keyring of the operating system. The one file that imports the keyring library.

Back-ends are built by name. What the library would pick by itself follows a variable, a file and
whatever is installed, down to one that writes clear text (`drilltui.store.vault.refused`). What it
raises, of whatever kind, becomes a VaultError (`drilltui.store.vault.failure`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from drilltui.domain.credential import Keepsake
from drilltui.domain.errors import VaultError
from drilltui.domain.language import marked, tr
from drilltui.store.vault import kwallet
from drilltui.store.vault.bounded import LIMIT, MAY_BE_GONE, MAY_BE_KEPT, Bounded
from drilltui.store.vault.failure import in_words
from drilltui.store.vault.payload import fields_of, keepsake_from, to_text
from drilltui.store.vault.secret_service import open_collection

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend
    from secretstorage import Collection, Item

SERVICE = "drilltui"
"""What entries are called in the keyring; the user name of an entry is the profile's name."""

SECRET_SERVICE, KWALLET = "Secret Service", "KWallet"

INSTEAD = dict.fromkeys(
    (SECRET_SERVICE, KWALLET),
    marked(", or start with `drilltui keyring run`, which has a keyring of its own"),
)
"""What else a person can do when one of these does not answer."""

Build: TypeAlias = "Callable[[Mapping[str, str]], KeyringBackend]"
T = TypeVar("T")


class OsKeyring:
    """A `domain.ports.Vault` in a keyring of the operating system.

    `build` imports and returns the back-end; it is called, as everything here, in a bounded thread.
    """

    lasting = True
    keeps_for: timedelta | None = None

    def __init__(
        self, name: str, build: Build, environ: Mapping[str, str], limit: float = LIMIT
    ) -> None:
        self.name = name
        self.bounded = Bounded(name, limit, INSTEAD.get(name, ""))
        self._build = build
        self._environ = environ

    async def read(self, profile: str) -> Keepsake | None:
        """Return the entry of `profile`, None when there is none."""

        def work(backend: KeyringBackend) -> Keepsake | None:
            text = backend.get_password(SERVICE, profile)
            return None if text is None else keepsake_from(text, self.name, profile)

        return await self._ask(work)

    async def write(self, profile: str, keepsake: Keepsake) -> None:
        """Keep `keepsake` in place of what was kept for `profile`."""
        await self._ask(
            lambda backend: backend.set_password(SERVICE, profile, to_text(fields_of(keepsake))),
            MAY_BE_KEPT,
        )

    async def forget(self, profile: str) -> bool:
        """Remove the entry of `profile`, readable or not; False when there was none."""

        def work(backend: KeyringBackend) -> bool:
            if backend.get_password(SERVICE, profile) is None:
                return False
            backend.delete_password(SERVICE, profile)
            return True

        return await self._ask(work, MAY_BE_GONE)

    async def time_left(self, profile: str) -> timedelta | None:
        """Return None: a keyring has no limit."""
        return None

    async def _ask(self, work: Callable[[KeyringBackend], T], late: str = "") -> T:
        return await self.bounded.call(
            lambda: in_words(lambda: work(self._build(self._environ)), self.name), late
        )


def secret_service(environ: Mapping[str, str]) -> KeyringBackend:
    """Return the back-end for the Secret Service, which here never raises a window.

    Raises VaultError for each state in which it cannot be used.
    """
    from keyring.backends import SecretService
    from keyring.errors import KeyringLocked

    class Unprompting(SecretService.Keyring):
        """Asks for the collection in our way, where the library would make or unlock one."""

        def get_preferred_collection(self) -> Collection:
            return open_collection(environ)

        def unlock(self, item: Item) -> None:
            if item.is_locked():
                raise KeyringLocked("the item is locked")

    return Unprompting()  # type: ignore[no-untyped-call]  # its ancestor's


def kde_wallet(environ: Mapping[str, str]) -> KeyringBackend:
    """Return the back-end for KWallet. VaultError when it is closed or cannot be reached."""
    from keyring.backends import kwallet as library

    kwallet.refuse_closed(environ)
    if not hasattr(library, "dbus"):
        raise VaultError(
            tr("KWallet is reached by the Python package dbus-python, which is not installed."),
            tr("A KWallet of 5.97 or later needs no such package: it is a Secret Service."),
        )
    return library.DBusKeyring()


def macos_keychain(_environ: Mapping[str, str]) -> KeyringBackend:
    """Return the back-end for the Keychain of macOS."""
    from keyring.backends import macOS

    return macOS.Keyring()


def windows_credentials(_environ: Mapping[str, str]) -> KeyringBackend:
    """Return the back-end for the Credential Manager of Windows."""
    from keyring.backends import Windows

    return Windows.WinVaultKeyring()


ALLOWED: Mapping[str, Build] = {
    SECRET_SERVICE: secret_service,
    KWALLET: kde_wallet,
    "macOS Keychain": macos_keychain,
    "Windows Credential Manager": windows_credentials,
}
"""The back-ends that may keep a secret, by the name that people see."""

from __future__ import annotations

import subprocess
import sys
import traceback
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import keyring.backends.null
import keyring.errors
import pytest
import secretstorage
from jeepney import DBusAddress, HeaderFields, Message, new_error, new_method_call
from jeepney.wrappers import DBusErrorResponse

from drilltui.domain.credential import Keepsake
from drilltui.domain.errors import VaultError
from drilltui.domain.secret import Secret
from drilltui.store.vault.os_keyring import ALLOWED, OsKeyring, secret_service
from drilltui.store.vault.proof import prove
from tests.store.vault.host import Host

KEPT = Keepsake(ak="AK", sk=Secret("HUSH"))
NOTHING: Mapping[str, str] = MappingProxyType({})


class Failing(keyring.backends.null.Keyring):
    """A back-end whose every call raises the same, with the secret in its words and frames."""

    def __init__(self, raises: Callable[[], Exception]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # the library's
        self._raises = raises

    def _fail(self, *arguments: Any) -> Any:
        heard = repr(arguments)
        raise self._raises() from ValueError(heard)

    get_password = set_password = delete_password = _fail


def no_reply() -> Exception:
    call = new_method_call(DBusAddress("/", "org.x", "org.x"), "X")
    call.header.serial = 1
    call.header.fields[HeaderFields.sender] = ":1.1"
    error: Message = new_error(call, "org.freedesktop.DBus.Error.NoReply", "s", ("HUSH",))
    raised: Exception = DBusErrorResponse(error)
    return raised


RAISED: list[tuple[Callable[[], Exception], str]] = [
    (lambda: keyring.errors.KeyringLocked("HUSH"), "KeyringLocked"),
    (lambda: keyring.errors.NoKeyringError("HUSH"), "NoKeyringError"),
    (lambda: keyring.errors.InitError("HUSH"), "InitError"),
    (lambda: keyring.errors.PasswordSetError("HUSH"), "PasswordSetError"),
    (lambda: secretstorage.SecretServiceNotAvailableException("HUSH"), "SecretServiceNotAv"),
    (lambda: secretstorage.ItemNotFoundException("HUSH"), "ItemNotFoundException"),
    (no_reply, "org.freedesktop.DBus.Error.NoReply"),
    (lambda: TimeoutError("HUSH"), "TimeoutError"),
    (lambda: RuntimeError("HUSH"), "RuntimeError"),
    (lambda: ValueError("HUSH"), "ValueError"),
    (lambda: EOFError("HUSH"), "EOFError"),
    (lambda: ConnectionResetError("HUSH"), "ConnectionResetError"),
    (lambda: AttributeError("HUSH", name="a.b\x1b"), "a.b?"),
    (lambda: ImportError("HUSH", name="win32ctypes"), "module win32ctypes is missing"),
]


@pytest.mark.parametrize(("raises", "kind"), RAISED, ids=[kind for _, kind in RAISED])
async def test_whatever_a_back_end_raises_is_a_sentence_without_the_secret(
    raises: Callable[[], Exception], kind: str
) -> None:
    vault = OsKeyring("Thing", lambda _: Failing(raises), NOTHING)
    for call in (vault.write("prod", KEPT), vault.read("prod"), vault.forget("prod")):
        with pytest.raises(VaultError) as caught:
            await call

        error = caught.value
        assert error.what.startswith("The Thing failed (")
        assert kind in error.what
        assert error.remedy
        told = traceback.TracebackException.from_exception(error, capture_locals=True)
        assert "HUSH" not in "".join(told.format())


async def test_the_null_back_end_is_found_out_by_the_round_trip() -> None:
    vault = OsKeyring("Thing", lambda _: keyring.backends.null.Keyring(), NOTHING)

    with pytest.raises(VaultError, match="does not give back what it was given"):
        await prove(vault)


@pytest.mark.parametrize("name", ["macOS Keychain", "Windows Credential Manager"])
async def test_the_keyring_of_another_system_is_a_sentence(name: str) -> None:
    with pytest.raises(VaultError, match=f"The {name} failed"):
        await prove(OsKeyring(name, ALLOWED[name], NOTHING))


async def test_back_ends_are_built_by_name_whatever_the_host_says(
    open_host: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    file = open_host.folder / "config" / "python_keyring" / "keyringrc.cfg"
    file.parent.mkdir()
    file.write_text("[backend]\ndefault-keyring=keyrings.alt.file.PlaintextKeyring\n")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(open_host.folder / "config"))

    await prove(OsKeyring("Secret Service", secret_service, open_host.environ))
    assert not list((open_host.folder / "data").rglob("*.cfg"))


async def test_another_program_finds_the_entry_by_service_and_user_name(open_host: Host) -> None:
    """The door to the vault for a person whose drilltui does not start."""
    vault = OsKeyring("Secret Service", secret_service, open_host.environ)
    await vault.write("prod", KEPT)

    def attributes() -> list[dict[str, str]]:
        from drilltui.store.vault.secret_service import open_collection

        collection = open_collection(open_host.environ)
        found = [item.get_attributes() for item in collection.get_all_items()]
        collection.connection.close()
        return found

    (entry,) = await vault.bounded.call(attributes)
    assert (entry["service"], entry["username"]) == ("drilltui", "prod")


def test_the_library_never_chooses() -> None:
    """`get_keyring` and what is behind it are not even reached."""
    code = (
        "import keyring.core as core\n"
        "def caught(*_): raise SystemExit('the library chose')\n"
        "core.init_backend = core.load_config = core.load_env = caught\n"
        "import asyncio, os\n"
        "from datetime import UTC, datetime\n"
        "from drilltui.store.vault.choice import choose_vault\n"
        "from drilltui.store.vault.memory import MemoryVault\n"
        "asyncio.run(choose_vault(environ=os.environ, memory=MemoryVault(),"
        " now=lambda: datetime.now(UTC)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], timeout=20, check=False)
    assert done.returncode == 0

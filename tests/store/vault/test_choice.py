from __future__ import annotations

import asyncio
import errno
import signal
import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from drilltui.domain.vault_choice import VaultChoice
from drilltui.domain.verdict import Verdict
from drilltui.store.vault import kernel_calls
from drilltui.store.vault.choice import choose_vault
from drilltui.store.vault.memory import MemoryVault
from tests.requirements import need_kernel_keyring
from tests.store.vault.host import Host
from tests.store.vault.test_kwallet import wallet

OFFERED = "secrets can be kept in the kernel keyring for 8 hours; "


async def look(environ: Mapping[str, str], **more: object) -> VaultChoice:
    arguments = {
        "environ": environ,
        "memory": MemoryVault(),
        "now": lambda: datetime(2026, 11, 25, tzinfo=UTC),
        **more,
    }
    return await choose_vault(**arguments)  # type: ignore[arg-type]


def names(choice: VaultChoice) -> list[str]:
    return [vault.name for vault in choice.vaults]


def seen(choice: VaultChoice, subject: str) -> tuple[Verdict, str]:
    (found,) = [one for one in choice.findings if one.subject == subject]
    return found.verdict, found.seen


@pytest.fixture
def _kernel() -> None:
    need_kernel_keyring()


@pytest.fixture
def _no_kernel(monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_: object) -> int:
        raise OSError(errno.EPERM, "EPERM")

    monkeypatch.setattr(kernel_calls, "_call", forbidden)


@pytest.mark.usefixtures("_kernel")
async def test_an_open_keyring_goes_first_and_memory_last(open_host: Host) -> None:
    choice = await look(open_host.environ)

    assert names(choice) == ["Secret Service", "kernel keyring", "this run's memory"]
    assert choice.sentence == "Secrets are kept in the Secret Service."
    verdict, told = seen(choice, "Secret Service")
    assert verdict is Verdict.OK
    assert told.startswith("Kept a throw-away entry and gave it back (")
    assert told.endswith(f"its files are in {open_host.data}.")
    assert choice.best.lasting is True


@pytest.mark.usefixtures("_kernel")
async def test_without_one_the_kernel_is_offered(bare_host: Host, tmp_path: Path) -> None:
    (tmp_path / "apt-get").touch(0o755)
    choice = await look(bare_host.environ | {"PATH": str(tmp_path)})

    assert names(choice) == ["kernel keyring", "this run's memory"]
    assert choice.sentence == (
        f"No D-Bus session is open here, and so no Secret Service: {OFFERED}"
        "first install what a keyring needs (as root: `apt-get install gnome-keyring dbus`),"
        " then `drilltui keyring run` opens a keyring."
    )
    assert seen(choice, "Secret Service")[0] is Verdict.WARN
    assert seen(choice, "kernel keyring")[0] is Verdict.OK


@pytest.mark.usefixtures("_kernel")
async def test_the_kernels_time_is_said_and_used(host: Host) -> None:
    choice = await look(host.environ, kernel_time=timedelta(minutes=90))

    assert "for 1.5 hours" in choice.sentence
    assert choice.best.keeps_for == timedelta(minutes=90)


@pytest.mark.usefixtures("_no_kernel")
async def test_without_any_memory_is_left_and_said(host: Host) -> None:
    memory = MemoryVault()
    choice = await look(host.environ, memory=memory)

    assert choice.vaults == (memory,)
    assert choice.sentence == (
        "No D-Bus session is open here, and so no Secret Service: "
        "secrets stay in this run's memory; `drilltui keyring run` opens a keyring."
    )
    assert "forbidden here" in seen(choice, "kernel keyring")[1]
    assert seen(choice, "this run's memory")[0] is Verdict.OK


async def test_what_is_not_here_hides_nothing_but_what_is_not_open_may(bare_host: Host) -> None:
    assert (await look(bare_host.environ)).unseen == ()

    bare_host.data.mkdir(mode=0o700)
    (bare_host.data / "login.keyring").write_bytes(b"GnomeKeyring\n\r\0\n")
    (unseen,) = (await look(bare_host.environ)).unseen

    assert unseen.subject == "Secret Service"


async def test_a_locked_keyring_does_not_count(open_host: Host) -> None:
    open_host.lock()
    choice = await look(open_host.environ)

    assert [one.subject for one in choice.unseen] == ["Secret Service"]
    assert "Secret Service" not in names(choice)
    assert choice.sentence.startswith("The keyring 'Login' is locked: secrets ")


async def test_a_keyring_in_clear_text_does_not_count(open_host: Host) -> None:
    (open_host.data / "login2.keyring").write_text("[keyring]\n")
    choice = await look(open_host.environ)

    assert "Secret Service" not in names(choice)
    assert "login2.keyring is not encrypted" in choice.sentence


async def test_a_stopped_daemon_costs_no_more_than_the_limit(host: Host) -> None:
    host.bus()
    host.keyring().send_signal(signal.SIGSTOP)
    begun = time.monotonic()
    choice = await look(host.environ, limit=0.6)

    assert time.monotonic() - begun < 1.6
    assert "Secret Service" not in names(choice)
    assert seen(choice, "Secret Service")[1].startswith("The Secret Service does not answer")


async def test_a_slow_daemon_is_given_up_even_when_each_call_is_in_time(
    open_host: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    from drilltui.store.vault import choice as module

    async def slow(_: object) -> None:
        await asyncio.sleep(0.5)

    monkeypatch.setattr(module, "prove", slow)
    choice = await look(open_host.environ, limit=0.05)

    assert names(choice) == ["this run's memory"]


async def test_the_event_loop_is_free_meanwhile(host: Host) -> None:
    host.bus()
    host.keyring().send_signal(signal.SIGSTOP)
    looking = asyncio.ensure_future(look(host.environ, limit=0.5))
    longest, last = 0.0, time.monotonic()
    while not looking.done():
        await asyncio.sleep(0.005)
        longest, last = max(longest, time.monotonic() - last), time.monotonic()

    assert longest < 0.3


async def test_keyrings_alt_is_installed_and_has_no_say(host: Host) -> None:
    """Without a D-Bus session the library itself would choose its file in clear text here."""
    choice = await look(host.environ)

    told = [one.seen for one in choice.findings if one.subject == "keyring settings"]
    assert any("keyrings.alt is installed and not used" in one for one in told)
    assert not any("Plaintext" in name for name in names(choice))
    assert [path.name for path in (host.folder / "data").rglob("*")] == []


async def test_what_the_host_names_is_told_and_not_used(open_host: Host) -> None:
    named = {"PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring"}
    choice = await look(open_host.environ | named)

    assert names(choice)[0] == "Secret Service"
    told = [one for one in choice.findings if one.verdict is Verdict.WARN]
    assert "PYTHON_KEYRING_BACKEND is set to" in told[-1].seen


async def test_kwallet_is_looked_at_where_it_runs(host: Host) -> None:
    host.empty_bus()
    assert "KWallet" not in {one.subject for one in (await look(host.environ)).findings}
    with wallet(host, is_open=False):
        choice = await look(host.environ)

    assert seen(choice, "KWallet") == (
        Verdict.WARN,
        "The wallet 'kdewallet' of KWallet is closed.",
    )


@pytest.mark.parametrize(
    ("platform", "subject"),
    [("darwin", "macOS Keychain"), ("win32", "Windows Credential Manager")],
)
async def test_other_systems_have_one_keyring_each(
    platform: str, subject: str, bare_host: Host
) -> None:
    choice = await look(bare_host.environ, platform=platform)

    assert names(choice) == ["this run's memory"]
    assert seen(choice, subject)[0] is Verdict.WARN
    assert "kernel keyring" not in {one.subject for one in choice.findings}


async def test_an_unknown_system_has_memory(bare_host: Host) -> None:
    choice = await look(bare_host.environ, platform="plan9")

    assert names(choice) == ["this run's memory"]
    assert choice.sentence.startswith("This system has no keyring that is known: secrets stay in")

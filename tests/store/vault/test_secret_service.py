"""A real Secret Service in each state that a jump host can have it in."""

from __future__ import annotations

import os
import signal
import socket
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from drilltui.domain.credential import Keepsake
from drilltui.domain.errors import VaultError
from drilltui.domain.secret import Secret
from drilltui.store.vault.bounded import MAY_BE_KEPT
from drilltui.store.vault.os_keyring import OsKeyring, secret_service
from tests.store.vault.host import Host
from tests.store.vault.other_process import start, told

KEPT = Keepsake(ak="AK", sk=Secret("s3cr3t"))


def vault(environ: Mapping[str, str], limit: float = 5) -> OsKeyring:
    return OsKeyring("Secret Service", secret_service, environ, limit)


async def refusal(environ: Mapping[str, str], limit: float = 5) -> str:
    """The error that reading and writing end with, which must be the same one.

    That a write which came too late may have been made all the same is said of the write alone.
    """
    keyring = vault(environ, limit)
    said = []
    for call in (keyring.write("prod", KEPT), keyring.read("prod"), keyring.forget("prod")):
        with pytest.raises(VaultError) as caught:
            await call
        said.append(str(caught.value).replace(f" {MAY_BE_KEPT}", ""))
    assert len(set(said)) == 1
    assert said[0].isprintable()
    return said[0]


async def test_what_is_kept_is_read_by_another_process(open_host: Host) -> None:
    await vault(open_host.environ).write("prod", KEPT)

    assert told("keyring", "read", "prod", environ=open_host.environ) == "s3cr3t"
    assert told("keyring", "read", "other", environ=open_host.environ) == "nothing"


async def test_no_file_holds_it_in_clear(open_host: Host) -> None:
    await vault(open_host.environ).write("prod", KEPT)

    files = [path.read_bytes() for path in open_host.data.rglob("*.keyring")]
    assert files
    assert all(b"s3cr3t" not in one and one.startswith(b"GnomeKeyring\n") for one in files)


async def test_it_outlives_the_daemon(open_host: Host) -> None:
    await vault(open_host.environ).write("prod", KEPT)
    open_host.bus()
    open_host.keyring()

    assert await vault(open_host.environ).read("prod") == KEPT


async def test_an_entry_that_drilltui_did_not_write_is_a_sentence(open_host: Host) -> None:
    keyring = vault(open_host.environ)

    def foreign() -> None:
        secret_service(open_host.environ).set_password("drilltui", "prod", "HUSH not JSON")

    await keyring.bounded.call(foreign)
    with pytest.raises(VaultError, match="was not written by drilltui") as caught:
        await keyring.read("prod")
    assert "HUSH" not in str(caught.value)
    assert await keyring.forget("prod") is True
    assert await keyring.read("prod") is None


async def test_no_bus(bare_host: Host) -> None:
    assert await refusal(bare_host.environ) == (
        "No D-Bus session is open here, and so no Secret Service. "
        "`drilltui keyring run` opens a keyring."
    )


async def test_no_bus_and_no_programs(bare_host: Host, tmp_path: Path) -> None:
    (tmp_path / "apt-get").touch(0o755)
    environ = bare_host.environ | {"PATH": str(tmp_path)}

    assert "as root: `apt-get install gnome-keyring dbus`" in await refusal(environ)


async def test_the_runtime_folders_bus_is_found_without_the_variable(open_host: Host) -> None:
    environ = open_host.environ
    path = environ.pop("DBUS_SESSION_BUS_ADDRESS").removeprefix("unix:path=")
    os.symlink(path, f"{environ['XDG_RUNTIME_DIR']}/bus")

    assert await vault(environ).read("prod") is None


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("unix:path=/nowhere/bus", "unix:path=/nowhere/bus does not exist any more."),
        ("autolaunch:", "autolaunch: has an address that names no socket."),
        ("tcp:host=127.0.0.1,port=1", "has an address that names no socket."),
        ("rubbish\x1b[2J", "rubbish?[2J has an address that names no socket."),
        ("unix:", "has an address that names no socket."),
    ],
)
async def test_an_address_of_nothing(address: str, sentence: str, bare_host: Host) -> None:
    said = await refusal(bare_host.environ | {"DBUS_SESSION_BUS_ADDRESS": address})

    assert sentence in said


async def test_a_bus_that_does_not_speak_dbus(bare_host: Host) -> None:
    path = bare_host.folder / "deaf"
    with socket.socket(socket.AF_UNIX) as deaf:
        deaf.bind(str(path))
        deaf.listen()
        environ = bare_host.environ | {"DBUS_SESSION_BUS_ADDRESS": f"unix:path={path}"}
        begun = time.monotonic()
        said = await refusal(environ)
        assert "does not answer" in said
        assert time.monotonic() - begun < 5


async def test_no_service(host: Host) -> None:
    host.empty_bus()

    assert (await refusal(host.environ)).startswith(
        "No Secret Service runs on this D-Bus session, and none can be started."
    )


async def test_no_collection(host: Host) -> None:
    host.bus()

    assert (await refusal(host.environ)).startswith("The Secret Service has no keyring yet")
    assert prompters(host) == []


async def test_locked(open_host: Host) -> None:
    await vault(open_host.environ).write("prod", KEPT)
    open_host.lock()

    assert (await refusal(open_host.environ)).startswith("The keyring 'Login' is locked.")
    assert prompters(open_host) == []


async def test_locked_while_a_display_is_there(open_host: Host) -> None:
    """With a live display the library would wait for a window for ever; ours opens none."""
    open_host.lock()
    begun = time.monotonic()

    assert "is locked" in await refusal(open_host.environ | {"DISPLAY": ":99"})
    assert time.monotonic() - begun < 3
    assert prompters(open_host) == []


async def test_killed(host: Host) -> None:
    """D-Bus starts another one, which nobody has unlocked."""
    host.bus()
    keyring = host.keyring()
    await vault(host.environ).write("prod", KEPT)
    keyring.kill()
    keyring.wait()

    assert "is locked" in await refusal(host.environ)


async def test_bus_killed(host: Host) -> None:
    bus = host.bus()
    host.keyring()
    same = vault(host.environ)
    await same.write("prod", KEPT)
    bus.kill()
    bus.wait()

    with pytest.raises(VaultError, match="does not exist any more"):
        await same.read("prod")


async def test_stopped(host: Host) -> None:
    host.bus()
    keyring = host.keyring()
    keyring.send_signal(signal.SIGSTOP)
    begun = time.monotonic()
    said = await refusal(host.environ, 0.5)

    assert said.startswith("The Secret Service does not answer (waited 0.5 s).")
    assert "it is not asked again in this run" in said
    assert time.monotonic() - begun < 1.4  # three calls, of which the first one waited


async def test_stopped_in_the_middle_of_a_run(host: Host) -> None:
    host.bus()
    keyring = host.keyring()
    same = vault(host.environ, 0.5)
    await same.write("prod", KEPT)
    keyring.send_signal(signal.SIGSTOP)

    with pytest.raises(VaultError, match="does not answer"):
        await same.read("prod")
    keyring.send_signal(signal.SIGCONT)
    with pytest.raises(VaultError, match="does not answer"):
        await same.read("prod")
    assert await vault(host.environ).read("prod") == KEPT  # the next run


def test_a_process_that_waits_for_a_stopped_one_still_quits(host: Host) -> None:
    host.bus()
    host.keyring().send_signal(signal.SIGSTOP)
    with start("stuck", "0.5", environ=host.environ) as process:
        try:
            said = process.communicate(timeout=10)[0]
            ended = time.monotonic()
        finally:
            process.kill()

    assert "Secret Service: The Secret Service does not answer" in said
    assert process.returncode == 0
    assert ended - float(said.split()[-1]) < 4  # since its last line: its clock is ours


async def test_bus_stopped(host: Host) -> None:
    bus = host.bus()
    host.keyring()
    bus.send_signal(signal.SIGSTOP)
    begun = time.monotonic()
    with pytest.raises(VaultError, match="does not answer"):
        await vault(host.environ).read("prod")

    assert time.monotonic() - begun < 3


async def test_a_second_bus_on_one_runtime_folder(open_host: Host) -> None:
    """The daemon that D-Bus starts finds the other one's socket, and never takes the name."""
    open_host.bus()
    begun = time.monotonic()

    assert "does not answer" in await refusal(open_host.environ, 1)
    assert time.monotonic() - begun < 2.5


async def test_a_keyring_in_clear_text(open_host: Host) -> None:
    open_host.keyring_without_a_password("plain")
    (file,) = [one for one in open_host.data.glob("*.keyring") if one.name != "login.keyring"]
    assert file.read_bytes().startswith(b"[keyring]")

    assert (await refusal(open_host.environ)).startswith(f"The keyring {file} is not encrypted")
    file.unlink()
    assert await vault(open_host.environ).read("prod") is None


def test_a_bus_that_writes_to_our_terminal_starts_nobody(host: Host) -> None:
    """As after `dbus-run-session drilltui`: its messages would be written into the screens."""
    master, slave = os.openpty()
    try:
        host.bus(stderr=slave)
        with start("stuck", "3", environ=host.environ, stdin=slave) as process:
            said = process.communicate(timeout=10)[0]
    finally:
        os.close(slave)
        os.close(master)

    assert "would write its messages over this screen" in said
    assert not any(b"gnome-keyring" in one for one in commands(host))


def commands(host: Host) -> list[bytes]:
    found = []
    for pid in host.processes():
        try:
            found.append(Path(f"/proc/{pid}/cmdline").read_bytes())
        except OSError:
            continue
    return found


def prompters(host: Host) -> list[bytes]:
    """What would show a window: gnome-keyring has it started by D-Bus."""
    return [one for one in commands(host) if b"prompter" in one]

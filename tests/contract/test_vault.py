"""What every vault promises; what only one of them can is in tests/store/vault."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta

import pytest

from drilltui.domain.credential import Keepsake
from drilltui.domain.ports import Vault
from drilltui.domain.secret import Secret
from drilltui.store.vault.kernel import KernelKeyring
from drilltui.store.vault.memory import MemoryVault
from drilltui.store.vault.os_keyring import OsKeyring, secret_service
from tests.requirements import need_kernel_keyring, need_keyring
from tests.store.vault.host import Host

KEY = Keepsake(ak="AK1", sk=Secret("s3cr3t"))
TEMPORARY = Keepsake(ak="AK2", sk=Secret("s"), security_token=Secret("t" * 6000))
LOGIN = Keepsake(password=Secret('p"ä\\\n€ 🔑\x00'))

PROFILES = ("prod", "eu-de/prod", "Straße 7", "a b", "%s", '"', "..", "drill.prod", "x" * 200)


@pytest.fixture(scope="module")
def keyring_host() -> Iterator[Host]:
    need_keyring()
    with Host() as host:
        host.bus()
        host.keyring()
        yield host


@pytest.fixture(params=["memory", "kernel", "secret service"])
async def vault(request: pytest.FixtureRequest) -> AsyncIterator[Vault]:
    vault: Vault = MemoryVault()
    if request.param == "kernel":
        need_kernel_keyring()
        vault = KernelKeyring(lambda: datetime.now(UTC), timedelta(minutes=5))
    elif request.param == "secret service":
        host: Host = request.getfixturevalue("keyring_host")
        vault = OsKeyring("Secret Service", secret_service, host.environ)
    yield vault
    for profile in PROFILES:
        await vault.forget(mine(profile))


def mine(profile: str) -> str:
    """A name that no other run of these tests has: the kernel's keyring is the user's."""
    return f"{profile} {os.getpid()}"


async def test_has_nothing_at_first(vault: Vault) -> None:
    assert await vault.read(mine("prod")) is None
    assert await vault.time_left(mine("prod")) is None
    assert await vault.forget(mine("prod")) is False


@pytest.mark.parametrize("keepsake", [KEY, TEMPORARY, LOGIN], ids=["key", "temporary", "login"])
async def test_gives_back_what_it_was_given(vault: Vault, keepsake: Keepsake) -> None:
    await vault.write(mine("prod"), keepsake)

    assert await vault.read(mine("prod")) == keepsake


async def test_a_second_keepsake_takes_the_place_of_the_first(vault: Vault) -> None:
    await vault.write(mine("prod"), TEMPORARY)
    await vault.write(mine("prod"), KEY)

    assert await vault.read(mine("prod")) == KEY
    assert await vault.forget(mine("prod")) is True
    assert await vault.read(mine("prod")) is None


async def test_forgets_once(vault: Vault) -> None:
    await vault.write(mine("prod"), KEY)

    assert [await vault.forget(mine("prod")) for _ in range(2)] == [True, False]


@pytest.mark.parametrize("profile", PROFILES)
async def test_profiles_do_not_meet(vault: Vault, profile: str) -> None:
    await vault.write(mine(profile), KEY)

    assert await vault.read(mine(profile)) == KEY
    assert await vault.read(mine(profile + "x")) is None
    assert await vault.read(f"x{mine(profile)}") is None
    assert await vault.forget(mine(profile + "x")) is False
    assert await vault.read(mine(profile)) == KEY


async def test_a_time_left_is_no_longer_than_what_lasts(vault: Vault) -> None:
    await vault.write(mine("prod"), KEY)
    left = await vault.time_left(mine("prod"))

    if isinstance(vault, KernelKeyring):
        assert left is not None
        assert timedelta(minutes=4) < left <= timedelta(minutes=5)
    else:
        assert left is None


async def test_has_a_name_for_people(vault: Vault) -> None:
    assert vault.name
    assert vault.lasting is not isinstance(vault, MemoryVault)
    limit = timedelta(minutes=5) if isinstance(vault, KernelKeyring) else None
    assert vault.keeps_for == limit

from __future__ import annotations

import asyncio
import errno
import os
import platform
import re
import time
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from drilltui.domain.credential import Keepsake
from drilltui.domain.errors import VaultError
from drilltui.domain.secret import Secret
from drilltui.store.vault import kernel_calls
from drilltui.store.vault.kernel import KernelKeyring
from tests.requirements import need_kernel_keyring
from tests.store.vault.other_process import start, told

KEPT = Keepsake(ak="AK", sk=Secret("s3cr3t"))
NOW = datetime(2026, 11, 25, 9, 14, tzinfo=UTC)


@pytest.fixture
async def profile() -> AsyncIterator[str]:
    """A name that nobody else has: the keyring is the user's, not the test's."""
    need_kernel_keyring()
    name = f"tests-{os.urandom(6).hex()}"
    yield name
    await vault().forget(name)


def vault(hours: float = 0.1, now: Callable[[], datetime] = lambda: NOW) -> KernelKeyring:
    return KernelKeyring(now, timedelta(hours=hours))


def lines(profile: str) -> list[str]:
    """What /proc/keys says of the entries of this name."""
    text = Path("/proc/keys").read_text("utf-8", "replace")
    return [one for one in text.splitlines() if f" drilltui:{profile}:" in one]


def line(profile: str) -> str:
    """What it says of the one entry."""
    (found,) = lines(profile)
    return found


async def test_another_process_of_the_user_reads_it(profile: str) -> None:
    await vault().write(profile, KEPT)

    assert told("kernel", "read", profile) == "s3cr3t"
    await vault().forget(profile)
    assert told("kernel", "read", profile) == "nothing"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
async def test_another_user_does_not_even_see_it(profile: str) -> None:
    await vault().write(profile, KEPT)

    assert told("kernel", "nobody", profile) == "nothing"
    await vault().forget(profile)


async def test_who_possesses_it_does_everything_and_others_see_that_it_is_there(
    profile: str,
) -> None:
    await vault().write(profile, KEPT)

    assert re.search(r" 3f010000 +\d+ +-?\d+ user ", line(profile))
    await vault().forget(profile)


async def test_is_gone_after_its_time(profile: str) -> None:
    short = KernelKeyring(lambda: datetime.now(UTC), timedelta(seconds=2))  # it counts whole ones
    begun = time.monotonic()
    await short.write(profile, KEPT)
    assert await short.read(profile) == KEPT

    while await short.read(profile) is not None:
        assert time.monotonic() - begun < 4
        await asyncio.sleep(0.02)
    assert time.monotonic() - begun > 0.5
    assert await short.time_left(profile) is None
    assert await short.forget(profile) is False
    await short.write(profile, KEPT)
    assert await short.read(profile) == KEPT
    assert await short.forget(profile) is True


async def test_the_kernel_is_told_the_limit_that_is_shown(profile: str) -> None:
    await vault(hours=8).write(profile, KEPT)

    assert re.search(r" (8h|7h) ", line(profile))
    assert await vault(hours=8).time_left(profile) == timedelta(hours=8)
    later = vault(now=lambda: NOW + timedelta(hours=7, minutes=59))
    assert await later.time_left(profile) == timedelta(minutes=1)
    assert await vault(now=lambda: NOW + timedelta(days=1)).time_left(profile) == timedelta(0)
    await vault().forget(profile)


async def test_writing_anew_gives_the_whole_time_anew_and_leaves_one_entry(profile: str) -> None:
    await vault(hours=0.1).write(profile, KEPT)
    await vault(hours=8).write(profile, KEPT)

    for _ in range(500):  # the kernel takes the old one away in a while of its own
        if len(lines(profile)) == 1:
            break
        await asyncio.sleep(0.01)
    assert re.search(r" (8h|7h) ", line(profile))
    assert await vault().forget(profile) is True
    assert await vault().read(profile) is None


async def test_who_is_killed_in_between_leaves_no_entry_without_a_limit(profile: str) -> None:
    process = start("kernel", "die", profile)
    process.communicate(timeout=20)

    assert process.returncode != 0
    assert await vault().read(profile) is None


@pytest.mark.parametrize(
    "payload", [b"s3cr3t", b'{"sk":"s3cr3t"}', b'{"until":"soon","kept":{"sk":"s"}}', b"\xff"]
)
async def test_an_entry_of_somebody_else_is_a_sentence(payload: bytes, profile: str) -> None:
    await asyncio.to_thread(kernel_calls.keep, f"drilltui:{profile}".encode(), payload, 60)

    with pytest.raises(VaultError, match="was not written by drilltui") as caught:
        await vault().time_left(profile)
    assert "s3cr3t" not in str(caught.value)
    assert await vault().forget(profile) is True


async def test_what_it_is_called_in_proc_keys_obeys_no_terminal(profile: str) -> None:
    name = f"\x1b[2J\n{profile}"
    await vault().write(name, KEPT)

    assert line(f"\\x1b[2J\\n{profile}")
    await vault().forget(name)


@pytest.mark.skipif(
    platform.machine() not in kernel_calls.ADD_KEY_AND_KEYCTL, reason="no numbers to forbid"
)
@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        (errno.EPERM, "kernel keyring: The kernel keyring is forbidden here, as the filters of"),
        (errno.EACCES, "kernel keyring: The kernel keyring does not let this process in."),
        (errno.ENOSYS, "kernel keyring: This kernel has no keyring that drilltui could call."),
        (errno.EDQUOT, "kernel keyring: The kernel keyring of this user is full."),
        (errno.EIO, "kernel keyring: The kernel keyring failed (EIO)."),
    ],
)
def test_a_filter_that_forbids_the_calls_is_a_sentence(code: int, sentence: str) -> None:
    said = told("kernel", "filtered", str(code)).splitlines()

    assert said[0] == """["this run's memory"]"""
    assert any(one.startswith(sentence) for one in said)


async def test_an_architecture_whose_numbers_are_not_known_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(platform, "machine", lambda: "sparc64")

    with pytest.raises(VaultError, match="no keyring that drilltui could call"):
        await vault().read("prod")

"""What another process does with a vault; run as `python -m`, told what to do by arguments.

kernel read PROFILE       reads the kernel's keyring and prints what is there
kernel nobody PROFILE     the same as another user
kernel filtered NUMBER    forbids system calls by a filter with that error, then looks for a vault
kernel die PROFILE        is killed in the middle of keeping an entry
keyring read PROFILE      reads the Secret Service of its environment
stuck LIMIT               looks for a vault, says so and when, and ends
"""

from __future__ import annotations

import asyncio
import ctypes
import os
import platform
import struct
import subprocess
import sys
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from drilltui.domain.errors import VaultError
from drilltui.domain.ports import Vault
from drilltui.store.vault import kernel_calls
from drilltui.store.vault.choice import choose_vault
from drilltui.store.vault.kernel import KernelKeyring
from drilltui.store.vault.memory import MemoryVault
from drilltui.store.vault.os_keyring import OsKeyring, secret_service

NOBODY = 65534


def start(
    *arguments: str,
    environ: Mapping[str, str] | None = None,
    stdin: int = subprocess.DEVNULL,
) -> subprocess.Popen[str]:
    """Start a process with these arguments."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.store.vault.other_process", *arguments],
        stdin=stdin,
        stdout=subprocess.PIPE,
        text=True,
        env={**(os.environ if environ is None else environ), "PYTHONPATH": str(_PROJECT)},
        cwd=_PROJECT,
    )


def told(*arguments: str, environ: Mapping[str, str] | None = None) -> str:
    """Run a process to its end and return what it printed."""
    with start(*arguments, environ=environ) as process:
        try:
            return process.communicate(timeout=20)[0].strip()
        finally:
            process.kill()


_PROJECT = Path(__file__).parents[3]


def _say(line: object) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _kernel() -> KernelKeyring:
    return KernelKeyring(lambda: datetime.now(UTC))


async def _read(vault: Vault, profile: str) -> None:
    try:
        kept = await vault.read(profile)
    except VaultError as error:
        _say(error)
    else:
        _say("nothing" if kept is None else kept.secrets()[0].reveal())


def _forbid_keys(error: int) -> None:
    """Let the kernel answer add_key and keyctl with `error`, as the filter of a container does."""
    load, equals, answer = 0x20, 0x15, 0x06  # BPF_LD|W|ABS, BPF_JMP|JEQ|K, BPF_RET|K
    keys = kernel_calls.ADD_KEY_AND_KEYCTL[platform.machine()]
    program = [
        (load, 0, 0, 0),  # the number of the call
        (equals, 1, 0, keys[0]),
        (equals, 0, 1, keys[1]),
        (answer, 0, 0, 0x00050000 | error),  # SECCOMP_RET_ERRNO
        (answer, 0, 0, 0x7FFF0000),  # SECCOMP_RET_ALLOW
    ]
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *one) for one in program))
    filters = ctypes.create_string_buffer(struct.pack("HP", len(program), ctypes.addressof(code)))
    libc = ctypes.CDLL(None, use_errno=True)
    assert libc.prctl(38, 1, 0, 0, 0) == 0  # PR_SET_NO_NEW_PRIVS
    assert libc.prctl(22, 2, filters, 0, 0) == 0, ctypes.get_errno()  # PR_SET_SECCOMP, FILTER


async def _choose(limit: float) -> None:
    choice = await choose_vault(
        environ=os.environ, memory=MemoryVault(), now=lambda: datetime.now(UTC), limit=limit
    )
    _say([vault.name for vault in choice.vaults])
    for finding in choice.findings:
        _say(f"{finding.subject}: {finding.seen} {finding.remedy}")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["kernel", "read", profile]:
            asyncio.run(_read(_kernel(), profile))
        case ["kernel", "nobody", profile]:
            kernel_calls.read(profile.encode("unicode_escape"))  # nobody may not load all modules
            os.setuid(NOBODY)
            asyncio.run(_read(_kernel(), profile))
        case ["kernel", "filtered", number]:
            _forbid_keys(int(number))
            asyncio.run(_choose(3))
        case ["kernel", "die", profile]:
            kernel_calls.LINK = -1  # the last of its calls fails: as if it had been killed there
            kernel_calls.keep(f"drilltui:{profile}".encode(), b"x", 60)
        case ["keyring", "read", profile]:
            asyncio.run(_read(OsKeyring("Secret Service", secret_service, os.environ), profile))
        case ["stuck", limit]:
            asyncio.run(_choose(float(limit)))
            _say(time.monotonic())
        case other:
            sys.exit(f"unknown: {other}")

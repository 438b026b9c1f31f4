"""Which places can keep secrets on this host: one look, all at once, in bounded time."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from drilltui.domain.errors import NoKeyring, VaultError
from drilltui.domain.finding import Finding
from drilltui.domain.language import marked, tr
from drilltui.domain.plain_text import plain
from drilltui.domain.ports import Vault
from drilltui.domain.vault_choice import VaultChoice
from drilltui.domain.verdict import Verdict
from drilltui.store.vault import kernel, kwallet, refused
from drilltui.store.vault.bounded import LIMIT, Bounded
from drilltui.store.vault.failure import in_words
from drilltui.store.vault.kernel import KernelKeyring
from drilltui.store.vault.keyring_folder import has_keyrings, keyring_folder
from drilltui.store.vault.os_keyring import ALLOWED, KWALLET, SECRET_SERVICE, OsKeyring
from drilltui.store.vault.programs import keyring_run
from drilltui.store.vault.proof import prove

OF_PLATFORM = {"darwin": ("macOS Keychain",), "win32": ("Windows Credential Manager",)}
"""The keyrings of the system by `sys.platform`; on Linux it depends on what runs."""


class BoundedVault(Vault, Protocol):
    """A vault whose back-end can be given up."""

    @property
    def bounded(self) -> Bounded:
        """What bounds its calls."""
        ...


@dataclass(frozen=True, slots=True)
class Look:
    """What looking at one vault showed; `vault` is None when it cannot be used.

    `unseen` says that something may be kept in it all the same: it is locked, stuck or not open.
    """

    finding: Finding
    vault: BoundedVault | None
    unseen: bool = False


async def choose_vault(
    *,
    environ: Mapping[str, str],
    memory: Vault,
    now: Callable[[], datetime],
    kernel_time: timedelta = kernel.TIME,
    limit: float = LIMIT,
    platform: str = sys.platform,
    measure: Callable[[], float] = time.monotonic,
) -> VaultChoice:
    """Look at this host's keyrings and return those that work, best first, `memory` last.

    A keyring of the system goes first when a throw-away entry went round in it, then, on Linux, the
    kernel's for `kernel_time`. Ends within `limit` seconds and a bit, whatever hangs: all are
    looked at together, each is given up when it takes longer, and then for the whole run.
    """
    candidates: list[BoundedVault] = [
        OsKeyring(name, ALLOWED[name], environ, limit) for name in _names(platform)
    ]
    if platform == "linux":
        candidates.append(KernelKeyring(now, kernel_time, limit))
    looks, settings = await asyncio.gather(
        asyncio.gather(*(_look(vault, environ, limit, measure) for vault in candidates)),
        _settings(environ, limit),
    )
    found = [look for look in looks if look is not None]
    usable = tuple(look.vault for look in found if look.vault is not None)
    return VaultChoice(
        (*usable, memory),
        (*(look.finding for look in found), *settings, _of_memory(memory)),
        _sentence(usable, [look.finding for look in found], environ),
        tuple(look.finding for look in found if look.unseen),
    )


def _names(platform: str) -> tuple[str, ...]:
    if platform == "linux":
        return (SECRET_SERVICE, KWALLET)
    return OF_PLATFORM.get(platform, ())


async def _look(
    vault: BoundedVault, environ: Mapping[str, str], limit: float, measure: Callable[[], float]
) -> Look | None:
    """Return what a round trip through `vault` shows; None when it is not of this host."""
    begun = measure()
    try:
        async with asyncio.timeout(limit):
            if vault.name == KWALLET and not await _runs(vault, environ):
                return None
            await prove(vault)
    except NoKeyring as error:
        files = vault.name == SECRET_SERVICE and await _has_files(environ, limit)
        return _refused(vault, error, unseen=files)
    except VaultError as error:
        return _refused(vault, error, unseen=vault.keeps_for is None)
    except TimeoutError:  # each call was in time, but not all of them
        return _refused(vault, vault.bounded.give_up(), unseen=vault.keeps_for is None)
    seen = tr(
        "Kept a throw-away entry and gave it back ({time:.0f} ms)",
        time=(measure() - begun) * 1000,
    )
    if vault.name == SECRET_SERVICE and keyring_folder(environ).is_dir():
        folder = plain(str(keyring_folder(environ)))
        seen = tr("{seen}; its files are in {folder}", seen=seen, folder=folder)
    return Look(Finding(vault.name, Verdict.OK, tr("{seen}.", seen=seen)), vault)


def _refused(vault: Vault, error: VaultError, *, unseen: bool) -> Look:
    return Look(Finding(vault.name, Verdict.WARN, error.what, error.remedy), None, unseen)


async def _has_files(environ: Mapping[str, str], limit: float) -> bool:
    """Return whether there are keyrings that a session of their own would open."""
    try:
        return await Bounded(marked("keyring folder"), limit).call(lambda: has_keyrings(environ))
    except (VaultError, OSError):
        return True  # nobody can say that there are none


async def _runs(vault: BoundedVault, environ: Mapping[str, str]) -> bool:
    """Return whether KWallet runs. A bus in disorder is told by the Secret Service already."""
    try:
        return await vault.bounded.call(
            lambda: in_words(lambda: kwallet.is_there(environ), vault.name)
        )
    except VaultError:
        return False


async def _settings(environ: Mapping[str, str], limit: float) -> tuple[Finding, ...]:
    """Return what names a back-end that is not used, read in bounded time: a home may hang."""
    try:
        return await Bounded(refused.SUBJECT, limit).call(
            lambda: in_words(lambda: refused.named(environ), refused.SUBJECT)
        )
    except VaultError as error:
        return (Finding(refused.SUBJECT, Verdict.UNKNOWN, error.what, error.remedy),)


def _of_memory(memory: Vault) -> Finding:
    return Finding(memory.name, Verdict.OK, tr("Always there, and forgotten when this run ends."))


def _sentence(
    usable: Sequence[Vault], findings: Sequence[Finding], environ: Mapping[str, str]
) -> str:
    best = usable[0] if usable else None
    if best and best.keeps_for is None:
        return tr("Secrets are kept in the {vault}.", vault=tr(best.name))
    refusal = next((one for one in findings if one.verdict is not Verdict.OK), None)
    why = refusal.seen.rstrip(".。") if refusal else tr("This system has no keyring that is known")
    what = tr("stay in this run's memory")
    if best and best.keeps_for:
        what = tr(
            "can be kept in the {vault} for {hours:g} hours",
            vault=tr(best.name),
            hours=best.keeps_for / timedelta(hours=1),
        )
    remedy = refusal.remedy if refusal else keyring_run(environ)
    return tr(
        "{why}: secrets {what}; {remedy}",
        why=why,
        what=what,
        remedy=f"{remedy[:1].lower()}{remedy[1:]}",
    )

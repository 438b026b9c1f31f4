"""What makes a vault count: that it has kept and given back a throw-away entry."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from contextlib import suppress

from drilltui.domain.credential import Keepsake
from drilltui.domain.errors import VaultError
from drilltui.domain.language import marked, tr
from drilltui.domain.ports import Vault
from drilltui.domain.secret import Secret

LEAVING = 0.5
"""Seconds that taking the entry away may cost somebody who leaves in the middle of it."""


def draw() -> str:
    """Return 32 random hex digits."""
    return os.urandom(16).hex()


async def prove(vault: Vault, draw: Callable[[], str] = draw) -> None:
    """Write, read back, and remove an entry that nobody needs.

    Raises VaultError when one of the three does not work. The null back-end of the keyring library
    takes everything and keeps nothing: only reading shows it.
    """
    name, kept = f"drilltui-proof-{draw()}", Keepsake(password=Secret(draw()))
    try:
        await vault.write(name, kept)
        if await vault.read(name) != kept:
            raise _lost(vault, marked("does not give back what it was given"))
    except (VaultError, asyncio.CancelledError):
        # What is already wrong is what a person needs to know; somebody who leaves does not wait.
        with suppress(VaultError, TimeoutError):
            async with asyncio.timeout(LEAVING):
                await vault.forget(name)
        raise
    if not await vault.forget(name) or await vault.read(name):
        raise _lost(vault, marked("does not forget what it was told to"))


def _lost(vault: Vault, what: str) -> VaultError:
    return VaultError(
        tr("The {name} {what}.", name=tr(vault.name), what=tr(what)),
        tr("It is not used. Look at its own program."),
    )

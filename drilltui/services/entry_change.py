"""Changing an entry of a vault together with something else: both, or neither."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from drilltui.domain.credential import Keepsake
from drilltui.domain.errors import VaultError
from drilltui.domain.language import tr
from drilltui.domain.ports import Vault


@asynccontextmanager
async def entry_changed(vault: Vault, profile: str, kept: Keepsake) -> AsyncIterator[None]:
    """Keep `kept` for `profile` in `vault`, and whatever goes with it inside of this.

    It is read back and compared first. When that, or what goes with it, fails, the vault has what
    it had before. Raises VaultError.
    """
    before = await vault.read(profile)
    try:
        await vault.write(profile, kept)
        if await vault.read(profile) != kept:
            raise VaultError(
                tr("The {keyring} did not give back what it was given.", keyring=tr(vault.name)),
                tr("Nothing was kept; look at it with drilltui doctor."),
            )
        yield
    except BaseException:
        with suppress(VaultError):  # what led here is what a person needs to know
            await _put_back(vault, profile, before)
        raise


async def _put_back(vault: Vault, profile: str, before: Keepsake | None) -> None:
    if before is None:
        await vault.forget(profile)
    else:
        await vault.write(profile, before)

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest

from drilltui.domain.credential import Keepsake
from drilltui.domain.errors import VaultError
from drilltui.domain.secret import Secret
from drilltui.store.vault.memory import MemoryVault
from drilltui.store.vault.proof import prove


class Flawed(MemoryVault):
    """A vault in which the named methods do nothing, or give back something else."""

    def __init__(self, flaws: Sequence[str]) -> None:
        super().__init__()
        self._flaws = flaws
        self.seen: list[str] = []

    async def read(self, profile: str) -> Keepsake | None:
        if "mixes up" in self._flaws:
            return Keepsake(password=Secret("another"))
        if "cannot read" in self._flaws:
            raise VaultError("It is locked.")
        return None if "keeps nothing" in self._flaws else await super().read(profile)

    async def write(self, profile: str, keepsake: Keepsake) -> None:
        self.seen.append(profile)
        await super().write(profile, keepsake)

    async def forget(self, profile: str) -> bool:
        if "cannot forget" in self._flaws:
            raise VaultError("It cannot.")
        self.seen.append(f"forget {profile}")
        if "clings" in self._flaws:
            return True
        return await super().forget(profile) and "denies" not in self._flaws

    def held(self) -> list[str]:
        return list(self._kept)


async def test_a_vault_that_works_has_nothing_left() -> None:
    vault = Flawed([])
    await prove(vault)
    await prove(vault)

    assert vault.held() == []
    first, _, second, _ = vault.seen
    assert first != second
    assert first.startswith("drilltui-proof-")


@pytest.mark.parametrize(
    ("flaws", "sentence"),
    [
        (["keeps nothing"], "does not give back what it was given"),
        (["mixes up"], "does not give back what it was given"),
        (["clings"], "does not forget what it was told to"),
        (["denies"], "does not forget what it was told to"),
        (["cannot read"], "It is locked."),
        (["cannot forget"], "It cannot."),
        (["cannot read", "cannot forget"], "It is locked."),
    ],
    ids=str,
)
async def test_a_vault_that_does_not_is_found_out(flaws: list[str], sentence: str) -> None:
    with pytest.raises(VaultError, match=sentence):
        await prove(Flawed(flaws))


async def test_a_throw_away_entry_is_thrown_away_after_a_failure_too() -> None:
    vault = Flawed(["cannot read"])
    with pytest.raises(VaultError):
        await prove(vault)

    assert vault.held() == []


async def test_what_is_kept_is_random() -> None:
    drawn = iter(["name", "value"])
    vault = Flawed([])
    await prove(vault, lambda: next(drawn))

    assert vault.seen == ["drilltui-proof-name", "forget drilltui-proof-name"]


async def test_who_leaves_in_the_middle_leaves_nothing_behind() -> None:
    class Slow(Flawed):
        reading = asyncio.Event()

        async def read(self, profile: str) -> Keepsake | None:
            self.reading.set()
            await asyncio.Event().wait()
            return None

    vault = Slow([])
    proving = asyncio.ensure_future(prove(vault))
    await vault.reading.wait()
    assert len(vault.held()) == 1
    proving.cancel()
    with pytest.raises(asyncio.CancelledError):
        await proving
    assert vault.held() == []

"""A vault of a dictionary, which refuses when a test tells it to."""

from __future__ import annotations

from datetime import timedelta

from drilltui.domain.credential import Keepsake
from drilltui.domain.errors import VaultError
from drilltui.domain.vault_choice import VaultChoice


class StubVault:
    """A `domain.ports.Vault` in memory."""

    def __init__(
        self,
        name: str = "stub keyring",
        *,
        lasting: bool = True,
        keeps_for: timedelta | None = None,
    ) -> None:
        self.name = name
        self.lasting = lasting
        self.keeps_for = keeps_for
        self.entries: dict[str, Keepsake] = {}
        self.trouble: VaultError | None = None
        self.left: timedelta | None = None
        self.asked: list[str] = []

    async def read(self, profile: str) -> Keepsake | None:
        self._answer("read")
        return self.entries.get(profile)

    async def write(self, profile: str, keepsake: Keepsake) -> None:
        self._answer("write")
        self.entries[profile] = keepsake

    async def forget(self, profile: str) -> bool:
        self._answer("forget")
        return self.entries.pop(profile, None) is not None

    async def time_left(self, profile: str) -> timedelta | None:
        self._answer("time_left")
        return self.left if profile in self.entries else None

    def _answer(self, call: str) -> None:
        self.asked.append(call)
        if self.trouble:
            raise self.trouble


def choice_of(*vaults: StubVault, sentence: str = "No keyring here.") -> VaultChoice:
    return VaultChoice(vaults, (), sentence)

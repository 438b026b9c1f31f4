"""The memory of this run: secrets that end with the process."""

from __future__ import annotations

from datetime import timedelta

from drilltui.domain.credential import Keepsake
from drilltui.domain.language import marked


class MemoryVault:
    """A `domain.ports.Vault` that is always there and keeps nothing beyond this run."""

    name = marked("this run's memory")
    lasting = False
    keeps_for: timedelta | None = None

    def __init__(self) -> None:
        self._kept: dict[str, Keepsake] = {}

    async def read(self, profile: str) -> Keepsake | None:
        """Return the entry of `profile`, None when there is none."""
        return self._kept.get(profile)

    async def write(self, profile: str, keepsake: Keepsake) -> None:
        """Keep `keepsake` in place of what was kept for `profile`."""
        self._kept[profile] = keepsake

    async def forget(self, profile: str) -> bool:
        """Remove the entry of `profile`; False when there was none."""
        return self._kept.pop(profile, None) is not None

    async def time_left(self, profile: str) -> timedelta | None:
        """Return None: what is here stays as long as the run."""
        return None

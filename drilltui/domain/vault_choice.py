"""Which places can keep secrets on this host, as one look per start found them."""

from __future__ import annotations

from dataclasses import dataclass

from drilltui.domain.finding import Finding
from drilltui.domain.ports import Vault


@dataclass(frozen=True, slots=True)
class VaultChoice:
    """`vaults` are those that work, best first; the last one is this run's memory, always there.

    `findings` has one entry for each back-end that was looked at, refused ones included. `sentence`
    tells a person in one sentence where secrets are kept now, and what would be better. `unseen`
    are the findings of those keyrings that may hold an entry and could not be looked at.
    """

    vaults: tuple[Vault, ...]
    findings: tuple[Finding, ...]
    sentence: str
    unseen: tuple[Finding, ...] = ()

    @property
    def best(self) -> Vault:
        """The vault that is offered first."""
        return self.vaults[0]

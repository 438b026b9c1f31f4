"""The credential of a profile: found in one documented order, kept, forgotten."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from drilltui.domain.credential import AccessKey, Credential, Given, Keepsake, Login
from drilltui.domain.errors import CredentialsNeeded, VaultError
from drilltui.domain.origin import Origin, OriginKind
from drilltui.domain.ports import Vault
from drilltui.domain.profile import AuthMethod, Profile
from drilltui.domain.vault_choice import VaultChoice


@dataclass(frozen=True, slots=True)
class FoundCredential:
    """A credential with the origin of its secrets."""

    credential: Credential
    origin: Origin


@dataclass(frozen=True, slots=True)
class KeptEntry:
    """An entry of a vault: where it is, and how long it stays yet (None: no limit)."""

    vault: str
    lasting: bool
    time_left: timedelta | None


class Credentials:
    """Finds, keeps and forgets credentials.

    `given` are the secrets of this start, the most explicit first: a file descriptor, then the
    conventions of the environment in their order. `memory` keeps what was typed in this run.
    `choose_vault` looks at this host's keyrings; it is called when they are first needed, and once.
    """

    def __init__(
        self,
        given: Sequence[Given],
        memory: Vault,
        choose_vault: Callable[[], Awaitable[VaultChoice]],
    ) -> None:
        self._given = tuple(given)
        self._memory = memory
        self._choose_vault = choose_vault
        self._choice: asyncio.Task[VaultChoice] | None = None

    async def vaults(self) -> VaultChoice:
        """Return what keeps secrets here. Whoever asks meanwhile waits for the same look."""
        if self._choice is None:
            self._choice = asyncio.ensure_future(self._choose_vault())
        return await asyncio.shield(self._choice)

    def brought(self, profile: Profile) -> FoundCredential | None:
        """Return the credential that came with the start of this run, None when none is whole."""
        for given in self._given:
            credential = joined(profile, given.keepsake)
            if isinstance(credential, Login) and given.user not in ("", credential.user):
                continue
            if credential:
                return FoundCredential(credential, given.origin)
        return None

    async def find(self, profile: Profile) -> FoundCredential:
        """Return the credential of `profile`. CredentialsNeeded when there is none to be found.

        What was typed in this run goes first: it answers a question, or mends what is elsewhere.
        The keyrings are looked at only when nothing came with the start.
        """
        if found := await self._first(profile, [self._memory], OriginKind.ASKED):
            return found
        if brought := self.brought(profile):
            return brought
        choice = await self.vaults()
        lasting = [vault for vault in choice.vaults if vault.lasting]
        if found := await self._first(profile, lasting, OriginKind.VAULT):
            return found
        wanted = "password" if profile.auth is AuthMethod.PASSWORD else "access key"
        raise CredentialsNeeded(
            f"No {wanted} was found for the profile {profile.name}.",
            choice.sentence,
            profile=profile.name,
        )

    async def _first(
        self, profile: Profile, vaults: Sequence[Vault], kind: OriginKind
    ) -> FoundCredential | None:
        """Return what the first of `vaults` has that is whole; VaultError when none could say."""
        trouble: VaultError | None = None
        for vault in vaults:
            try:
                kept = await vault.read(profile.name)
            except VaultError as error:
                trouble = trouble or error
                continue
            if kept and (credential := joined(profile, kept)):
                return FoundCredential(credential, Origin(kind, vault.name))
        if trouble:
            raise trouble
        return None

    async def keep(self, profile: Profile, credential: Credential, vault: Vault) -> None:
        """Keep `credential` in `vault`, and use it in this run whatever else is there.

        Raises VaultError when it cannot be kept.
        """
        kept = keepsake_of(credential)
        await vault.write(profile.name, kept)
        await self._memory.write(profile.name, kept)

    async def kept(self, profile: str) -> tuple[KeptEntry, ...]:
        """Return where something is kept for `profile`, without looking at any value.

        A vault that does not answer is left out; `vaults` has its finding.
        """
        found = []
        for vault in (await self.vaults()).vaults:
            try:
                if await vault.read(profile):
                    left = await vault.time_left(profile)
                    found.append(KeptEntry(vault.name, vault.lasting, left))
            except VaultError:
                continue
        return tuple(found)

    async def forget(self, profile: str) -> tuple[str, ...]:
        """Remove what is kept for `profile`, everywhere; return the names of the vaults it was in.

        Raises VaultError when one of them could not, after the others have.
        """
        found: list[str] = []
        trouble: VaultError | None = None
        for vault in (await self.vaults()).vaults:
            try:
                found += [vault.name] if await vault.forget(profile) else []
            except VaultError as error:
                trouble = trouble or error
        if trouble:
            raise trouble
        return tuple(found)


def joined(profile: Profile, kept: Keepsake) -> Credential | None:
    """Return the credential that `profile` and its secret part make, None when a part is missing.

    What `profile` signs in with decides: a password lying about does not serve a key's profile.
    """
    if profile.auth is AuthMethod.PASSWORD:
        if not (kept.password and profile.user and profile.domain):
            return None
        return Login(profile.user, profile.domain, kept.password, profile.user_id, profile.passcode)
    if not (kept.ak and kept.sk):
        return None
    return AccessKey(kept.ak, kept.sk, kept.security_token)


def keepsake_of(credential: Credential) -> Keepsake:
    """Return the secret part of `credential`."""
    if isinstance(credential, Login):
        return Keepsake(password=credential.password)
    return Keepsake(credential.ak, credential.sk, credential.security_token)

"""The credential of a profile: found in one documented order, kept, forgotten."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from drilltui.domain.credential import AccessKey, Credential, Given, Keepsake, Login
from drilltui.domain.errors import CredentialsNeeded, UsageError, VaultError
from drilltui.domain.language import marked, tr
from drilltui.domain.origin import Origin, OriginKind
from drilltui.domain.plain_text import plain
from drilltui.domain.ports import Vault
from drilltui.domain.profile import AuthMethod, Profile
from drilltui.domain.vault_choice import VaultChoice
from drilltui.services.entry_change import entry_changed


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


_NEEDED = {
    AuthMethod.AKSK: marked(
        "It signs in with an access key: give ak=... and sk=..., each on a line."
    ),
    AuthMethod.PASSWORD: marked(
        "It signs in with the password of its user, of whom the configuration names user and "
        "domain: give that password alone, or after password=."
    ),
}


_KEEPING = marked("'drilltui credentials set' keeps one, and so does signing in on the screen.")


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
        return next(self._whole(profile), None)

    def _whole(self, profile: Profile) -> Iterator[FoundCredential]:
        for given in self._given:
            credential = joined(profile, given.keepsake)
            if isinstance(credential, Login) and given.user not in ("", credential.user):
                continue
            if credential:
                yield FoundCredential(credential, given.origin)

    def explicit(self, profile: Profile) -> FoundCredential | None:
        """Return the credential of the file descriptor of this start, None when there was none.

        Raises UsageError when what came there is not whole for `profile`: whoever says where a
        secret comes from does not want another one to be used.
        """
        given = next((one for one in self._given if one.origin.kind is OriginKind.DESCRIPTOR), None)
        if given is None:
            return None
        if credential := joined(profile, given.keepsake):
            return FoundCredential(credential, given.origin)
        raise UsageError(
            tr(
                "What came by {origin} is not all that the profile {profile} signs in with.",
                origin=given.origin.name,
                profile=profile.name,
            ),
            tr(_NEEDED[profile.auth]),
        )

    async def find(self, profile: Profile) -> FoundCredential:
        """Return the credential of `profile`. CredentialsNeeded when there is none to be found.

        What was typed in this run goes first: it answers a question, or mends what is elsewhere.
        The keyrings are looked at only when nothing came with the start. Raises UsageError as
        `explicit` does, VaultError when a place where it may be did not answer.
        """
        if found := await self._first(profile, [self._memory], OriginKind.ASKED):
            return found
        if brought := self.explicit(profile) or self.brought(profile):
            return brought
        choice = await self.vaults()
        lasting = [vault for vault in choice.vaults if vault.lasting]
        if found := await self._first(profile, lasting, OriginKind.VAULT):
            return found
        words = (
            marked("No password was found for the profile {profile}.")
            if profile.auth is AuthMethod.PASSWORD
            else marked("No access key was found for the profile {profile}.")
        )
        raise CredentialsNeeded(
            tr(words, profile=profile.name),
            # It may be kept where nobody could look: that is told first.
            " ".join((*(one.seen for one in choice.unseen), tr(_KEEPING))),
            profile=profile.name,
        )

    async def proposed(self, profile: Profile, filed: Profile | None) -> FoundCredential | None:
        """Return what could sign in `profile`, which is being typed; None when there is nothing.

        What is kept under its name is of the user whom the configuration names there (`filed`, None
        when it has no such profile), and of nobody else. Raises what `find` does but for that.
        """
        if profile.auth is AuthMethod.PASSWORD and _user(filed) != _user(profile):
            return self.explicit(profile) or self.brought(profile)
        try:
            return await self.find(profile)
        except CredentialsNeeded:
            return None

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

    async def keep(
        self,
        profile: Profile,
        credential: Credential,
        vault: Vault,
        save: Callable[[], None] = lambda: None,
    ) -> tuple[str, ...]:
        """Keep `credential` in `vault`, and use it in this run whatever else is there.

        `save` is done with it: when that raises, nothing is kept. Where the other vaults that last
        have an older secret, it goes. Returns sentences on what will be used in its place all the
        same in later runs. Raises VaultError when it cannot be kept, and what `save` raises.
        """
        kept = keepsake_of(credential)
        async with entry_changed(vault, profile.name, kept):
            save()
        await self._memory.write(profile.name, kept)
        if not vault.lasting:
            return tuple(await self._older(profile.name))
        set_ = (one.origin for one in self._whole(profile))
        told = [goes_before(one) for one in set_ if one.kind is OriginKind.ENVIRONMENT]
        return (
            *told[:1],
            *await self._forget_elsewhere(profile.name, vault),
            *(
                tr(
                    "The {keyring} could not be looked at: an older secret in it may be used in "
                    "place of this one once it is open.",
                    keyring=tr(one.subject),
                )
                for one in (await self.vaults()).unseen
            ),
        )

    async def _older(self, profile: str) -> list[str]:
        """Say where a secret is kept that the next run uses again."""
        return [
            tr(
                "The older secret in the {keyring} is used again in the next run.",
                keyring=tr(entry.vault),
            )
            for entry in await self.kept(profile)
            if entry.lasting
        ]

    async def _forget_elsewhere(self, profile: str, vault: Vault) -> list[str]:
        """Remove what other vaults keep for `profile`: the first that has something is believed."""
        told = []
        for other in (await self.vaults()).vaults:
            if not other.lasting or other.name == vault.name:
                continue
            try:
                await other.forget(profile)
            except VaultError as error:
                told.append(
                    tr(
                        "The {keyring} may have an older secret for {profile}, which was not "
                        "removed: {error}",
                        keyring=tr(other.name),
                        profile=profile,
                        error=error,
                    )
                )
        return told

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


def goes_before(origin: Origin) -> str:
    """Say that the variable of `origin` is used in place of what a keyring has."""
    name = plain(origin.name)
    return tr(
        "{name} is still set, and goes before the keyring: take it out of where it is set.",
        name=name,
    )


def _user(profile: Profile | None) -> tuple[str, str] | None:
    return (profile.user, profile.domain) if profile else None


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

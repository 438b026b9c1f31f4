"""Everything of a live run that a test holds: configuration, vaults, the far end, the doors."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from random import Random

from drilltui.cloud.http import AsyncBaseTransport, Request, Response, asgi_transport
from drilltui.cloud.huawei import open_cloud
from drilltui.cloud.key_lock import KeyLocks
from drilltui.cloud.token_store import TokenStore
from drilltui.domain.credential import Credential, Given, Keepsake
from drilltui.domain.errors import VaultError
from drilltui.domain.origin import Origin, OriginKind
from drilltui.domain.place import Mode, Place
from drilltui.domain.ports import Cloud, Person, Vault
from drilltui.domain.profile import Configuration, Profile, ResolvedProfile
from drilltui.domain.secret import Secret
from drilltui.domain.surroundings import DESCRIPTOR
from drilltui.domain.vault_choice import VaultChoice
from drilltui.sandbox.embedded import Sandbox, open_sandbox
from drilltui.services.credentials import Credentials
from drilltui.services.entrance import Entrance
from drilltui.services.requests import Requests
from drilltui.services.session import Session, open_session
from drilltui.services.sign_in import SignIn
from drilltui.settings import RehearsalSettings
from drilltui.store.memory_journal import MemoryJournal, Shelf
from drilltui.wiring import open_rehearsal
from tests.clock import FakeClock
from tests.wire import Wire

SECRET_SERVICE = "Secret Service"
KERNEL = "kernel keyring"
MEMORY = "this run's memory"


class MemoryProfiles:
    """A `domain.ports.Profiles` without a file."""

    path = "~/.config/drilltui/config.toml"

    def __init__(self, profiles: Sequence[Profile] = (), default: str = "") -> None:
        self.profiles = {profile.name: profile for profile in profiles}
        self.default = default

    def load(self) -> Configuration:
        found = {name: ResolvedProfile(one) for name, one in self.profiles.items()}
        return Configuration(found, self.default)

    def save(self, profile: Profile, *, default: bool) -> None:
        self.profiles[profile.name] = profile
        self.default = profile.name if default else self.default

    def remove(self, name: str) -> bool:
        return self.profiles.pop(name, None) is not None


class MemoryVault:
    """A `domain.ports.Vault` in memory, that may be locked or forget after a time."""

    def __init__(self, name: str, *, lasting: bool = True, left: timedelta | None = None) -> None:
        self.name = name
        self.lasting = lasting
        self.keeps_for = left and timedelta(hours=8)
        self.entries: dict[str, Keepsake] = {}
        self.locked = False
        self._left = left

    async def read(self, profile: str) -> Keepsake | None:
        self._open()
        return self.entries.get(profile)

    async def write(self, profile: str, keepsake: Keepsake) -> None:
        self._open()
        self.entries[profile] = keepsake

    async def forget(self, profile: str) -> bool:
        self._open()
        return self.entries.pop(profile, None) is not None

    async def time_left(self, profile: str) -> timedelta | None:
        return self._left if profile in self.entries else None

    def _open(self) -> None:
        if self.locked:
            raise VaultError(f"{self.name} is locked.", "Unlock it and try again.")


class Line(AsyncBaseTransport):
    """Counts what is sent, and hands it on to the wire."""

    def __init__(self, wire: Wire) -> None:
        self.sent: list[str] = []
        self._wire = wire

    async def handle_async_request(self, request: Request) -> Response:
        self.sent.append(f"{request.method} {request.url.path}")
        return await self._wire.handle_async_request(request)

    async def aclose(self) -> None:
        """Stay open: the clouds of a run have this one wire."""


class LiveWorld:
    """A run that could be a real one: only its far end is the embedded cloud.

    `given` are secrets of the environment by variable, of `user` if that is said; `descriptor`
    is what came by a descriptor. A profile that `kept` names has the sandbox's own
    key in the first vault.
    """

    def __init__(
        self,
        profiles: Sequence[Profile] = (),
        *,
        default: str = "",
        kept: Sequence[str] = (),
        given: Mapping[str, Keepsake] | None = None,
        user: str = "",
        descriptor: Keepsake | None = None,
        scenario: str = "smooth",
        notices: Sequence[str] = (),
    ) -> None:
        self.clock = FakeClock()
        self.shelf = Shelf()
        self.journal = MemoryJournal(self.shelf)
        self.sandbox: Sandbox = open_sandbox(scenario, clock=self.clock.now)
        self.access = self.sandbox.access
        self.wire = Wire().to(asgi_transport(self.sandbox.app))
        self.line = Line(self.wire)
        self.profiles = MemoryProfiles(profiles, default)
        self.readonly_option = False
        self.keyring = MemoryVault(SECRET_SERVICE)
        self.kernel = MemoryVault(KERNEL, left=timedelta(hours=7))
        self.memory = MemoryVault(MEMORY, lasting=False)
        self.keyring_found = asyncio.Event()
        self.keyring_found.set()
        for name in kept:
            self.keyring.entries[name] = self.key
        secrets = [Given(descriptor, DESCRIPTOR)] if descriptor else []
        secrets += [
            Given(one, Origin(OriginKind.ENVIRONMENT, name), user)
            for name, one in (given or {}).items()
        ]
        self.credentials = Credentials(secrets, self.memory, self._choose_vault)
        sign_in = SignIn(self._open_cloud, self.credentials, self.profiles)
        self.entrance = Entrance(sign_in, self._resolve, self._open_live, self._rehearse)
        self.tokens, self.locks = TokenStore(), KeyLocks()
        self.closed: list[str] = []
        self.notices = tuple(notices)

    def another(self) -> None:
        """Let the next run be another process of the same person: the same disk, its own hold."""
        self.journal = MemoryJournal(self.shelf)

    def killed(self) -> None:
        """Let the run so far have died at once: the system drops what it held."""
        self.shelf.takers.clear()
        self.another()

    @property
    def key(self) -> Keepsake:
        """The sandbox's own access key."""
        return Keepsake(self.access.ak, Secret(self.access.sk))

    def profile(self, name: str = "prod", **more: object) -> Profile:
        """A profile of the sandbox's region with its main project."""
        known = {"region": self.access.region, "project_id": self.access.project_id}
        return Profile(name, **(known | more))  # type: ignore[arg-type]

    async def _choose_vault(self) -> VaultChoice:
        await self.keyring_found.wait()
        vaults: tuple[Vault, ...] = (self.keyring, self.kernel, self.memory)
        return VaultChoice(vaults, (), "Secrets are kept in the Secret Service of this desktop.")

    def _resolve(self) -> Configuration:
        """Join what an option of this start says, as the configuration does."""
        said = self.profiles.load()
        if not self.readonly_option:
            return said
        origins = {"readonly": Origin(OriginKind.OPTION, "--readonly")}
        return Configuration(
            {
                name: ResolvedProfile(_read_only(one.profile), origins)
                for name, one in said.profiles.items()
            },
            said.default_profile,
        )

    async def _open_cloud(
        self,
        profile: Profile,
        credential: Credential,
        person: Person,
        log: Requests | None = None,
    ) -> Cloud:
        return open_cloud(
            endpoint=self.access.endpoint,
            credential=credential,
            project_id=profile.project_id,
            region=profile.region,
            clock=self.clock,
            log=log or self.entrance.requests,
            chance=Random(1),
            person=person,
            tokens=self.tokens,
            locks=self.locks,
            readonly=profile.readonly,
            transport=self.line,
        )

    async def _open_live(self, profile: Profile, credential: Credential, person: Person) -> Session:
        requests = Requests()
        place = Place(
            mode=Mode.LIVE,
            profile=profile.name,
            region=profile.region,
            project_id=profile.project_id,
            endpoint=self.access.endpoint,
            person="ada",
            host="jump-1",
            readonly=profile.readonly,
        )
        cloud = await self._open_cloud(profile, credential, person, requests)
        chance = Random(1 + len(self.shelf.records))
        session = open_session(place, cloud, self.journal, self.clock, requests, chance)
        session = replace(session, notices=self.notices)
        return _told_when_closed(session, lambda: self.closed.append(profile.name))

    async def _rehearse(self) -> Session:
        session = await open_rehearsal(
            RehearsalSettings("smooth"), clock=self.clock, journal=self.journal, chance=Random(1)
        )
        return _told_when_closed(session, lambda: self.closed.append("rehearsal"))


def _read_only(profile: Profile) -> Profile:
    return replace(profile, readonly=True)


def _told_when_closed(session: Session, tell: Callable[[], None]) -> Session:
    async def close() -> None:
        await session.close()
        tell()

    return replace(session, close=close)

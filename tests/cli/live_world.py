"""A live side in memory, for commands: profiles, vaults, and the embedded cloud at the far end."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from random import Random
from typing import TypeAlias

import pytest

from drilltui.domain.credential import AccessKey, Credential, Given, Keepsake
from drilltui.domain.finding import Finding
from drilltui.domain.origin import Origin, OriginKind
from drilltui.domain.place import Mode
from drilltui.domain.ports import Person
from drilltui.domain.profile import Configuration, Profile, ResolvedProfile
from drilltui.domain.secret import Secret
from drilltui.domain.vault_choice import VaultChoice
from drilltui.domain.verdict import Verdict
from drilltui.services.credentials import Credentials
from drilltui.services.entrance import Entrance
from drilltui.services.session import Session
from drilltui.services.sign_in import SignIn
from drilltui.settings import LiveSettings, RehearsalSettings
from drilltui.store.memory_journal import MemoryJournal
from drilltui.wiring import live, network
from drilltui.wiring.rehearsal import open_rehearsal
from tests.services.stub_cloud import StubCloud
from tests.services.stub_vault import StubVault

OpenSession: TypeAlias = Callable[[Profile, Person], Awaitable[Session]]

SK = "sk-Vq8/+Tfw=never-to-be-seen"
KEY = AccessKey("AKIDEXAMPLE", Secret(SK))
KEPT = Keepsake(KEY.ak, KEY.sk)
FILE = Origin(OriginKind.FILE, "/etc/drilltui/config.toml")
ENVIRONMENT = Origin(OriginKind.ENVIRONMENT, "HUAWEICLOUD_SDK_AK")
PROFILE = Profile("prod", region="eu-demo-1", project_id="0" * 32)


class CheckedCloud(StubCloud):
    """The far end of a check of the sign-in."""

    def __init__(self) -> None:
        super().__init__()
        self.skew: timedelta | None = timedelta(seconds=1)

    async def look(self) -> None:
        return await self._answer("look", "", lambda: None)

    def try_again(self) -> None:
        raise AssertionError("a command never tries again by itself")


class MemoryProfiles:
    """A `domain.ports.Profiles` that nobody writes."""

    path = "/etc/drilltui/config.toml"

    def __init__(self, world: LiveWorld) -> None:
        self._world = world

    def load(self) -> Configuration:
        return self._world.configuration()

    def save(self, profile: Profile, *, default: bool) -> None:
        raise AssertionError(f"{profile.name} is not to be written ({default})")

    def remove(self, name: str) -> bool:
        raise AssertionError(f"{name} is not to be removed")


@dataclass
class LiveWorld:
    """What the commands of a test meet; `use` puts it in place of the real one."""

    profiles: list[Profile] = field(default_factory=lambda: [PROFILE])
    default: str = "prod"
    given: list[Given] = field(default_factory=list)
    keyring: StubVault = field(default_factory=lambda: StubVault("Secret Service"))
    memory: StubVault = field(default_factory=lambda: StubVault("this run's memory", lasting=False))
    vaults: list[StubVault] = field(default_factory=list)
    findings: tuple[Finding, ...] = ()
    sentence: str = "Secrets are kept in the Secret Service."
    cloud: CheckedCloud = field(default_factory=CheckedCloud)
    scenario: str = "smooth"
    open_session: OpenSession | None = None
    unseen: tuple[Finding, ...] = ()
    settings: list[LiveSettings] = field(default_factory=list)
    entered: list[tuple[Profile, Credential]] = field(default_factory=list)
    reached: list[str] = field(default_factory=list)
    way: Finding = field(default_factory=lambda: Finding("TLS", Verdict.OK, "trusted"))
    trouble: Exception | None = None
    kernel_hours: int | None = None

    def use(self, patch: pytest.MonkeyPatch) -> None:
        patch.setattr(live, "open_entrance", self.open_entrance)
        patch.setattr(network, "HostNetwork", lambda: self)
        patch.setattr(live, "conventions", tuple)

    def configuration(self) -> Configuration:
        if self.trouble:
            raise self.trouble
        origins = {"region": FILE, "project_id": FILE, "auth": FILE}
        known = {profile.name: ResolvedProfile(profile, origins) for profile in self.profiles}
        current = self.settings[-1].profile if self.settings else ""
        chosen = FILE if self.default else Origin(OriginKind.RULE, "the only profile")
        only = next(iter(known)) if len(known) == 1 else ""
        name = current or self.default or only
        return Configuration(known, self.default, name, chosen, self.kernel_hours)

    def open_entrance(self, settings: LiveSettings) -> Entrance:
        self.settings.append(settings)
        credentials = Credentials(self.given, self.memory, self._choose)
        sign_in = SignIn(self._open_cloud, credentials, MemoryProfiles(self))
        return Entrance(sign_in, self.configuration, self._open_live, self._rehearse)

    async def certificates(self, profile: Profile) -> tuple[Finding, ...]:
        return (Finding("certificates", Verdict.OK, "this host's store"),)

    async def reach(self, profile: Profile, url: str) -> tuple[Finding, ...]:
        self.reached.append(url)
        return (self.way,)

    async def _choose(self) -> VaultChoice:
        vaults = self.vaults or [self.keyring]
        return VaultChoice((*vaults, self.memory), self.findings, self.sentence, self.unseen)

    async def _open_cloud(self, *_: object) -> CheckedCloud:
        return self.cloud

    async def _open_live(self, profile: Profile, credential: Credential, person: Person) -> Session:
        self.entered.append((profile, credential))
        if self.open_session:
            return await self.open_session(profile, person)
        session = await self._rehearse()
        place = replace(session.place, mode=Mode.LIVE, profile=profile.name, world="")
        return replace(session, place=place)

    async def _rehearse(self) -> Session:
        return await open_rehearsal(
            RehearsalSettings(self.scenario), journal=MemoryJournal(), chance=Random(1)
        )

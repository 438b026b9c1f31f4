"""A run over a real cloud: its adapters, and the entrance made of them."""

from __future__ import annotations

import os
import platform
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from drilltui.domain.place import USUAL_DAYS, Mode, Place
from drilltui.settings import LiveSettings, RehearsalSettings
from drilltui.wiring.core_file import keep_out_of_core_files
from drilltui.wiring.journal import open_journal_or_read
from drilltui.wiring.operator import person as operator
from drilltui.wiring.paths import config_path
from drilltui.wiring.provenance import provenance
from drilltui.wiring.rehearsal import open_rehearsal

if TYPE_CHECKING:
    from datetime import timedelta
    from random import Random

    from drilltui.domain.credential import Credential, Given, Keepsake
    from drilltui.domain.finding import Finding
    from drilltui.domain.ports import Clock, Cloud, Journal, Person, Profiles, RequestLog
    from drilltui.domain.profile import Configuration, Profile
    from drilltui.domain.resolution import Options
    from drilltui.domain.secret import Secret
    from drilltui.domain.vault_choice import VaultChoice
    from drilltui.services.credentials import Credentials
    from drilltui.services.entrance import Entrance
    from drilltui.services.importing import Importing
    from drilltui.services.session import Session

OpenLogged: TypeAlias = "Callable[[Profile, Credential, Person, RequestLog], Awaitable[Cloud]]"
"""Opens the cloud of a profile, noting each request; see `services.check.OpenCloud`."""

_USUAL = RehearsalSettings()


@dataclass(frozen=True, slots=True)
class Parts:
    """What an entrance is made of.

    `resolve` reads the configuration file and joins what environment and options of this run say;
    `complete` joins that to a profile that is not written yet.
    """

    profiles: Profiles
    resolve: Callable[[], Configuration]
    complete: Callable[[Profile], Profile]
    credentials: Credentials
    open_cloud: OpenLogged
    open_journal: Callable[[], Awaitable[Journal]]
    clock: Clock
    chance: Random


def open_entrance(settings: LiveSettings, rehearsal: RehearsalSettings = _USUAL) -> Entrance:
    """Return the entrance of this run, whose rehearsals are as `rehearsal` says.

    Nothing is read for it but the environment.
    """
    import random

    from drilltui.clock import SystemClock
    from drilltui.domain.conventions import read_environment
    from drilltui.domain.resolution import completed
    from drilltui.wiring.clouds import Clouds

    keep_out_of_core_files()
    profiles, clock, chance = open_profiles(settings), SystemClock(), random.Random()

    async def journal() -> Journal:
        return await open_journal_or_read(settings.state_dir)

    parts = Parts(
        profiles=profiles,
        resolve=lambda: resolved(profiles, settings),
        complete=lambda profile: completed(profile, os.environ, _options(settings)),
        credentials=open_credentials(
            read_environment(os.environ).given(settings.secrets), clock, profiles
        ),
        open_cloud=Clouds(clock, chance).open,
        open_journal=journal,
        clock=clock,
        chance=chance,
    )
    return join(parts, rehearsal)


def join(parts: Parts, rehearsal: RehearsalSettings = _USUAL) -> Entrance:
    """Return the entrance over these parts. Nothing is opened, read or sent yet."""
    from drilltui.services.entrance import Entrance
    from drilltui.services.requests import Requests
    from drilltui.services.sign_in import SignIn

    requests = Requests()

    async def open_cloud(profile: Profile, credential: Credential, person: Person) -> Cloud:
        return await parts.open_cloud(profile, credential, person, requests)

    async def open_live(profile: Profile, credential: Credential, person: Person) -> Session:
        return await _open_live(parts, profile, credential, person)

    async def rehearse() -> Session:
        return await open_rehearsal(rehearsal)

    sign_in = SignIn(open_cloud, parts.credentials, parts.profiles, parts.complete)
    return Entrance(
        sign_in, parts.resolve, open_live, rehearse, rehearsal.scenario, requests=requests
    )


async def _open_live(
    parts: Parts, profile: Profile, credential: Credential, person: Person
) -> Session:
    """Return the session of `profile`, whose project is known. It owns the cloud it opens."""
    from drilltui.probing import HostProber
    from drilltui.services.equipment import Equipment
    from drilltui.services.requests import Requests
    from drilltui.services.session import open_session
    from drilltui.wiring.own_runbooks import own_runbooks

    requests, said = Requests(), parts.resolve()
    cloud = await parts.open_cloud(profile, credential, person, requests)
    try:
        journal = await parts.open_journal()
    except BaseException:
        await cloud.close()
        raise
    folder = Path(parts.profiles.path).parent
    equipment = Equipment(
        said.checklist,
        said.probes,
        HostProber(os.environ),
        lambda: provenance(profile.user or profile.user_id),
        runbooks=lambda: own_runbooks(folder),
    )
    return open_session(
        place_of(profile), cloud, journal, parts.clock, requests, parts.chance, equipment
    )


def place_of(profile: Profile) -> Place:
    """Return where a person works who works with `profile`."""
    return Place(
        mode=Mode.LIVE,
        profile=profile.name,
        region=profile.region,
        project_id=profile.project_id,
        endpoint=profile.url("sdrs"),
        person=operator(),
        host=platform.node(),
        readonly=profile.readonly,
        rto_minutes=profile.rto_minutes,
        overdue_days=profile.overdue_days or USUAL_DAYS,
    )


def open_profiles(settings: LiveSettings) -> Profiles:
    """Return the configuration file, which is read when it is asked."""
    from drilltui.store.config_file import ConfigFile

    return ConfigFile(config_path(settings.config_dir))


def resolved(profiles: Profiles, settings: LiveSettings) -> Configuration:
    """Return the profiles of this run. ConfigError when the file cannot be used."""
    from drilltui.domain.resolution import resolve

    return resolve(profiles.load(), os.environ, _options(settings))


def _options(settings: LiveSettings) -> Options:
    from drilltui.domain.resolution import Options

    return Options(settings.profile, settings.readonly)


def secrets_of(descriptor: int) -> Keepsake:
    """Return the secrets that an open file descriptor brings, which is closed then.

    It waits for them, and a descriptor that nobody opened may be one of our own later: this is done
    before there is a screen or an event loop. Raises UsageError for one that brings none.
    """
    from drilltui.store.secret_descriptor import read_secrets

    keep_out_of_core_files()
    return read_secrets(descriptor)


def open_credentials(given: Sequence[Given], clock: Clock, profiles: Profiles) -> Credentials:
    """Return the credentials of this run: what came with its start, and this host's keyrings.

    Nothing is looked at until a secret is needed that did not come with the start.
    """
    from drilltui.services.credentials import Credentials
    from drilltui.store.vault.memory import MemoryVault

    memory = MemoryVault()

    async def choose() -> VaultChoice:
        from drilltui.store.vault.choice import choose_vault

        return await choose_vault(
            environ=os.environ, memory=memory, now=clock.now, kernel_time=_kernel_time(profiles)
        )

    return Credentials(given, memory, choose)


def _kernel_time(profiles: Profiles) -> timedelta:
    """Return how long the kernel's keyring keeps a secret here."""
    from datetime import timedelta

    from drilltui.domain.errors import ConfigError
    from drilltui.store.vault import kernel

    try:
        hours = profiles.load().kernel_keyring_hours
    except ConfigError:  # told to whoever needs a profile of it; forgetting a secret needs none
        hours = None
    return kernel.TIME if hours is None else timedelta(hours=hours)


def conventions() -> tuple[Finding, ...]:
    """Return what is odd about the variables that other tools have set. Nothing is sent."""
    from drilltui.domain.conventions import read_environment

    return read_environment(os.environ).findings


def open_importing(settings: LiveSettings) -> Importing:
    """Return what finds and takes over the credentials of other tools on this host."""
    from drilltui.services.importing import Importing
    from drilltui.store.foreign.search import search

    keep_out_of_core_files()

    return Importing(lambda: search(os.environ, Path.home(), _here()), open_profiles(settings))


def _here() -> Path:
    """Return the folder we work in; the home where that has been taken away under us."""
    try:
        return Path.cwd()
    except OSError:
        return Path.home()


def run_in_keyring(
    command: Sequence[str], *, ask: Callable[[str], Secret], environ: Mapping[str, str]
) -> int:
    """Run `command` with a keyring of its own and return its exit status.

    `ask` asks for the keyring's password; EOFError when nobody gives it. Raises VaultError when
    that cannot be.
    """
    from drilltui.store.vault import keyring_session

    keep_out_of_core_files()
    return keyring_session.run_in_keyring(command, ask=ask, environ=environ)

"""The entrance that is made of the live parts."""

from __future__ import annotations

import platform
from dataclasses import replace
from random import Random

import pytest

from drilltui.domain.credential import Credential, Given
from drilltui.domain.errors import JournalError
from drilltui.domain.place import Mode
from drilltui.domain.ports import Cloud, Journal, Person, RequestLog
from drilltui.domain.profile import Profile
from drilltui.domain.project import Project
from drilltui.domain.secret import Secret
from drilltui.domain.vault_choice import VaultChoice
from drilltui.services.credentials import Credentials
from drilltui.store.memory_journal import MemoryJournal
from drilltui.wiring.live import Parts, join, place_of
from drilltui.wiring.operator import person as operator
from tests.cli.live_world import (
    ENVIRONMENT,
    KEPT,
    KEY,
    PROFILE,
    CheckedCloud,
    LiveWorld,
    MemoryProfiles,
)
from tests.clock import FakeClock

Opened = list[tuple[Profile, Credential, Person, RequestLog, CheckedCloud]]


class Nobody:
    async def passcode(self, user: str, why: str) -> Secret | None:
        return None


def parts(world: LiveWorld, opened: Opened, journal: Journal | JournalError) -> Parts:
    async def choose() -> VaultChoice:
        raise AssertionError("no keyring is looked at for what came with the start")

    async def open_cloud(
        profile: Profile, credential: Credential, person: Person, log: RequestLog
    ) -> Cloud:
        cloud = CheckedCloud()
        cloud.script("projects", (Project("p" * 32, profile.region),))
        opened.append((profile, credential, person, log, cloud))
        return cloud

    async def open_journal() -> Journal:
        if isinstance(journal, JournalError):
            raise journal
        return journal

    return Parts(
        profiles=MemoryProfiles(world),
        resolve=world.configuration,
        credentials=Credentials([Given(KEPT, ENVIRONMENT)], world.memory, choose),
        open_cloud=open_cloud,
        open_journal=open_journal,
        clock=FakeClock(),
        chance=Random(1),
    )


async def test_the_session_works_at_the_profiles_place_over_its_own_cloud() -> None:
    opened: Opened = []
    nobody = Nobody()
    entrance = join(parts(LiveWorld(), opened, MemoryJournal()))
    session = await entrance.enter("prod", nobody)
    ((profile, credential, person, log, cloud),) = opened
    assert (profile, credential, person) == (PROFILE, KEY, nobody)
    assert log is session.requests
    assert session.place == place_of(PROFILE)
    await session.close()
    assert cloud.closed


async def test_a_project_that_nobody_said_is_found_first() -> None:
    opened: Opened = []
    world = LiveWorld(profiles=[replace(PROFILE, project_id="")])
    session = await join(parts(world, opened, MemoryJournal())).enter("prod", Nobody())
    looked, worked = (cloud for *_, cloud in opened)
    assert session.place.project_id == "p" * 32
    assert (looked.closed, worked.closed) == (True, False)
    await session.close()


async def test_a_journal_that_does_not_open_leaves_no_connection_behind() -> None:
    opened: Opened = []
    entrance = join(parts(LiveWorld(), opened, JournalError("It is full.")))
    with pytest.raises(JournalError):
        await entrance.enter("prod", Nobody())
    assert opened[0][-1].closed


def test_the_place_says_where_who_and_whether_it_may_change_anything() -> None:
    place = place_of(replace(PROFILE, readonly=True, region="eu-de"))
    assert (place.mode, place.profile, place.region) == (Mode.LIVE, "prod", "eu-de")
    assert place.endpoint == "https://sdrs.eu-de.otc.t-systems.com"
    assert (place.person, place.host) == (operator(), platform.node())
    assert place.readonly
    assert place.world == ""


async def test_the_rehearsal_has_its_own_door() -> None:
    session = await join(parts(LiveWorld(), [], MemoryJournal())).rehearse()
    assert session.place.mode is Mode.REHEARSAL
    await session.close()

"""The entrance that is made of the live parts."""

from __future__ import annotations

import platform
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from drilltui.domain.checklist import Item
from drilltui.domain.credential import Credential, Given
from drilltui.domain.drill import DrillDraft
from drilltui.domain.errors import ConfigError, JournalError
from drilltui.domain.exercise import Exercise
from drilltui.domain.place import Mode
from drilltui.domain.ports import Cloud, Journal, Person, RequestLog
from drilltui.domain.probe import SSH, Probe
from drilltui.domain.profile import Profile
from drilltui.domain.project import Project
from drilltui.domain.secret import Secret
from drilltui.domain.server import Server
from drilltui.domain.vault_choice import VaultChoice
from drilltui.services.credentials import Credentials
from drilltui.settings import RehearsalSettings
from drilltui.store.memory_journal import MemoryJournal
from drilltui.store.vault import choice
from drilltui.wiring.journal import open_journal_or_read
from drilltui.wiring.live import Parts, join, open_credentials, place_of
from drilltui.wiring.operator import person as operator
from drilltui.wiring.rehearsal import open_rehearsal
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
        complete=lambda profile: replace(profile, ca_file="/os.pem"),
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


async def test_own_items_and_probes_come_from_the_configuration_and_run_on_this_host() -> None:
    web, desk = Probe("web", ("true",)), Item("own.desk", "Tell the desk", "", "")
    made = replace(
        parts(LiveWorld(), [], MemoryJournal()),
        resolve=lambda: replace(LiveWorld().configuration(), checklist=(desk,), probes=(web,)),
    )
    session = await join(made).enter("prod", Nobody())
    assert session.verifying.probes(Server("s")) == (web, SSH)
    assert session.verifying.about == ""
    kept = Exercise(preflight={"checklist": [{"key": "log-in"}]})
    assert session.steps.of_record(kept).step(desk.key)
    await session.close()


async def test_a_check_goes_where_the_session_will_go_and_the_file_is_told_nothing_of_it() -> None:
    opened: Opened = []
    entrance = join(parts(LiveWorld(), opened, MemoryJournal()))
    proof = await entrance.sign_in.check(replace(PROFILE, project_id=""), KEY, Nobody())
    assert {profile.ca_file for profile, *_ in opened} == {"/os.pem"}
    assert proof.profile == replace(PROFILE, project_id="p" * 32)


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


@pytest.mark.parametrize(("said", "hours"), [(None, 8), (1, 1), (72, 72)])
async def test_the_kernels_keyring_keeps_for_as_long_as_the_configuration_says(
    said: int | None, hours: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert await kernel_time(LiveWorld(kernel_hours=said), monkeypatch) == timedelta(hours=hours)


async def test_a_configuration_that_cannot_be_used_keeps_nobody_from_the_keyrings(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    world = LiveWorld(trouble=ConfigError("It is no TOML."))
    assert await kernel_time(world, monkeypatch) == timedelta(hours=8)


async def kernel_time(world: LiveWorld, monkeypatch: pytest.MonkeyPatch) -> object:
    """What the look at this host's keyrings is asked for."""
    asked: dict[str, object] = {}

    async def choose_vault(**how: object) -> VaultChoice:
        asked.update(how)
        return VaultChoice((world.memory,), (), "")

    monkeypatch.setattr(choice, "choose_vault", choose_vault)
    await open_credentials([], FakeClock(), MemoryProfiles(world)).vaults()
    return asked["kernel_time"]


async def test_with_a_journal_that_cannot_be_written_the_cloud_is_read(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("in the way")
    opened: Opened = []

    async def journal() -> Journal:
        return await open_journal_or_read(tmp_path / "state")

    entrance = join(replace(parts(LiveWorld(), opened, MemoryJournal()), open_journal=journal))
    session = await entrance.enter("prod", Nobody())
    assert await session.exercises.of_drill("d" * 36) is None
    await session.close()
    assert opened[0][-1].closed


async def test_a_rehearsal_refuses_to_start_a_drill_where_a_live_run_would(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("in the way")
    settings = RehearsalSettings(state_dir=tmp_path / "state")
    session = await open_rehearsal(settings, clock=FakeClock(), chance=Random(1))
    groups = await session.groups.list()
    ready = next(one.group for one in groups if one.readiness.ready)
    with pytest.raises(JournalError, match="cannot be made"):
        await session.drills.start(DrillDraft(ready.id, "drill-1"), ready, {})
    assert await session.groups.list() == groups
    await session.close()

from __future__ import annotations

from collections.abc import Awaitable
from dataclasses import replace

import pytest

from drilltui.domain.credential import Credential, Given, Keepsake
from drilltui.domain.errors import ConfigError, CredentialsNeeded
from drilltui.domain.origin import Origin, OriginKind
from drilltui.domain.ports import Person
from drilltui.domain.profile import NEEDED, SERVICES, Configuration, Profile, ResolvedProfile
from drilltui.domain.secret import Secret
from drilltui.domain.vault_choice import VaultChoice
from drilltui.services.credentials import Credentials
from drilltui.services.entrance import Entrance
from drilltui.services.session import Session
from drilltui.services.sign_in import SignIn
from tests.services.stub_cloud import StubCloud
from tests.services.stub_vault import StubVault, choice_of
from tests.services.test_sign_in import Nobody, StubProfiles

VARIABLE = Origin(OriginKind.ENVIRONMENT, "HW_SECRET_KEY")
KEY = Given(Keepsake("AK", Secret("SK")), VARIABLE)
PROD = Profile("prod", "eu-de", project_id="0" * 32)


class Opened(Exception):
    """In place of a session, which these tests have no use for."""


def entrance(*profiles: Profile, given: Given | None = KEY) -> Entrance:
    memory = StubVault("memory", lasting=False)

    async def choose() -> VaultChoice:
        return choice_of(memory)

    async def open_live(profile: Profile, credential: Credential, person: Person) -> Session:
        raise Opened(profile.name)

    def rehearse() -> Awaitable[Session]:
        raise AssertionError

    async def open_cloud(profile: Profile, credential: Credential, person: Person) -> StubCloud:
        return StubCloud()

    known = {profile.name: ResolvedProfile(profile) for profile in profiles}
    credentials = Credentials([given] if given else [], memory, choose)
    sign_in = SignIn(open_cloud, credentials, StubProfiles())
    return Entrance(sign_in, lambda: Configuration(known), open_live, rehearse)


async def test_a_profile_without_a_region_is_told_as_that() -> None:
    lost = Profile("prod", endpoints={"sdrs": "https://sdrs.example"})
    for profile in (lost, replace(lost, project_id="0" * 32)):
        with pytest.raises(ConfigError, match="The profile prod has no region") as caught:
            await entrance(profile).enter("prod", Nobody())
        assert "such as eu-de" in caught.value.remedy


async def test_a_profile_with_all_its_addresses_needs_no_region() -> None:
    own = {service: f"https://{service}.example" for service in SERVICES}

    with pytest.raises(Opened, match="prod"):
        await entrance(replace(PROD, region="", endpoints=own)).enter("prod", Nobody())


async def test_what_is_only_good_to_know_may_be_nowhere() -> None:
    own = {service: f"https://{service}.example" for service in NEEDED}

    with pytest.raises(Opened, match="prod"):
        await entrance(replace(PROD, region="", endpoints=own)).enter("prod", Nobody())


async def test_where_the_secret_comes_from_is_known_of_the_profile_entered_last() -> None:
    doors = entrance(PROD, Profile("lost"))
    with pytest.raises(Opened):
        await doors.enter("prod", Nobody())
    assert doors.origin == VARIABLE
    with pytest.raises(ConfigError):
        await doors.enter("lost", Nobody())
    assert doors.origin is None


async def test_without_a_secret_there_is_no_origin_of_one() -> None:
    doors = entrance(PROD, given=None)
    with pytest.raises(CredentialsNeeded):
        await doors.enter("prod", Nobody())
    assert doors.origin is None

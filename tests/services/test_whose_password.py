"""A password of the environment serves the user it was set for."""

from __future__ import annotations

import pytest

from drilltui.domain.credential import Given, Keepsake, Login
from drilltui.domain.errors import CredentialsNeeded
from drilltui.domain.origin import Origin, OriginKind
from drilltui.domain.profile import AuthMethod, Profile
from drilltui.domain.secret import Secret
from drilltui.domain.vault_choice import VaultChoice
from drilltui.services.credentials import Credentials
from tests.services.test_importing import Drawer

PROFILE = Profile("prod", auth=AuthMethod.PASSWORD, user="operator", domain="d")


def credentials(user: str) -> Credentials:
    kept = Keepsake(password=Secret("hunter2"))
    given = Given(kept, Origin(OriginKind.ENVIRONMENT, "OS_PASSWORD"), user)

    async def choose() -> VaultChoice:
        return VaultChoice((), (), "Sign in on the screen.")

    return Credentials([given], Drawer(), choose)


@pytest.mark.parametrize("user", ["", "operator"])
async def test_it_serves_its_user_or_anybody_when_none_was_said(user: str) -> None:
    found = await credentials(user).find(PROFILE)

    assert found.credential == Login("operator", "d", Secret("hunter2"))
    assert found.origin.name == "OS_PASSWORD"


async def test_it_is_not_tried_for_another_user() -> None:
    with pytest.raises(CredentialsNeeded):
        await credentials("somebody").find(PROFILE)

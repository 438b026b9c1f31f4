from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from drilltui.domain.credential import AccessKey, Given, Keepsake, Login
from drilltui.domain.errors import CredentialsNeeded, UsageError, VaultError
from drilltui.domain.finding import Finding
from drilltui.domain.origin import Origin, OriginKind
from drilltui.domain.profile import AuthMethod, Profile
from drilltui.domain.secret import Secret
from drilltui.domain.vault_choice import VaultChoice
from drilltui.domain.verdict import Verdict
from drilltui.services.credentials import Credentials, joined, keepsake_of
from tests.services.stub_vault import StubVault, choice_of

PROD = Profile("prod", "eu-de")
WITH_PASSWORD = Profile(
    "prod", "eu-de", auth=AuthMethod.PASSWORD, user="op", domain="OTC1", user_id="u", passcode=True
)
LOCKED = VaultError("The keyring is locked.", "Unlock it.")


def key(name: str) -> Keepsake:
    return Keepsake(f"AK-{name}", Secret(f"SK-{name}"))


class Room:
    """The places where a secret may be, each empty at first."""

    def __init__(self, *given: Given) -> None:
        self.memory = StubVault("this run's memory", lasting=False)
        self.keyring = StubVault()
        self.kernel = StubVault("kernel keyring")
        self.looks = 0
        self.unseen: tuple[Finding, ...] = ()
        self.credentials = Credentials(given, self.memory, self._choose)

    async def _choose(self) -> VaultChoice:
        self.looks += 1
        await asyncio.sleep(0)
        return replace(choice_of(self.keyring, self.kernel, self.memory), unseen=self.unseen)


ENVIRONMENT = Given(key("environment"), Origin(OriginKind.ENVIRONMENT, "HW_SECRET_KEY"))
DESCRIPTOR = Given(key("descriptor"), Origin(OriginKind.DESCRIPTOR, "3"))


async def test_each_source_goes_before_those_after_it() -> None:
    room = Room(DESCRIPTOR, ENVIRONMENT)
    room.memory.entries["prod"] = key("memory")
    room.keyring.entries["prod"] = key("keyring")
    room.kernel.entries["prod"] = key("kernel")

    async def taken(credentials: Credentials) -> tuple[str, str]:
        found = await credentials.find(PROD)
        assert isinstance(found.credential, AccessKey)
        return found.credential.ak, str(found.origin)

    assert await taken(room.credentials) == ("AK-memory", "typed in this run's memory")
    del room.memory.entries["prod"]
    assert await taken(room.credentials) == ("AK-descriptor", "file descriptor 3")
    without = Credentials([ENVIRONMENT], room.memory, room._choose)
    assert await taken(without) == ("AK-environment", "environment HW_SECRET_KEY")
    without = Credentials([], room.memory, room._choose)
    assert await taken(without) == ("AK-keyring", "keyring stub keyring")
    del room.keyring.entries["prod"]
    assert await taken(without) == ("AK-kernel", "keyring kernel keyring")


async def test_keyrings_are_not_looked_at_when_the_start_brought_the_secret() -> None:
    room = Room(ENVIRONMENT)

    await room.credentials.find(PROD)

    assert room.looks == 0
    assert room.keyring.asked == []


async def test_keyrings_are_looked_at_once_however_many_ask_at_the_same_time() -> None:
    room = Room()
    room.keyring.entries["prod"] = key("keyring")

    await asyncio.gather(*(room.credentials.find(PROD) for _ in range(5)))

    assert room.looks == 1


async def test_somebody_who_stops_waiting_does_not_stop_the_look() -> None:
    room = Room()
    room.keyring.entries["prod"] = key("keyring")
    waiting = asyncio.ensure_future(room.credentials.find(PROD))
    await asyncio.sleep(0)
    waiting.cancel()

    assert (await room.credentials.find(PROD)).origin.name == "stub keyring"
    assert room.looks == 1


async def test_a_password_does_not_serve_a_profile_with_a_key_nor_the_other_way_round() -> None:
    room = Room(Given(Keepsake(password=Secret("pw")), Origin(OriginKind.ENVIRONMENT, "OS")))
    room.keyring.entries["prod"] = key("keyring")

    found = await room.credentials.find(PROD)

    assert found.credential == AccessKey("AK-keyring", Secret("SK-keyring"))
    login = await room.credentials.find(WITH_PASSWORD)
    assert login.credential == Login("op", "OTC1", Secret("pw"), "u", True)
    assert login.origin == Origin(OriginKind.ENVIRONMENT, "OS")


@pytest.mark.parametrize(
    "profile",
    [replace(WITH_PASSWORD, user=""), replace(WITH_PASSWORD, domain="")],
)
def test_a_password_without_its_user_is_no_credential(profile: Profile) -> None:
    assert joined(profile, Keepsake(password=Secret("pw"))) is None


@pytest.mark.parametrize("kept", [Keepsake("AK"), Keepsake(sk=Secret("SK")), Keepsake()])
def test_half_a_key_is_no_credential(kept: Keepsake) -> None:
    assert joined(PROD, kept) is None


def test_what_is_kept_makes_the_same_credential_again() -> None:
    temporary = AccessKey("AK", Secret("SK"), Secret("TOKEN"))
    login = Login("op", "OTC1", Secret("pw"), "u", True)

    assert joined(PROD, keepsake_of(temporary)) == temporary
    assert joined(WITH_PASSWORD, keepsake_of(login)) == login
    assert keepsake_of(temporary).secrets() == (Secret("SK"), Secret("TOKEN"))


async def test_nothing_found_says_what_is_missing_for_which_profile() -> None:
    room = Room()

    with pytest.raises(CredentialsNeeded, match=r"No access key .* prod") as caught:
        await room.credentials.find(PROD)
    assert caught.value.profile == "prod"
    assert caught.value.exit_code == 4
    assert "credentials set" in caught.value.remedy
    stopped = Finding("stub keyring", Verdict.WARN, "The stub keyring does not answer.")
    room.unseen = (stopped,)
    with pytest.raises(CredentialsNeeded, match="The stub keyring does not answer"):
        await Credentials([], room.memory, room._choose).find(PROD)
    with pytest.raises(CredentialsNeeded, match="No password"):
        await room.credentials.find(WITH_PASSWORD)


async def test_a_locked_keyring_is_told_but_another_one_may_have_it() -> None:
    room = Room()
    room.keyring.trouble = LOCKED

    with pytest.raises(VaultError, match="locked"):
        await room.credentials.find(PROD)
    room.kernel.entries["prod"] = key("kernel")
    assert (await room.credentials.find(PROD)).origin.name == "kernel keyring"


async def test_what_was_kept_is_used_whatever_the_environment_says() -> None:
    room = Room(ENVIRONMENT)
    typed = AccessKey("AK-typed", Secret("SK-typed"))

    await room.credentials.keep(PROD, typed, room.keyring)

    assert room.keyring.entries == {"prod": Keepsake("AK-typed", Secret("SK-typed"))}
    assert (await room.credentials.find(PROD)).credential == typed


async def test_what_could_not_be_kept_is_not_used_either() -> None:
    room = Room()
    room.keyring.trouble = LOCKED

    with pytest.raises(VaultError):
        await room.credentials.keep(PROD, AccessKey("AK", Secret("SK")), room.keyring)

    assert room.memory.entries == {}


async def test_what_is_kept_anew_is_what_the_next_run_uses() -> None:
    room = Room()
    room.keyring.entries["prod"] = key("old")

    told = await room.credentials.keep(PROD, AccessKey("AK-new", Secret("SK-new")), room.kernel)

    next_run = Credentials((), StubVault("this run's memory", lasting=False), room._choose)
    found = await next_run.find(PROD)
    assert found.credential == AccessKey("AK-new", Secret("SK-new"))
    assert (found.origin.name, told) == ("kernel keyring", ())


async def test_an_older_secret_that_cannot_be_removed_is_told() -> None:
    room = Room()
    room.keyring.trouble = LOCKED

    (told,) = await room.credentials.keep(PROD, AccessKey("AK", Secret("SK")), room.kernel)
    assert told == (
        "The stub keyring may have an older secret for prod, which was not removed: The keyring is"
        " locked. Unlock it."
    )


async def test_what_is_kept_for_this_run_only_leaves_the_keyrings_alone() -> None:
    room = Room(ENVIRONMENT)
    room.keyring.entries["prod"] = key("old")

    told = await room.credentials.keep(PROD, AccessKey("AK", Secret("SK")), room.memory)

    assert room.keyring.entries == {"prod": key("old")}
    assert told == ("The older secret in the stub keyring is used again in the next run.",)


async def test_a_keyring_that_could_not_be_looked_at_may_have_an_older_secret() -> None:
    room = Room()
    room.unseen = (Finding("Secret Service", Verdict.WARN, "The keyring is locked."),)

    (told,) = await room.credentials.keep(PROD, AccessKey("AK", Secret("SK")), room.kernel)

    assert told.startswith("The Secret Service could not be looked at: an older secret in it")


async def test_a_variable_that_will_go_before_what_was_kept_is_told() -> None:
    room = Room(DESCRIPTOR, ENVIRONMENT)

    (told,) = await room.credentials.keep(PROD, AccessKey("AK", Secret("SK")), room.keyring)
    assert told.startswith("HW_SECRET_KEY is still set, and goes before the keyring")


@pytest.mark.parametrize("profile", [PROD, replace(WITH_PASSWORD, user="")])
async def test_a_descriptor_that_is_not_whole_is_not_made_up_for(profile: Profile) -> None:
    password = Given(Keepsake(password=Secret("pw")), Origin(OriginKind.DESCRIPTOR, "--secret-fd"))
    room = Room(password, ENVIRONMENT)
    room.keyring.entries["prod"] = key("keyring")

    with pytest.raises(UsageError, match=r"What came by --secret-fd is not all .* prod") as caught:
        await room.credentials.find(profile)
    assert caught.value.exit_code == 2
    assert "pw" not in str(caught.value)


async def test_a_kept_password_is_proposed_to_its_own_user_only() -> None:
    room = Room()
    room.keyring.entries["prod"] = Keepsake(password=Secret("pw"))

    propose = room.credentials.proposed
    assert await propose(WITH_PASSWORD, WITH_PASSWORD)
    assert await propose(replace(WITH_PASSWORD, user="other"), WITH_PASSWORD) is None
    assert await propose(replace(WITH_PASSWORD, domain="OTC2"), WITH_PASSWORD) is None
    assert await propose(WITH_PASSWORD, None) is None
    room.keyring.entries["prod"] = key("keyring")
    assert await propose(PROD, None), "a key is its own user"


async def test_a_variable_is_proposed_to_the_user_it_names() -> None:
    variable = Origin(OriginKind.ENVIRONMENT, "OS_PASSWORD")
    room = Room(Given(Keepsake(password=Secret("pw")), variable, "op"))

    found = await room.credentials.proposed(WITH_PASSWORD, None)
    assert found
    assert found.origin is variable
    assert await room.credentials.proposed(replace(WITH_PASSWORD, user="other"), None) is None
    assert await room.credentials.proposed(PROD, None) is None


async def test_where_something_is_kept_is_told_without_its_value() -> None:
    room = Room()
    room.kernel.entries["prod"] = key("kernel")
    room.kernel.left = timedelta(hours=7)
    room.keyring.trouble = LOCKED

    (entry,) = await room.credentials.kept("prod")

    assert (entry.vault, entry.lasting, entry.time_left) == (
        "kernel keyring",
        True,
        timedelta(hours=7),
    )
    assert "SK" not in repr(entry)


async def test_forgetting_empties_every_place() -> None:
    room = Room()
    for vault in (room.memory, room.keyring, room.kernel):
        vault.entries["prod"] = key("x")

    assert await room.credentials.forget("prod") == (
        "stub keyring",
        "kernel keyring",
        "this run's memory",
    )
    assert await room.credentials.forget("prod") == ()
    with pytest.raises(CredentialsNeeded):
        await room.credentials.find(PROD)


async def test_a_vault_that_cannot_forget_does_not_keep_the_others_from_it() -> None:
    room = Room()
    room.keyring.trouble = LOCKED
    room.kernel.entries["prod"] = key("x")

    with pytest.raises(VaultError, match="locked"):
        await room.credentials.forget("prod")
    assert room.kernel.entries == {}

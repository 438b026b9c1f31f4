from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from drilltui.domain.credential import AccessKey, Credential, Login
from drilltui.domain.errors import (
    CloudError,
    Intercepted,
    Refused,
    SignInFault,
    SignInRefused,
    Unreachable,
    UsageError,
    VaultError,
)
from drilltui.domain.ports import Person
from drilltui.domain.profile import Configuration, Profile
from drilltui.domain.project import Project
from drilltui.domain.secret import Secret
from drilltui.domain.verdict import Verdict
from drilltui.services.check import Proof
from drilltui.services.credentials import Credentials
from drilltui.services.sign_in import SignIn
from tests.services.stub_cloud import StubCloud
from tests.services.stub_vault import StubVault, choice_of

PROD = Profile("prod", "eu-de")
KEY = AccessKey("AK", Secret("SK"))
LOGIN = Login("op", "OTC1", Secret("pw"))
MAIN = Project("0" * 32, "eu-de")
SUB = Project("1" * 32, "eu-de_team")
ELSEWHERE = Project("2" * 32, "eu-nl")
WRONG = SignInRefused(
    SignInFault.SIGNATURE, status=401, code="APIGW.0301", message="verify aksk signature fail"
)
DENIED = Refused(status=403, code="403", message="You are not authorized.", request_id="req-1")
NO_ROLE = Refused(status=400, code="SDRS.0003", message="no role", remedy="Ask for the role.")


class Nobody:
    async def passcode(self, user: str, why: str) -> Secret | None:
        return None


class StubProfiles:
    path = "config.toml"

    def __init__(self) -> None:
        self.saved: list[tuple[Profile, bool]] = []

    def load(self) -> Configuration:
        return Configuration()

    def save(self, profile: Profile, *, default: bool) -> None:
        self.saved.append((profile, default))

    def remove(self, name: str) -> bool:
        return False


@dataclass
class Stage:
    """A cloud of the test's, and the sign-in over it."""

    cloud: StubCloud = field(default_factory=StubCloud)
    opened: list[Profile] = field(default_factory=list)
    keyring: StubVault = field(default_factory=StubVault)
    profiles: StubProfiles = field(default_factory=StubProfiles)

    def __post_init__(self) -> None:
        memory = StubVault("memory", lasting=False)

        async def choose() -> object:
            return choice_of(self.keyring, memory)

        credentials = Credentials((), memory, choose)  # type: ignore[arg-type]
        self.sign_in = SignIn(self._open, credentials, self.profiles)

    async def _open(self, profile: Profile, credential: Credential, person: Person) -> StubCloud:
        self.opened.append(profile)
        return self.cloud

    async def check(self, profile: Profile = PROD, credential: Credential = KEY) -> Proof:
        return await self.sign_in.check(profile, credential, Nobody())


def words(proof: Proof) -> list[tuple[str, Verdict]]:
    return [(finding.subject, finding.verdict) for finding in proof.findings]


async def test_everything_proven_is_said_and_the_project_filled_in() -> None:
    stage = Stage()
    stage.cloud.script("projects", (MAIN, ELSEWHERE))
    stage.cloud.skew = timedelta(seconds=1)

    proof = await stage.check()

    assert words(proof) == [
        ("clock", Verdict.OK),
        ("signature", Verdict.OK),
        ("project", Verdict.OK),
        ("permission", Verdict.OK),
    ]
    assert proof.complete
    assert proof.profile.project_id == MAIN.id
    assert [profile.project_id for profile in stage.opened] == ["", MAIN.id]
    assert [name for name, _ in stage.cloud.asked] == ["projects", "look"]
    assert stage.cloud.closed
    assert stage.profiles.saved == []
    assert stage.keyring.asked == []


async def test_a_project_that_is_said_is_not_looked_for() -> None:
    stage = Stage()

    proof = await stage.check(Profile("prod", "eu-de", project_id=SUB.id))

    assert proof.complete
    assert [name for name, _ in stage.cloud.asked] == ["look"]
    assert words(proof) == [("signature", Verdict.OK), ("permission", Verdict.OK)]


async def test_a_refused_credential_ends_the_check_at_the_first_call() -> None:
    stage = Stage()
    stage.cloud.script("projects", WRONG)

    proof = await stage.check()

    assert proof.error is WRONG
    assert words(proof)[-1] == ("signature", Verdict.STOP)
    assert [name for name, _ in stage.cloud.asked] == ["projects"]


async def test_a_password_is_called_a_password() -> None:
    stage = Stage()
    stage.cloud.script("projects", WRONG)

    assert words(await stage.check(credential=LOGIN))[-1] == ("password", Verdict.STOP)


async def test_several_projects_are_for_a_person_to_choose_from() -> None:
    stage = Stage()
    stage.cloud.script("projects", (MAIN, SUB, ELSEWHERE))

    proof = await stage.check()

    assert proof.projects == (MAIN, SUB)
    assert not proof.complete
    assert proof.error is None
    assert [name for name, _ in stage.cloud.asked] == ["projects"]


async def test_a_region_without_a_project_of_the_user_stops() -> None:
    stage = Stage()
    stage.cloud.script("projects", (ELSEWHERE, Project("3" * 32, "eu-de", enabled=False)))

    proof = await stage.check()

    assert words(proof)[-1] == ("project", Verdict.STOP)
    assert isinstance(proof.error, CloudError)


async def test_who_may_not_list_projects_is_told_to_name_one() -> None:
    stage = Stage()
    stage.cloud.script("projects", DENIED)

    proof = await stage.check()

    assert words(proof) == [("signature", Verdict.OK), ("project", Verdict.STOP)]
    assert "project id" in proof.findings[-1].remedy
    assert isinstance(proof.error, Refused)
    assert proof.error.request_id == "req-1"


async def test_a_missing_role_proves_the_signature_and_stops_at_the_permission() -> None:
    stage = Stage()
    stage.cloud.script("projects", (MAIN,))
    stage.cloud.script("look", NO_ROLE)

    proof = await stage.check()

    assert words(proof) == [
        ("signature", Verdict.OK),
        ("project", Verdict.OK),
        ("permission", Verdict.STOP),
    ]
    assert proof.findings[-1].remedy == "Ask for the role."


async def test_a_missing_role_is_the_permission_also_when_the_project_was_said() -> None:
    stage = Stage()
    stage.cloud.script("look", NO_ROLE)

    proof = await stage.check(Profile("prod", "eu-de", project_id=SUB.id))

    assert words(proof) == [("signature", Verdict.OK), ("permission", Verdict.STOP)]


@pytest.mark.parametrize(
    "error",
    [
        Unreachable("There is no host.", sent=False, remedy="Check DNS."),
        Intercepted("A page answered.", status=200),
    ],
)
async def test_a_network_in_the_way_is_called_the_network(error: CloudError) -> None:
    for profile in (PROD, Profile("prod", "eu-de", project_id=SUB.id)):
        stage = Stage()
        stage.cloud.script("projects", error)
        stage.cloud.script("look", error)

        assert words(await stage.check(profile))[-1] == ("network", Verdict.STOP)


async def test_a_clock_that_is_off_is_told_beside_the_refusal() -> None:
    stage = Stage()
    stage.cloud.skew = timedelta(minutes=17)
    stage.cloud.script("projects", WRONG)

    proof = await stage.check()

    assert words(proof) == [("clock", Verdict.STOP), ("signature", Verdict.STOP)]
    assert "17 min behind" in proof.findings[0].seen


async def test_a_value_that_can_be_none_is_a_finding_too() -> None:
    stage = Stage()

    async def refuse(*_: object) -> StubCloud:
        raise UsageError("This is no access key.", "Copy it again.")

    sign_in = SignIn(refuse, stage.sign_in.credentials, stage.profiles)

    proof = await sign_in.check(PROD, KEY, Nobody())

    assert words(proof) == [("values", Verdict.STOP)]
    assert proof.findings[0].remedy == "Copy it again."


async def test_the_secret_is_kept_before_the_profile_is_written() -> None:
    stage = Stage()
    stage.keyring.trouble = VaultError("The keyring is locked.")

    with pytest.raises(VaultError):
        await stage.sign_in.keep(PROD, KEY, stage.keyring, default=True)
    assert stage.profiles.saved == []

    stage.keyring.trouble = None
    await stage.sign_in.keep(PROD, KEY, stage.keyring, default=True)
    assert stage.profiles.saved == [(PROD, True)]
    assert (await stage.sign_in.credentials.find(PROD)).credential == KEY


async def test_without_a_word_the_main_project_of_the_region_is_taken() -> None:
    stage = Stage()
    stage.cloud.script("projects", (SUB, MAIN, ELSEWHERE))

    placed = await stage.sign_in.placed(PROD, KEY, Nobody())

    assert placed.project_id == MAIN.id


async def test_sub_projects_alone_must_be_chosen_from() -> None:
    stage = Stage()
    stage.cloud.script("projects", (SUB, Project("4" * 32, "eu-de_other")))

    with pytest.raises(UsageError, match="eu-de_team") as caught:
        await stage.sign_in.placed(PROD, KEY, Nobody())
    assert SUB.id in str(caught.value)
    assert caught.value.exit_code == 2


async def test_a_profile_that_says_its_project_is_placed_without_a_call() -> None:
    stage = Stage()
    profile = Profile("prod", "eu-de", project_id=SUB.id)

    assert await stage.sign_in.placed(profile, KEY, Nobody()) is profile
    assert stage.cloud.asked == []
